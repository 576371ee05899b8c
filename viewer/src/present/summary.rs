//! All that the page needs to show a package at first, computed by the worker.

use verifier_core::json::Node;
use verifier_core::package::Package;
use verifier_core::{Check, Layer, Outcome as CoreOutcome, Refusal, Report, Verdict as CoreVerdict};

use super::difference::Compared;
use super::excerpt::Excerpt;
use super::given::Held;
use super::{DecisionView, Text};
use crate::texts;
use crate::wire::wired;

wired! {
    /// What came of a check or a layer; the worse, the later.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Outcome {
        /// There is nothing of the kind to check.
        NotApplicable,
        /// It holds.
        Pass,
        /// It could not be established.
        Inconclusive,
        /// It holds, but a careful auditor asks about it.
        Warn,
        /// It does not hold.
        Fail,
    }
}

wired! {
    /// The verdict of a report.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Verdict {
        /// A check failed.
        Failed,
        /// The input is no package.
        Malformed,
        /// Nothing failed, but something is open.
        Attention,
        /// Nothing failed, nothing is open.
        Verified,
    }
}

wired! {
    /// A package that was verified, or an input that is none.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Summary {
        /// The verdict.
        pub verdict: Verdict,
        /// SHA-256 of the file.
        pub sha256: String,
        /// Its length.
        pub bytes: u64,
        /// The version of the package.
        pub package_version: Option<Text>,
        /// The decision's id.
        pub decision_id: Option<Text>,
        /// The stored binding digest.
        pub binding_digest: Option<Text>,
        /// The mode of the router section.
        pub router_mode: Option<Text>,
        /// The layers of the report, in order.
        pub layers: Vec<LayerView>,
        /// What it was judged by.
        pub held: Held,
        /// Why the input is no package.
        pub refusal: Option<RefusalView>,
        /// What the decision is about.
        pub goal: Option<Text>,
        /// What is in the package. For a [large](LARGE) one it is asked for when it is looked at
        /// ([`Query::Contents`](super::explorer::Query::Contents)): it takes longer than the checks.
        pub contents: Option<Contents>,
        /// The report as `nexus-attest verify --format json` prints it, to the byte.
        pub report: String,
    }
}

wired! {
    /// A layer of the report.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct LayerView {
        /// Its stable name.
        pub name: String,
        /// The gravest outcome of its checks.
        pub outcome: Outcome,
        /// Its checks, in order.
        pub checks: Vec<CheckView>,
    }
}

wired! {
    /// A check.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct CheckView {
        /// Its stable name, an entry of the catalog.
        pub name: String,
        /// What came of it.
        pub outcome: Outcome,
        /// Whether the reader gave nothing that it could be asked with.
        pub is_unasked: bool,
        /// Whether it fails because its warning counts as a failure.
        pub is_denied: bool,
        /// What it compared.
        pub compared: Option<Compared>,
        /// What was done, in one line.
        pub detail: Option<Text>,
        /// What it is about.
        pub at: Vec<Text>,
    }
}

wired! {
    /// Why an input is no package.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct RefusalView {
        /// The stable code.
        pub code: String,
        /// What is wrong.
        pub message: Text,
        /// What to do about it.
        pub remedy: String,
        /// Where, as a JSON pointer; empty for the document itself.
        pub pointer: Text,
        /// Where, in bytes from the start.
        pub offset: u64,
        /// The text around the place.
        pub excerpt: Excerpt,
    }
}

wired! {
    /// What is in a package.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Contents {
        /// The decision.
        pub decision: DecisionView,
        /// `integrity.canonical_digest` of the control bundle.
        pub control_digest: Text,
        /// The link digest.
        pub link_digest: Option<Text>,
        /// The digest of the router section.
        pub router_digest: Option<Text>,
        /// The run of the router section.
        pub run_id: Option<Text>,
        /// The run that the decision is linked to.
        pub linked_run_id: Option<Text>,
    }
}

/// Bytes from which on a package is large.
pub const LARGE: u64 = 8 << 20;

impl Summary {
    /// What is shown of a package, by the report about it.
    #[must_use]
    pub fn of_package(report: &Report, package: &Package<'_, '_>) -> Self {
        let is_large = report.subject().bytes as u64 >= LARGE;
        let goal = package.bundle.decision.goal.filter(|goal| !goal.is_null());
        Self {
            goal: goal.map(|goal| Text::of_node(goal, "/control_bundle/decision/goal")),
            contents: (!is_large).then(|| Contents::of(package)),
            ..Self::of_report(report)
        }
    }

