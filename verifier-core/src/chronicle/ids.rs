//! What people see of an id.

/// The id as people see it: without what is invisible or blank at its ends, and whatever the case of its letters.
///
/// Letters of other scripts that look alike are not told apart here: that takes tables which grow with every version of
/// Unicode.
pub(super) fn seen(id: &str) -> String {
    let visible: String = id.chars().filter(|letter| !is_invisible(*letter)).collect();
    visible.trim().to_lowercase()
}

/// Characters without a shape of their own: controls, soft hyphen, joiners, marks of direction, variation selectors, tags.
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defends that ids which look the same are the same here, and that others are not.
    #[test]
    fn what_looks_the_same_is_the_same() {
        for id in ["Alice", "alice ", "\u{200b}alice", "al\u{ad}ice", "\talice\n", "ALICE"] {
            assert_eq!(seen(id), "alice", "{id:?}");
        }
        assert_eq!(seen(" \u{200d}"), "");
        for id in ["alicia", "al ice", "alice2", "\u{430}lice"] {
            assert_ne!(seen(id), "alice", "{id:?}");
        }
    }
}
