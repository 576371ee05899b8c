//! Sorting, once for everything that is sorted: each further kind of element would make the page larger.

use std::cmp::Ordering;

/// The numbers from 0 to `count`, in the order that `compare` gives; equal ones stay in their own.
#[must_use]
pub fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..count).collect();
    numbers.sort_by(|a, b| compare(*a, *b));
    numbers
}
