//! Random scalars and keys.

use conformance::Random;
use conformance::independent::Tree;

use crate::numbers::number;

/// Any scalar.
pub fn scalar(random: &mut Random) -> Tree {
    match random.below(8) {
        0 => Tree::Null,
        1 => Tree::Bool(random.one_in(2)),
        2..=4 => Tree::Number(number(random)),
        _ => Tree::String(text(random)),
    }
}

/// A text, most often short, sometimes longer than the blocks that readers and hashers work in.
pub fn text(random: &mut Random) -> String {
    let length = match random.below(40) {
        0 => random.below(300),
        1..=8 => 8 + random.below(24),
        _ => random.below(8),
    };
    let plain = random.one_in(2);
    (0..length)
        .map(|_| if plain { char::from(random.pick(b"abcxyz019 -_:")) } else { character(random) })
        .collect()
}

/// A character: those that are treated in a special way somewhere, and their neighbours.
fn character(random: &mut Random) -> char {
    const SPECIAL: [char; 38] = [
        '\0',
        '\u{1}',
        '\u{7}',
        '\u{8}',
        '\t',
        '\n',
        '\u{b}',
        '\u{c}',
        '\r',
        '\u{e}',
        '\u{1f}',
        ' ',
        '!',
        '"',
        '#',
        '/',
        '[',
        '\\',
        ']',
        '{',
        '}',
        ',',
        ':',
        '\u{7e}',
        '\u{7f}',
        '\u{80}',
        '\u{e9}',
        '\u{7ff}',
        '\u{800}',
        '\u{2028}',
        '\u{d7ff}',
        '\u{e000}',
        '\u{feff}',
        '\u{ffff}',
        '\u{10000}',
        '\u{1f600}',
        '\u{fffff}',
        '\u{10ffff}',
    ];
    match random.below(4) {
        0 => char::from_u32(u32::try_from(random.below(0x11_0000)).unwrap()).unwrap_or('\u{fffd}'),
        1 => char::from(b'a' + u8::try_from(random.below(26)).unwrap()),
        _ => random.pick(&SPECIAL),
    }
}

/// A key. Many share a beginning, or sort differently by code units than by code points.
pub fn key(random: &mut Random) -> String {
    const KEYS: [&str; 40] = [
        "",
        "a",
        "b",
        "aa",
        "ab",
        "a\n",
        "a\0",
        "A",
        "B",
        "0",
        "10",
        "9",
        "type",
        "seq",
        "ts",
        "payload",
        "actor",
        "id",
        "digest",
        "event_id",
        "decision_id",
        "prefix00",
        "prefix01",
        "prefix0",
        "prefix000",
        "prefix00\u{e9}",
        "\u{e9}",
        "e\u{301}",
        "\u{7f}",
        "\u{80}",
        "\u{d7ff}",
        "\u{e000}",
        "\u{ffff}",
        "\u{10000}",
        "\u{1f600}",
        "\"",
        "\\",
        "/",
        "~",
        "x\u{10000}",
    ];
    if random.one_in(4) { text(random) } else { random.pick(&KEYS).to_owned() }
}
