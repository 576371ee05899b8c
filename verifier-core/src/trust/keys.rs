//! Files of public keys.

use super::{Fault, lines};
use crate::attestation::PublicKey;

/// Reads public keys: each a line of 64 hexadecimal digits, with a name behind them or not, or in PEM. Blank lines
/// and those that begin with `#` are passed over.
///
/// # Errors
/// Where there is something else, a key that proves nothing, or none.
pub fn keys(bytes: &[u8]) -> Result<Vec<PublicKey>, Fault> {
    let mut keys = Vec::new();
    let mut lines = lines(bytes)?.into_iter();
    while let Some((offset, line)) = lines.next() {
        let key = if line.starts_with("-----BEGIN ") {
            let mut pem = format!("{line}\n");
            for (_, line) in lines.by_ref() {
                pem.push_str(line);
                pem.push('\n');
                if line.starts_with("-----END ") {
                    break;
                }
            }
            PublicKey::from_pem(&pem)
        } else {
            PublicKey::from_hex(line.split([' ', '\t']).next().unwrap_or_default())
        };
        keys.push(key.map_err(|why| Fault::new(offset, why.to_string()))?);
    }
    if keys.is_empty() { Err(Fault::new(0, "there is no key in the file")) } else { Ok(keys) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEX: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    const PEM: &str = "-----BEGIN PUBLIC KEY-----\n\
        MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n\
        -----END PUBLIC KEY-----\n";

    /// Defends both forms of public keys, and that nothing else passes for one.
    #[test]
    fn keys_are_read_in_both_forms() {
        let key = PublicKey::from_hex(HEX);
        let text = format!(
            "# mine\n{HEX} alice@example.com\n\n{PEM}\n{}\n{}",
            HEX.to_uppercase(),
            PEM.replace('\n', "\r\n")
        );
        let keys_of = |text: &str| keys(text.as_bytes());
        let read = keys_of(&text);
        assert_eq!(read.as_ref().map(Vec::len), Ok(4));
        assert!(read.iter().flatten().all(|it| Ok(*it) == key));
        for (text, offset, why) in [
            ("", 0, "no key"),
            (&*format!("{HEX}\n{}", &HEX[1..]), 65, "64 hexadecimal digits"),
            (&PEM.replace("PUBLIC", "PRIVATE"), 0, "private key"),
            ("-----BEGIN ENCRYPTED PRIVATE KEY-----", 0, "private key"),
            (&PEM.replace("PUBLIC KEY", "CERTIFICATE"), 0, "CERTIFICATE"),
            (&PEM.replace("MCow", "MCox"), 0, "Ed25519"),
            (&PEM.replace("Ro=", "Rp="), 0, "PEM"),
            (&PEM.replace("S/7", "S_7"), 0, "PEM"),
            (&PEM.replace("END PUBLIC", "END OTHER"), 0, "PEM"),
            (&PEM.replace("KEY-----\nM", "KEY----\nM"), 0, "PEM"),
            (PEM.split_at(60).0, 0, "PEM"),
            (&format!("{HEX}\n{PEM}{PEM}x"), 65 + 2 * PEM.len(), "64 hexadecimal digits"),
        ] {
            let fault = keys_of(text).expect_err(text);
            assert_eq!(fault.offset, offset, "{text}");
            assert!(fault.message.contains(why), "{text}: {}", fault.message);
        }
    }
}
