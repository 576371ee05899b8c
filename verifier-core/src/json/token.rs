//! Scalar tokens: strings, numbers, words, and the white space between tokens.

use super::error::Code;
use super::number;
use super::scan;
use super::string::{self, BadEscape};
use super::tape::Entry;

/// What is wrong, and where. Boxed, so that results stay small on the way where nothing is wrong.
pub(super) struct Fault(Box<Finding>);

/// The content of a [`Fault`].
pub(super) struct Finding {
    pub code: Code,
    pub message: String,
    /// Offset at which it shows.
    pub at: usize,
    /// Offset of the token in which it stands.
    pub token: usize,
    /// The member of the innermost object that is meant, where that is not the last one.
    pub key: Option<Entry>,
}

impl Finding {
    #[cold]
    pub fn fault(code: Code, message: impl Into<String>, at: usize) -> Fault {
        Fault(Box::new(Self { code, message: message.into(), at, token: at, key: None }))
    }

    #[cold]
    pub fn syntax(message: impl Into<String>, at: usize) -> Fault {
        Self::fault(Code::Syntax, message, at)
    }
}

impl Fault {
    pub fn in_token(mut self, from: usize) -> Self {
        self.0.token = from;
        self
    }

    pub fn about_key(mut self, key: Entry) -> Self {
        self.0.key = Some(key);
        self
    }

    pub fn finding(self) -> Finding {
        *self.0
    }
}

impl From<BadEscape> for Fault {
    #[cold]
    fn from(bad: BadEscape) -> Self {
        Finding::fault(bad.code, bad.message, bad.at)
    }
}

/// The byte at `at` stands where `wanted` should.
#[cold]
pub(super) fn unexpected(bytes: &[u8], at: usize, wanted: &str) -> Fault {
    let rest = bytes.get(at..).unwrap_or_default();
    let Some(&byte) = rest.first() else {
        return Finding::syntax(format!("the input ends where {wanted} should stand"), bytes.len());
    };
    let character = String::from_utf8_lossy(rest.get(..4).unwrap_or(rest)).chars().next();
    let seen = match character {
        Some(c) if !c.is_control() => format!("{c:?}"),
        _ => format!("byte 0x{byte:02x}"),
    };
    Finding::syntax(format!("{seen} where {wanted} should stand"), at)
}

/// Offset of the first byte from `at` on that is no white space.
#[inline(always)]
pub(super) fn after_space(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(byte) if *byte > b' ' => at,
        _ => after_space_run(bytes, at),
    }
}

/// The usual space is a line feed and an indentation.
fn after_space_run(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(at) {
        at = scan::after_spaces(bytes, at + 1);
    }
    at
}

/// Reads the string token whose quote stands at `from`.
#[inline(always)]
pub(super) fn string(bytes: &[u8], from: usize) -> Result<Entry, Fault> {
    let end = scan::after_plain(bytes, from + 1);
    if bytes.get(end) == Some(&b'"') {
        return Ok(Entry::new(from, end + 1));
    }
    string_slowly(bytes, from, end).map_err(|fault| fault.in_token(from))
}

/// Goes on with a string that holds an escape, characters outside ASCII, or a fault, at `end`.
#[inline(never)]
fn string_slowly(bytes: &[u8], from: usize, end: usize) -> Result<Entry, Fault> {
    let mut end = scan::after_content(bytes, end);
    let (mut escaped, mut canonical) = (false, true);
    loop {
        match bytes.get(end) {
            Some(b'"') => break,
            Some(b'\\') => {
                let escape = string::escape(bytes, end)?;
                escaped = true;
                canonical &= escape.canonical;
                end = scan::after_content(bytes, escape.end);
            }
            Some(byte) => {
                let message = format!("control character 0x{byte:02x} in a string; it has to be escaped");
                return Err(Finding::syntax(message, end));
            }
            None => return Err(Finding::syntax("the input ends inside a string", bytes.len())),
        }
    }
    match std::str::from_utf8(bytes.get(from..end).unwrap_or_default()) {
        Ok(_) => Ok(Entry::new(from, end + 1).special(escaped).reformatted(!canonical)),
        Err(error) => Err(not_utf8(from + error.valid_up_to())),
    }
}

