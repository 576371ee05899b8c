//! Writing documents the way that programs do, more or less: elements of one array look alike.

use conformance::Random;
use conformance::independent::Tree;

/// A document as text.
pub fn write(tree: &Tree, random: &mut Random) -> String {
    let mut layout = Random::new(random.bits());
    let density = random.pick(&[0, 0, 2, 9]);
    let mut writer = Writer { text: String::new(), density, values: random };
    writer.space(&mut layout);
    writer.value(tree, &mut layout);
    writer.space(&mut layout);
    writer.text
}

struct Writer<'r> {
    text: String,
    /// How much white space and how many escapes there are, in tenths.
    density: usize,
    /// Decides about scalars, which differ from element to element.
    values: &'r mut Random,
}

impl Writer<'_> {
    /// `layout` decides about everything between scalars. Elements that start from the same numbers, and
    /// have the same shape, come out alike.
    fn value(&mut self, tree: &Tree, layout: &mut Random) {
        match tree {
            Tree::Null => self.text.push_str("null"),
            Tree::Bool(value) => self.text.push_str(if *value { "true" } else { "false" }),
            Tree::Number(token) => self.text.push_str(token),
            Tree::String(text) => self.string(text, None),
            Tree::Array(elements) => {
                self.text.push('[');
                let alike = !layout.one_in(4);
                let seed = layout.bits();
                for (index, element) in elements.iter().enumerate() {
                    let mut own = Random::new(seed);
                    if !alike || self.values.one_in(12) {
                        own = Random::new(self.values.bits());
                    }
                    if index > 0 {
                        self.space(&mut own);
                        self.text.push(',');
                    }
                    self.space(&mut own);
                    self.value(element, &mut own);
                }
                self.space(layout);
                self.text.push(']');
            }
            Tree::Object(members) => {
                self.text.push('{');
                for (index, (key, value)) in members.iter().enumerate() {
                    if index > 0 {
                        self.space(layout);
                        self.text.push(',');
                    }
                    self.space(layout);
                    self.string(key, Some(layout));
                    self.space(layout);
                    self.text.push(':');
                    self.space(layout);
                    self.value(value, layout);
                }
                self.space(layout);
                self.text.push('}');
            }
        }
    }

    fn space(&mut self, layout: &mut Random) {
        if layout.below(10) < self.density {
            let spaces = [" ", "\n", "\t", "\r\n", "  ", "\n    ", "\n        \t        "];
            self.text.push_str(layout.pick(&spaces));
        }
    }

    fn string(&mut self, text: &str, layout: Option<&mut Random>) {
        let density = self.density;
        let random = layout.unwrap_or(self.values);
        self.text.push('"');
        for character in text.chars() {
            let short = match character {
                '"' => Some('"'),
                '\\' => Some('\\'),
                '/' => Some('/'),
                '\u{8}' => Some('b'),
                '\t' => Some('t'),
                '\n' => Some('n'),
                '\u{c}' => Some('f'),
                '\r' => Some('r'),
                _ => None,
            };
            let must = character < ' ' || matches!(character, '"' | '\\');
            if !must && random.below(100) >= density {
                self.text.push(character);
            } else if let (Some(short), false) = (short, random.one_in(5)) {
                self.text.extend(['\\', short]);
            } else {
                let upper = random.one_in(3);
                for unit in character.encode_utf16(&mut [0; 2]) {
                    let escape = if upper { format!("\\u{unit:04X}") } else { format!("\\u{unit:04x}") };
                    self.text.push_str(&escape);
                }
            }
        }
        self.text.push('"');
    }
}
