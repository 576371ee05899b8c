//! Text of a router, made safe to show and to record.

/// `bytes` with whatever is no visible character written as an escape.
pub(super) fn visible(bytes: &[u8]) -> String {
    use core::fmt::Write;

    let mut shown = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        chunk.valid().chars().for_each(|character| push(&mut shown, character));
        for byte in chunk.invalid() {
            // Writing to a string does not fail.
            let _ = write!(shown, "\\x{byte:02x}");
        }
    }
    shown
}

fn push(shown: &mut String, character: char) {
    match character {
        ' '..='~' => shown.push(character),
        '\t' => shown.push_str("    "),
        // Behind another character, those that combine with it are text; alone they would be escaped.
        _ => {
            let pair: String = ['x', character].into_iter().collect();
            shown.extend(pair.escape_debug().skip(1));
        }
    }
}

/// `text` in one line of no more than `most` characters, with an ellipsis where it is cut.
pub(super) fn one_line(text: &str, most: usize) -> String {
    let line = visible(text.as_bytes());
    match line.char_indices().nth(most) {
        None => line,
        Some(_) => {
            let end = line.char_indices().nth(most.saturating_sub(1)).map_or(0, |(at, _)| at);
            format!("{}…", line.get(..end).unwrap_or_default())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defends terminals and the log: control characters, characters that turn the direction, and bytes
    /// that are no text are written as escapes; text in any script is not.
    #[test]
    fn what_is_not_visible_is_escaped() {
        assert_eq!(visible(b"a\x1b[31m\n\0\x7f"), "a\\u{1b}[31m\\n\\0\\u{7f}");
        assert_eq!(visible("\u{202e}\u{200b}\u{9b}".as_bytes()), "\\u{202e}\\u{200b}\\u{9b}");
        assert_eq!(visible(b"\xff\xe2\x82z"), "\\xff\\xe2\\x82z");
        let text = "\"quoted\" 'C:\\x' Déployer, 支払い, e\u{301}, 🚀";
        assert_eq!(visible(text.as_bytes()), text);
    }

    /// Defends the bound on recorded messages, in characters and not within one.
    #[test]
    fn a_line_is_cut_at_its_bound() {
        assert_eq!(one_line("ab\ncd", 9), "ab\\ncd");
        assert_eq!(one_line("支払い", 3), "支払い");
        assert_eq!(one_line("支払い済", 3), "支払…");
        assert_eq!(one_line("ab", 0), "…");
    }
}
