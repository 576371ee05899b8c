//! The verdict in words: what was established, what does not hold, what is open. Never more than the report says.

use verifier_core::catalog;
use verifier_core::digest::PrefixedDigest;

use super::Text;
use super::summary::{CheckView, LayerView, Outcome, Summary, Verdict};
use super::visible::visible;
use crate::texts;

/// A verdict in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// In one sentence.
    pub headline: &'static str,
    /// What follows from it.
    pub consequence: &'static str,
    /// Which warnings count as failures, if some do.
    pub judged: Option<String>,
    /// What does not hold.
    pub broken: Vec<Item>,
    /// What asks for attention.
    pub attention: Vec<Item>,
    /// What was not established, or not asked.
    pub open: Vec<Item>,
    /// What holds.
    pub established: Vec<Item>,
    /// Above that: of a file that fails, nothing is more than what it says.
    pub holding: &'static str,
}

/// One thing that is said about a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The stable name of the check that says so, if it is one.
    pub check: Option<String>,
    /// In the page's own words.
    pub words: String,
    /// What the check found, which can have words of the package in it.
    pub detail: Option<Text>,
}

impl Words {
    /// The verdict on a package in words.
    #[must_use]
    pub fn of(summary: &Summary) -> Self {
        let (headline, consequence) = in_short(summary);
        let mut words = Self {
            headline,
            consequence,
            judged: judged(summary),
            broken: of(summary, Outcome::Fail).map(broken).collect(),
            attention: of(summary, Outcome::Warn)
                .map(|check| Item::of(check, texts::in_question(&title(&check.name))))
                .collect(),
            open: of(summary, Outcome::Inconclusive)
                .map(|check| Item::of(check, texts::could_not_be_established(&title(&check.name))))
                .collect(),
            established: established(summary),
            holding: if summary.verdict == Verdict::Failed {
                texts::HOLDS_AS_IT_IS
            } else {
                texts::ESTABLISHED
            },
        };
        if is_pinned_to_file(summary) {
            words.broken.push(Item::own(texts::PINNED_TO_FILE));
        }
        if is_unvouched(summary) {
            // Who made it is what a reader has to know first.
            words.open.insert(0, Item::own(texts::UNVOUCHED_OPEN));
        }
        words
    }
}

impl Item {
    fn own(words: &str) -> Self {
        Self { check: None, words: words.to_owned(), detail: None }
    }

    fn of(check: &CheckView, words: String) -> Self {
        Self { check: Some(check.name.clone()), words, detail: check.detail.clone() }
    }
}

/// The headline, and what follows from it.
fn in_short(summary: &Summary) -> (&'static str, &'static str) {
    let passes = |check| summary.outcome_of(check) == Some(Outcome::Pass);
    let any = |outcome| of(summary, outcome).next().is_some();
    match summary.verdict {
        Verdict::Malformed => texts::MALFORMED,
        Verdict::Failed => failure(summary),
        Verdict::Attention => match (any(Outcome::Warn), any(Outcome::Inconclusive)) {
            (true, false) => texts::WARNS,
            (false, true) if is_sound_beside_authenticity(summary) => texts::UNSETTLED,
            (false, true) => texts::INCONCLUSIVE,
            _ => texts::WARNS_AND_INCONCLUSIVE,
        },
        Verdict::Verified => match (passes("pinned_digest"), passes("attestation")) {
            (true, true) => texts::EXPECTED_AND_ATTESTED,
            (true, false) => texts::EXPECTED_ONE,
            (false, true) => texts::ATTESTED,
            (false, false) => texts::UNVOUCHED_SOUND,
        },
    }
}

