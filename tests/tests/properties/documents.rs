//! Random documents.

use conformance::Random;
use conformance::independent::Tree;

use crate::scalars::{key, scalar};

/// A document.
pub fn document(random: &mut Random) -> Tree {
    let most = if random.one_in(30) { 600 } else { 60 };
    let mut size = 1 + random.below(most);
    value(&mut size, 0, random)
}

/// A value, made of about as many others as `size` says and counts down.
pub fn value(size: &mut usize, depth: usize, random: &mut Random) -> Tree {
    if *size == 0 || depth > 12 || random.one_in(4) {
        *size = size.saturating_sub(1);
        return scalar(random);
    }
    match random.below(6) {
        0 => array(size, depth, random),
        1..=3 => object(size, depth, random),
        _ => records(size, depth, random),
    }
}

fn array(size: &mut usize, depth: usize, random: &mut Random) -> Tree {
    let length = random.below(6);
    Tree::Array((0..length).map(|_| value(size, depth + 1, random)).collect())
}

/// An object; one in many has a key twice.
fn object(size: &mut usize, depth: usize, random: &mut Random) -> Tree {
    let mut members: Vec<(String, Tree)> = Vec::new();
    for _ in 0..random.below(7) {
        let key = key(random);
        if random.one_in(400) || members.iter().all(|(other, _)| *other != key) {
            members.push((key, value(size, depth + 1, random)));
        }
    }
    Tree::Object(members)
}

/// An array of values that are alike but for their scalars, and in places also in their shape.
fn records(size: &mut usize, depth: usize, random: &mut Random) -> Tree {
    let mut kinds: Vec<Tree> = (0..=random.below(3)).map(|_| value(size, depth + 1, random)).collect();
    let length = random.below(14);
    let mut records = Vec::new();
    for _ in 0..length {
        let kind = random.below(kinds.len());
        if random.one_in(10) {
            kinds[kind] = value(size, depth + 1, random);
        }
        let mut record = kinds[kind].clone();
        vary(&mut record, random);
        if random.one_in(8) {
            // The same shape deeper down.
            let mut inner = vec![record.clone(), record, kinds[kind].clone()];
            for element in &mut inner {
                vary(element, random);
            }
            record = Tree::Array(inner);
        }
        *size = size.saturating_sub(weight(&record));
        records.push(record);
        if *size == 0 {
            break;
        }
    }
    Tree::Array(records)
}

/// The number of values in a tree.
fn weight(tree: &Tree) -> usize {
    1 + match tree {
        Tree::Array(elements) => elements.iter().map(weight).sum(),
        Tree::Object(members) => members.iter().map(|(_, value)| weight(value)).sum(),
        _ => 0,
    }
}

/// Changes scalars, and once in a while the shape.
pub fn vary(tree: &mut Tree, random: &mut Random) {
    match tree {
        Tree::Array(elements) => {
            for element in elements.iter_mut() {
                vary(element, random);
            }
            match random.below(12) {
                0 => elements.push(scalar(random)),
                1 => drop(elements.pop()),
                _ => {}
            }
        }
        Tree::Object(members) => {
            for (_, value) in members.iter_mut() {
                vary(value, random);
            }
            if random.one_in(15) {
                let key = key(random);
                if random.one_in(30) || members.iter().all(|(other, _)| *other != key) {
                    members.insert(random.below(members.len() + 1), (key, scalar(random)));
                }
            }
            if random.one_in(20) && !members.is_empty() {
                members.remove(random.below(members.len()));
            }
            if random.one_in(20) && members.len() > 1 {
                let first = random.below(members.len() - 1);
                members.swap(first, first + 1);
            }
        }
        other if random.one_in(60) => *other = Tree::Object(vec![(key(random), scalar(random))]),
        other if random.one_in(2) => *other = scalar(random),
        _ => {}
    }
}