    /// What is shown of an input that is no package, by the report about it.
    #[must_use]
    pub fn of_refused(report: &Report, input: &[u8]) -> Self {
        Self {
            refusal: report.error().map(|refusal| RefusalView::of(refusal, input)),
            ..Self::of_report(report)
        }
    }

    fn of_report(report: &Report) -> Self {
        let subject = report.subject();
        let text = |text: &Option<String>, pointer: &str| text.as_ref().map(|text| Text::at(text, pointer));
        Self {
            verdict: report.verdict().into(),
            sha256: subject.sha256.clone(),
            bytes: subject.bytes as u64,
            package_version: text(&subject.package_version, "/package_version"),
            decision_id: text(&subject.decision_id, "/control_bundle/decision/decision_id"),
            binding_digest: text(&subject.binding_digest, "/integrity/binding_digest"),
            router_mode: text(&subject.router_mode, "/router/mode"),
            layers: report.layers().iter().map(LayerView::of).collect(),
            held: Held::default(),
            refusal: None,
            goal: None,
            contents: None,
            report: report.to_json() + "\n",
        }
    }

    /// Verifies `input` and computes what is shown of it.
    #[cfg(test)]
    pub fn of(input: &[u8], options: &verifier_core::Options) -> Self {
        let report = verifier_core::verify(input, options);
        match verifier_core::json::Document::read(input, &options.limits) {
            Ok(document) if report.error().is_none() => match Package::read(&document) {
                Ok(package) => Self::of_package(&report, &package),
                Err(_) => Self::of_refused(&report, input),
            },
            _ => Self::of_refused(&report, input),
        }
    }

    /// All checks, of every layer.
    pub fn checks(&self) -> impl Iterator<Item = &CheckView> {
        self.layers.iter().flat_map(|layer| &layer.checks)
    }

    /// What came of the check `name`, if it was run.
    #[must_use]
    pub fn outcome_of(&self, name: &str) -> Option<Outcome> {
        self.checks().find(|check| check.name == name).map(|check| check.outcome)
    }

    /// The layer `name`, if the report has it.
    #[must_use]
    pub fn layer(&self, name: &str) -> Option<&LayerView> {
        self.layers.iter().find(|layer| layer.name == name)
    }
}

impl LayerView {
    /// Whether the reader gave nothing that any of its checks could be asked with.
    #[must_use]
    pub fn is_unasked(&self) -> bool {
        self.checks.iter().all(|check| check.is_unasked)
    }

    fn of(layer: &Layer) -> Self {
        Self {
            name: layer.name.to_owned(),
            outcome: layer.outcome().into(),
            checks: layer.checks.iter().map(CheckView::of).collect(),
        }
    }
}

impl CheckView {
    fn of(check: &Check) -> Self {
        Self {
            name: check.name.to_owned(),
            outcome: check.outcome.into(),
            is_unasked: check.unasked,
            is_denied: check.denied,
            compared: Compared::of(check),
            detail: check.detail.as_deref().map(Text::of),
            at: check.at.iter().map(|pointer| Text::of(pointer)).collect(),
        }
    }
}

/// What to do about an input that is another thing altogether, as it comes from a download that went wrong.
fn remedy(input: &[u8]) -> Option<&'static str> {
    let text = input.strip_prefix("\u{feff}".as_bytes()).unwrap_or(input).trim_ascii_start();
    let begins_with =
        |mark: &str| text.get(..mark.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(mark.as_bytes()));
    if input.is_empty() {
        Some(texts::EMPTY_FILE)
    } else if begins_with("<!doctype html") || begins_with("<html") {
        Some(texts::A_WEB_PAGE)
    } else {
        None
    }
}

impl RefusalView {
    fn of(refusal: &Refusal, input: &[u8]) -> Self {
        Self {
            code: refusal.code.as_str().to_owned(),
            message: Text::of(&refusal.message),
            remedy: remedy(input).unwrap_or_else(|| refusal.code.remedy()).to_owned(),
            pointer: Text::of(&refusal.pointer),
            offset: refusal.offset as u64,
            excerpt: Excerpt::of(input, refusal.offset),
        }
    }
}