/// What failed, in short: of several things the one that says most about the rest.
fn failure(summary: &Summary) -> (&'static str, &'static str) {
    let failing = || of(summary, Outcome::Fail).filter(|check| !check.is_denied);
    let layers: Vec<&str> = summary
        .layers
        .iter()
        .filter(|layer| layer.checks.iter().any(|check| check.outcome == Outcome::Fail && !check.is_denied))
        .map(|layer| layer.name.as_str())
        .collect();
    let seal_holds = summary.layer("seal").is_some_and(|layer| layer.outcome == Outcome::Pass);
    // Who vouches is a question of its own: what the file itself is like comes first.
    let inner: Vec<&str> = layers.iter().copied().filter(|layer| *layer != "authenticity").collect();
    match inner.as_slice() {
        [] if layers.is_empty() => texts::DENIED,
        [] => {
            let is_other = failing().any(|check| check.name == "pinned_digest");
            match (is_other, is_sound_beside_authenticity(summary)) {
                (true, true) => texts::SOUND_BUT_OTHER,
                (true, false) => texts::OTHER_PACKAGE,
                (false, true) => texts::SOUND_BUT_NOT_ATTESTED,
                (false, false) => texts::NOT_ATTESTED,
            }
        }
        _ if !seal_holds => texts::SEAL_BROKEN,
        ["authorization"] => texts::RUN_NOT_ALLOWED,
        ["history"] => texts::HISTORY_BROKEN,
        ["router"] => texts::RUN_BROKEN,
        ["format"] => texts::FORMAT_BROKEN,
        _ => texts::CONTENT_BROKEN,
    }
}

/// The checks that were asked and came out like that.
fn of(summary: &Summary, outcome: Outcome) -> impl Iterator<Item = &CheckView> {
    summary.checks().filter(move |check| check.outcome == outcome && !check.is_unasked)
}

/// Whether everything holds that is about the file itself.
fn is_sound_beside_authenticity(summary: &Summary) -> bool {
    let mut inner = summary.layers.iter().filter(|layer| layer.name != "authenticity");
    inner.all(|layer| matches!(layer.outcome, Outcome::Pass | Outcome::NotApplicable))
}

fn judged(summary: &Summary) -> Option<String> {
    let held = &summary.held;
    if held.deny_all {
        return Some(texts::ALL_DENIED.to_owned());
    }
    let titles: Vec<String> = held.denied.iter().map(|check| title(check)).collect();
    (!titles.is_empty()).then(|| texts::some_denied(&titles))
}

fn broken(check: &CheckView) -> Item {
    let title = title(&check.name);
    let words = if check.is_denied { texts::counts_as_failure(&title) } else { texts::does_not_hold(&title) };
    Item::of(check, words)
}

/// What holds: layer by layer, and of who vouches each check, because a reader wants to know who.
fn established(summary: &Summary) -> Vec<Item> {
    let mut items = Vec::new();
    for layer in &summary.layers {
        if layer.name == "authenticity" {
            let holding = layer.checks.iter().filter(|check| check.outcome == Outcome::Pass);
            items.extend(holding.map(|check| Item::of(check, format!("{}.", title(&check.name)))));
        } else if layer.outcome == Outcome::Pass
            && let Some(entry) = catalog::layer(&layer.name)
        {
            items.push(Item::own(entry.holds));
        }
    }
    items
}

/// Whether nothing was given that the package could be held against.
#[must_use]
pub fn is_unvouched(summary: &Summary) -> bool {
    summary.layer("authenticity").is_some_and(LayerView::is_unasked)
}

/// Whether the package was held against the digest of its file, which is easily mistaken for its binding digest.
fn is_pinned_to_file(summary: &Summary) -> bool {
    let pins = &summary.held.pins;
    summary.outcome_of("pinned_digest") == Some(Outcome::Fail)
        && pins.iter().any(|pin| pin.strip_prefix(PrefixedDigest::PREFIX) == Some(&summary.sha256))
}

/// The checks that failed, by their stable names.
pub fn failed(summary: &Summary) -> impl Iterator<Item = &str> {
    of(summary, Outcome::Fail).map(|check| check.name.as_str())
}

/// The title of a check, from the catalog.
#[must_use]
pub fn title(name: &str) -> String {
    catalog::entry(name).map_or_else(|| name.to_owned(), |entry| entry.title.to_owned())
}

/// A layer in a sentence.
#[must_use]
pub fn layer_sentence(layer: &LayerView) -> String {
    let worst = layer.checks.iter().find(|check| check.outcome == layer.outcome && !check.is_unasked);
    let sentence = match (texts::layer(&layer.name), worst) {
        (None, _) => return layer.name.clone(),
        // Which of the two it is makes all the difference.
        (Some(_), Some(check)) if layer.name == "authenticity" => texts::vouching(&check.name, layer.outcome),
        (Some(words), _) => match layer.outcome {
            Outcome::Pass => words.holds,
            Outcome::Fail => words.fails,
            Outcome::Warn => words.warns,
            Outcome::Inconclusive => words.open,
            Outcome::NotApplicable => words.none,
        },
    };
    sentence.to_owned()
}

