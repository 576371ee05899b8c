//! What a character is, as far as it matters to somebody who looks at it. By blocks of Unicode: what stands in
//! a block but is not assigned yet goes with the block.

/// What a character is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// It is seen, and taken for nothing else: digits, punctuation, symbols, emoji.
    Plain,
    /// A Latin letter.
    Latin,
    /// A Greek letter.
    Greek,
    /// A Cyrillic letter.
    Cyrillic,
    /// An Armenian letter.
    Armenian,
    /// A letter or digit of another script that is in use, and not written together with Latin in one word.
    Foreign,
    /// Chinese, Japanese or Korean: written together with Latin.
    Cjk,
    /// Made to look like something else, or of a script that hardly anybody writes names in.
    Alike,
    /// The same as an ASCII character, as wide as a Chinese one.
    FullWidth,
    /// A mark that goes over or under the letter before it, whatever the script.
    Mark,
    /// A mark that belongs to the letters of its script.
    OwnMark,
    /// A space that is not the ordinary one.
    Space,
    /// It shows nothing itself, or something else on every machine.
    Unseen,
}

impl Class {
    /// The class of a character.
    #[must_use]
    pub fn of(character: char) -> Self {
        let code = u32::from(character);
        match character {
            '\0'..='\x1f' | '\x7f' => return Self::Unseen,
            'a'..='z' | 'A'..='Z' => return Self::Latin,
            '\x20'..='\x7e' => return Self::Plain,
            // The last two of every plane are no characters.
            _ if code & 0xfffe == 0xfffe => return Self::Unseen,
            '\u{900}'..='\u{dff}' => return of_india(code),
            _ => {}
        }
        let behind = PACKED.partition_point(|row| row >> 4 <= code);
        let row = behind.checked_sub(1).and_then(|index| PACKED.get(index));
        row.and_then(|row| ALL.get((row & 15) as usize)).copied().unwrap_or(Self::Plain)
    }

    /// Whether it is a part of a word.
    #[must_use]
    pub const fn is_letter(self) -> bool {
        !matches!(self, Self::Plain | Self::Space | Self::Unseen)
    }

    /// Whether it is a mark on the letter before it.
    #[must_use]
    pub const fn is_mark(self) -> bool {
        matches!(self, Self::Mark | Self::OwnMark)
    }

    /// Whether it is a letter that is not written together with Latin ones in one word.
    #[must_use]
    pub const fn is_foreign(self) -> bool {
        matches!(self, Self::Greek | Self::Cyrillic | Self::Armenian | Self::Foreign)
    }
}

/// The scripts of India and Ceylon have a block of 128 each, with the same in the same place in nearly all of them.
const fn of_india(code: u32) -> Class {
    let is_mark = match code {
        0xd80..=0xdff => matches!(code, 0xd81..=0xd83 | 0xdca..=0xddf | 0xdf2..=0xdf3),
        _ => matches!(code & 0x7f, 0..=3 | 0x3a..=0x3c | 0x3e..=0x4f | 0x51..=0x57 | 0x62..=0x63),
    };
    if is_mark { OwnMark } else { Foreign }
}

use Class::{
    Alike, Armenian, Cjk, Cyrillic, Foreign, FullWidth, Greek, Latin, Mark, OwnMark, Plain, Space, Unseen,
};

