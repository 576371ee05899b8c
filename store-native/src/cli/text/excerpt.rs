//! The place in an input that an error is about.

use super::visible::{Cell, cells};

/// Bytes looked at on each side of the place; more never fits on a line.
const REACH: usize = 400;

/// A place in an input, with the text around it.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Counted from 1.
    pub line: usize,
    /// Counted in characters from 1.
    pub column: usize,
    /// The line, or the part of it that fits.
    pub text: String,
    /// The column of `text` that the place is in, from 0.
    pub caret: usize,
}

impl Excerpt {
    /// The place `offset` of `input`, shown in no more than `columns`.
    pub fn of(input: &[u8], offset: usize, columns: usize) -> Self {
        let offset = offset.min(input.len());
        let before = input.get(..offset).unwrap_or_default();
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let (text, caret) = shown(input, start, offset, columns);
        Self { line: 1 + newlines(before), column: 1 + characters(&before[start..]), text, caret }
    }
}

fn shown(input: &[u8], start: usize, offset: usize, columns: usize) -> (String, usize) {
    let columns = columns.max(16);
    let from = boundary(input, start.max(offset.saturating_sub(REACH)));
    let rest = input.get(offset..).unwrap_or_default();
    let line_end = rest.iter().take(REACH).position(|byte| *byte == b'\n' || *byte == b'\r');
    let to = line_end.map_or(boundary(input, input.len().min(offset + REACH)), |at| offset + at);
    let cut_after = line_end.is_none() && to < input.len();

    let mut left = cells(input.get(from..offset).unwrap_or_default());
    let cut_before = from > start;
    if !cut_before {
        // Indentation says nothing, and tabs would be shown as escapes.
        let indentation = left.iter().take_while(|cell| matches!(cell.shown.as_ref(), " " | "\\t")).count();
        left.drain(..indentation);
    }
    let right = cells(input.get(offset..to).unwrap_or_default());

    // The place stands in the second half, unless the line is short on the right.
    let width = |cells: &[Cell]| cells.iter().map(|cell| cell.width).sum::<usize>();
    let room = columns - 2;
    let right_room = room.saturating_sub(width(&left)).max(room * 2 / 5).min(room - 1);
    let right_kept = fitting(right.iter(), right_room);
    let left_kept = fitting(left.iter().rev(), room.saturating_sub(width(&right[..right_kept])));

    let mut text = String::new();
    let mut caret = 0;
    if cut_before || left_kept < left.len() {
        text.push('…');
        caret += 1;
    }
    for cell in &left[left.len() - left_kept..] {
        text.push_str(&cell.shown);
        caret += cell.width;
    }
    for cell in &right[..right_kept] {
        text.push_str(&cell.shown);
    }
    if cut_after || right_kept < right.len() {
        text.push('…');
    }
    (text, caret)
}

/// How many cells fit into `room` columns.
fn fitting<'c>(cells: impl Iterator<Item = &'c Cell>, room: usize) -> usize {
    let mut used = 0;
    cells
        .take_while(|cell| {
            used += cell.width;
            used <= room
        })
        .count()
}

/// The next offset from `at` on that is not inside a character.
fn boundary(input: &[u8], mut at: usize) -> usize {
    for _ in 0..3 {
        if input.get(at).is_some_and(|byte| byte & 0xc0 == 0x80) {
            at += 1;
        }
    }
    at
}

fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().map(|byte| usize::from(*byte == b'\n')).sum()
}

fn characters(bytes: &[u8]) -> usize {
    bytes.utf8_chunks().map(|chunk| chunk.valid().chars().count() + chunk.invalid().len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_and_column_are_counted_from_one() {
        let excerpt = Excerpt::of("{\n\t\"é\": x\n}".as_bytes(), 9, 60);
        assert_eq!((excerpt.line, excerpt.column), (2, 7));
        assert_eq!((excerpt.text.as_str(), excerpt.caret), ("\"é\": x", 5));
    }

    #[test]
    fn the_end_of_an_input_is_a_place_too() {
        let excerpt = Excerpt::of(b"{\"a\":", 5, 60);
        assert_eq!(
            (excerpt.line, excerpt.column, excerpt.text.as_str(), excerpt.caret),
            (1, 6, "{\"a\":", 5)
        );
        assert_eq!(Excerpt::of(b"", 7, 60), Excerpt { line: 1, column: 1, text: String::new(), caret: 0 });
    }

    #[test]
    fn a_long_line_is_shown_around_the_place() {
        let line = format!("{}X{}", "a".repeat(2000), "b".repeat(2000));
        for columns in [20, 50, 71] {
            let excerpt = Excerpt::of(line.as_bytes(), 2000, columns);
            assert_eq!(excerpt.column, 2001);
            assert!(excerpt.text.chars().count() <= columns, "{}", excerpt.text);
            assert_eq!(excerpt.text.chars().nth(excerpt.caret), Some('X'));
            assert!(excerpt.text.starts_with('…') && excerpt.text.ends_with('…'));
        }
    }

    #[test]
    fn nothing_in_it_reaches_the_terminal_as_a_command() {
        let excerpt = Excerpt::of(b"\"\x1b]0;x\x07\xff\" y", 10, 60);
        assert!(excerpt.text.bytes().all(|byte| (0x20..0x7f).contains(&byte)), "{}", excerpt.text);
        assert!(excerpt.text[excerpt.caret..].starts_with('y'), "{excerpt:?}");
    }
}
