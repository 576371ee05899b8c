//! What is stated.

use crate::canonical::Value;
use crate::json::{Node, Refusal};
use crate::view::Place;

/// That somebody claims something about the package with a certain binding digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// `attestation_version`
    pub version: String,
    /// The binding digest, prefixed.
    pub binding_digest: String,
    /// What is claimed, in the words of the attestor.
    pub claims: Vec<String>,
    /// Who claims it.
    pub attestor_id: String,
    /// What the attestor calls the key.
    pub key_id: String,
    /// When it was signed, in the words of the attestor: nobody else was asked for the time.
    pub signed_at: String,
}

impl Statement {
    /// The `attestation_version` that is known here.
    pub const VERSION: &'static str = "0.7";

    /// Reads the payload of an attestation.
    pub(super) fn read(payload: &Place<'_, '_>) -> Result<Self, Refusal> {
        payload.object()?;
        let claims = payload.required("claims")?;
        claims.array()?;
        for (index, claim) in claims.node.elements().enumerate() {
            claims.element(index, claim).string()?;
        }
        let attestor = payload.required("attestor")?;
        attestor.object()?;
        Ok(Self {
            version: super::text(payload, "attestation_version")?,
            binding_digest: super::text(payload, "binding_digest")?,
            claims: claims.node.elements().filter_map(Node::as_str).map(Into::into).collect(),
            attestor_id: super::text(&attestor, "id")?,
            key_id: super::text(&attestor, "key_id")?,
            signed_at: super::text(payload, "signed_at")?,
        })
    }

    /// The JSON pointer to the first member of a payload that is not part of what is signed, if there is one.
    pub(super) fn unsigned(payload: &Place<'_, '_>) -> Option<String> {
        let beside = |owner: &Place<'_, '_>, signed: &[&str]| {
            let mut names = owner.node.sorted_members().into_iter().map(|(key, _)| key.text().into_owned());
            names.find(|name| !signed.contains(&&**name)).map(|name| owner.pointer.member(&name).to_string())
        };
        let own = ["attestation_version", "attestor", "binding_digest", "claims", "signed_at"];
        beside(payload, &own)
            .or_else(|| payload.optional("attestor").and_then(|it| beside(&it, &["id", "key_id"])))
    }

    /// The bytes that are signed: C({`attestation_version`: "0.7", attestor: {id, `key_id`}, `binding_digest`,
    /// claims by code point, `signed_at`}), UTF-8 (`docs/format.md`, section 8). The version is that of the
    /// format, whatever the statement says of itself.
    #[must_use]
    pub fn signed_bytes(&self) -> Vec<u8> {
        let mut claims: Vec<&str> = self.claims.iter().map(String::as_str).collect();
        // Strings are compared by the bytes of UTF-8, which is by code point.
        claims.sort_unstable();
        self.with(Self::VERSION, &claims).to_canonical().into_bytes()
    }

    /// The payload of an attestation.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let claims: Vec<&str> = self.claims.iter().map(String::as_str).collect();
        self.with(&self.version, &claims)
    }

    fn with(&self, version: &str, claims: &[&str]) -> Value {
        Value::object([
            ("attestation_version", Value::from(version)),
            ("binding_digest", Value::from(&self.binding_digest)),
            ("claims", Value::array(claims.iter().copied())),
            (
                "attestor",
                Value::object([
                    ("id", Value::from(&self.attestor_id)),
                    ("key_id", Value::from(&self.key_id)),
                ]),
            ),
            ("signed_at", Value::from(&self.signed_at)),
        ])
    }
}
