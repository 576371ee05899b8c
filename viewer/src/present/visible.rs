//! Makes visible what a reader would not see, or would take for something else: control characters, characters
//! that turn the direction of the text, characters without width, and letters of another script that look
//! like Latin ones.

/// A piece of text, as it is to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What to show.
    pub shown: String,
    /// What it is.
    pub kind: Kind,
}

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text as it is.
    Plain,
    /// Something that stands for a character that cannot be seen.
    Escape,
    /// A character that looks like another one; to be marked, with its name (see [`named`]).
    LookAlike,
}

/// How many marks may stand on one letter. More of them reach into the lines above and below.
const MARKS: usize = 2;

/// The pieces of a text. Line feeds stay, if `lines`; else they are escapes too.
#[must_use]
pub fn pieces(text: &str, lines: bool) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut push = |character: &str, kind: Kind| match pieces.last_mut() {
        Some(last) if last.kind == kind && kind == Kind::Plain => last.shown.push_str(character),
        _ => pieces.push(Piece { shown: character.to_owned(), kind }),
    };
    let latin = text.chars().any(|character| character.is_ascii_alphabetic());
    let mut buffer = [0; 4];
    let mut marks = 0;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if script(first) == Some(Script::Other) {
            // A word in another script: look at all of it.
            let end = rest.find(|character| !is_word(character)).unwrap_or(rest.len());
            let (word, behind) = rest.split_at(end.max(first.len_utf8()));
            let suspicious = is_suspicious(word, latin);
            for character in word.chars() {
                let text = character.encode_utf8(&mut buffer);
                let kind = match script(character) {
                    Some(Script::Other) if suspicious => Kind::LookAlike,
                    _ => Kind::Plain,
                };
                push(text, kind);
            }
            rest = behind;
            marks = 0;
            continue;
        }
        if first.is_ascii_alphanumeric() {
            // The same for one that begins in Latin.
            let end = rest.find(|character| !is_word(character)).unwrap_or(rest.len());
            let (word, behind) = rest.split_at(end);
            let mixed = word.chars().any(|character| script(character) == Some(Script::Other));
            if mixed {
                for character in word.chars() {
                    let text = character.encode_utf8(&mut buffer);
                    push(
                        text,
                        if script(character) == Some(Script::Other) { Kind::LookAlike } else { Kind::Plain },
                    );
                }
            } else {
                push(word, Kind::Plain);
            }
            rest = behind;
            marks = 0;
            continue;
        }
        marks = if is_mark(first) { marks + 1 } else { 0 };
        match first {
            '\n' if lines => push("\n", Kind::Plain),
            _ if is_unseen(first) || marks > MARKS => push(&escape(first), Kind::Escape),
            _ if is_wide_space(first) => push(&escape(first), Kind::Escape),
            '\u{a0}' | '\u{202f}' | '\u{ff01}'..='\u{ff5e}' => {
                push(first.encode_utf8(&mut buffer), Kind::LookAlike);
            }
            _ => push(first.encode_utf8(&mut buffer), Kind::Plain),
        }
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
    }
    pieces
}

/// The text with escapes for what is not visible, for places that hold text alone.
#[must_use]
pub fn visible(text: &str) -> String {
    pieces(text, false).into_iter().map(|piece| piece.shown).collect()
}

/// What to say about a piece that is no plain text.
#[must_use]
pub fn named(shown: &str, kind: Kind) -> String {
    let code = shown.chars().next().map_or(0, u32::from);
    match kind {
        Kind::Plain => String::new(),
        Kind::Escape => format!("A character that cannot be seen: {shown}"),
        Kind::LookAlike if shown.chars().any(|it| it == '\u{a0}' || it == '\u{202f}') => {
            format!("Not an ordinary space: U+{code:04X}")
        }
        Kind::LookAlike => format!("{} letter, not a Latin one: U+{code:04X}", block(code)),
    }
}

fn block(code: u32) -> &'static str {
    match code {
        0x370..=0x3ff | 0x1f00..=0x1fff => "Greek",
        0x400..=0x52f | 0x1c80..=0x1c8f => "Cyrillic",
        0x531..=0x58f => "Armenian",
        0x13a0..=0x13ff | 0xab70..=0xabbf => "Cherokee",
        0xff01..=0xff5e => "Full-width",
        0x1d400..=0x1d7ff => "Mathematical",
        _ => "Other",
    }
}

/// A word in another script is taken for a Latin one where Latin letters stand in it, or where all of it
/// looks Latin and stands among Latin words or alone.
fn is_suspicious(word: &str, latin: bool) -> bool {
    let mixed = word.chars().any(|character| character.is_ascii_alphabetic());
    let always = word.chars().any(|character| matches!(u32::from(character), 0x1d400..=0x1d7ff));
    let all_alike =
        word.chars().filter(|character| script(*character) == Some(Script::Other)).all(looks_latin);
    let long = word.chars().count() > 1;
    mixed || always || (all_alike && (latin || long))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Other,
}

