//! The verdict in words: what was established, what does not hold, what is open. Never more than the report says.

use verifier_core::catalog;

use super::summary::{LayerView, Outcome, Summary, Verdict};
use super::visible::visible;
use crate::texts;

/// A verdict in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// In one sentence.
    pub headline: &'static str,
    /// What follows from it.
    pub consequence: &'static str,
    /// What does not hold: the titles of checks that failed.
    pub broken: Vec<String>,
    /// What holds, by layer.
    pub established: Vec<String>,
    /// What was not established, or not asked.
    pub open: Vec<String>,
}

impl Words {
    /// The verdict on a package in words.
    #[must_use]
    pub fn of(summary: &Summary) -> Self {
        let titles = |outcome: Outcome| {
            summary.checks().filter(move |check| check.outcome == outcome).map(|check| title(&check.name))
        };
        let mut open: Vec<String> = titles(Outcome::Warn)
            .map(|title| texts::asks_for_attention(&title))
            .chain(titles(Outcome::Inconclusive).map(|title| texts::could_not_be_established(&title)))
            .collect();
        if summary.verdict != Verdict::Malformed {
            // Who made it is what a reader has to know first.
            let (who, others): (Vec<_>, Vec<_>) =
                unasked(summary).partition(|question| Some(*question) == unvouched());
            let record = record_is_open(summary).then_some(texts::RECORD_NOT_RECOMPUTED);
            open.extend(who.into_iter().chain(record).chain(others).map(str::to_owned));
        }
        let whole = summary.has_layer("history") && summary.has_layer("authorization");
        Self {
            headline: texts::headline(summary.verdict, whole),
            consequence: texts::consequence(summary.verdict, whole),
            broken: failed(summary).map(|name| texts::does_not_hold(&title(name))).collect(),
            established: summary
                .layers
                .iter()
                .filter(|layer| layer.outcome == Outcome::Pass)
                .map(|layer| match texts::layer(&layer.name) {
                    Some(words) => words.established.to_owned(),
                    None => texts::other_layer(&layer.name, layer.outcome),
                })
                .collect(),
            open,
        }
    }
}

/// The checks that failed, by their stable names.
pub fn failed(summary: &Summary) -> impl Iterator<Item = &str> {
    summary.checks().filter(|check| check.outcome == Outcome::Fail).map(|check| check.name.as_str())
}

/// What no layer of the report asks.
pub fn unasked(summary: &Summary) -> impl Iterator<Item = &'static str> {
    texts::LAYERS.iter().filter(|layer| !summary.has_layer(layer.name)).map(|layer| layer.unasked)
}

/// Whether the package holds the router's own record of the run, and no check has computed its digest.
fn record_is_open(summary: &Summary) -> bool {
    summary.outcome_of("router_digest").is_some() && summary.outcome_of("router_bundle_digest").is_none()
}

/// The question that nobody asked where nobody vouches for the package.
#[must_use]
pub fn unvouched() -> Option<&'static str> {
    texts::layer("authenticity").map(|layer| layer.unasked)
}

/// The title of a check, from the catalog.
#[must_use]
pub fn title(name: &str) -> String {
    catalog::entry(name).map_or_else(|| name.to_owned(), |entry| entry.title.to_owned())
}

/// A layer in a sentence.
#[must_use]
pub fn layer_sentence(layer: &LayerView) -> String {
    let Some(words) = texts::layer(&layer.name) else { return layer.name.clone() };
    match layer.outcome {
        Outcome::Pass | Outcome::NotApplicable => words.holds,
        Outcome::Fail => words.fails,
        Outcome::Warn | Outcome::Inconclusive => words.open,
    }
    .to_owned()
}

/// How many checks of a layer came out how.
#[must_use]
pub fn layer_count(layer: &LayerView) -> String {
    let count = |outcome| layer.checks.iter().filter(|check| check.outcome == outcome).count() as u64;
    let total = layer.checks.len() as u64;
    match layer.outcome {
        Outcome::Pass | Outcome::NotApplicable => texts::hold(count(Outcome::Pass), total),
        Outcome::Fail => texts::failed(count(Outcome::Fail), total),
        outcome => texts::came_out(count(outcome), outcome),
    }
}

/// How many checks were run and came out how, in a sentence, for whoever listens.
#[must_use]
pub fn spoken(name: &str, summary: &Summary) -> String {
    match &summary.refusal {
        Some(refusal) => texts::spoken_refusal(name, &visible(&refusal.message.shown)),
        None => texts::spoken(
            name,
            summary.verdict,
            summary.checks().count() as u64,
            failed(summary).count() as u64,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use verifier_core::Options;

    fn words(text: &str) -> Words {
        Words::of(&Summary::of(text.as_bytes(), &Options::default()))
    }

    /// Defends that a sound package is never said to be vouched for, and that what nobody asked is named.
    #[test]
    fn a_verified_package_says_what_is_open() {
        let words = words(include_str!("../../../samples/good-reference.json"));
        assert!(words.broken.is_empty());
        assert!(words.established.iter().any(|it| it.contains("digests agree")));
        assert!(words.open.iter().any(|it| it.contains("Who made the package")));
        assert!(words.open.iter().any(|it| it.contains("allowed by its policy")));
    }

    #[test]
    fn a_failed_package_names_what_does_not_hold_and_no_more() {
        let words = words(include_str!("../../../samples/tampered-run-substituted.json"));
        assert_eq!(words.broken, ["“The run is the one that was linked” does not hold."]);
        assert!(words.established.iter().any(|it| it.contains("digests agree")));
        assert!(!words.headline.contains("tampered") && !words.consequence.contains("tampered"));
    }

    #[test]
    fn what_is_no_package_establishes_nothing() {
        let words = words("{}");
        assert!(words.established.is_empty() && words.broken.is_empty() && words.open.is_empty());
    }

    /// Defends that a new layer of the core has words here.
    #[test]
    fn every_layer_of_the_catalog_has_words() {
        for entry in catalog::checks() {
            assert!(texts::layer(entry.layer).is_some(), "{}", entry.layer);
        }
    }
}
