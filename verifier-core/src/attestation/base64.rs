//! Base64 as DSSE envelopes have it (RFC 4648): written with the standard alphabet, read in that and in the
//! one for URLs.

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub(super) fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = (0..3).fold(0, |word, at| word << 8 | u32::from(chunk.get(at).copied().unwrap_or(0)));
        for place in 0..4 {
            let digit = (word >> (18 - 6 * place) & 63) as usize;
            out.push(if place <= chunk.len() { char::from(STANDARD[digit]) } else { '=' });
        }
    }
    out
}

/// The bytes; `None` for anything that no encoder writes: other characters, wrong or missing padding, bits
/// behind the last byte that are not zero.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let bytes = text.as_bytes();
    if !bytes.len().is_multiple_of(4) {
        return None;
    }
    let content = bytes.strip_suffix(b"==").or_else(|| bytes.strip_suffix(b"=")).unwrap_or(bytes);
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    for chunk in content.chunks(4) {
        let mut word = 0;
        for byte in chunk {
            word = word << 6 | digit(*byte)?;
        }
        word <<= 6 * (4 - chunk.len());
        let [_, first, second, third] = u32::to_be_bytes(word);
        let (whole, rest): (&[u8], &[u8]) = match chunk.len() {
            4 => (&[first, second, third], &[]),
            3 => (&[first, second], &[third]),
            2 => (&[first], &[second, third]),
            _ => return None,
        };
        if rest.iter().any(|byte| *byte != 0) {
            return None;
        }
        out.extend_from_slice(whole);
    }
    Some(out)
}

fn digit(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defends the encoding by the examples of RFC 4648, section 10, and that only what is written is read.
    #[test]
    fn the_examples_of_the_standard_hold() {
        for (plain, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode(plain.as_bytes()), text);
            assert_eq!(decode(text).as_deref(), Some(plain.as_bytes()));
        }
        assert_eq!(decode("-_8="), Some(vec![0xfb, 0xff]));
        for text in ["Zg", "Zg=", "Zh==", "Zg===", "=", "====", "Z===", "Zm9v\n", "Zm 9v===", "Zm=v"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
