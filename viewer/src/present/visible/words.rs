//! Which letters of a text are taken for others: judged word by word, because a letter alone says nothing.

use super::class::{Class, is_stroke, looks_latin};
use super::{Glyph, Kind};

/// Marks what is taken for a Latin letter: letters of another alphabet among Latin ones, and words of another
/// alphabet that look Latin as a whole and stand beside no word that is evidently of that alphabet.
pub fn mark(glyphs: &mut [Glyph]) {
    let words = words(glyphs);
    for (index, word) in words.iter().enumerate() {
        let lonely = || !word.is_native && !is_among_its_own(glyphs, &words, index);
        let whole = word.script.is_some() && !word.is_mixed && lonely();
        if !word.is_mixed && !whole {
            continue;
        }
        for glyph in glyphs.get_mut(word.from..word.to).unwrap_or_default() {
            let is_alike = match glyph.class {
                Class::Greek | Class::Cyrillic | Class::Armenian => true,
                Class::Foreign => looks_latin(glyph.character) || is_stroke(glyph.character),
                Class::Cjk => word.is_mixed && is_stroke(glyph.character),
                _ => false,
            };
            if is_alike {
                glyph.kind = Kind::LookAlike;
            }
        }
    }
}

/// How many words away another one may be to say of which script a word is.
const REACH: usize = 4;

struct Word {
    from: usize,
    to: usize,
    /// The script of its first letter that is not written together with Latin.
    script: Option<Class>,
    /// It has letters of two scripts.
    is_mixed: bool,
    /// It has a letter that no Latin one looks like, and none of another script.
    is_native: bool,
}

fn words(glyphs: &[Glyph]) -> Vec<Word> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(glyph) = glyphs.get(at) {
        if !is_word(*glyph) {
            at += 1;
            continue;
        }
        let from = at;
        let (mut latin, mut script, mut two, mut native, mut cjk) = (false, None, false, false, false);
        while let Some(glyph) = glyphs.get(at).filter(|glyph| is_word(**glyph)) {
            let class = glyph.class;
            latin |= class == Class::Latin;
            cjk |= class == Class::Cjk;
            if class.is_foreign() {
                two |= *script.get_or_insert(class) != class;
                native |= !looks_latin(glyph.character);
            }
            at += 1;
        }
        let is_mixed = two || (latin && (script.is_some() || cjk));
        words.push(Word { from, to: at, script, is_mixed, is_native: native && !is_mixed });
    }
    words
}

fn is_word(glyph: Glyph) -> bool {
    glyph.class.is_letter() || glyph.character.is_ascii_digit()
}

/// Whether the nearest word on one side is evidently of the same script. Single letters, as initials and short
/// prepositions are, are passed over.
fn is_among_its_own(glyphs: &[Glyph], words: &[Word], index: usize) -> bool {
    let own = |word: &Word| word.script == words.get(index).and_then(|word| word.script);
    let near = |a: &Word, b: &Word| {
        let between = glyphs.get(a.to..b.from).unwrap_or_default();
        // Words of a sentence, and not parts of an address; but initials may stand without a space.
        let is_sentence = between.iter().any(|glyph| glyph.character == ' ') || a.to - a.from == 1;
        is_sentence && between.len() <= 3 && between.iter().all(|it| " ,.;!?-–—'’«»()".contains(it.character))
    };
    let native = |there: &mut dyn Iterator<Item = &Word>, behind: bool| {
        let mut last = words.get(index);
        for word in there {
            let Some(here) = last else { return false };
            if !own(word) || !(if behind { near(here, word) } else { near(word, here) }) {
                return false;
            }
            if word.is_native {
                return true;
            }
            if word.to - word.from > 1 {
                return false;
            }
            last = Some(word);
        }
        false
    };
    native(&mut words.iter().skip(index + 1).take(REACH), true)
        || native(&mut words.iter().take(index).rev().take(REACH), false)
}
