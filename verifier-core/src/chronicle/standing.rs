//! How many approvals count at a point in time.

use std::collections::BTreeMap;

/// The approvals that are not revoked, by when they expire.
///
/// Asking takes logarithmic time, also for a log of nothing but approvals and runs. Time does not run
/// backwards here: what is over by the latest time that was asked about stays so.
#[derive(Debug, Default)]
pub(crate) struct Standing {
    /// The latest time that was asked about.
    latest: Option<i64>,
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
            Some(expiry) if self.is_over(expiry) => {}
            Some(expiry) => {
                *self.until.entry(expiry).or_default() += 1;
                self.limited += 1;
            }
        }
    }

    pub fn remove(&mut self, expiry: Option<i64>) {
        match expiry {
            None => self.lasting = self.lasting.saturating_sub(1),
            Some(expiry) if self.is_over(expiry) => {}
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
            self.latest = self.latest.max(Some(now));
            while let Some(first) = self.until.first_entry().filter(|first| *first.key() <= now) {
                self.limited -= first.remove();
            }
        }
        match now {
            Some(_) => Count { counted: self.lasting + self.limited, unclear: 0 },
            None => Count { counted: self.lasting, unclear: self.limited },
        }
    }

    /// Whether what expires then counts no more.
    pub fn is_over(&self, expiry: i64) -> bool {
        self.latest.is_some_and(|latest| expiry <= latest)
    }

    /// None of them any more; what was asked stays asked.
    pub fn clear(&mut self) {
        *self = Self { latest: self.latest, ..Self::default() };
    }
}
