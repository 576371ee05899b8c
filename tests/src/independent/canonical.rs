//! The canonical form, written from a tree.

use super::{Tree, canonical_float};

/// What a [`Tree`] may hold that has no canonical form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unwritable {
    /// A key that stands twice in one object.
    DuplicateKey,
    /// An integer of more than 4300 digits.
    NumberTooLong,
    /// A number that is too large for a binary64.
    NumberOverflow,
    /// More than 512 levels of arrays and objects.
    TooDeep,
}

/// The canonical form of a tree, or everything that stands against it.
///
/// # Errors
/// What the tree holds that the format refuses.
pub fn canonical_text(tree: &Tree) -> Result<String, Vec<Unwritable>> {
    let mut writer = Writer { text: String::new(), refused: Vec::new() };
    writer.value(tree, 0);
    if writer.refused.is_empty() { Ok(writer.text) } else { Err(writer.refused) }
}

struct Writer {
    text: String,
    refused: Vec<Unwritable>,
}

impl Writer {
    fn value(&mut self, tree: &Tree, depth: usize) {
        match tree {
            Tree::Null => self.text.push_str("null"),
            Tree::Bool(value) => self.text.push_str(if *value { "true" } else { "false" }),
            Tree::Number(token) => self.number(token),
            Tree::String(text) => self.string(text),
            Tree::Array(elements) => {
                self.nest(depth);
                self.text.push('[');
                for (index, element) in elements.iter().enumerate() {
                    self.comma(index);
                    self.value(element, depth + 1);
                }
                self.text.push(']');
            }
            Tree::Object(members) => {
                self.nest(depth);
                let mut members: Vec<_> = members.iter().collect();
                members.sort_by(|(a, _), (b, _)| a.chars().cmp(b.chars()));
                if members.windows(2).any(|pair| pair[0].0 == pair[1].0) {
                    self.refused.push(Unwritable::DuplicateKey);
                }
                self.text.push('{');
                for (index, (key, value)) in members.into_iter().enumerate() {
                    self.comma(index);
                    self.string(key);
                    self.text.push(':');
                    self.value(value, depth + 1);
                }
                self.text.push('}');
            }
        }
    }

    fn nest(&mut self, depth: usize) {
        if depth >= 512 {
            self.refused.push(Unwritable::TooDeep);
        }
    }

    fn comma(&mut self, index: usize) {
        if index > 0 {
            self.text.push(',');
        }
    }

    fn number(&mut self, token: &str) {
        if token.contains(['.', 'e', 'E']) {
            match canonical_float(token) {
                Some(text) => self.text.push_str(&text),
                None => self.refused.push(Unwritable::NumberOverflow),
            }
        } else if token.trim_start_matches('-').len() > 4300 {
            self.refused.push(Unwritable::NumberTooLong);
        } else {
            self.text.push_str(if token == "-0" { "0" } else { token });
        }
    }

    fn string(&mut self, text: &str) {
        self.text.push('"');
        for character in text.chars() {
            match character {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\u{8}' => self.text.push_str("\\b"),
                '\u{9}' => self.text.push_str("\\t"),
                '\u{a}' => self.text.push_str("\\n"),
                '\u{c}' => self.text.push_str("\\f"),
                '\u{d}' => self.text.push_str("\\r"),
                '\0'..='\u{1f}' => self.text.extend(format!("\\u{:04x}", u32::from(character)).chars()),
                _ => self.text.push(character),
            }
        }
        self.text.push('"');
    }
}
