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
        /// How many characters the whole text has.
        pub chars: u64,
        /// Where it stands, if it stands in the package; the whole text is found there.
        pub pointer: Option<String>,
    }
}

impl Text {
    /// Characters that are shown at first.
    pub const LONGEST: usize = 320;

    /// A text without a place.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self::cut(text, Self::LONGEST)
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
        Self { shown, chars, pointer: None }
    }

    /// The value at `pointer` as text: a string as it is, anything else in its canonical form.
    #[must_use]
    pub fn of_node(node: Node<'_, '_>, pointer: impl Into<String>) -> Self {
        match (node.kind(), node.as_str()) {
            (Kind::String, Some(text)) => Self::at(&text, pointer),
            _ => Self::at(&verifier_core::canonical::to_string(node), pointer),
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
}
