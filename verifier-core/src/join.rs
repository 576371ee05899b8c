//! Doing two things at once, where the caller can.

/// Runs two computations that do not depend on each other. The core has no threads; a caller that has
/// some lends them by implementing this.
pub trait Join {
    /// Runs both, in any order or at the same time, and returns what they return.
    fn join<A: Send, B: Send>(
        &self,
        one: impl FnOnce() -> A + Send,
        other: impl FnOnce() -> B + Send,
    ) -> (A, B);
}

/// One after the other.
#[derive(Debug, Clone, Copy, Default)]
pub struct InTurn;

impl Join for InTurn {
    fn join<A: Send, B: Send>(
        &self,
        one: impl FnOnce() -> A + Send,
        other: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        (one(), other())
    }
}
