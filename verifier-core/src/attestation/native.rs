//! The format's own envelope (`docs/format.md`, section 8).

use super::{Attestation, Envelope, PublicKey, Statement, bad_value, key, text};
use crate::json::{Node, Refusal};
use crate::view::{Place, optional};

pub(super) fn read(root: &Place<'_, '_>) -> Result<Attestation, Refusal> {
    let payload = root.required("payload")?;
    let statement = Statement::read(&payload)?;
    let signature = root.required("signature")?;
    signature.string()?;
    let bytes = signature.node.as_str().and_then(|hex| key::from_hex::<64>(&hex)).ok_or_else(|| {
        bad_value(&signature, "the signature is not 128 hexadecimal digits, which an Ed25519 signature has")
    })?;
    let enclosed = root.node.member("meta").and_then(|meta| meta.member("public_key_hex"));
    Ok(Attestation {
        signed: statement.signed_bytes(),
        statement,
        envelope: Envelope::Native,
        signatures: vec![bytes],
        // Null is as good as absent.
        id: optional(root.node, "attestation_id").map(|_| text(root, "attestation_id")).transpose()?,
        unsigned: Statement::unsigned(&payload),
        enclosed_key: enclosed.and_then(Node::as_str).and_then(|hex| PublicKey::from_hex(&hex).ok()),
    })
}
