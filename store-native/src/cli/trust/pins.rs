//! Files of digests, in the form of `sha256sum`.

use std::path::Path;

use verifier_core::Limits;
use verifier_core::digest::PrefixedDigest;

use super::{Fault, content, lines};
use crate::cli::arguments::pin;
use crate::cli::problem::Problem;

/// A digest, and the file name of the package that it is for.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    pub digest: PrefixedDigest,
    pub name: Option<String>,
}

/// Reads a file of digests.
pub fn read(path: &Path, limits: &Limits) -> Result<Vec<Line>, Problem> {
    let bytes = content(path, limits)?;
    parse(&bytes).map_err(|fault| {
        fault.problem(
            "PINS_INVALID",
            path,
            &bytes,
            "Each line is `HEX  NAME` or `sha256:HEX  NAME`, with or without the NAME. The digests are binding \
             digests of packages, as `verify` shows them, not those of files.",
        )
    })
}

fn parse(bytes: &[u8]) -> Result<Vec<Line>, Fault> {
    let lines = lines(bytes)?;
    if lines.is_empty() {
        return Err(Fault::new(0, "there is no digest in the file"));
    }
    lines.into_iter().map(|(offset, line)| self::line(line).map_err(|why| Fault::new(offset, why))).collect()
}

fn line(text: &str) -> Result<Line, String> {
    let (digest, rest) = text.split_once([' ', '\t']).unwrap_or((text, ""));
    let digest = pin(digest)?;
    // `sha256sum` marks files that it read as binary with an asterisk.
    let name = rest.trim_start();
    let name = name.strip_prefix('*').unwrap_or(name);
    // What is compared is the name of the file, wherever it lies.
    let name = name.rsplit('/').next().unwrap_or_default();
    Ok(Line { digest, name: (!name.is_empty()).then(|| name.to_owned()) })
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
        let names = parse(text.as_bytes()).map(|lines| lines.into_iter().map(|line| line.name).collect());
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
            assert_eq!(parse(text.as_bytes()).map_err(|fault| fault.offset), Err(offset), "{text}");
        }
        assert_eq!(parse(b"# \xff").map_err(|fault| fault.offset), Err(2));
    }
}