impl Contents {
    /// What is in a package.
    #[must_use]
    pub fn of(package: &Package<'_, '_>) -> Self {
        let text = |node: Node<'_, '_>, pointer: &str| Text::of_node(node, pointer);
        let link = |name| package.bundle.link_member(name);
        Self {
            decision: DecisionView::of(&package.bundle),
            control_digest: text(
                package.bundle.canonical_digest,
                "/control_bundle/integrity/canonical_digest",
            ),
            link_digest: link("control_router_link_digest")
                .map(|node| text(node, "/control_bundle/router_link/control_router_link_digest")),
            router_digest: package.router.digest().map(|node| {
                text(
                    node,
                    match package.router.embedded() {
                        Some(_) => "/router/bundle/integrity/canonical_digest",
                        None => "/router/ref/digest",
                    },
                )
            }),
            run_id: package.router.run_id().map(|(node, pointer)| text(node, pointer)),
            linked_run_id: link("run_id").map(|node| text(node, "/control_bundle/router_link/run_id")),
        }
    }
}

impl From<CoreOutcome> for Outcome {
    fn from(outcome: CoreOutcome) -> Self {
        match outcome {
            CoreOutcome::NotApplicable => Self::NotApplicable,
            CoreOutcome::Pass => Self::Pass,
            CoreOutcome::Inconclusive => Self::Inconclusive,
            CoreOutcome::Warn => Self::Warn,
            CoreOutcome::Fail => Self::Fail,
        }
    }
}

impl Outcome {
    /// The outcome as it is written in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotApplicable => CoreOutcome::NotApplicable.as_str(),
            Self::Pass => CoreOutcome::Pass.as_str(),
            Self::Inconclusive => CoreOutcome::Inconclusive.as_str(),
            Self::Warn => CoreOutcome::Warn.as_str(),
            Self::Fail => CoreOutcome::Fail.as_str(),
        }
    }
}

impl From<CoreVerdict> for Verdict {
    fn from(verdict: CoreVerdict) -> Self {
        match verdict {
            CoreVerdict::Verified => Self::Verified,
            CoreVerdict::Attention => Self::Attention,
            CoreVerdict::Failed => Self::Failed,
            CoreVerdict::Malformed => Self::Malformed,
        }
    }
}

impl Verdict {
    /// The verdict as it is written in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verified => CoreVerdict::Verified.as_str(),
            Self::Attention => CoreVerdict::Attention.as_str(),
            Self::Failed => CoreVerdict::Failed.as_str(),
            Self::Malformed => CoreVerdict::Malformed.as_str(),
        }
    }
}

#[cfg(test)]
mod tests {
    use verifier_core::Options;

    use super::*;
    use crate::wire::Wire;

    /// Defends that the page says what the report says, for every sample, and that the summary arrives.
    #[test]
    fn a_summary_says_what_the_report_says() {
        for sample in [
            include_str!("../../../samples/good-reference.json"),
            include_str!("../../../samples/attention-embedded-router.json"),
            include_str!("../../../samples/tampered-run-substituted.json"),
            include_str!("../../../samples/malformed-duplicate-key.json"),
            "",
        ] {
            let report = verifier_core::verify(sample.as_bytes(), &Options::default());
            let summary = Summary::of(sample.as_bytes(), &Options::default());
            assert_eq!(summary.report, report.to_json() + "\n");
            assert_eq!(summary.verdict.as_str(), report.verdict().as_str());
            let said: Vec<_> = summary.checks().map(|it| (it.name.as_str(), it.outcome.as_str())).collect();
            let reported: Vec<_> = report
                .layers()
                .iter()
                .flat_map(|layer| &layer.checks)
                .map(|check| (check.name, check.outcome.as_str()))
                .collect();
            assert_eq!(said, reported);
            assert_eq!(summary.refusal.is_some(), report.error().is_some());
            assert_eq!(Summary::from_bytes(&summary.to_bytes()), Some(summary));
        }
    }

    /// Defends that who brought in what a failed download left behind is told what it is.
    #[test]
    fn what_to_do_about_an_empty_file_and_a_web_page() {
        let remedy = |text: &str| {
            Summary::of(text.as_bytes(), &Options::default()).refusal.map(|refusal| refusal.remedy)
        };
        assert_eq!(remedy("").as_deref(), Some(texts::EMPTY_FILE));
        for page in ["<!DOCTYPE html><p>Sign in", "\u{feff}\n <HTML>"] {
            assert_eq!(remedy(page).as_deref(), Some(texts::A_WEB_PAGE));
        }
        assert!(remedy("<package/>").is_some_and(|it| it != texts::A_WEB_PAGE && it != texts::EMPTY_FILE));
    }

    #[test]
    fn outcomes_are_ordered_as_in_the_core() {
        assert!(Outcome::Fail > Outcome::Warn && Outcome::Inconclusive > Outcome::Pass);
    }
}
