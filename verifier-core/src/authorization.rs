//! What held when a run was requested, as the checks of the authorization layer see it.

use std::collections::BTreeMap;

use crate::bundle::Bundle;
use crate::chronicle::{self, Chronicle};
use crate::decision::{Approval, Decision, Policy, Timestamp, Unreplayable};

/// A run, at the moment when it was requested.
#[derive(Debug)]
pub struct Requested<'c> {
    /// The number of the event that requested it, counted from 0 in the order of the text.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// The policy in force.
    pub policy: Option<&'c Policy>,
    /// How many approvals counted.
    pub counted: usize,
    /// How many approvals there were of which it cannot be told whether they did.
    pub unclear: usize,
    /// The latest approval of each actor until then, by actor id.
    pub approvals: &'c BTreeMap<String, Approval>,
    pub(crate) granted: &'c chronicle::Standing,
}

/// Where an approval stood when a run was requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It counted.
    Counted,
    /// It cannot be told: it was to expire, and the time of the request has no offset from UTC.
    Unclear,
    /// It had been taken back.
    Revoked,
    /// It had expired.
    Expired,
    /// It is dated later than the request, though its event stands before it.
    Later,
}

impl Requested<'_> {
    /// Where one of these approvals stood.
    #[must_use]
    pub fn standing(&self, approval: &Approval) -> Standing {
        standing(self.granted, approval, self.at)
    }
}

/// Where an approval stood at a request, of those that were `granted` until then.
pub(crate) fn standing(granted: &chronicle::Standing, approval: &Approval, at: Timestamp) -> Standing {
    let expiry = approval.expires_at.and_then(Timestamp::unix_micros);
    match expiry {
        _ if approval.revoked => Standing::Revoked,
        // Where times run backwards, the latest request that was asked about decides.
        Some(expiry) if granted.is_over(expiry) => Standing::Expired,
        Some(_) if at.offset().is_none() => Standing::Unclear,
        _ if at.offset().is_some() && approval.is_later_than(at) => Standing::Later,
        _ => Standing::Counted,
    }
}

/// The events of a bundle, replayed as the checks do: in the order of the text, as far as they can be.
#[derive(Debug)]
pub struct Replayed {
    /// The decision as they leave it, seen from the last of them. Its executions are the runs that were shown, in
    /// the same order.
    pub decision: Decision,
    /// The first event that cannot be replayed; nothing after it is in the decision.
    pub fault: Option<Unreplayable>,
}

/// Replays the events of a bundle. Each run is shown to `watch` as it is requested.
pub fn replay(bundle: &Bundle<'_, '_>, mut watch: impl FnMut(&Requested<'_>)) -> Replayed {
    let Chronicle { decision, fault, .. } = Chronicle::watched(bundle, 0, &mut |_| {}, &mut watch);
    Replayed { decision, fault }
}
