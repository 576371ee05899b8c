//! Public keys in PEM (RFC 7468): `SubjectPublicKeyInfo` (RFC 5280) with the identifier of Ed25519 (RFC 8410).

use super::base64;
use super::key::{KeyFault, PublicKey};

const LABEL: &str = "PUBLIC KEY";

/// No label that is in use is longer in bytes.
const LONGEST: usize = 64;

/// What stands before the 32 bytes of the key: the sequence, the identifier 1.3.101.112 without parameters, and
/// the head of the bit string (RFC 8410, section 4).
const HEAD: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

pub(super) fn read(pem: &str) -> Result<PublicKey, KeyFault> {
    let mut lines = pem.lines().map(str::trim_end);
    let label = lines.next().and_then(|line| line.strip_prefix("-----BEGIN ")?.strip_suffix("-----"));
    match label.filter(|label| label.len() <= LONGEST).ok_or(KeyFault::NotPem)? {
        LABEL => {}
        // Whatever follows: it is not to be looked at.
        label if label.ends_with("PRIVATE KEY") => return Err(KeyFault::Private),
        label => return Err(KeyFault::OtherLabel(label.to_owned())),
    }
    let der = body(lines).ok_or(KeyFault::NotPem)?;
    let bytes = der.strip_prefix(&HEAD).and_then(|bytes| bytes.try_into().ok());
    PublicKey::from_bytes(bytes.ok_or(KeyFault::OtherAlgorithm)?)
}

/// What the lines up to the end hold in base64, behind which there is nothing.
fn body<'l>(mut lines: impl Iterator<Item = &'l str>) -> Option<Vec<u8>> {
    let mut text = String::new();
    loop {
        let line = lines.next()?;
        let Some(end) = line.strip_prefix("-----END ") else {
            text.push_str(line);
            continue;
        };
        // The alphabet for URLs is not that of PEM.
        let whole = end.strip_suffix("-----") == Some(LABEL) && lines.next().is_none();
        return if whole && !text.contains(['-', '_']) { base64::decode(&text) } else { None };
    }
}
