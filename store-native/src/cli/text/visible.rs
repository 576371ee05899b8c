//! Makes visible what a terminal or a reader would obey or not see: control characters, characters that
//! turn the direction of the text, characters without width.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

/// What one character, or one byte that is none, looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub shown: Cow<'static, str>,
    /// In columns.
    pub width: usize,
    /// How many bytes of the text it stands for.
    pub bytes: usize,
}

/// `text` with what is not visible written as an escape.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, 0x20..=0x7e)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match escape(character) {
            Some(escape) => shown.push_str(&escape),
            None => shown.push(character),
        }
    }
    Cow::Owned(shown)
}

/// The cells of a text that may not be UTF-8.
pub fn cells(bytes: &[u8]) -> Vec<Cell> {
    let mut cells = Vec::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        cells.extend(chunk.valid().chars().map(cell));
        cells.extend(chunk.invalid().iter().map(|byte| Cell {
            shown: Cow::Owned(format!("\\x{byte:02x}")),
            width: 4,
            bytes: 1,
        }));
    }
    cells
}

fn cell(character: char) -> Cell {
    let bytes = character.len_utf8();
    match escape(character) {
        Some(escape) => Cell { width: escape.len(), shown: Cow::Owned(escape), bytes },
        None => Cell {
            shown: Cow::Owned(character.to_string()),
            width: character.width().unwrap_or_default(),
            bytes,
        },
    }
}

/// What stands for a character that must not be shown as it is; ASCII.
fn escape(character: char) -> Option<String> {
    Some(match character {
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        '\0'..='\x1f' | '\x7f' => format!("\\x{:02x}", u32::from(character)),
        _ if is_unseen(character) => format!("\\u{{{:x}}}", u32::from(character)),
        _ => return None,
    })
}

/// Characters that show nothing themselves: the other control characters, line and paragraph separators,
/// those that turn the direction, fillers, variation selectors, tags, and what is no character.
const fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{80}'..='\u{9f}'
            | '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{e000}'..='\u{f8ff}'
            | '\u{fdd0}'..='\u{fdef}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{fffe}'..='\u{ffff}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{10ffff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_written_as_an_escape() {
        assert_eq!(visible("a\u{1b}[31mb\r\n\t\0\u{7f}"), "a\\x1b[31mb\\r\\n\\t\\x00\\x7f");
        assert_eq!(visible("\u{9b}31m"), "\\u{9b}31m");
    }

    #[test]
    fn what_turns_the_direction_or_has_no_width_is_written_as_an_escape() {
        for character in "\u{202e}\u{2066}\u{200b}\u{200d}\u{feff}\u{2028}\u{ad}\u{e0041}\u{fe0f}".chars() {
            assert_eq!(visible(&character.to_string()), format!("\\u{{{:x}}}", u32::from(character)));
        }
    }

    #[test]
    fn other_text_stays_as_it_is() {
        let text = "Déployer — prêt, 支払い, שלום, e\u{301}, 🚀";
        assert_eq!(visible(text), text);
    }

    #[test]
    fn bytes_that_are_no_text_are_shown_one_by_one() {
        let shown: String = cells(b"a\xff\xfe\xe2\x82z").into_iter().map(|cell| cell.shown).collect();
        assert_eq!(shown, "a\\xff\\xfe\\xe2\\x82z");
    }
}
