//! The content of a string token: escapes checked, decoded, compared.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::error::Code;
use super::scan;

/// What is wrong with an escape, and at which offset.
pub(super) struct BadEscape {
    pub code: Code,
    pub message: &'static str,
    pub at: usize,
}

/// An escape sequence that was read.
pub(super) struct Escape {
    /// Offset after it.
    pub end: usize,
    /// Whether the canonical form writes the character in just these bytes.
    pub canonical: bool,
    /// The character that it stands for.
    pub character: char,
}

/// Reads the escape whose backslash stands at `at`.
pub(super) fn escape(bytes: &[u8], at: usize) -> Result<Escape, BadEscape> {
    let short = |character| Ok(Escape { end: at + 2, canonical: true, character });
    match bytes.get(at + 1) {
        Some(b'"') => short('"'),
        Some(b'\\') => short('\\'),
        Some(b'b') => short('\u{8}'),
        Some(b't') => short('\t'),
        Some(b'n') => short('\n'),
        Some(b'f') => short('\u{c}'),
        Some(b'r') => short('\r'),
        Some(b'/') => Ok(Escape { end: at + 2, canonical: false, character: '/' }),
        Some(b'u') => unicode_escape(bytes, at),
        Some(_) => Err(BadEscape { code: Code::Syntax, message: "no such escape sequence in a string", at }),
        None => {
            Err(BadEscape { code: Code::Syntax, message: "the input ends inside a string", at: bytes.len() })
        }
    }
}

/// Reads the `\uXXXX`, or the pair of them, whose first backslash stands at `at`.
fn unicode_escape(bytes: &[u8], at: usize) -> Result<Escape, BadEscape> {
    let lone = |at| BadEscape {
        code: Code::LoneSurrogate,
        message: "a \\u escape names half of a surrogate pair, which has no UTF-8",
        at,
    };
    let unit = code_unit(bytes, at)?;
    match unit {
        0xd800..=0xdbff => {
            if bytes.get(at + 6..at + 8) != Some(b"\\u") {
                return Err(lone(at));
            }
            let low = code_unit(bytes, at + 6)?;
            if !(0xdc00..=0xdfff).contains(&low) {
                return Err(lone(at));
            }
            let scalar = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
            let character = char::from_u32(scalar).ok_or_else(|| lone(at))?;
            Ok(Escape { end: at + 12, canonical: false, character })
        }
        _ => {
            // Only the second half of a pair is left that is no character.
            let character = char::from_u32(unit).ok_or_else(|| lone(at))?;
            let long_form = unit < 0x20 && !matches!(unit, 0x08 | 0x09 | 0x0a | 0x0c | 0x0d);
            let lower_case =
                bytes.get(at + 2..at + 6).is_some_and(|hex| !hex.iter().any(u8::is_ascii_uppercase));
            Ok(Escape { end: at + 6, canonical: long_form && lower_case, character })
        }
    }
}

fn code_unit(bytes: &[u8], at: usize) -> Result<u32, BadEscape> {
    let mut unit = 0;
    for place in at + 2..at + 6 {
        let digit = bytes.get(place).and_then(|byte| char::from(*byte).to_digit(16)).ok_or(BadEscape {
            code: Code::Syntax,
            message: "a \\u escape needs four hexadecimal digits",
            at: place.min(bytes.len()),
        })?;
        unit = unit << 4 | digit;
    }
    Ok(unit)
}

/// The content of a string token without escapes.
pub(super) fn plain(content: &[u8]) -> Cow<'_, str> {
    // It is UTF-8, as the whole input is.
    core::str::from_utf8(content).map_or_else(|_| String::from_utf8_lossy(content), Cow::Borrowed)
}

/// Decodes the content (the bytes between the quotes) of a string token that the reader accepted.
pub(super) fn decode(content: &[u8]) -> Cow<'_, str> {
    let Some(first) = content.iter().position(|byte| *byte == b'\\') else {
        return plain(content);
    };
    let mut text = String::with_capacity(content.len());
    let (mut done, mut at) = (0, first);
    while at < content.len() {
        if content[at] != b'\\' {
            at += 1;
            continue;
        }
        // The reader has accepted this escape; were it not so, the rest is kept as it stands.
        let Ok(escape) = escape(content, at) else { break };
        text.push_str(&String::from_utf8_lossy(&content[done..at]));
        text.push(escape.character);
        at = escape.end;
        done = at;
    }
    text.push_str(&String::from_utf8_lossy(&content[done..]));
    Cow::Owned(text)
}

/// Compares two contents by the code points that they stand for. The bytes of UTF-8 sort like code
/// points, so text without escapes is compared as it stands.
pub(super) fn compare(a: &[u8], a_escaped: bool, b: &[u8], b_escaped: bool) -> Ordering {
    if a_escaped || b_escaped { decode(a).as_bytes().cmp(decode(b).as_bytes()) } else { a.cmp(b) }
}

/// Appends `text` to `out` as a canonical string token, quotes included (`docs/format.md`, section 1).
pub(crate) fn write_canonical(text: &str, out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let bytes = text.as_bytes();
    out.push(b'"');
    let mut at = 0;
    loop {
        let end = scan::after_content(bytes, at);
        out.extend_from_slice(bytes.get(at..end).unwrap_or_default());
        let Some(&byte) = bytes.get(end) else { break };
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            0x08 => out.extend_from_slice(b"\\b"),
            b'\t' => out.extend_from_slice(b"\\t"),
            b'\n' => out.extend_from_slice(b"\\n"),
            0x0c => out.extend_from_slice(b"\\f"),
            b'\r' => out.extend_from_slice(b"\\r"),
            _ => {
                out.extend_from_slice(b"\\u00");
                out.extend([HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
            }
        }
        at = end + 1;
    }
    out.push(b'"');
}