/// How many checks of a layer came out how.
#[must_use]
pub fn layer_count(layer: &LayerView) -> String {
    let count = |outcome| {
        layer.checks.iter().filter(|check| check.outcome == outcome && !check.is_unasked).count() as u64
    };
    let asked = layer.checks.iter().filter(|check| !check.is_unasked).count() as u64;
    let total = asked - count(Outcome::NotApplicable);
    match layer.outcome {
        _ if layer.is_unasked() => texts::NOT_ASKED.to_owned(),
        Outcome::Pass => texts::hold(count(Outcome::Pass), total),
        Outcome::NotApplicable => texts::outcome_word(layer.outcome).to_owned(),
        Outcome::Fail => texts::failed(count(Outcome::Fail), total),
        outcome => texts::came_out(count(outcome), outcome),
    }
}

/// Whether a check leaves the reader with something to ask.
#[must_use]
pub fn asks(check: &CheckView) -> bool {
    !check.is_unasked && !matches!(check.outcome, Outcome::Pass | Outcome::NotApplicable)
}

/// What came of a check, in a word.
#[must_use]
pub fn check_word(check: &CheckView) -> &'static str {
    if check.is_unasked { texts::NOT_ASKED } else { texts::outcome_word(check.outcome) }
}

/// What came of it, in a sentence, for whoever listens.
#[must_use]
pub fn spoken(name: &str, summary: &Summary) -> String {
    match &summary.refusal {
        Some(refusal) => texts::spoken_refusal(name, &visible(&refusal.message.shown)),
        None => texts::spoken(name, summary.verdict, in_short(summary).0),
    }
}

#[cfg(test)]
mod tests {
    use super::super::given::{Brought, Given, Kind, What};
    use super::*;
    use verifier_core::Denied;

    const GOOD: &str = include_str!("../../../samples/good-reference.json");
    const RUN_SUBSTITUTED: &str = include_str!("../../../samples/tampered-run-substituted.json");
    const ATTESTED: &str = include_str!("../../../tests/vectors/packages/00-plain-reference.json");
    const ATTESTATIONS: &str = include_str!("../../../tests/vectors/attestations/00-plain-reference.json");

    /// A package judged by things that were brought.
    fn held(text: &str, brought: &[(Kind, &str)], denied: &Denied) -> Summary {
        let brought: Vec<_> = brought
            .iter()
            .map(|(kind, text)| What::read(*kind, text).expect("it is what it is said to be"))
            .map(|what| Brought { id: 0, from: None, what })
            .collect();
        let given = Given::of(&brought, denied, "x.json");
        let summary = Summary::of(text.as_bytes(), &given.options().expect("it arrives"));
        Summary { held: given.held(), ..summary }
    }

    fn words(text: &str, brought: &[(Kind, &str)]) -> Words {
        Words::of(&held(text, brought, &Denied::default()))
    }

    fn pin(text: &str) -> String {
        let summary = held(text, &[], &Denied::default());
        summary.binding_digest.map(|text| text.shown).unwrap_or_default()
    }

    /// The attestation of the vectors as it was signed, and its key.
    fn attestation() -> (String, String) {
        let document =
            verifier_core::json::Document::read(ATTESTATIONS.as_bytes(), &verifier_core::Limits::default())
                .expect("it is JSON");
        let key = document
            .root()
            .member("public_key_hex")
            .and_then(verifier_core::json::Node::as_str)
            .expect("a key")
            .into_owned();
        let cases = document.root().member("cases").expect("cases");
        let attestation = cases.elements().next().and_then(|case| case.member("attestation")).expect("one");
        (verifier_core::canonical::to_string(attestation), key)
    }

