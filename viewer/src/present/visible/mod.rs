//! Makes visible what a reader would not see, or would take for something else: control characters, characters
//! that turn the direction of the text, characters without width, spaces at the ends, marks that pile up, and
//! letters that look like others.

mod class;
mod words;

use core::fmt::Write as _;

use class::Class;

use crate::texts;
use crate::wire::wired;

wired! {
    /// A piece of text, as it is to be shown.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Piece {
        /// What to show.
        pub shown: String,
        /// What it is.
        pub kind: Kind,
    }
}

wired! {
    /// What a piece is.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Kind {
        /// Text as it is.
        Plain,
        /// Something that stands for characters that cannot be seen.
        Escape,
        /// Characters that look like others; to be marked, with their names (see [`Piece::name`]).
        LookAlike,
        /// Text that runs from right to left among text that does not. It is to be kept apart, or it would take
        /// digits and punctuation around it with it.
        RightToLeft,
    }
}

/// A character of a text that is being looked at.
#[derive(Debug, Clone, Copy)]
struct Glyph {
    character: char,
    class: Class,
    kind: Kind,
}

/// How many marks may stand on one letter, if any letter can have them. More of them reach into the lines above
/// and below.
const MARKS: usize = 2;
/// The same for marks that belong to the letters of their script.
const OWN_MARKS: usize = 6;
/// Escapes in a row at most.
const IN_A_ROW: usize = 16;
/// Look-alikes in one piece at most.
const TOGETHER: usize = 24;

/// The pieces of a text. With `lines`, line feeds stay, and spaces wherever they are.
#[must_use]
pub fn pieces(text: &str, lines: bool) -> Vec<Piece> {
    if is_plain(text, lines) {
        return vec![Piece { shown: text.to_owned(), kind: Kind::Plain }];
    }
    let pieces = joined(&judged(text, lines));
    if lines { pieces } else { folded(&pieces) }
}

/// A piece for each character of a text, judged in its place; see [`pieces`] and [`coalesced`].
#[must_use]
pub fn each(text: &str, lines: bool) -> Vec<Piece> {
    judged(text, lines).chunks(1).flat_map(joined).collect()
}

/// Pieces without an end between two of plain text.
#[must_use]
pub fn coalesced(pieces: &[Piece]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        match out.last_mut() {
            Some(last) if last.kind == piece.kind && piece.kind == Kind::Plain => last.shown += &piece.shown,
            _ => out.push(piece.clone()),
        }
    }
    out
}

/// The text with escapes for what is not visible and names behind what looks like something else, for places
/// that hold text alone.
#[must_use]
pub fn visible(text: &str) -> String {
    as_text(&pieces(text, false))
}

/// Pieces as text alone; see [`visible`].
#[must_use]
pub fn as_text(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        out.push_str(&piece.shown);
        if piece.kind == Kind::LookAlike {
            out.push('[');
            out.push_str(&codes(&piece.shown, false));
            out.push(']');
        }
    }
    out
}

impl Piece {
    /// What to say about it; nothing about plain text.
    #[must_use]
    pub fn name(&self) -> String {
        match self.kind {
            Kind::Plain | Kind::RightToLeft => String::new(),
            Kind::Escape => texts::unseen(&self.shown),
            Kind::LookAlike => texts::alike(&codes(&self.shown, true)),
        }
    }
}

fn judged(text: &str, lines: bool) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = text
        .chars()
        .map(|character| Glyph { character, class: Class::of(character), kind: Kind::Plain })
        .collect();
    single(&mut glyphs, lines);
    words::mark(&mut glyphs);
    bridge(&mut glyphs);
    keep_apart(&mut glyphs, lines);
    glyphs
}

/// Whether it is text of ASCII, every character of which is seen.
fn is_plain(text: &str, lines: bool) -> bool {
    let seen = text.bytes().all(|byte| matches!(byte, b' '..=b'~') || (lines && byte == b'\n'));
    let spaces = lines || !(text.starts_with(' ') || text.ends_with(' ') || text.contains("  "));
    seen && spaces
}

