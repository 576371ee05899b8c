//! How many approvals count at a point in time.

use std::collections::BTreeMap;

/// The approvals that are not revoked, by when they expire.
///
/// Asking takes logarithmic time, also for a log of nothing but approvals and runs. Time does not run
/// backwards here: what was expired for an earlier question stays so.
#[derive(Debug, Default)]
pub(super) struct Standing {
    /// Those that never expire.
    lasting: usize,
    /// Those that expire, by the microsecond (since 1970, UTC) from which on they do not count.
    until: BTreeMap<i64, usize>,
    /// How many these are.
    limited: usize,
}

/// How many approvals count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// Those that certainly do.
    pub counted: usize,
    /// Those of which it cannot be said, because the time of the question has no offset from UTC.
    pub unclear: usize,
}

impl Standing {
    pub fn insert(&mut self, expiry: Option<i64>) {
        match expiry {
            None => self.lasting += 1,
            Some(expiry) => {
                *self.until.entry(expiry).or_default() += 1;
                self.limited += 1;
            }
        }
    }

    pub fn remove(&mut self, expiry: Option<i64>) {
        match expiry {
            None => self.lasting = self.lasting.saturating_sub(1),
            Some(expiry) => {
                if let Some(count) = self.until.get_mut(&expiry) {
                    *count -= 1;
                    self.limited -= 1;
                    if *count == 0 {
                        self.until.remove(&expiry);
                    }
                }
            }
        }
    }

    /// Those that count at `now`. An approval does not count any more at the very moment that it names.
    pub fn at(&mut self, now: Option<i64>) -> Count {
        if let Some(now) = now {
            while let Some(first) = self.until.first_entry().filter(|first| *first.key() <= now) {
                self.limited -= first.remove();
            }
        }
        match now {
            Some(_) => Count { counted: self.lasting + self.limited, unclear: 0 },
            None => Count { counted: self.lasting, unclear: self.limited },
        }
    }
}
