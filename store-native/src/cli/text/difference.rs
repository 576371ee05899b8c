//! Two values one under the other, so that the eye finds where they differ.

use super::excerpted::{Part, parts};
use super::visible::{Cell, cells};

/// A piece of both values, and the column of the first difference if it falls into this piece.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    pub expected: String,
    pub actual: String,
    pub caret: Option<usize>,
}

/// The rows in which two values are shown, none wider than `columns`. Of long values only what is shown is
/// taken apart.
pub fn rows(expected: &str, actual: &str, columns: usize) -> Vec<Row> {
    let columns = columns.max(8);
    let (expected_part, actual_part, common) = parts(expected, actual);
    // The mark in front stands for what is equal, so it is the same for both.
    let first = common.map(|common| {
        let same = expected_part.shown.get(..common).unwrap_or_default();
        expected_part.marks().0.chars().count() + same.chars().count()
    });
    let (expected, actual) = (marked(&expected_part), marked(&actual_part));
    let per_row = balanced(&expected, &actual, columns);
    let count = expected.len().max(actual.len()).div_ceil(per_row).max(1);
    (0..count)
        .map(|row| {
            let range = row * per_row..(row + 1) * per_row;
            let caret = first.filter(|first| range.contains(first)).map(|first| {
                let before = expected.get(range.start..first).or(actual.get(range.start..first));
                before.unwrap_or_default().iter().map(|cell| cell.width).sum()
            });
            Row { expected: text(&expected, &range), actual: text(&actual, &range), caret }
        })
        .collect()
}

/// The cells of a part with its marks.
fn marked(part: &Part<'_>) -> Vec<Cell> {
    let (before, behind) = part.marks();
    [before.as_str(), part.shown, behind.as_str()].iter().flat_map(|text| cells(text.as_bytes())).collect()
}

/// Characters for each row: as few rows as possible, then rows of equal length.
fn balanced(expected: &[Cell], actual: &[Cell], columns: usize) -> usize {
    let widest = expected.iter().chain(actual).map(|cell| cell.width).max().unwrap_or(1).max(1);
    let length = expected.len().max(actual.len()).max(1);
    let total = |cells: &[Cell]| cells.iter().map(|cell| cell.width).sum::<usize>();
    if total(expected).max(total(actual)) <= columns {
        return length;
    }
    length.div_ceil(length.div_ceil((columns / widest).max(1)))
}

fn text(cells: &[Cell], range: &std::ops::Range<usize>) -> String {
    let start = range.start.min(cells.len());
    let end = range.end.min(cells.len());
    cells.get(start..end).unwrap_or_default().iter().map(|cell| cell.shown.as_ref()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(expected: &str, actual: &str, caret: Option<usize>) -> Row {
        Row { expected: expected.into(), actual: actual.into(), caret }
    }

    #[test]
    fn the_first_difference_is_marked() {
        assert_eq!(rows("abcd", "abxd", 80), [row("abcd", "abxd", Some(2))]);
        assert_eq!(rows("ab", "abc", 80), [row("ab", "abc", Some(2))]);
        assert_eq!(rows("", "abc", 80), [row("", "abc", Some(0))]);
        assert_eq!(rows("支a", "支b", 80), [row("支a", "支b", Some(2))]);
    }

    #[test]
    fn long_values_are_broken_at_the_same_places() {
        let broken = rows("aaaaaaaaaabb", "aaaaaaaaaabc", 8);
        assert_eq!(broken, [row("aaaaaa", "aaaaaa", None), row("aaaabb", "aaaabc", Some(5))]);
    }

    #[test]
    fn very_long_values_are_shown_around_the_difference() {
        let (a, b) = (format!("{}x{}", "-".repeat(5000), "+".repeat(5000)), "-".repeat(5000));
        let shown = rows(&a, &b, 70);
        assert!(shown.len() < 7, "{shown:?}");
        assert!(shown[0].expected.starts_with("(4,940 more characters) …"), "{shown:?}");
        let expected: String = shown.iter().map(|row| row.expected.as_str()).collect();
        assert!(expected.ends_with("… (4,821 more characters)"), "{expected}");
        let caret: Vec<_> = shown.iter().filter_map(|row| Some((row, row.caret?))).collect();
        let (row, at) = caret[0];
        assert_eq!(row.expected.chars().nth(at), Some('x'));
    }

    #[test]
    fn control_characters_are_compared_and_shown() {
        assert_eq!(rows("a\u{1b}", "a\u{7f}", 80), [row("a\\x1b", "a\\x7f", Some(1))]);
    }
}
