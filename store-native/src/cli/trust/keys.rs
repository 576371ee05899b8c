//! Files of public keys.

use std::path::Path;

use store_native::keys::public_from_pem;
use verifier_core::Limits;
use verifier_core::attestation::PublicKey;

use super::{Fault, content, lines};
use crate::cli::problem::Problem;

/// Reads a file of public keys.
pub fn read(path: &Path, limits: &Limits) -> Result<Vec<PublicKey>, Problem> {
    let bytes = content(path, limits)?;
    parse(&bytes).map_err(|fault| {
        fault.problem(
            "KEY_INVALID",
            path,
            &bytes,
            "Each line is 64 hexadecimal digits and, if you like, a name behind them; or it is a public key in PEM. \
             Only Ed25519 keys are known here.",
        )
    })
}

fn parse(bytes: &[u8]) -> Result<Vec<PublicKey>, Fault> {
    let mut keys = Vec::new();
    let mut lines = lines(bytes)?.into_iter();
    while let Some((offset, line)) = lines.next() {
        let fault = |why: String| Fault::new(offset, why);
        if line.starts_with("-----BEGIN ") {
            let mut pem = format!("{line}\n");
            for (_, line) in lines.by_ref() {
                pem.push_str(line);
                pem.push('\n');
                if line.starts_with("-----END ") {
                    break;
                }
            }
            keys.push(public_from_pem(&pem).map_err(|why| fault(why.to_string()))?);
            continue;
        }
        let hex = line.split([' ', '\t']).next().unwrap_or_default();
        keys.push(PublicKey::from_hex(hex).map_err(|why| fault(why.to_string()))?);
    }
    if keys.is_empty() { Err(Fault::new(0, "there is no key in the file")) } else { Ok(keys) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEX: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    /// Defends both forms of public keys, and that nothing else passes for one.
    #[test]
    fn keys_are_read_in_both_forms() {
        let key = PublicKey::from_hex(HEX);
        let pem = key
            .as_ref()
            .map(|key| store_native::keys::public_to_pem(key).unwrap_or_default())
            .unwrap_or_default();
        let text = format!("# mine\n{HEX} alice@example.com\n\n{pem}\n{}\n", HEX.to_uppercase());
        let keys = parse(text.as_bytes());
        assert_eq!(keys.as_ref().map(Vec::len), Ok(3));
        assert!(keys.iter().flatten().all(|it| Ok(*it) == key));
        for (text, offset, why) in [
            ("", 0, "no key"),
            (&*format!("{HEX}\n{}", &HEX[1..]), 65, "64 hexadecimal digits"),
            (&pem.replace("PUBLIC", "PRIVATE"), 0, "private key"),
            (&pem.replace("PUBLIC KEY", "CERTIFICATE"), 0, "CERTIFICATE"),
            (&pem.replace("MCow", "MCox"), 0, "Ed25519"),
            (pem.split_at(60).0, 0, "PEM"),
        ] {
            let fault = parse(text.as_bytes()).expect_err(text);
            assert_eq!(fault.offset, offset, "{text}");
            assert!(fault.message.contains(why), "{text}: {}", fault.message);
        }
    }
}
