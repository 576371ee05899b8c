//! Text from a package, cut where it is long.

use verifier_core::json::{Kind, Node};

use crate::wire::wired;

wired! {
    /// Text from a package. Of a long one only the beginning travels with the summary; the rest is asked
    /// for by its pointer.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Text {
        /// The text or its beginning.
        pub shown: String,
        /// What follows it, so that a page that is printed has it at hand: until [`Text::ON_PAPER`] characters are there.
        pub rest: String,
        /// How many characters the whole text has.
        pub chars: u64,
        /// Where it stands, if it stands in the package; the whole text is found there.
        pub pointer: Option<String>,
    }
}

impl Text {
    /// Characters that are shown at first.
    pub const LONGEST: usize = 320;
    /// Characters that are printed.
    pub const ON_PAPER: usize = 20_000;

    /// A text without a place.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let cut = Self::cut(text, Self::LONGEST);
        let behind = text.get(cut.shown.len()..).unwrap_or_default();
        let end =
            behind.char_indices().nth(Self::ON_PAPER - Self::LONGEST).map_or(behind.len(), |(end, _)| end);
        Self { rest: behind.get(..end).unwrap_or_default().to_owned(), ..cut }
    }

    /// A text that stands at `pointer`.
    #[must_use]
    pub fn at(text: &str, pointer: impl Into<String>) -> Self {
        Self { pointer: Some(pointer.into()), ..Self::of(text) }
    }

    /// A text of which `longest` characters are shown at most.
    #[must_use]
    pub fn cut(text: &str, longest: usize) -> Self {
        let (end, more) = match text.char_indices().nth(longest) {
            Some((end, _)) => (end, text.get(end..).unwrap_or_default().chars().count()),
            None => (text.len(), 0),
        };
        let shown = text.get(..end).unwrap_or_default().to_owned();
        let chars = (shown.chars().count() + more) as u64;
        Self { shown, rest: String::new(), chars, pointer: None }
    }

    /// The value at `pointer` as text: a string as it is, anything else in its canonical form.
    #[must_use]
    pub fn of_node(node: Node<'_, '_>, pointer: impl Into<String>) -> Self {
        match (node.kind(), node.as_str()) {
            (Kind::String, Some(text)) => Self::at(&text, pointer),
            _ => Self::at(&verifier_core::canonical::to_string(node), pointer),
        }
    }

    /// What is printed.
    #[must_use]
    pub fn on_paper(&self) -> String {
        [self.shown.as_str(), &self.rest].concat()
    }

    /// Takes from `budget`, in bytes, what is there to be printed; leaves it away where that is too much.
    pub fn spend(&mut self, budget: &mut usize) {
        match budget.checked_sub(self.rest.len()) {
            Some(left) => *budget = left,
            None => self.rest.clear(),
        }
    }

    /// How many characters are not shown.
    #[must_use]
    pub fn hidden(&self) -> u64 {
        self.chars.saturating_sub(self.shown.chars().count() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_characters_and_says_how_much_is_left() {
        let text = Text::cut(&"é".repeat(500), 320);
        assert_eq!((text.shown.chars().count(), text.chars, text.hidden()), (320, 500, 180));
        assert_eq!(Text::of("short").hidden(), 0);
    }

    /// Defends that paper, on which nobody can ask for more, has the whole of a text that is not very long.
    #[test]
    fn a_text_is_printed_whole_up_to_a_length() {
        let long = "é".repeat(Text::ON_PAPER);
        assert_eq!(Text::of(&long).on_paper(), long);
        assert_eq!(Text::of(&(long.clone() + "x")).on_paper(), long);
        let mut budget = 1_000;
        let mut spent = |text: &str| {
            let mut text = Text::of(text);
            text.spend(&mut budget);
            text.on_paper().chars().count()
        };
        assert_eq!(
            (spent(&"x".repeat(1_000)), spent(&"x".repeat(1_000)), spent("x")),
            (1_000, Text::LONGEST, 1)
        );
    }
}
