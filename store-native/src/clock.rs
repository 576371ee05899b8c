//! The clock, which everything that records a time is given.

use std::time::{SystemTime, UNIX_EPOCH};

/// Where the time of day comes from. The store asks while it holds the lock on the file, so events are
/// recorded in the order of their times as long as the clocks of those who write agree.
pub trait Clock: Send + Sync {
    /// Microseconds since 1970-01-01T00:00:00 UTC; negative before it.
    fn unix_micros(&self) -> i64;
}

/// The clock of the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn unix_micros(&self) -> i64 {
        // What does not fit is no date that the format can write; the store says so.
        match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_micros()).unwrap_or(i64::MAX),
            Err(before) => i64::try_from(before.duration().as_micros()).map_or(i64::MIN, |micros| -micros),
        }
    }
}

/// A clock that stands still, so many microseconds after 1970-01-01T00:00:00 UTC.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(pub i64);

impl Clock for FixedClock {
    fn unix_micros(&self) -> i64 {
        self.0
    }
}
