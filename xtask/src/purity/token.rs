//! Just enough of Rust's lexical structure to tell code from comments and text.

/// What a token is; the contents of literals do not matter here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind<'a> {
    /// A name or keyword; a raw one without its `r#`.
    Word(&'a str),
    Sign(char),
    /// A string, character, number or lifetime.
    Other,
}

/// A token and the line it begins on, counted from 1.
#[derive(Debug, Clone, Copy)]
pub struct Token<'a> {
    pub kind: Kind<'a>,
    pub line: usize,
}

/// Splits source text into tokens; comments and white space are none.
pub fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = source;
    let mut line = 1;
    while let Some(first) = rest.chars().next() {
        let (length, kind) = next(rest, first);
        if let Some(kind) = kind {
            tokens.push(Token { kind, line });
        }
        let (taken, remaining) = rest.split_at(length);
        line += taken.matches('\n').count();
        rest = remaining;
    }
    tokens
}

/// The length of what comes next, and what it is; nothing for comments and white space.
fn next(text: &str, first: char) -> (usize, Option<Kind<'_>>) {
    if first.is_whitespace() {
        (first.len_utf8(), None)
    } else if text.starts_with("//") {
        (text.find('\n').unwrap_or(text.len()), None)
    } else if text.starts_with("/*") {
        (block_comment(text), None)
    } else if let Some(length) = string(text) {
        (length, Some(Kind::Other))
    } else if first == '\'' {
        (character_or_lifetime(text), Some(Kind::Other))
    } else if first.is_ascii_digit() {
        (number(text), Some(Kind::Other))
    } else if is_word(first) {
        let raw = if text.starts_with("r#") { 2 } else { 0 };
        let length = raw + text[raw..].find(|next| !is_word(next)).unwrap_or(text.len() - raw);
        (length, Some(Kind::Word(&text[raw..length])))
    } else {
        (first.len_utf8(), Some(Kind::Sign(first)))
    }
}

fn is_word(character: char) -> bool {
    character == '_' || character.is_alphanumeric()
}

/// Block comments nest.
fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The length of a string of any kind (`"`, `b"`, `c"`, `r"`, `br#"`, ...) or of a byte (`b'`), if
/// the text begins with one.
fn string(text: &str) -> Option<usize> {
    let unprefixed = text.strip_prefix(['b', 'c']).unwrap_or(text);
    if text.starts_with("b'") {
        return Some(1 + quoted(unprefixed, '\''));
    }
    let prefix = text.len() - unprefixed.len();
    if unprefixed.starts_with('"') {
        return Some(prefix + quoted(unprefixed, '"'));
    }
    let hashes_and_text = unprefixed.strip_prefix('r')?;
    let contents = hashes_and_text.trim_start_matches('#');
    let hashes = hashes_and_text.len() - contents.len();
    let start = prefix + 1 + hashes + 1;
    let end = format!("\"{}", "#".repeat(hashes));
    let contents = contents.strip_prefix('"')?;
    Some(contents.find(&end).map_or(text.len(), |found| start + found + end.len()))
}

/// The length of what stands between two quotes, both included; a backslash protects what follows it.
fn quoted(text: &str, quote: char) -> usize {
    let mut characters = text.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        if character == '\\' {
            characters.next();
        } else if character == quote {
            return at + quote.len_utf8();
        }
    }
    text.len()
}

/// `'a'` and `'\n'` are characters; `'a` is a lifetime.
fn character_or_lifetime(text: &str) -> usize {
    let mut after = text.chars().skip(1);
    match (after.next(), after.next()) {
        (Some('\\'), _) | (Some(_), Some('\'')) => quoted(text, '\''),
        _ => 1 + text[1..].find(|next| !is_word(next)).unwrap_or(text.len() - 1),
    }
}

/// A point belongs to the number only before a digit: `1.max(2)` and `0..9` have other ones.
fn number(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let is_point = *byte == b'.' && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if !(is_point || *byte == b'_' || byte.is_ascii_alphanumeric()) {
            break;
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> Vec<&str> {
        let word = |kind| if let Kind::Word(word) = kind { Some(word) } else { None };
        tokens(source).into_iter().filter_map(|token| word(token.kind)).collect()
    }

    #[test]
    fn comments_are_no_code() {
        assert_eq!(words("a // b\n/* c /* d */ e */ f /// g"), ["a", "f"]);
    }

    #[test]
    fn text_is_no_code() {
        assert_eq!(words(r#"a "b \" c" d b"e" f c"g" h"#), ["a", "d", "f", "h"]);
        assert_eq!(words("a r\"b\\\" c r#\"d \" e\"# f br##\"g\"# h\"## i"), ["a", "c", "f", "i"]);
    }

    #[test]
    fn characters_and_lifetimes_are_told_apart() {
        assert_eq!(
            words(r"a 'b' c '\'' d b'\'' e 'f g '\u{1f600}' h '/' i"),
            ["a", "c", "d", "e", "g", "h", "i"]
        );
        assert_eq!(words("x<'a>(y: &'a str) '\"' z"), ["x", "y", "str", "z"]);
    }

    #[test]
    fn numbers_end_where_methods_begin() {
        assert_eq!(words("1.max(2) 0x1f_u8 1.5e3 0..end"), ["max", "end"]);
    }

    #[test]
    fn raw_names_are_names() {
        assert_eq!(words("r#fn rest"), ["fn", "rest"]);
    }

    #[test]
    fn lines_are_counted_through_comments_and_text() {
        let lines: Vec<_> = tokens("a\n/*\n*/ b\n\"\n\" c").iter().map(|token| token.line).collect();
        assert_eq!(lines, [1, 3, 4, 5]);
    }
}
