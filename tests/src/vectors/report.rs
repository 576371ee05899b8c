//! The report of the independent implementation.

use crate::independent::{Tree, canonical_text};

/// What the independent implementation reports on a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedReport {
    /// `ok`
    pub ok: bool,
    /// `checks`, in order.
    pub checks: Vec<ExpectedCheck>,
    /// `passed`, `failed` and `total`.
    pub counts: [String; 3],
}

/// A check of such a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedCheck {
    /// `name`
    pub name: String,
    /// `ok`
    pub ok: bool,
    /// `detail`
    pub detail: Option<String>,
    /// The canonical form of `expected`, if there.
    pub expected: Option<String>,
    /// The canonical form of `actual`, if there.
    pub actual: Option<String>,
}

impl ExpectedReport {
    /// Reads a report. Members beside the ones named here do not count: a report may say more.
    ///
    /// # Panics
    /// If it is no report.
    pub fn read(report: &Tree) -> Self {
        let Some(Tree::Array(checks)) = report.member("checks") else { panic!("a report has checks") };
        Self {
            ok: truth(report),
            checks: checks.iter().map(ExpectedCheck::read).collect(),
            counts: ["passed", "failed", "total"].map(|name| canonical(report, name).unwrap_or_default()),
        }
    }
}

impl ExpectedCheck {
    fn read(check: &Tree) -> Self {
        let text = |name| check.member(name).and_then(Tree::as_str).map(str::to_owned);
        Self {
            name: text("name").expect("a check has a name"),
            ok: truth(check),
            detail: text("detail"),
            expected: canonical(check, "expected"),
            actual: canonical(check, "actual"),
        }
    }
}

fn truth(owner: &Tree) -> bool {
    match owner.member("ok") {
        Some(Tree::Bool(ok)) => *ok,
        _ => panic!("`ok` is a boolean"),
    }
}

fn canonical(owner: &Tree, name: &str) -> Option<String> {
    owner.member(name).map(|value| canonical_text(value).expect("a report has a canonical form"))
}