#[cold]
pub(super) fn not_utf8(at: usize) -> Fault {
    Finding::fault(Code::NotUtf8, "the input is not UTF-8", at)
}

/// Reads `true`, `false` or `null` at `from`.
pub(super) fn word(bytes: &[u8], from: usize) -> Result<Entry, Fault> {
    let rest = bytes.get(from..).unwrap_or_default();
    for word in [&b"true"[..], b"false", b"null"] {
        if rest.starts_with(word) {
            return Ok(Entry::new(from, from + word.len()));
        }
    }
    if from == 0 && rest.starts_with(b"\xef\xbb\xbf") {
        return Err(Finding::syntax("a byte-order mark before the document", 0));
    }
    if rest.starts_with(b"NaN") || rest.starts_with(b"Infinity") {
        return Err(Finding::syntax("NaN and Infinity are no JSON numbers", from));
    }
    Err(unexpected(bytes, from, "a value"))
}

/// Reads the number token at `from`: a minus sign or a digit.
pub(super) fn number(bytes: &[u8], from: usize, most_digits: usize) -> Result<Entry, Fault> {
    number_token(bytes, from, most_digits).map_err(|fault| fault.in_token(from))
}

#[inline(always)]
fn number_token(bytes: &[u8], from: usize, most_digits: usize) -> Result<Entry, Fault> {
    let byte = |at: usize| bytes.get(at).copied();
    let negative = byte(from) == Some(b'-');
    let digits = if negative { from + 1 } else { from };
    let integer_end = match byte(digits) {
        Some(b'0') => digits + 1,
        Some(b'1'..=b'9') => scan::after_digits(bytes, digits),
        _ => return Err(unexpected(bytes, digits, "a digit")),
    };
    let mut end = integer_end;
    if byte(end) == Some(b'.') {
        end = digits_after(bytes, end + 1, "a digit after the decimal point")?;
    }
    if let Some(b'e' | b'E') = byte(end) {
        let signed = matches!(byte(end + 1), Some(b'+' | b'-'));
        end = digits_after(bytes, end + 1 + usize::from(signed), "a digit of the exponent")?;
    }
    if end > integer_end {
        return float(bytes, from, integer_end, end);
    }
    if let Some(b'0'..=b'9') = byte(end) {
        return Err(Finding::syntax("a number starts with a zero and goes on", end));
    }
    if end - digits > most_digits {
        let message = format!("an integer of {} digits; the limit is {most_digits}", end - digits);
        return Err(Finding::fault(Code::NumberTooLong, message, from));
    }
    let minus_zero = negative && byte(digits) == Some(b'0');
    Ok(Entry::new(from, end).reformatted(minus_zero))
}

fn digits_after(bytes: &[u8], from: usize, wanted: &str) -> Result<usize, Fault> {
    let end = scan::after_digits(bytes, from);
    if end == from { Err(unexpected(bytes, from, wanted)) } else { Ok(end) }
}

/// A number with a fraction or an exponent. Its digits are laid out when it is written.
fn float(bytes: &[u8], from: usize, integer_end: usize, end: usize) -> Result<Entry, Fault> {
    let token = bytes.get(from..end).unwrap_or_default();
    // Without an exponent of three digits, only an integer part of some two hundred digits can overflow.
    let exponent = token.iter().position(|byte| matches!(byte, b'e' | b'E')).unwrap_or(token.len());
    let may_overflow = integer_end - from > 200 || token.len() - exponent > 3;
    if may_overflow && !number::value(token).is_finite() {
        return Err(Finding::fault(Code::NumberOverflow, "a number is too large for a binary64", from));
    }
    Ok(Entry::new(from, end).special(true).reformatted(true))
}
