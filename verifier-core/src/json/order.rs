//! The order of members whose keys do not ascend in the text.

use std::cmp::Ordering;

use super::string;
use super::tape::{Entry, Extent};

/// How many recent orders are remembered. Packages repeat a handful of object shapes many times.
const REMEMBERED: usize = 16;

/// Orders of objects, each kept once for all objects with the same keys in the same order.
#[derive(Debug, Default)]
pub(super) struct Orders {
    /// For each order its length, then the numbers of the members (as they stand in the text, from 0)
    /// by ascending key.
    numbers: Vec<u32>,
    recent: [Option<Recent>; REMEMBERED],
    /// Keys of the object at hand; kept for its allocation.
    keys: Vec<Entry>,
}

/// An order that was found lately: its place, and an object that has it.
#[derive(Debug)]
struct Recent {
    order: usize,
    keys: Vec<Entry>,
}

impl Orders {
    /// The order of the object whose first key is the entry at `first`, the tape ending with its last
    /// member; none if its keys ascend after all (which only escapes can hide).
    ///
    /// # Errors
    /// The first key, in the order of the text, that stands in the object already.
    pub fn of_object(&mut self, bytes: &[u8], tape: &[Entry], first: usize) -> Result<Option<usize>, Entry> {
        self.keys.clear();
        let mut at = first;
        while let Some(key) = tape.get(at) {
            self.keys.push(*key);
            at = after_value(bytes, tape, at + 1);
        }
        let slot = self.slot(bytes);
        if let Some(Some(recent)) = self.recent.get(slot) {
            if same_keys(bytes, &recent.keys, &self.keys) {
                return Ok(Some(recent.order));
            }
        }
        let Some(order) = self.sort(bytes)? else { return Ok(None) };
        if let Some(recent) = self.recent.get_mut(slot) {
            *recent = Some(Recent { order, keys: self.keys.clone() });
        }
        Ok(Some(order))
    }

    /// The numbers of the members by ascending key.
    pub fn numbers(&self, order: usize) -> &[u32] {
        let length = self.numbers.get(order).copied().unwrap_or(0) as usize;
        self.numbers.get(order + 1..order + 1 + length).unwrap_or_default()
    }

    fn slot(&self, bytes: &[u8]) -> usize {
        let byte = |entry: Option<&Entry>| {
            entry.and_then(|entry| bytes.get(entry.start() + 1)).copied().unwrap_or(0)
        };
        let mix = self.keys.len()
            + usize::from(byte(self.keys.first())) * 5
            + usize::from(byte(self.keys.last())) * 3;
        mix % REMEMBERED
    }

    fn sort(&mut self, bytes: &[u8]) -> Result<Option<usize>, Entry> {
        let compare = |a: &u32, b: &u32| match (self.keys.get(*a as usize), self.keys.get(*b as usize)) {
            (Some(a), Some(b)) => {
                string::compare(content(bytes, *a), a.is_special(), content(bytes, *b), b.is_special())
            }
            _ => Ordering::Equal,
        };
        let count = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        let mut numbers: Vec<u32> = (0..count).collect();
        // A stable sort keeps equal keys in the order of the text, so the later one is the repetition.
        numbers.sort_by(compare);
        let repeated = numbers
            .windows(2)
            .filter(|pair| compare(&pair[0], &pair[1]) == Ordering::Equal)
            .filter_map(|pair| self.keys.get(pair[1] as usize).copied())
            .min_by_key(|key| key.start());
        if let Some(key) = repeated {
            return Err(key);
        }
        if numbers.is_sorted() {
            return Ok(None);
        }
        let order = self.numbers.len();
        self.numbers.push(count);
        self.numbers.extend(numbers);
        Ok(Some(order))
    }
}

/// Index of the entry after the value at `at`.
pub(super) fn after_value(bytes: &[u8], tape: &[Entry], at: usize) -> usize {
    match tape.get(at).and_then(|entry| bytes.get(entry.start())) {
        Some(b'{' | b'[') => tape.get(at + 1).map_or(at + 2, |entry| Extent::from(*entry).next),
        _ => at + 1,
    }
}

fn content(bytes: &[u8], key: Entry) -> &[u8] {
    bytes.get(key.start() + 1..key.end() - 1).unwrap_or_default()
}

fn same_keys(bytes: &[u8], a: &[Entry], b: &[Entry]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| content(bytes, *a) == content(bytes, *b))
}
