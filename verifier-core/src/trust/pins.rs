//! Digests that a package has to have, alone or in the form of `sha256sum`.

use super::{Fault, lines};
use crate::digest::{PrefixedDigest, RawDigest};

/// A digest, and the file name of the package that it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pin {
    /// The binding digest.
    pub digest: PrefixedDigest,
    /// The name of the file, without its folder; none if the digest is for any.
    pub name: Option<String>,
}

/// Reads a digest: 64 hexadecimal digits in either case, with `sha256:` before them or not.
///
/// # Errors
/// What is wrong, in one sentence.
pub fn pin(text: &str) -> Result<PrefixedDigest, String> {
    let lower = text.to_ascii_lowercase();
    let hex = lower.strip_prefix(PrefixedDigest::PREFIX).unwrap_or(&lower);
    match RawDigest::from_hex(hex) {
        Some(digest) => Ok(digest.prefixed()),
        None if hex.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            Err(format!("a digest has 64 hexadecimal digits, and here are {}", hex.len()))
        }
        None => Err("a digest is `sha256:` and 64 hexadecimal digits".to_owned()),
    }
}

/// Reads a list of digests, one in a line: `HEX  NAME` or `sha256:HEX  NAME`, the name may be left out. Blank lines
/// and those that begin with `#` are passed over.
///
/// # Errors
/// Where a line is something else, or there is none.
pub fn pins(bytes: &[u8]) -> Result<Vec<Pin>, Fault> {
    let lines = lines(bytes)?;
    if lines.is_empty() {
        return Err(Fault::new(0, "there is no digest in the file"));
    }
    lines.into_iter().map(|(offset, line)| self::line(line).map_err(|why| Fault::new(offset, why))).collect()
}

fn line(text: &str) -> Result<Pin, String> {
    let (digest, rest) = text.split_once([' ', '\t']).unwrap_or((text, ""));
    let digest = pin(digest)?;
    // `sha256sum` marks files that it read as binary with an asterisk.
    let name = rest.trim_start();
    let name = name.strip_prefix('*').unwrap_or(name);
    // What is compared is the name of the file, wherever it lies.
    let name = name.rsplit('/').next().unwrap_or_default();
    Ok(Pin { digest, name: (!name.is_empty()).then(|| name.to_owned()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defends the form of the lines, and that what is no digest is never passed over.
    #[test]
    fn lines_are_those_of_sha256sum() {
        let hex = "ab".repeat(32);
        let text = format!(
            "# of the audit\r\n\n{hex}  a.json\r\nsha256:{hex} *out/b c.json\n  {}\n{hex}\t\n",
            hex.to_uppercase()
        );
        let names = pins(text.as_bytes()).map(|lines| lines.into_iter().map(|line| line.name).collect());
        let expected = vec![Some("a.json".to_owned()), Some("b c.json".to_owned()), None, None];
        assert_eq!(names, Ok(expected));
        for (text, offset) in [
            (String::new(), 0),
            ("# nothing\n".to_owned(), 0),
            (format!("{hex}\n {}  a.json\n", &hex[1..]), 66),
            (format!("{hex}a.json"), 0),
            (format!("{hex}\nsha512:{hex}"), 65),
            (format!("{hex}\n\u{e9}\u{e9}"), 65),
        ] {
            assert_eq!(pins(text.as_bytes()).map_err(|fault| fault.offset), Err(offset), "{text}");
        }
        assert_eq!(pins(b"# \xff").map_err(|fault| fault.offset), Err(2));
    }
}
