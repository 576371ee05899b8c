//! One document in many spellings.

use crate::Random;
use crate::independent::Tree;

/// A way to write a document that changes nothing of what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// One member a line, indented.
    Pretty,
    /// No white space.
    Compact,
    /// Keys in ascending order.
    Sorted,
    /// Everything outside ASCII as `\u` escapes.
    Ascii,
    /// Keys in random order, random white space, random escapes.
    Shuffled,
}

impl Spelling {
    /// All spellings.
    pub const ALL: [Self; 5] = [Self::Pretty, Self::Compact, Self::Sorted, Self::Ascii, Self::Shuffled];

    /// Writes a document.
    pub fn write(self, tree: &Tree, random: &mut Random) -> String {
        let mut writer = Writer { spelling: self, random, text: String::new() };
        writer.space(0);
        writer.value(tree, 0);
        writer.space(0);
        writer.text
    }
}

struct Writer<'r> {
    spelling: Spelling,
    random: &'r mut Random,
    text: String,
}

impl Writer<'_> {
    fn value(&mut self, tree: &Tree, depth: usize) {
        match tree {
            Tree::Null => self.text.push_str("null"),
            Tree::Bool(value) => self.text.push_str(if *value { "true" } else { "false" }),
            Tree::Number(token) => self.text.push_str(token),
            Tree::String(text) => self.string(text),
            Tree::Array(elements) => {
                self.text.push('[');
                for (index, element) in elements.iter().enumerate() {
                    self.before_member(index, depth);
                    self.value(element, depth + 1);
                }
                self.before_end(elements.is_empty(), depth);
                self.text.push(']');
            }
            Tree::Object(members) => {
                let mut members: Vec<_> = members.iter().collect();
                match self.spelling {
                    Spelling::Sorted => members.sort_by(|(a, _), (b, _)| a.cmp(b)),
                    Spelling::Shuffled => self.random.shuffle(&mut members),
                    _ => {}
                }
                self.text.push('{');
                for (index, (key, value)) in members.iter().enumerate() {
                    self.before_member(index, depth);
                    self.string(key);
                    self.space(depth);
                    self.text.push_str(if self.spelling == Spelling::Pretty { ": " } else { ":" });
                    self.space(depth);
                    self.value(value, depth + 1);
                }
                self.before_end(members.is_empty(), depth);
                self.text.push('}');
            }
        }
    }

    fn before_member(&mut self, index: usize, depth: usize) {
        if index > 0 {
            self.space(depth);
            self.text.push(',');
        }
        self.line(depth + 1);
    }

    fn before_end(&mut self, empty: bool, depth: usize) {
        if empty {
            self.space(depth);
        } else {
            self.line(depth);
        }
    }

    fn line(&mut self, depth: usize) {
        if self.spelling == Spelling::Pretty {
            self.text.push('\n');
            self.text.push_str(&"  ".repeat(depth));
        } else {
            self.space(depth);
        }
    }

    /// Random white space, most often none.
    fn space(&mut self, depth: usize) {
        if self.spelling != Spelling::Shuffled || !self.random.one_in(3) {
            return;
        }
        let spaces: [&str; 8] = ["", " ", "\n", "\t", "\r\n", "  ", "\n\t ", "\r"];
        let space = self.random.pick(&spaces);
        self.text.push_str(space);
        if self.random.one_in(4) {
            self.text.push_str(&" ".repeat(2 * depth));
        }
    }

    fn string(&mut self, text: &str) {
        self.text.push('"');
        for character in text.chars() {
            let escape = match self.spelling {
                Spelling::Ascii => !character.is_ascii(),
                Spelling::Shuffled => self.random.one_in(12),
                _ => false,
            };
            match character {
                '/' if self.spelling == Spelling::Shuffled && self.random.one_in(3) => {
                    self.text.push_str("\\/");
                }
                _ if escape || character < ' ' => self.unicode_escape(character),
                '"' | '\\' => self.text.extend(['\\', character]),
                _ => self.text.push(character),
            }
        }
        self.text.push('"');
    }

    fn unicode_escape(&mut self, character: char) {
        for unit in character.encode_utf16(&mut [0; 2]) {
            let escape = if self.spelling == Spelling::Shuffled && self.random.one_in(2) {
                format!("\\u{unit:04X}")
            } else {
                format!("\\u{unit:04x}")
            };
            self.text.push_str(&escape);
        }
    }
}
