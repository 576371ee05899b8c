//! What a router was asked for, recomputed.

use std::collections::HashMap;

use crate::canonical::Sink;
use crate::decision::{Decision, Execution, Policy};
use crate::digest::{self, RawDigest};

/// A request to a router.
pub(crate) enum Request {
    /// Its digest, recomputed.
    Digest(RawDigest),
    /// There is no policy, or no goal, so there was nothing that could be asked for.
    Undefined,
    /// To recompute it, and those before it, more would have to be hashed than a log that means well asks for.
    TooMuch,
}

/// Recomputes requests. Many runs of one decision ask for the same, and a plan can be long, so each is
/// computed once.
pub(super) struct Requests {
    known: HashMap<(String, bool), RawDigest>,
    budget: usize,
}

impl Requests {
    /// Hashes so many bytes at most, all requests taken together; with none, no request is looked at.
    pub fn within(budget: usize) -> Self {
        Self { known: HashMap::new(), budget }
    }

    /// Another policy asks for something else.
    pub fn forget(&mut self) {
        self.known.clear();
    }

    /// What was asked for when this execution was started.
    pub fn of(&mut self, decision: &Decision, policy: Option<&Policy>, execution: &Execution) -> Request {
        let (Some(policy), Some(goal)) = (policy, decision.goal.as_deref()) else {
            return Request::Undefined;
        };
        let key = (execution.adapter_id.clone(), execution.dry_run);
        if let Some(digest) = self.known.get(&key) {
            return Request::Digest(*digest);
        }
        if self.budget == 0 {
            return Request::TooMuch;
        }
        let mut measure = Measure { left: Some(self.budget) };
        let plan = decision.plan.as_ref();
        policy.write_request(goal, plan, &execution.adapter_id, execution.dry_run, &mut measure);
        let Some(left) = measure.left else { return Request::TooMuch };
        self.budget = left;
        let digest = digest::of_written(|hasher| {
            policy.write_request(goal, plan, &execution.adapter_id, execution.dry_run, hasher);
        });
        self.known.insert(key, digest);
        Request::Digest(digest)
    }
}

/// Counts what is written down, without keeping it.
struct Measure {
    left: Option<usize>,
}

impl Sink for Measure {
    fn write(&mut self, bytes: &[u8]) {
        self.left = self.left.and_then(|left| left.checked_sub(bytes.len()));
    }
}
