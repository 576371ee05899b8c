//! Two threads for one large input.

use std::panic;
use std::thread;

use verifier_core::Join;

/// From this size on, in bytes, a second thread saves more time than it takes to start.
pub const WORTHWHILE: usize = 1 << 20;

/// Runs two computations at the same time.
#[derive(Debug, Clone, Copy)]
pub struct Threads;

impl Join for Threads {
    fn join<A: Send, B: Send>(
        &self,
        one: impl FnOnce() -> A + Send,
        other: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        thread::scope(|scope| {
            let other = scope.spawn(other);
            let one = one();
            // A panic there is a panic here.
            (one, other.join().unwrap_or_else(|panicked| panic::resume_unwind(panicked)))
        })
    }
}
