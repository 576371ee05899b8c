//! Two values that were compared, cut so that the first difference is in view.

use verifier_core::{Check, Evidence};

use super::visible::{Piece, each};
use crate::wire::wired;

wired! {
    /// What a check compared.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Compared {
        /// What the other value was held against; `None` where there is none in the package.
        pub expected: Option<Side>,
        /// The value that was held against it.
        pub actual: Option<Side>,
        /// How many characters of what is shown the two have in common at their start; `None` where they are
        /// equal or where there is only one.
        pub common: Option<u64>,
    }
}

wired! {
    /// One of the two values.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Side {
        /// Characters before what is shown.
        pub before: u64,
        /// The part that is shown.
        pub shown: String,
        /// Characters behind it.
        pub behind: u64,
    }
}

/// Shown of a value at most, in characters.
const LONGEST: usize = 240;
/// Shown before the first difference, where a value is not shown from its start.
const BEFORE: usize = 60;

impl Compared {
    /// What `check` compared; `None` if it compared nothing.
    #[must_use]
    pub fn of(check: &Check) -> Option<Self> {
        match (&check.expected, &check.actual) {
            (None, None) => None,
            (Some(expected), Some(actual)) => {
                let both_text = matches!((expected, actual), (Evidence::Text(_), Evidence::Text(_)));
                Some(Self::two(&told_apart(expected, both_text), &told_apart(actual, both_text)))
            }
            (expected, actual) => {
                let side = |evidence: &Option<Evidence>| {
                    evidence.as_ref().map(|evidence| Side::of(evidence.shown(), 0))
                };
                Some(Self { expected: side(expected), actual: side(actual), common: None })
            }
        }
    }

    fn two(expected: &str, actual: &str) -> Self {
        let common = expected.chars().zip(actual.chars()).take_while(|(a, b)| a == b).count();
        let equal = expected == actual;
        let skipped = if !equal && common > LONGEST - BEFORE { common - BEFORE } else { 0 };
        Self {
            expected: Some(Side::of(expected, skipped)),
            actual: Some(Side::of(actual, skipped)),
            common: (!equal).then_some((common - skipped) as u64),
        }
    }

    /// Whether both values are there and equal.
    #[must_use]
    pub fn is_equal(&self) -> bool {
        self.expected.is_some() && self.actual.is_some() && self.common.is_none()
    }
}

impl Side {
    fn of(value: &str, skipped: usize) -> Self {
        let shown: String = value.chars().skip(skipped).take(LONGEST).collect();
        let behind = value.chars().count().saturating_sub(skipped + shown.chars().count());
        Self { before: skipped as u64, shown, behind: behind as u64 }
    }

    /// Whether all of the value is shown.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.before == 0 && self.behind == 0
    }
}

/// A value as text; in quotes where it is a string and the other one is none.
fn told_apart(evidence: &Evidence, both_text: bool) -> String {
    match evidence {
        Evidence::Text(text) if !both_text => format!("\"{text}\""),
        Evidence::Text(text) | Evidence::Json(text) => text.clone(),
    }
}

/// Whether a value is a digest. Only then there may be room between its groups: elsewhere it would look like a space.
#[must_use]
pub fn is_digest(shown: &str) -> bool {
    let hex = shown.strip_prefix("sha256:").unwrap_or(shown);
    hex.len() == 64 && hex.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A value in groups of equal length that are read and compared easily, with a piece for each character: a digest as
/// its prefix and groups of eight, anything else in groups of sixteen.
#[must_use]
pub fn groups(shown: &str) -> Vec<Vec<Piece>> {
    let prefix = if is_digest(shown) { shown.len() - 64 } else { 0 };
    let pieces = each(shown, false);
    let (prefix, rest) = pieces.split_at(prefix.min(pieces.len()));
    let size = if is_digest(shown) { 8 } else { 16 };
    prefix.chunks(prefix.len().max(1)).chain(rest.chunks(size)).map(<[Piece]>::to_vec).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::visible::Kind;

    #[test]
    fn the_first_difference_is_counted_in_what_is_shown() {
        let compared = Compared::two("sha256:abcd", "sha256:abxd");
        assert_eq!(compared.common, Some(9));
        assert!(!compared.is_equal());
        assert!(Compared::two("x", "x").is_equal());
        assert_eq!(Compared::two("ab", "abc").common, Some(2));
    }

    #[test]
    fn a_difference_far_in_is_brought_into_view() {
        let same = "é".repeat(1000);
        let compared = Compared::two(&format!("{same}a{same}"), &format!("{same}b"));
        let expected = compared.expected.expect("it is there");
        assert_eq!((expected.before, expected.behind, compared.common), (940, 821, Some(60)));
        assert_eq!(expected.shown.chars().nth(60), Some('a'));
    }

    fn texts(shown: &str) -> Vec<String> {
        groups(shown).iter().map(|group| group.iter().map(|piece| piece.shown.as_str()).collect()).collect()
    }

    #[test]
    fn digests_are_grouped_by_eight() {
        let digest = format!("sha256:{}", "0123456789abcdef".repeat(4));
        let groups = texts(&digest);
        assert_eq!((groups.len(), groups[1].as_str()), (9, "01234567"));
        assert_eq!(groups.concat(), digest);
        assert!(is_digest(&digest) && is_digest(&digest[7..]) && !is_digest(&digest[8..]));
        assert_eq!(texts("run-1-0-and-some-more"), ["run-1-0-and-some", "-more"]);
    }

    /// Defends that a letter that looks like another is marked although it stands alone in its group or behind
    /// the mark of the difference: there, it is all that matters.
    #[test]
    fn look_alikes_are_judged_before_the_value_is_cut_up() {
        let groups = groups("run-of-the-mill-\u{430}");
        assert_eq!((groups.len(), groups[1][0].kind), (2, Kind::LookAlike));
    }
}