/// From each of these on, up to the next, characters are of the class.
#[rustfmt::skip]
const FROM: &[(u32, Class)] = &[
    (0x80, Unseen), (0xa0, Space), (0xa1, Plain), (0xad, Unseen), (0xae, Plain),
    (0xc0, Latin), (0xd7, Plain), (0xd8, Latin), (0xf7, Plain), (0xf8, Latin),
    // Dotless i, long s, clicks that look like bars, letters of phonetic alphabets.
    (0x131, Alike), (0x132, Latin), (0x17f, Alike), (0x180, Latin), (0x1c0, Alike), (0x1c4, Latin),
    (0x237, Alike), (0x238, Latin), (0x251, Alike), (0x252, Latin), (0x261, Alike), (0x263, Latin),
    (0x269, Alike), (0x26b, Latin), (0x274, Alike), (0x275, Latin), (0x280, Alike), (0x281, Latin),
    (0x28f, Alike), (0x290, Latin), (0x299, Alike), (0x29a, Latin), (0x29c, Alike), (0x29d, Latin),
    (0x29f, Alike), (0x2a0, Latin), (0x2b0, Plain), (0x2d0, Alike), (0x2d1, Plain), (0x2d7, Alike), (0x2d8, Plain),
    (0x300, Mark), (0x34f, Unseen), (0x350, Mark), (0x370, Greek), (0x37e, Alike), (0x37f, Greek),
    (0x400, Cyrillic), (0x482, Plain), (0x483, Mark), (0x488, Unseen), (0x48a, Cyrillic),
    (0x530, Armenian), (0x559, Plain), (0x560, Armenian), (0x589, Alike), (0x58a, Plain),
    // Hebrew, Arabic, Syriac and their marks.
    (0x591, OwnMark), (0x5be, Plain), (0x5bf, OwnMark), (0x5c0, Plain), (0x5c1, OwnMark), (0x5c3, Plain),
    (0x5c4, OwnMark), (0x5c6, Plain), (0x5c7, OwnMark), (0x5c8, Plain), (0x5d0, Foreign), (0x5f3, Plain),
    (0x600, Unseen), (0x606, Plain),
    (0x610, OwnMark), (0x61b, Plain), (0x61c, Unseen), (0x61d, Plain), (0x620, Foreign), (0x64b, OwnMark),
    (0x660, Foreign), (0x66a, Plain), (0x66e, Foreign), (0x670, OwnMark), (0x671, Foreign), (0x6d4, Plain),
    (0x6d5, Foreign), (0x6d6, OwnMark), (0x6dd, Unseen), (0x6de, Plain), (0x6df, OwnMark), (0x6e5, Foreign), (0x6e7, OwnMark),
    (0x6e9, Plain), (0x6ea, OwnMark), (0x6ee, Foreign), (0x70f, Unseen), (0x710, Foreign), (0x711, OwnMark),
    (0x712, Foreign), (0x730, OwnMark), (0x74d, Foreign), (0x7a6, OwnMark), (0x7b1, Foreign), (0x7eb, OwnMark),
    (0x7f4, Plain), (0x7fd, OwnMark), (0x7fe, Plain), (0x800, Foreign), (0x816, OwnMark), (0x830, Foreign),
    (0x859, OwnMark), (0x85c, Foreign), (0x890, Unseen), (0x892, Foreign), (0x897, OwnMark), (0x8a0, Foreign),
    (0x8ca, OwnMark), (0x8e2, Unseen), (0x8e3, OwnMark),
    // South East Asia; India has a rule of its own.
    (0xe00, Foreign), (0xe31, OwnMark), (0xe32, Foreign), (0xe34, OwnMark), (0xe3b, Plain), (0xe40, Foreign),
    (0xe47, OwnMark), (0xe4f, Foreign), (0xeb1, OwnMark), (0xeb2, Foreign), (0xeb4, OwnMark), (0xebd, Foreign),
    (0xec8, OwnMark), (0xecf, Foreign), (0xf71, OwnMark), (0xf88, Foreign), (0xf8d, OwnMark), (0xfbd, Foreign),
    // Burmese; Korean in parts.
    (0x102b, OwnMark), (0x103f, Foreign), (0x1100, Alike), (0x115f, Unseen), (0x1161, Alike), (0x1200, Foreign),
    // Cherokee, Canadian syllabics, Ogham, runes.
    (0x13a0, Alike), (0x1680, Space), (0x1681, Alike), (0x1700, Foreign), (0x17b4, Unseen), (0x17b6, OwnMark),
    (0x17d4, Foreign), (0x180b, Unseen), (0x1810, Foreign), (0x1a55, OwnMark), (0x1a80, Foreign), (0x1ab0, Mark), (0x1b00, OwnMark),
    (0x1b05, Foreign), (0x1b34, OwnMark), (0x1b45, Foreign), (0x1c80, Cyrillic), (0x1c90, Foreign),
    (0x1cd0, OwnMark), (0x1d00, Alike), (0x1d2c, Plain), (0x1d6b, Latin), (0x1dc0, Mark), (0x1e00, Latin),
    (0x1f00, Greek), (0x2000, Space), (0x200b, Unseen),
    // Dashes, dots, slashes and bars that are not those of ASCII.
    (0x2010, Alike), (0x2013, Plain), (0x2024, Alike), (0x2025, Plain), (0x2028, Unseen), (0x202f, Space),
    (0x2030, Plain), (0x2043, Alike), (0x2045, Plain), (0x205f, Space), (0x2060, Unseen), (0x2070, Plain),
    // Marks that enclose the letter would hide it; the one of keys does not.
    (0x20d0, Mark), (0x20dd, Unseen), (0x20e3, Mark), (0x20e4, Unseen), (0x20e5, Mark), (0x2100, Plain),
    // Letters that are symbols, Roman numbers, letters in circles.
    (0x2102, Alike), (0x2103, Plain), (0x210a, Alike), (0x2114, Plain), (0x2115, Alike), (0x2116, Plain),
    (0x2119, Alike), (0x211e, Plain), (0x2124, Alike), (0x2125, Plain), (0x2126, Alike), (0x2127, Plain),
    (0x2128, Alike), (0x2129, Plain), (0x212a, Alike), (0x212e, Plain), (0x212f, Alike), (0x213a, Plain),
    (0x2145, Alike), (0x214a, Plain), (0x2160, Alike), (0x2189, Plain), (0x2212, Alike), (0x2213, Plain),
    (0x2215, Alike), (0x2217, Plain), (0x2223, Alike), (0x2224, Plain), (0x2236, Alike), (0x2237, Plain),
    (0x249c, Alike), (0x24ea, Plain), (0x2571, Alike), (0x2573, Plain), (0x2800, Space), (0x2801, Plain),
    (0x29f5, Alike), (0x29f6, Plain), (0x29f8, Alike), (0x29fa, Plain),
    // Glagolitic, Coptic, Tifinagh; radicals.
    (0x2c00, Alike), (0x2c60, Latin), (0x2c80, Alike), (0x2d00, Foreign), (0x2d30, Alike), (0x2d80, Foreign),
    (0x2de0, Mark), (0x2e00, Plain), (0x2e80, Alike), (0x2fe0, Plain),
    (0x3000, Space), (0x3001, Plain), (0x3005, Cjk), (0x3008, Plain), (0x3021, Cjk), (0x302a, Mark), (0x3030, Plain),
    (0x3031, Cjk), (0x303d, Plain), (0x3041, Cjk), (0x3099, Mark), (0x309b, Cjk), (0x3164, Unseen), (0x3165, Cjk),
    (0x3200, Plain), (0x3400, Cjk), (0x4dc0, Plain), (0x4e00, Cjk),
    // Lisu, Vai, Bamum; more of Latin and Cyrillic; Cherokee once more.
    (0xa4d0, Alike), (0xa640, Cyrillic), (0xa66f, Mark), (0xa670, Unseen), (0xa673, Plain), (0xa674, Mark),
    (0xa67e, Plain), (0xa680, Cyrillic), (0xa69e, Mark), (0xa6a0, Alike), (0xa700, Plain), (0xa720, Latin),
    (0xa789, Alike), (0xa78b, Latin), (0xa800, Foreign), (0xa960, Alike), (0xa980, OwnMark), (0xa984, Foreign), (0xa9b3, OwnMark),
    (0xa9c1, Foreign), (0xab30, Latin),
    (0xab70, Alike), (0xabc0, Foreign), (0xac00, Cjk), (0xd7b0, Alike), (0xe000, Unseen),
    // Forms that are there for old files alone, and look like what they are the form of.
    (0xf900, Alike), (0xfdd0, Unseen), (0xfdf0, Alike), (0xfe00, Unseen), (0xfe10, Plain), (0xfe20, Mark),
    (0xfe30, Plain), (0xfe50, Alike), (0xfeff, Unseen), (0xff00, FullWidth), (0xff5f, Plain), (0xff66, Cjk),
    (0xffa0, Unseen), (0xffa1, Cjk), (0xffe0, Plain), (0xfff0, Unseen), (0xfffd, Plain),
    // Scripts of the past.
    (0x10000, Alike), (0x110bd, Unseen), (0x110be, Alike), (0x110cd, Unseen), (0x110ce, Alike), (0x13430, Unseen), (0x13440, Alike), (0x16fe0, Cjk), (0x16fe4, Unseen), (0x16fe5, Cjk),
    (0x1bc00, Alike), (0x1bca0, Unseen), (0x1bca4, Plain), (0x1cf00, Mark), (0x1cf47, Plain), (0x1d159, Unseen), (0x1d15a, Plain),
    (0x1d165, Unseen), (0x1d183, Plain), (0x1d185, Mark), (0x1d18c, Plain), (0x1d1aa, Mark), (0x1d1ae, Plain),
    (0x1d242, Mark), (0x1d245, Plain), (0x1d400, Alike), (0x1d800, Plain), (0x1da00, Mark), (0x1dab0, Plain), (0x1e000, Alike),
    // Emoji, but for the letters among them. Two that make a flag are one.
    (0x1f000, Plain), (0x1f110, Alike), (0x1f18a, Plain), (0x1fbf0, Alike), (0x1fbfa, Plain),
    (0x20000, Cjk), (0x2f800, Alike), (0x2fa20, Cjk), (0xe0000, Unseen),
];

