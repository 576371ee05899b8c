//! An approval.

use core::cmp::Ordering;

use super::{Actor, Timestamp};

/// The approval of one actor, as the latest events about it left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Who approved.
    pub actor: Actor,
    /// When.
    pub granted_at: Timestamp,
    /// From when on it does not count any more.
    pub expires_at: Option<Timestamp>,
    /// What the approver said.
    pub comment: Option<String>,
    /// Whether it was taken back.
    pub revoked: bool,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
    /// Why it was taken back.
    pub reason: Option<String>,
    /// The number of the event that granted it.
    pub seq: u64,
}

impl Approval {
    /// Whether the approval counts at `now`: it is not revoked and not expired.
    #[must_use]
    pub fn counts_at(&self, now: Timestamp) -> bool {
        !self.revoked && !self.is_expired_at(now)
    }

    /// Whether it is dated later than `now`.
    #[must_use]
    pub fn is_later_than(&self, now: Timestamp) -> bool {
        self.granted_at.compare(now) == Some(Ordering::Greater)
    }

    /// Whether the approval is expired at `now`. It is at the very moment that it names. An expiry that
    /// cannot be compared with `now`, because one of them has no offset, counts as past.
    #[must_use]
    pub fn is_expired_at(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|expiry| expiry.compare(now) != Some(Ordering::Greater))
    }
}
