//! The part of a value that people are shown: all of it, or what of a long one tells the most.

use std::borrow::Cow;

use super::counted;
use super::visible::visible;

/// Shown of a value at most, in characters.
pub const LONGEST: usize = 240;

/// Shown before the first difference, where a value is too long to be shown from its start.
const BEFORE: usize = 60;

/// The part of a value that is shown, and how many characters stand before and behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part<'v> {
    before: usize,
    pub shown: &'v str,
    behind: usize,
}

/// A value from an input: made visible, and of a long one the beginning, with a mark for the rest.
pub fn excerpted(value: &str) -> Cow<'_, str> {
    Part::of(value, 0, 0).text()
}

/// Two values as far as they are shown, and how many bytes of what is shown they have in common; none if
/// they are equal.
pub fn parts<'v>(expected: &'v str, actual: &'v str) -> (Part<'v>, Part<'v>, Option<usize>) {
    let common = common(expected, actual);
    let same = expected.get(..common).unwrap_or_default();
    let differ = expected.len() != actual.len() || common < expected.len();
    // The difference is in view where the values are shown from their start.
    let (before, from) = match same.chars().count() {
        characters if differ && characters > LONGEST - BEFORE => {
            (characters - BEFORE, same.char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at))
        }
        _ => (0, 0),
    };
    let (before, from) = if is_longer(expected) || is_longer(actual) { (before, from) } else { (0, 0) };
    (Part::of(expected, before, from), Part::of(actual, before, from), differ.then_some(common - from))
}

impl<'v> Part<'v> {
    /// The part from byte `from` on, before which `before` characters stand.
    fn of(value: &'v str, before: usize, from: usize) -> Self {
        let rest = value.get(from..).unwrap_or_default();
        let end = rest.char_indices().nth(LONGEST).map_or(rest.len(), |(at, _)| at);
        let (shown, behind) = rest.split_at(end);
        Self { before, shown, behind: behind.chars().count() }
    }

    /// What stands for the characters before, and what for those behind; empty where there are none.
    pub fn marks(&self) -> (String, String) {
        let mark = |count| format!("({})", counted(count, "more character"));
        (
            if self.before > 0 { format!("{} …", mark(self.before)) } else { String::new() },
            if self.behind > 0 { format!("… {}", mark(self.behind)) } else { String::new() },
        )
    }

    /// The part with its marks, made visible.
    pub fn text(&self) -> Cow<'v, str> {
        if self.before + self.behind == 0 {
            return visible(self.shown);
        }
        let (before, behind) = self.marks();
        Cow::Owned(format!("{before}{}{behind}", visible(self.shown)))
    }
}

/// How many bytes two texts have in common at their start, in whole characters.
fn common(a: &str, b: &str) -> usize {
    let mut at = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    while !(a.is_char_boundary(at) && b.is_char_boundary(at)) {
        at -= 1;
    }
    at
}

fn is_longer(value: &str) -> bool {
    value.len() > LONGEST && value.chars().nth(LONGEST).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_value_is_cut_and_says_how_much_is_left_out() {
        let value = "é".repeat(LONGEST);
        assert_eq!(excerpted(&value), value);
        assert_eq!(excerpted(&format!("{value}x")), format!("{value}… (1 more character)"));
        assert_eq!(excerpted(&"x".repeat(5240)), format!("{}… (5,000 more characters)", "x".repeat(240)));
        assert_eq!(excerpted("a\u{1b}\u{202e}"), "a\\x1b\\u{202e}");
    }

    #[test]
    fn long_values_are_shown_around_their_first_difference() {
        let same = "é".repeat(1000);
        let (a, b) = (format!("{same}ê{same}"), format!("{same}ë"));
        let (expected, actual, common) = parts(&a, &b);
        let shown = "é".repeat(60);
        assert_eq!(common, Some(120));
        assert_eq!(actual.text(), format!("(940 more characters) …{shown}ë"));
        let rest = "é".repeat(179);
        assert_eq!(expected.text(), format!("(940 more characters) …{shown}ê{rest}… (821 more characters)"));
    }

    #[test]
    fn a_difference_near_the_start_cuts_nothing_there() {
        let (a, b) = (format!("{}b", "a".repeat(180)), "a".repeat(1000));
        let (expected, actual, common) = parts(&a, &b);
        assert_eq!((common, expected.text().as_ref()), (Some(180), a.as_str()));
        assert_eq!(actual.text(), excerpted(&b));
    }

    #[test]
    fn equal_values_and_the_shorter_of_two_have_their_difference_at_the_end() {
        assert_eq!(parts("ab", "ab").2, None);
        assert_eq!(parts("ab", "abc").2, Some(2));
        assert_eq!(parts("é", "è").2, Some(0));
    }
}
