//! The statement as an in-toto Statement v1 in a DSSE envelope.
//!
//! - DSSE: <https://github.com/secure-systems-lab/dsse/blob/master/protocol.md>
//! - Statement: <https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md>

use super::{Attestation, Envelope, PublicKey, Statement, bad_value, base64, text};
use crate::canonical::Value;
use crate::digest::PrefixedDigest;
use crate::json::{Code, Document, Limits, Node, Refusal};
use crate::view::Place;

const PAYLOAD_TYPE: &str = "application/vnd.in-toto+json";
const STATEMENT_TYPE: &str = "https://in-toto.io/Statement/v1";
/// What the predicate is: the payload of an attestation, `attestation_version` 0.7.
const PREDICATE_TYPE: &str = "urn:nexus-attest:attestation:0.7";
/// What the subject is called. Its digest is the binding digest of a package, not that of a file.
const SUBJECT: &str = "audit-package-binding";

/// Signatures that an envelope may have: each is tried under each key, and more people than that seldom sign one thing.
const SIGNATURES: usize = 32;

/// The in-toto statement, as canonical JSON.
pub(super) fn payload(statement: &Statement) -> Vec<u8> {
    let hex =
        statement.binding_digest.strip_prefix(PrefixedDigest::PREFIX).unwrap_or(&statement.binding_digest);
    let subject = Value::object([
        ("name", Value::from(SUBJECT)),
        ("digest", Value::object([("sha256", Value::from(hex))])),
    ]);
    Value::object([
        ("_type", Value::from(STATEMENT_TYPE)),
        ("subject", Value::Array(vec![subject])),
        ("predicateType", Value::from(PREDICATE_TYPE)),
        ("predicate", statement.to_value()),
    ])
    .to_canonical()
    .into_bytes()
}

/// What is signed: PAE(payload type, payload) = `DSSEv1 {length} {type} {length} {payload}`, lengths in bytes.
pub(super) fn signed_bytes(payload: &[u8]) -> Vec<u8> {
    let mut out = format!("DSSEv1 {} {PAYLOAD_TYPE} {} ", PAYLOAD_TYPE.len(), payload.len()).into_bytes();
    out.extend_from_slice(payload);
    out
}

pub(super) fn envelope(statement: &Statement, signature: &[u8; 64], key: &PublicKey) -> Value {
    let signature = Value::object([
        ("keyid", Value::from(key.to_string())),
        ("sig", Value::from(base64::encode(signature))),
    ]);
    Value::object([
        ("payloadType", Value::from(PAYLOAD_TYPE)),
        ("payload", Value::from(base64::encode(&payload(statement)))),
        ("signatures", Value::Array(vec![signature])),
    ])
}

pub(super) fn read(root: &Place<'_, '_>, limits: &Limits) -> Result<Attestation, Refusal> {
    let kind = root.required("payloadType")?;
    if !kind.node.is_text(PAYLOAD_TYPE) {
        return Err(bad_value(&kind, format!("the payload is not an in-toto statement ({PAYLOAD_TYPE})")));
    }
    let place = root.required("payload")?;
    place.string()?;
    let payload = place
        .node
        .as_str()
        .and_then(|text| base64::decode(&text))
        .ok_or_else(|| bad_value(&place, "the payload is not base64"))?;
    let statement = read_statement(&payload, limits)
        .map_err(|refusal| bad_value(&place, format!("the payload: {refusal}")))?;

    let list = root.required("signatures")?;
    list.array()?;
    let count = list.node.elements().count();
    if count > SIGNATURES {
        return Err(bad_value(
            &list,
            format!("there are {count} signatures, and at most {SIGNATURES} are read"),
        ));
    }
    let (mut signatures, mut keys) = (Vec::new(), Vec::new());
    for (index, signature) in list.node.elements().enumerate() {
        let entry = list.element(index, signature);
        entry.object()?;
        let sig = base64::decode(&text(&entry, "sig")?);
        // Signatures of another length are by other algorithms, which is nothing to stop at.
        if let Some(bytes) = sig.as_deref().and_then(|bytes| bytes.try_into().ok()) {
            signatures.push(bytes);
        }
        let keyid = entry.node.member("keyid").and_then(Node::as_str);
        keys.extend(keyid.and_then(|id| PublicKey::from_hex(&id).ok()));
    }
    if signatures.is_empty() {
        return Err(bad_value(&list, "none of the signatures is an Ed25519 signature (64 bytes in base64)"));
    }
    let signed = signed_bytes(&payload);
    // A keyid may be any text, the digest of a key for one, which can look like a key: a signature tells.
    let enclosed_key = keys.into_iter().find(|key| signatures.iter().any(|it| key.verifies(&signed, it)));
    Ok(Attestation {
        statement,
        envelope: Envelope::Dsse,
        signed,
        signatures,
        id: None,
        enclosed_key,
        unsigned: None,
    })
}

/// The statement, whose subject has to be what the predicate is about.
fn read_statement(payload: &[u8], limits: &Limits) -> Result<Statement, Refusal> {
    let document = Document::read(payload, limits)?;
    let root = Place::root(document.root());
    root.object()?;
    for (name, known) in [("_type", STATEMENT_TYPE), ("predicateType", PREDICATE_TYPE)] {
        let place = root.required(name)?;
        if !place.node.is_text(known) {
            return Err(bad_value(&place, format!("{name} is not {known:?}")));
        }
    }
    let statement = Statement::read(&root.required("predicate")?)?;
    let subjects = root.required("subject")?;
    subjects.array()?;
    let names_it = |subject: Node<'_, '_>| {
        let sha256 =
            subject.member("digest").and_then(|digest| digest.member("sha256")).and_then(Node::as_str);
        sha256.is_some_and(|sha256| {
            Some(&*sha256) == statement.binding_digest.strip_prefix(PrefixedDigest::PREFIX)
        })
    };
    let mut elements = subjects.node.elements();
    match (elements.next(), elements.next()) {
        (Some(subject), None) if names_it(subject) => Ok(statement),
        _ => Err(Refusal::new(
            Code::BadValue,
            "the one subject is not the binding digest of the predicate",
            subjects.pointer.clone(),
            subjects.node.offset(),
        )),
    }
}
