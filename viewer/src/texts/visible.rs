//! What is said about characters that are not what they look like.

/// What stands for characters that cannot be seen.
#[must_use]
pub fn unseen(shown: &str) -> String {
    format!("This stands for what cannot be seen: {shown}")
}

/// Characters that look like others, by their numbers.
#[must_use]
pub fn alike(codes: &str) -> String {
    format!("Not what it looks like: {codes}")
}

/// More of the same in a row.
#[must_use]
pub fn and_more(count: u64) -> String {
    format!("[and {} more]", crate::present::number::grouped(count))
}

/// A byte that is no text.
#[must_use]
pub fn byte(byte: u8) -> String {
    format!("[byte {byte:02X}]")
}

/// Where a character is from.
pub const GREEK: &str = "Greek";
/// Where a character is from.
pub const CYRILLIC: &str = "Cyrillic";
/// Where a character is from.
pub const ARMENIAN: &str = "Armenian";
/// Where a character is from.
pub const CHEROKEE: &str = "Cherokee";
/// What a character is.
pub const FULL_WIDTH: &str = "full-width";
/// What a character is.
pub const MATHEMATICAL: &str = "mathematical";
/// What a character is.
pub const OWN_MARK: &str = "a mark on the letter before it, as a character of its own";
/// What a character is.
pub const OTHER_SPACE: &str = "not an ordinary space";
/// What a character is.
pub const OTHER_DASH: &str = "not the dash of the keyboard";
/// What a character is.
pub const SECOND_FORM: &str = "a second form of a Chinese character";