    fn joined(items: &[Item]) -> String {
        items.iter().map(|item| item.words.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Defends that a sound package is never said to be vouched for, and that what nobody asked is named first.
    #[test]
    fn a_verified_package_says_that_nobody_vouches_for_it() {
        let words = words(GOOD, &[]);
        assert_eq!((words.headline, words.consequence), texts::UNVOUCHED_SOUND);
        assert!(words.broken.is_empty() && words.attention.is_empty());
        assert_eq!(joined(&words.open), texts::UNVOUCHED_OPEN);
        assert_eq!(words.established.len(), 6);
    }

    /// Defends that each way of vouching is told apart from the others, and that nothing is open then.
    #[test]
    fn a_package_that_is_vouched_for_says_how() {
        let pin = pin(ATTESTED);
        let (attestation, key) = attestation();
        let (pin, attestation, key) = (
            (Kind::Pins, pin.as_str()),
            (Kind::Attestation, attestation.as_str()),
            (Kind::Keys, key.as_str()),
        );
        for (brought, expected) in [
            (vec![pin], texts::EXPECTED_ONE),
            (vec![attestation, key], texts::ATTESTED),
            (vec![pin, attestation, key], texts::EXPECTED_AND_ATTESTED),
            (vec![attestation], texts::UNSETTLED),
            (vec![key], texts::UNVOUCHED_SOUND),
        ] {
            let words = words(ATTESTED, &brought);
            assert_eq!((words.headline, words.consequence), expected);
            let is_settled = expected != texts::UNSETTLED && expected != texts::UNVOUCHED_SOUND;
            assert_eq!(words.open.is_empty(), is_settled, "{}", words.headline);
        }
    }

    /// Defends that another package than the expected one is said to be sound where it is, and not where it is not.
    #[test]
    fn another_package_than_the_expected_one_is_told_apart_from_a_broken_one() {
        let other = format!("sha256:{}", "0".repeat(64));
        let other = [(Kind::Pins, other.as_str())];
        assert_eq!(words(GOOD, &other).headline, texts::SOUND_BUT_OTHER.0);
        assert_eq!(words(RUN_SUBSTITUTED, &other).headline, texts::RUN_BROKEN.0);
        let (attestation, key) = attestation();
        let attested = [(Kind::Attestation, attestation.as_str()), (Kind::Keys, key.as_str())];
        assert_eq!(words(GOOD, &attested).headline, texts::SOUND_BUT_NOT_ATTESTED.0);
        // The digest of the file is another thing, and easily taken for it.
        let file = Summary::of(GOOD.as_bytes(), &verifier_core::Options::default()).sha256;
        assert!(joined(&words(GOOD, &[(Kind::Pins, &file)]).broken).contains(texts::PINNED_TO_FILE));
    }

    #[test]
    fn a_failed_package_names_what_does_not_hold_and_no_more() {
        let words = words(RUN_SUBSTITUTED, &[]);
        assert_eq!((words.headline, words.consequence), texts::RUN_BROKEN);
        assert!(joined(&words.broken).contains("“The run is the one that was linked” does not hold."));
        assert!(joined(&words.established).contains("digests of the package agree"));
        assert!(!words.headline.contains("tampered") && !words.consequence.contains("tampered"));
    }

    /// Defends that a package which fails only because its warnings count as failures says so.
    #[test]
    fn warnings_that_count_as_failures_are_told_apart_from_failures() {
        let warns = GOOD.replacen("\"meta\"", "\"remarks\": 1, \"meta\"", 1);
        let mut denied = Denied::default();
        let plain = Words::of(&held(&warns, &[], &denied));
        assert_eq!((plain.headline, plain.judged), (texts::WARNS.0, None));
        assert_eq!(plain.attention.len(), 1);
        denied.checks.push("unsealed_members");
        let some = Words::of(&held(&warns, &[], &denied));
        assert_eq!(some.headline, texts::DENIED.0);
        assert!(some.judged.is_some_and(|it| it.contains("Nothing unknown")));
        denied.all = true;
        let all = Words::of(&held(GOOD, &[], &denied));
        assert_eq!(
            (all.headline, all.judged.as_deref()),
            (texts::UNVOUCHED_SOUND.0, Some(texts::ALL_DENIED))
        );
    }

    #[test]
    fn what_is_no_package_establishes_nothing() {
        let words = words("{}", &[]);
        assert!(words.established.is_empty() && words.broken.is_empty() && words.open.is_empty());
    }

    /// Defends that a layer without anything to check is never said to hold, and that each has words here.
    #[test]
    fn every_layer_of_the_catalog_has_words() {
        for entry in catalog::LAYERS {
            let words = texts::layer(entry.name).expect(entry.name);
            let all = [words.holds, words.fails, words.warns, words.open, words.none];
            for (index, sentence) in all.iter().enumerate() {
                assert!(sentence.ends_with('.') && !all[..index].contains(sentence), "{}", entry.name);
            }
        }
    }
}
