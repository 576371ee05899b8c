//! The text around the place that a refusal is about.

use super::visible::visible;
use crate::wire::wired;

wired! {
    /// A place in an input, with the text around it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Excerpt {
        /// Counted from 1.
        pub line: u64,
        /// Counted in characters from 1.
        pub column: u64,
        /// The text before the place, made visible.
        pub before: String,
        /// The character at the place, made visible; empty at the end of the input.
        pub at: String,
        /// The text behind it, made visible.
        pub behind: String,
        /// Whether the line goes on to the left.
        pub cut_before: bool,
        /// Whether the line goes on to the right.
        pub cut_behind: bool,
    }
}

/// Shown on each side, in bytes.
const REACH: usize = 120;

impl Excerpt {
    /// The place `offset` of `input`.
    #[must_use]
    pub fn of(input: &[u8], offset: usize) -> Self {
        let offset = offset.min(input.len());
        let head = input.get(..offset).unwrap_or_default();
        let line_start = head.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let line = 1 + head.iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
        let column = 1 + shown_chars(input.get(line_start..offset).unwrap_or_default()).count() as u64;

        let from = line_start.max(offset.saturating_sub(REACH));
        let from = (from..offset).find(|at| is_boundary(input, *at)).unwrap_or(offset);
        let tail = input.get(offset..).unwrap_or_default();
        let line_end = tail.iter().position(|byte| *byte == b'\n').unwrap_or(tail.len());
        let to = (line_end.min(REACH)..=tail.len()).find(|at| is_boundary(tail, *at)).unwrap_or(tail.len());
        let mut behind = shown_chars(tail.get(..to).unwrap_or_default());
        let at = behind.next().unwrap_or_default();
        Self {
            line,
            column,
            before: shown_chars(input.get(from..offset).unwrap_or_default()).collect(),
            at,
            behind: behind.collect(),
            cut_before: from > line_start,
            cut_behind: to < line_end,
        }
    }
}

/// The characters of a text that may not be UTF-8, each made visible.
fn shown_chars(bytes: &[u8]) -> impl Iterator<Item = String> {
    bytes.utf8_chunks().flat_map(|chunk| {
        let valid = chunk.valid().chars().map(|character| visible(character.encode_utf8(&mut [0; 4])));
        valid.chain(chunk.invalid().iter().map(|byte| format!("[byte {byte:02X}]")))
    })
}

fn is_boundary(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_none_or(|byte| byte & 0xc0 != 0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_found_in_its_line() {
        let excerpt = Excerpt::of("{\n \"é\": x,\n}".as_bytes(), 9);
        assert_eq!((excerpt.line, excerpt.column), (2, 7));
        assert_eq!(
            (excerpt.before.as_str(), excerpt.at.as_str(), excerpt.behind.as_str()),
            (" \"é\": ", "x", ",")
        );
        assert!(!excerpt.cut_before && !excerpt.cut_behind);
    }

    #[test]
    fn long_lines_bytes_that_are_no_text_and_the_end_are_places_too() {
        let long = [b"a".repeat(500), b"\xff".to_vec(), b"b".repeat(500)].concat();
        let excerpt = Excerpt::of(&long, 500);
        assert_eq!((excerpt.column, excerpt.at.as_str()), (501, "[byte FF]"));
        assert!(excerpt.cut_before && excerpt.cut_behind && excerpt.before.len() == REACH);
        let end = Excerpt::of(b"{", 9);
        assert_eq!((end.column, end.before.as_str(), end.at.as_str()), (2, "{", ""));
    }
}
