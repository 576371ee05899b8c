//! The text around the place that a refusal is about.

use super::visible::{Kind, Piece, each};
use crate::texts;
use crate::wire::wired;

wired! {
    /// A place in an input, with the text around it, a piece for each character.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Excerpt {
        /// Counted from 1.
        pub line: u64,
        /// Counted in characters from 1.
        pub column: u64,
        /// The text before the place.
        pub before: Vec<Piece>,
        /// The character at the place; none at the end of the input.
        pub at: Option<Piece>,
        /// The text behind it.
        pub behind: Vec<Piece>,
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
        let before_in_line = input.get(line_start..offset).unwrap_or_default();
        let column = 1 + before_in_line
            .utf8_chunks()
            .map(|chunk| (chunk.valid().chars().count() + chunk.invalid().len()) as u64)
            .sum::<u64>();

        let from = line_start.max(offset.saturating_sub(REACH));
        let from = (from..offset).find(|at| is_boundary(input, *at)).unwrap_or(offset);
        let tail = input.get(offset..).unwrap_or_default();
        // The end of the line may itself be the place.
        let line_end = tail.iter().skip(1).position(|byte| *byte == b'\n').map_or(tail.len(), |at| at + 1);
        let line_end = if tail.first() == Some(&b'\n') { 1 } else { line_end };
        let to = (line_end.min(REACH)..=tail.len()).find(|at| is_boundary(tail, *at)).unwrap_or(tail.len());

        let mut before = shown(input.get(from..offset + to).unwrap_or_default());
        let mut behind = before.split_off(before.iter().take_while(|(at, _)| from + at < offset).count());
        let at = (!behind.is_empty()).then(|| behind.remove(0).1);
        let texts = |pieces: Vec<(usize, Piece)>| pieces.into_iter().map(|(_, piece)| piece).collect();
        Self {
            line,
            column,
            before: texts(before),
            at,
            behind: texts(behind),
            cut_before: from > line_start,
            cut_behind: to < line_end,
        }
    }
}

/// The characters of a text that may not be UTF-8, with the places of their bytes.
fn shown(bytes: &[u8]) -> Vec<(usize, Piece)> {
    let mut pieces = Vec::new();
    let mut place = 0;
    for chunk in bytes.utf8_chunks() {
        for (character, mut piece) in chunk.valid().chars().zip(each(chunk.valid(), true)) {
            if character == '\n' {
                piece = Piece { shown: "\\n".to_owned(), kind: Kind::Escape };
            }
            pieces.push((place, piece));
            place += character.len_utf8();
        }
        for byte in chunk.invalid() {
            pieces.push((place, Piece { shown: texts::byte(*byte), kind: Kind::Escape }));
            place += 1;
        }
    }
    pieces
}

fn is_boundary(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_none_or(|byte| byte & 0xc0 != 0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(excerpt: &Excerpt) -> (String, String, String) {
        let text = |pieces: &[Piece]| pieces.iter().map(|piece| piece.shown.as_str()).collect::<String>();
        (text(&excerpt.before), text(excerpt.at.as_slice()), text(&excerpt.behind))
    }

    fn three(before: &str, at: &str, behind: &str) -> (String, String, String) {
        (before.to_owned(), at.to_owned(), behind.to_owned())
    }

    #[test]
    fn the_place_is_found_in_its_line() {
        let excerpt = Excerpt::of("{\n \"é\": x,\n}".as_bytes(), 9);
        assert_eq!((excerpt.line, excerpt.column), (2, 7));
        assert_eq!(texts(&excerpt), three(" \"é\": ", "x", ","));
        assert!(!excerpt.cut_before && !excerpt.cut_behind);
        assert_eq!(texts(&Excerpt::of(b"\"a\nb\"", 2)), three("\"a", "\\n", ""));
    }

    #[test]
    fn long_lines_bytes_that_are_no_text_and_the_end_are_places_too() {
        let long = [b"a".repeat(500), b"\xff".to_vec(), b"b".repeat(500)].concat();
        let excerpt = Excerpt::of(&long, 500);
        assert_eq!((excerpt.column, texts(&excerpt).1.as_str()), (501, "[byte FF]"));
        assert!(excerpt.cut_before && excerpt.cut_behind && excerpt.before.len() == REACH);
        let end = Excerpt::of(b"{", 9);
        assert_eq!((end.column, texts(&end)), (2, three("{", "", "")));
    }

    /// Defends that the excerpt hides nothing either: what looks like something else is judged with the text
    /// around it, and marks do not pile up.
    #[test]
    fn an_excerpt_hides_nothing() {
        let excerpt = Excerpt::of("{\"p\u{430}y\u{202e}\": x}".as_bytes(), 2);
        assert_eq!(excerpt.behind[0].kind, Kind::LookAlike);
        assert!(texts(&excerpt).2.contains("[U+202E]"));
        let marks = Excerpt::of(format!("z{}", "\u{301}".repeat(40)).as_bytes(), 0);
        assert!(marks.behind.iter().filter(|piece| piece.kind == Kind::LookAlike).count() <= 2);
    }
}
