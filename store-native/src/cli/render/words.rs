//! What people are told about a verdict, in every format meant for reading. What a check means is the
//! catalog's to say.

use verifier_core::catalog::{self, entry};
use verifier_core::{Check, Outcome, Report, Verdict};

use crate::cli::text::counted;

/// An outcome in a word.
pub const fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pass => "pass",
        Outcome::Fail => "FAIL",
        Outcome::Warn => "warn",
        Outcome::Inconclusive => "open",
        Outcome::NotApplicable => "n/a",
    }
}

/// The question that a layer answers.
pub fn layer_question(layer: &str) -> String {
    match catalog::layer(layer) {
        Some(entry) => format!("{layer}: {}", entry.question),
        None => layer.to_owned(),
    }
}

/// The verdict in a word.
pub const fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Verified => "VERIFIED",
        Verdict::Attention => "ATTENTION",
        Verdict::Failed => "FAILED",
        Verdict::Malformed => "MALFORMED",
    }
}

/// What was established and what was not, in sentences; never more than the layers claim.
pub fn verdict_sentences(report: &Report) -> Vec<String> {
    if report.verdict() == Verdict::Malformed {
        return vec![
            "This is not an audit package as it stands, so no check was run. That does not say that anybody \
             changed it."
                .to_owned(),
        ];
    }
    let mut sentences = vec![counts(report)];
    for (outcome, lead) in [
        (Outcome::Fail, "Does not hold"),
        (Outcome::Warn, "Asks for attention"),
        (Outcome::Inconclusive, "Could not be established, which is neither a pass nor a sign of a change"),
    ] {
        let titles = titles(report, outcome);
        if !titles.is_empty() {
            sentences.push(format!("{lead}: {}.", titles.join("; ")));
        }
    }
    if report.verdict() == Verdict::Failed {
        sentences.push(
            "Do not rely on this package until that is explained: each failed check says below what it means \
             and what to do next."
                .to_owned(),
        );
    }
    if !is_authenticated(report) {
        sentences.push(UNVOUCHED.to_owned());
    }
    sentences
}

/// What no digest inside a file can show.
pub const UNVOUCHED: &str = "Nothing here shows who vouches for the package: anyone can make one whose digests agree. \
     Compare its binding digest with one that you got from the issuer in another way.";

/// What there is to say about an input that could not be read.
pub const UNREAD: &str = "This input could not be read, so nothing is known about it.";

/// The title of a check, from the catalog.
pub fn title(check: &Check) -> &'static str {
    entry(check.name).map_or(check.name, |entry| entry.title)
}

fn is_authenticated(report: &Report) -> bool {
    report.layers().iter().any(|layer| layer.name == "authenticity" && layer.outcome() == Outcome::Pass)
}

fn counts(report: &Report) -> String {
    let total = checks(report).count();
    let count = |outcome| checks(report).filter(|check| check.outcome == outcome).count();
    if count(Outcome::Pass) == total {
        return match total {
            1 => "The one check that was run holds.".to_owned(),
            _ => format!("All {total} checks hold."),
        };
    }
    let parts: Vec<String> = [
        (Outcome::Fail, "failed"),
        (Outcome::Warn, "ask for attention"),
        (Outcome::Inconclusive, "could not be established"),
        (Outcome::NotApplicable, "do not apply"),
        (Outcome::Pass, "hold"),
    ]
    .into_iter()
    .filter(|(outcome, _)| count(*outcome) > 0)
    .map(|(outcome, what)| {
        let what = match (count(outcome), what) {
            (1, "ask for attention") => "asks for attention",
            (1, "do not apply") => "does not apply",
            (1, "hold") => "holds",
            (_, what) => what,
        };
        format!("{} {what}", count(outcome))
    })
    .collect();
    format!("Of {}, {}.", counted(total, "check"), parts.join(", "))
}

fn titles(report: &Report, outcome: Outcome) -> Vec<&'static str> {
    checks(report).filter(|check| check.outcome == outcome).map(title).collect()
}

fn checks(report: &Report) -> impl Iterator<Item = &Check> {
    report.layers().iter().flat_map(|layer| &layer.checks)
}
