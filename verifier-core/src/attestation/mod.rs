//! Attestations: signed statements over a binding digest (`docs/format.md`, section 8).
//!
//! An attestation says that somebody vouches for the package with this binding digest. Two envelopes carry
//! the same statement: the format's own, and DSSE with an in-toto Statement v1, which other tools read.
//! Whether it means anything depends on the key: one that comes with the attestation proves nothing.

mod base64;
mod dsse;
mod key;
mod native;
mod pem;
mod statement;

pub use key::{KeyFault, PublicKey};
pub use statement::Statement;

use crate::canonical::Value;
use crate::digest;
use crate::json::{Code, Document, Limits, Refusal};
use crate::view::Place;

/// A signed statement as it was read. That it was read says nothing about its signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attestation {
    /// What is stated.
    pub statement: Statement,
    /// How it is carried.
    pub envelope: Envelope,
    /// The bytes that were signed.
    signed: Vec<u8>,
    /// The signatures: one in the format's own envelope, one or more in DSSE.
    signatures: Vec<[u8; 64]>,
    /// `attestation_id`, if the envelope has one. It is not signed.
    pub id: Option<String>,
    /// A key that came with the attestation, if it is one. It is not signed, and proves nothing. What a DSSE envelope
    /// calls a key is only taken for one if a signature verifies under it: it may be any text.
    pub enclosed_key: Option<PublicKey>,
    /// The JSON pointer to a member that stands among what is signed and is not: anybody can have put it there. In a DSSE
    /// envelope all of the payload is signed.
    pub unsigned: Option<String>,
}

/// How a statement is carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Envelope {
    /// The format's own.
    Native,
    /// DSSE (<https://github.com/secure-systems-lab/dsse>, version 1) with an in-toto Statement v1.
    Dsse,
}

impl Attestation {
    /// Reads an attestation in either envelope.
    ///
    /// # Errors
    /// Where the input is not JSON, is neither envelope, or lacks what its envelope has.
    pub fn read(input: &[u8], limits: &Limits) -> Result<Self, Refusal> {
        let document = Document::read(input, limits)?;
        let root = Place::root(document.root());
        root.object()?;
        if root.node.member("payloadType").is_some() {
            dsse::read(&root, limits)
        } else {
            native::read(&root)
        }
    }

    /// Whether one of its signatures verifies under `key`.
    #[must_use]
    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        self.signatures.iter().any(|signature| key.verifies(&self.signed, signature))
    }

    /// Whether `attestation_id` is what the signature gives; `None` where there is no id.
    #[must_use]
    pub fn has_its_id(&self) -> Option<bool> {
        let id = self.id.as_deref()?;
        Some(self.signatures.iter().any(|signature| attestation_id(signature) == id))
    }
}

impl Statement {
    /// The attestation that carries this statement with a signature over [`Statement::signed_bytes`], in the
    /// format's own envelope. The key goes along for whoever wants to look up whose it is.
    #[must_use]
    pub fn signed(&self, signature: &[u8; 64], key: &PublicKey) -> Value {
        Value::object([
            ("attestation_id", Value::from(attestation_id(signature))),
            ("payload", self.to_value()),
            ("signature", Value::from(key::hex(signature))),
            ("meta", Value::object([("public_key_hex", Value::from(key.to_string()))])),
        ])
    }

    /// The same statement in a DSSE envelope, with a signature over [`Statement::dsse_signed_bytes`]. `keyid` is
    /// the key in hexadecimal.
    #[must_use]
    pub fn signed_dsse(&self, signature: &[u8; 64], key: &PublicKey) -> Value {
        dsse::envelope(self, signature, key)
    }

    /// The bytes that are signed in a DSSE envelope.
    #[must_use]
    pub fn dsse_signed_bytes(&self) -> Vec<u8> {
        dsse::signed_bytes(&dsse::payload(self))
    }
}

/// `att_` and the first 16 digits of H(signature bytes).
fn attestation_id(signature: &[u8; 64]) -> String {
    let hex = digest::of_bytes(signature).to_string();
    format!("att_{}", hex.get(..16).unwrap_or_default())
}

/// A value that is not what its place has.
fn bad_value(place: &Place<'_, '_>, message: impl Into<String>) -> Refusal {
    Refusal::new(Code::BadValue, message, place.pointer.clone(), place.node.offset())
}

/// The text of a required string.
fn text(owner: &Place<'_, '_>, name: &str) -> Result<String, Refusal> {
    let place = owner.required(name)?;
    place.string()?;
    Ok(place.node.as_str().unwrap_or_default().into_owned())
}
