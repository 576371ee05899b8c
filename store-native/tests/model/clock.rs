//! A clock that the test moves.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use store_native::clock::Clock;

/// 2026-11-22T20:00:00 UTC.
const START: i64 = 1_795_377_600_000_000;

/// A clock that stands still until it is moved, so that what happens within a command, and often in several
/// ones, happens at the same time.
#[derive(Debug)]
pub struct Movable(AtomicI64);

impl Movable {
    pub fn new() -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(START)))
    }

    pub fn move_by(&self, micros: i64) {
        self.0.fetch_add(micros, Ordering::Relaxed);
    }
}

impl Clock for Movable {
    fn unix_micros(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}