/// The same, as small as the page wants it: where from, and below that in four bits the number of the class.
const PACKED: [u32; FROM.len()] = {
    let mut packed = [0; FROM.len()];
    let mut index = 0;
    while index < packed.len() {
        packed[index] = (FROM[index].0 << 4) | FROM[index].1 as u32;
        index += 1;
    }
    packed
};

/// Every class, by its number.
const ALL: [Class; 13] =
    [Plain, Latin, Greek, Cyrillic, Armenian, Foreign, Cjk, Alike, FullWidth, Mark, OwnMark, Space, Unseen];

/// Characters that common fonts draw like a Latin letter or a digit of ASCII.
const LOOK_LATIN: &str = "АВЕЁЅІЇЈКМНОРСТУХЗѴԌԚԜҮасеёіїјорѕухԁԛԝһѵӏүΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυχγϲϳՏՕՍօոսհցզյք\
     ०০੦૦୦௦౦೦൦๐໐၀០٠١٥٧۰۱۵۷৪৭߀߁۔";

/// Whether common fonts draw it like a Latin letter or a digit of ASCII.
#[must_use]
pub fn looks_latin(character: char) -> bool {
    LOOK_LATIN.contains(character)
}

/// Whether it looks like a letter, a digit or a dash among Latin letters, though not by itself.
#[must_use]
pub fn is_stroke(character: char) -> bool {
    "丨丿丶一二八卜口工〇〡ノーㅣㅇㅡㄱㄴاهוןס".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defends that the table is looked up rightly: its rows are in order, and no row says what the one before
    /// it says.
    #[test]
    fn the_table_is_in_order() {
        for pair in FROM.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{:x}", pair[1].0);
            assert!(pair[0].1 != pair[1].1, "{:x}", pair[1].0);
        }
    }

    #[test]
    fn classes_have_their_numbers() {
        assert!(ALL.iter().enumerate().all(|(number, class)| *class as usize == number));
    }

    #[test]
    fn characters_have_the_class_of_their_block() {
        let of = |text: &str| text.chars().map(Class::of).collect::<Vec<_>>();
        assert_eq!(of("aé\u{430}α"), [Latin, Latin, Cyrillic, Greek]);
        assert_eq!(of("1-–€✓🙂"), [Plain; 6]);
        assert_eq!(of("שلक中あ가"), [Foreign, Foreign, Foreign, Cjk, Cjk, Cjk]);
        assert_eq!(of("\0\u{7f}\u{85}\u{ad}\u{202e}\u{2066}\u{feff}\u{e000}\u{e0041}\u{fe0f}"), [Unseen; 10]);
        assert_eq!(of("\u{1fffe}\u{ffff}\u{10ffff}\u{115f}\u{3164}\u{ffa0}\u{34f}\u{61c}"), [Unseen; 8]);
        assert_eq!(of("\u{a0}\u{2003}\u{3000}\u{2800}"), [Space; 4]);
        assert_eq!(of("𝐚ⅰⲟꓲᎪ\u{212a}"), [Alike; 6]);
        assert_eq!(
            of("\u{301}\u{5b0}\u{e49}\u{fb0}\u{94d}\u{dca}"),
            [Mark, OwnMark, OwnMark, OwnMark, OwnMark, OwnMark]
        );
        assert_eq!(of("कஅක"), [Foreign; 3]);
    }
}