/// The script of a letter, as far as letters of it are taken for each other.
fn script(character: char) -> Option<Script> {
    match u32::from(character) {
        0x41..=0x5a | 0x61..=0x7a => Some(Script::Latin),
        0x370..=0x373
        | 0x376..=0x377
        | 0x37b..=0x37d
        | 0x37f
        | 0x386
        | 0x388..=0x3ff
        | 0x400..=0x481
        | 0x48a..=0x52f
        | 0x531..=0x556
        | 0x561..=0x586
        | 0x13a0..=0x13ff
        | 0xab70..=0xabbf
        | 0x1d400..=0x1d7ff => Some(Script::Other),
        _ => None,
    }
}

fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || script(character).is_some()
}

/// Letters that common fonts draw like a Latin one.
fn looks_latin(character: char) -> bool {
    "АВЕЅІЈКМНОРСТУХЗѴԌԚԜасеіјорѕухԁԛԝһѵӏАаΑΒΕΖΗΙΚΜΝΟΡΤΥΧαιονρυχϲϳᎪᎬᎻᏃᎷᎢᏢᏚᏟᎠՏՕՍօոսհց".contains(character)
        || matches!(u32::from(character), 0x1d400..=0x1d7ff)
}

fn is_mark(character: char) -> bool {
    matches!(u32::from(character),
        0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5bd | 0x610..=0x61a | 0x64b..=0x65f | 0xe31 | 0xe34..=0xe3a
        | 0xe47..=0xe4e | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x20d0..=0x20ff | 0xfe20..=0xfe2f)
}

fn is_wide_space(character: char) -> bool {
    matches!(u32::from(character), 0x1680 | 0x2000..=0x200a | 0x205f | 0x3000 | 0x2800)
}

/// What stands for a character that must not be shown as it is; ASCII.
fn escape(character: char) -> String {
    match character {
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        _ => format!("[U+{:04X}]", u32::from(character)),
    }
}

/// Characters that show nothing themselves: control characters, line and paragraph separators, those that turn
/// the direction, fillers, variation selectors, tags, and what is no character.
const fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\0'..='\x1f'
            | '\x7f'..='\u{9f}'
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
            | '\u{fff0}'..='\u{fffc}'
            | '\u{fffe}'..='\u{ffff}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{10ffff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look_alikes(text: &str) -> String {
        pieces(text, false)
            .into_iter()
            .filter(|piece| piece.kind == Kind::LookAlike)
            .map(|piece| piece.shown)
            .collect()
    }

    /// Defends that nothing from a package turns the text around, hides in it, or stacks up over other lines.
    #[test]
    fn what_cannot_be_seen_is_written_out() {
        assert_eq!(visible("a\u{202e}b\u{200b}c\u{feff}"), "a[U+202E]b[U+200B]c[U+FEFF]");
        assert_eq!(visible("a\u{1b}[31m\r\n\t\0"), "a[U+001B][31m\\r\\n\\t[U+0000]");
        assert_eq!(visible("\u{2066}\u{e0041}\u{fe0f}\u{3000}"), "[U+2066][U+E0041][U+FE0F][U+3000]");
        let stacked = visible(&format!("z{}", "\u{301}".repeat(40)));
        assert_eq!(stacked.matches('\u{301}').count(), MARKS);
        assert_eq!(pieces("a\nb", true).len(), 1);
    }

    /// Defends that a letter of another script in a Latin name is marked, and a name in that script is not.
    #[test]
    fn look_alikes_are_marked() {
        assert_eq!(look_alikes("p\u{430}ypal@ex\u{430}mple"), "\u{430}\u{430}");
        assert_eq!(look_alikes("\u{430}lice"), "\u{430}");
        assert_eq!(look_alikes("pay to \u{441}\u{43e}\u{441}\u{43e}"), "\u{441}\u{43e}\u{441}\u{43e}");
        assert_eq!(look_alikes("\u{1d400}lice"), "\u{1d400}");
        assert_eq!(look_alikes("a\u{a0}b"), "\u{a0}");
        assert_eq!(look_alikes("Развернуть версию"), "");
        assert_eq!(look_alikes("Déployer — prêt, 支払い, שלום"), "");
    }

    #[test]
    fn nothing_is_lost() {
        let text = "Rotate key \u{430}bc \u{202e} x\u{301} \u{a0} end";
        let shown: String = pieces(text, true).into_iter().map(|piece| piece.shown).collect();
        assert_eq!(shown.replace("[U+202E]", "\u{202e}"), text);
    }

    #[test]
    fn each_kind_says_what_it_is() {
        assert_eq!(named("\u{430}", Kind::LookAlike), "Cyrillic letter, not a Latin one: U+0430");
        assert_eq!(named("\u{a0}", Kind::LookAlike), "Not an ordinary space: U+00A0");
        assert_eq!(named("[U+202E]", Kind::Escape), "A character that cannot be seen: [U+202E]");
    }
}