/// Judges each character by itself and by those beside it.
fn single(glyphs: &mut [Glyph], lines: bool) {
    let cjk = glyphs.iter().any(|glyph| glyph.class == Class::Cjk);
    let mut before = None;
    // The letter that marks would stand on, and how many do.
    let (mut base, mut marks) = (None::<usize>, 0);
    for index in 0..glyphs.len() {
        let behind = glyphs.get(index + 1).map(|glyph| glyph.character);
        let Some(Glyph { character, class, .. }) = glyphs.get(index).copied() else { return };
        let kind = if class.is_mark() {
            marks += 1;
            mark(class, marks, base.and_then(|base| glyphs.get_mut(base)))
        } else {
            let kind = match (class, character) {
                (Class::Unseen, '\n') if lines => Kind::Plain,
                // Between words they are seen, and honest.
                (Class::Space, '\u{a0}' | '\u{202f}') => Kind::LookAlike,
                (Class::Space, '\u{3000}') if cjk => Kind::LookAlike,
                (Class::Unseen | Class::Space, _) => Kind::Escape,
                // The browser shows one space for many, and none at the ends.
                (_, ' ') if !lines && (before.is_none_or(|it| it == ' ') || behind.is_none()) => Kind::Escape,
                (Class::FullWidth, '！' | '（' | '）' | '，' | '：' | '；' | '？') if cjk => {
                    Kind::Plain
                }
                (Class::Alike | Class::FullWidth, _) => Kind::LookAlike,
                (_, '–') if within_word(before, behind) => Kind::LookAlike,
                _ => Kind::Plain,
            };
            let is_base = kind != Kind::Escape && class != Class::Space && character != ' ';
            (base, marks) = (is_base.then_some(index), 0);
            kind
        };
        if let Some(glyph) = glyphs.get_mut(index) {
            glyph.kind = kind;
        }
        before = Some(character);
    }
}

/// Judges a mark of a class, the `count`th on the same letter, if it stands on one.
fn mark(class: Class, count: usize, on: Option<&mut Glyph>) -> Kind {
    match on {
        Some(on) if class == Class::OwnMark && on.class == Class::Foreign && count <= OWN_MARKS => {
            Kind::Plain
        }
        // One letter of two characters looks like the same letter of one.
        Some(on) if class == Class::Mark && count <= MARKS => {
            on.kind = Kind::LookAlike;
            Kind::LookAlike
        }
        _ => Kind::Escape,
    }
}

/// Whether a dash between the two would be one of a name; between numbers it is not.
fn within_word(before: Option<char>, behind: Option<char>) -> bool {
    let (Some(before), Some(behind)) = (before, behind) else { return false };
    let both = before.is_ascii_alphanumeric() && behind.is_ascii_alphanumeric();
    both && !(before.is_ascii_digit() && behind.is_ascii_digit())
}

/// Takes the space between two look-alikes for one of them, so that what belongs together is marked as one.
fn bridge(glyphs: &mut [Glyph]) {
    let is_alike = |glyph: &Glyph| glyph.kind == Kind::LookAlike && glyph.class.is_letter();
    for index in 1..glyphs.len() {
        if let Some([before, space, behind]) = glyphs.get_mut(index - 1..=index + 1)
            && space.character == ' '
            && space.kind == Kind::Plain
            && is_alike(before)
            && is_alike(behind)
        {
            space.kind = Kind::LookAlike;
        }
    }
}

/// Finds text that runs from right to left where the whole does not.
fn keep_apart(glyphs: &mut [Glyph], lines: bool) {
    let mut letters = glyphs.iter().filter(|glyph| glyph.class.is_letter());
    let turned = |glyph: &Glyph| runs_left(glyph.character);
    if !lines && letters.next().is_some_and(turned) {
        return;
    }
    let mut last = None::<usize>;
    for index in 0..glyphs.len() {
        let Some(glyph) = glyphs.get(index).copied() else { return };
        let own = glyph.kind == Kind::Plain && (turned(&glyph) || glyph.class == Class::OwnMark);
        if own {
            // The spaces between two such words belong to them.
            for between in glyphs.get_mut(last.unwrap_or(index)..=index).unwrap_or_default() {
                between.kind = Kind::RightToLeft;
            }
            last = Some(index);
        } else if glyph.character != ' ' || glyph.kind != Kind::Plain {
            last = None;
        }
    }
}

