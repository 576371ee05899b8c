//! How a check says what it found.

use std::borrow::Cow;

use crate::report::{Check, Evidence, Outcome};

/// Places that a check names at most; of more of them it says how many there are.
const NAMED: usize = 100;

/// What a check found: the outcome, a line that says so, and the values compared, if it compared two.
pub(crate) struct Finding {
    outcome: Outcome,
    detail: Cow<'static, str>,
    expected: Option<Evidence>,
    actual: Option<Evidence>,
    at: Vec<Cow<'static, str>>,
}

impl Finding {
    pub fn new(outcome: Outcome, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { outcome, detail: detail.into(), expected: None, actual: None, at: Vec::new() }
    }

    pub fn pass(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Outcome::Pass, detail)
    }

    pub fn fail(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Outcome::Fail, detail)
    }

    pub fn warn(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Outcome::Warn, detail)
    }

    pub fn inconclusive(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Outcome::Inconclusive, detail)
    }

    pub fn not_applicable(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Outcome::NotApplicable, detail)
    }

    /// With the two values that were compared.
    pub fn compared(mut self, expected: impl Into<Evidence>, actual: impl Into<Evidence>) -> Self {
        self.expected = Some(expected.into());
        self.actual = Some(actual.into());
        self
    }

    /// With the places that it is about.
    pub fn at<P: Into<Cow<'static, str>>>(mut self, places: impl IntoIterator<Item = P>) -> Self {
        self.at = places.into_iter().map(Into::into).collect();
        self
    }

    /// The graver of two findings of one check; of two that are equally grave the first, about both places.
    pub fn or(mut self, other: Self) -> Self {
        if other.outcome > self.outcome {
            return other;
        }
        if other.outcome == self.outcome {
            self.at.extend(other.at);
        }
        self
    }

    /// The better of two findings, where one that holds is enough.
    pub fn better(self, other: Self) -> Self {
        if other.outcome < self.outcome { other } else { self }
    }

    pub fn holds(&self) -> bool {
        self.outcome == Outcome::Pass
    }

    /// Whether it holds, with something to ask about or not.
    pub fn holds_or_warns(&self) -> bool {
        matches!(self.outcome, Outcome::Pass | Outcome::Warn)
    }

    /// The check with this name.
    pub fn of(self, name: &'static str) -> Check {
        Check {
            name,
            outcome: self.outcome,
            expected: self.expected,
            actual: self.actual,
            detail: Some(self.detail),
            at: self.at,
            unasked: false,
            denied: false,
        }
    }
}

/// Things of one kind that a check found, one after the other: it keeps the first, counts all, and names
/// the places of as many as are worth reading.
#[derive(Debug, Clone, Default)]
pub(crate) struct Places {
    pointers: Vec<Cow<'static, str>>,
    count: usize,
}

impl Places {
    /// Adds a place; the pointer is only made if it is going to be named.
    pub fn add(&mut self, pointer: impl FnOnce() -> String) {
        if self.count < NAMED {
            self.pointers.push(pointer().into());
        }
        self.count += 1;
    }

    /// Adds those that were found behind these.
    pub fn append(&mut self, later: Self) {
        let room = NAMED.saturating_sub(self.pointers.len());
        self.pointers.extend(later.pointers.into_iter().take(room));
        self.count += later.count;
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// `1 event` or `7 events`; behind a hundred of them, how many are named.
    pub fn counted(&self, noun: &str) -> String {
        let plural = if self.count == 1 { "" } else { "s" };
        let named =
            if self.count > NAMED { format!(" (the first {NAMED} are named)") } else { String::new() };
        format!("{} {noun}{plural}{named}", self.count)
    }

    pub fn into_pointers(self) -> Vec<Cow<'static, str>> {
        self.pointers
    }
}
