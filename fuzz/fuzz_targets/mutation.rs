//! Changes to a package that bytes decide about.

use std::sync::LazyLock;

use conformance::independent::{Tree, at};
use conformance::vectors::package_files;

/// Bytes that are read as decisions; zeros when they run out.
pub struct Program<'b> {
    bytes: &'b [u8],
}

impl<'b> Program<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes }
    }

    fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        *first
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::from(self.byte()) % bound.max(1)
    }

    pub fn flag(&mut self) -> bool {
        self.byte() % 2 == 1
    }

    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    pub fn goes_on(&self) -> bool {
        !self.bytes.is_empty()
    }

    /// A number of two bytes.
    pub fn number(&mut self) -> u64 {
        u64::from(self.byte()) << 8 | u64::from(self.byte())
    }

    /// One of the valid packages.
    pub fn base(&mut self) -> Tree {
        static BASES: LazyLock<Vec<Tree>> = LazyLock::new(|| {
            let files = package_files().iter();
            files.map(|(_, bytes)| Tree::read(bytes).expect("a package is JSON")).collect()
        });
        BASES[self.below(BASES.len())].clone()
    }

    /// Replaces, removes, duplicates or inserts something.
    pub fn change(&mut self, package: &mut Tree) {
        match self.below(8) {
            0 => *self.somewhere(package) = self.value(),
            1 => {
                let other = self.something(package);
                *self.somewhere(package) = other;
            }
            2 => self.remove(package),
            3 => {
                let other = self.something(package);
                self.insert(package, other);
            }
            4 => {
                let value = self.value();
                self.insert(package, value);
            }
            5 => self.rename(package),
            6 => self.edit_text(package),
            _ => self.repeat_event(package),
        }
    }

    /// A place that is reached by going down a number of times.
    fn somewhere<'t>(&mut self, tree: &'t mut Tree) -> &'t mut Tree {
        let steps = self.below(8);
        let mut place = tree;
        for _ in 0..steps {
            // Whether there is a way further down is found out before it is taken.
            let has_inner = match place {
                Tree::Array(elements) => !elements.is_empty(),
                Tree::Object(members) => !members.is_empty(),
                _ => false,
            };
            if !has_inner {
                break;
            }
            place = match place {
                Tree::Array(elements) => {
                    let index = self.below(elements.len());
                    &mut elements[index]
                }
                Tree::Object(members) => {
                    let index = self.below(members.len());
                    &mut members[index].1
                }
                scalar => scalar,
            };
        }
        place
    }

    /// What stands somewhere in the package, if it is small: copies of copies would soon fill the memory.
    fn something(&mut self, package: &mut Tree) -> Tree {
        let found = self.somewhere(package);
        if weight(found) <= 50 { found.clone() } else { Tree::Null }
    }

    fn value(&mut self) -> Tree {
        match self.below(16) {
            0 => Tree::Null,
            1 => Tree::Bool(false),
            2 => Tree::Bool(true),
            3 => Tree::Array(Vec::new()),
            4 => Tree::Object(Vec::new()),
            5 => Tree::String(String::new()),
            6 => Tree::String("embedded".to_owned()),
            7 => Tree::String("reference".to_owned()),
            8 => Tree::Number(self.pick(&["0", "-0", "0.0", "1e0", "1.50", "1e999", "1e-999"]).to_owned()),
            9 => Tree::Number(format!("{}.{}e{}", self.byte(), self.byte(), self.byte())),
            10 => Tree::Array(vec![self.value()]),
            11 => Tree::Object(vec![(self.name(), self.value())]),
            _ => Tree::String(self.text()),
        }
    }

    fn text(&mut self) -> String {
        let length = self.below(12);
        let mut taken = Vec::new();
        for _ in 0..length {
            taken.push(self.byte());
        }
        String::from_utf8_lossy(&taken).into_owned()
    }

    /// A key: one that the format knows, or any.
    fn name(&mut self) -> String {
        const NAMES: [&str; 40] = [
            "package_version",
            "control_bundle",
            "router",
            "binding",
            "integrity",
            "provenance",
            "meta",
            "mode",
            "ref",
            "bundle",
            "run_id",
            "digest",
            "control_digest",
            "router_digest",
            "control_router_link_digest",
            "binding_digest",
            "canonical_digest",
            "alg",
            "bundle_version",
            "decision",
            "events",
            "template_snapshot",
            "router_link",
            "decision_id",
            "goal",
            "created_at",
            "status",
            "event_id",
            "seq",
            "type",
            "payload",
            "ts",
            "actor",
            "present",
            "name",
            "snapshot",
            "overrides",
            "adapter_id",
            "records",
            "prov_id",
        ];
        match self.below(44) {
            known if known < NAMES.len() => NAMES[known].to_owned(),
            _ => self.text(),
        }
    }

    fn remove(&mut self, package: &mut Tree) {
        match self.somewhere(package) {
            Tree::Array(elements) if !elements.is_empty() => {
                drop(elements.remove(self.below(elements.len())));
            }
            Tree::Object(members) if !members.is_empty() => drop(members.remove(self.below(members.len()))),
            _ => {}
        }
    }

    fn insert(&mut self, package: &mut Tree, value: Tree) {
        match self.somewhere(package) {
            Tree::Array(elements) => elements.insert(self.below(elements.len() + 1), value),
            Tree::Object(members) => {
                let name = self.name();
                members.insert(self.below(members.len() + 1), (name, value));
            }
            _ => {}
        }
    }

    fn rename(&mut self, package: &mut Tree) {
        if let Tree::Object(members) = self.somewhere(package) {
            let index = self.below(members.len());
            if let Some((key, _)) = members.get_mut(index) {
                *key = self.name();
            }
        }
    }

    /// One character of a string or digit of a number.
    fn edit_text(&mut self, package: &mut Tree) {
        match self.somewhere(package) {
            Tree::String(text) => {
                let mut characters: Vec<char> = text.chars().collect();
                let index = self.below(characters.len());
                if let Some(character) = characters.get_mut(index) {
                    *character = char::from(self.byte());
                }
                *text = characters.into_iter().collect();
            }
            Tree::Number(token) if token.ends_with(|last: char| last.is_ascii_digit()) => {
                token.pop();
                let last = if token.is_empty() || token == "-" { b'1' } else { b'0' };
                token.push(char::from(last + self.byte() % 9));
            }
            _ => {}
        }
    }

    /// More events that look like one that is there: they are read and written in a faster way.
    fn repeat_event(&mut self, package: &mut Tree) {
        let Some(Tree::Array(events)) = at(package, "/control_bundle/events") else { return };
        let index = self.below(events.len());
        let Some(event) = events.get(index).cloned() else { return };
        let count = if events.len() < 200 { self.below(20) } else { 0 };
        let place = self.below(events.len() + 1);
        events.splice(place..place, std::iter::repeat_n(event, count));
    }
}

/// The number of values in a tree.
fn weight(tree: &Tree) -> usize {
    1 + match tree {
        Tree::Array(elements) => elements.iter().map(weight).sum(),
        Tree::Object(members) => members.iter().map(|(_, value)| weight(value)).sum(),
        _ => 0,
    }
}

/// Whether the digests of a package have where to be stored.
pub fn has_places_for_digests(package: &mut Tree) -> bool {
    ["/control_bundle/integrity/canonical_digest", "/binding/control_digest", "/integrity/binding_digest"]
        .iter()
        .all(|pointer| at(package, pointer).is_some())
}