/// Whether a text begins in a script that runs from right to left, and goes on with Latin letters or digits: then it
/// stands in another order than a reader from the left takes it for.
#[must_use]
pub fn is_turned(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let first = text.chars().find(|character| Class::of(*character).is_letter());
    first.is_some_and(runs_left)
        && text.contains(|it: char| it.is_ascii_digit() || Class::of(it) == Class::Latin)
}

/// Hebrew, Arabic and others that are written from right to left.
fn runs_left(character: char) -> bool {
    matches!(u32::from(character),
        0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefe | 0x10800..=0x10fff | 0x1e800..=0x1efff)
}

/// Characters of a kind that stand beside each other, in pieces.
fn joined(glyphs: &[Glyph]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = glyphs;
    while let Some(first) = rest.first() {
        let is_space = |glyph: &Glyph| glyph.class == Class::Space;
        let together = |(index, glyph): (usize, &Glyph)| {
            glyph.kind == first.kind
                && match first.kind {
                    Kind::Plain | Kind::RightToLeft => true,
                    Kind::LookAlike => index < TOGETHER && is_space(glyph) == is_space(first),
                    Kind::Escape => glyph.character == first.character,
                }
        };
        let count = rest.iter().enumerate().take_while(|it| together(*it)).count().max(1);
        let (here, behind) = rest.split_at(count.min(rest.len()));
        let shown = match first.kind {
            Kind::Escape => escape(first.character, count),
            _ => here.iter().map(|glyph| glyph.character).collect(),
        };
        pieces.push(Piece { shown, kind: first.kind });
        rest = behind;
    }
    pieces
}

/// Many escapes in a row as the first of them and how many more there are. In full they are in the text of the file.
fn folded(pieces: &[Piece]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for row in pieces.chunk_by(|a, b| a.kind == Kind::Escape && b.kind == Kind::Escape) {
        let (shown, rest) = row.split_at(if row.len() > IN_A_ROW { IN_A_ROW / 2 } else { row.len() });
        out.extend_from_slice(shown);
        if !rest.is_empty() {
            out.push(Piece { shown: texts::and_more(rest.len() as u64), kind: Kind::Escape });
        }
    }
    out
}

/// What stands for so many of a character that must not be shown as it is.
fn escape(character: char, count: usize) -> String {
    let short = match character {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        ' ' => "␣",
        _ if count == 1 => return format!("[U+{:04X}]", u32::from(character)),
        _ => return format!("[U+{:04X} ×{count}]", u32::from(character)),
    };
    if count > 3 { format!("{short}×{count}") } else { short.repeat(count) }
}

/// The numbers of characters, each once, and where they are from.
fn codes(shown: &str, named: bool) -> String {
    let mut out = String::new();
    for (index, character) in shown.char_indices() {
        let before = shown.get(..index).unwrap_or_default();
        if character.is_ascii() || before.contains(character) {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        let _ = write!(out, "U+{:04X}", u32::from(character));
        if named && let Some(origin) = origin(character) {
            out += &[" (", origin, ")"].concat();
        }
    }
    out
}

/// Where a character is from.
fn origin(character: char) -> Option<&'static str> {
    Some(match (Class::of(character), u32::from(character)) {
        (Class::Greek, _) => texts::GREEK,
        (Class::Cyrillic, _) => texts::CYRILLIC,
        (Class::Armenian, _) => texts::ARMENIAN,
        (Class::FullWidth, _) => texts::FULL_WIDTH,
        (Class::Mark, _) => texts::OWN_MARK,
        (Class::Space, _) => texts::OTHER_SPACE,
        (_, 0x13a0..=0x13ff | 0xab70..=0xabbf) => texts::CHEROKEE,
        (_, 0x1d400..=0x1d7ff) => texts::MATHEMATICAL,
        (_, 0x2010..=0x2015 | 0x2043 | 0x2212 | 0x2d7) => texts::OTHER_DASH,
        (_, 0xf900..=0xfaff | 0x2f800..=0x2fa1f | 0x2e80..=0x2fdf) => texts::SECOND_FORM,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
