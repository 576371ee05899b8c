//! What people are told about a verdict, in every format meant for reading. What a check means is the
//! catalog's to say.

use verifier_core::catalog::{self, entry};
use verifier_core::digest::PrefixedDigest;
use verifier_core::{Check, Layer, Outcome, Report, Verdict};

use crate::cli::text::{counted, excerpted};

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
    sentences.extend(named("Does not hold", &titles(report, Outcome::Fail)));
    if report.verdict() == Verdict::Failed {
        sentences.push(
            "Do not rely on this package until that is explained: each failed check says below what it means \
             and what to do next."
                .to_owned(),
        );
    }
    if pinned_file(report) {
        sentences.push(
            "The digest that you gave is that of the file. What a package is known by is its binding digest: ask the \
             issuer for that."
                .to_owned(),
        );
    }
    sentences.extend(named("Asks for attention", &details(report, Outcome::Warn)));
    sentences.extend(named(
        "Could not be established, which is neither a pass nor a sign of a change",
        &details(report, Outcome::Inconclusive),
    ));
    sentences.extend(unanswered(report));
    sentences.extend(established(report));
    if !is_vouched_for(report) {
        sentences.push(UNVOUCHED.to_owned());
    }
    sentences
}

/// What no digest inside a file can show, and what to do about it.
pub const UNVOUCHED: &str = "Not established: who vouches for the package. Anyone can make one in which all of this holds. \
     Compare its binding digest with one that you got from the issuer in another way (--pin), or bring an attestation \
     and the key of somebody you trust (--attestation, --trust).";

/// That there is nothing to hold a package against, and what would be.
pub const UNASKED: &str = "Nothing was given to hold it against: a digest (--pin, --pins), or an attestation and a \
     trusted key (--attestation, --trust)";

/// What an outcome that is neither a pass nor a failure says.
pub const OPEN: &str = "It could not be established. That is neither a pass nor a sign of a change.";

/// What there is to say about an input that could not be read.
pub const UNREAD: &str = "This input could not be read, so nothing is known about it.";

/// The title of a check, from the catalog.
pub fn title(check: &Check) -> &'static str {
    entry(check.name).map_or(check.name, |entry| entry.title)
}

/// Whether somebody outside the package vouches for it, or the question has an answer that says more.
fn is_vouched_for(report: &Report) -> bool {
    report.layers().iter().any(|layer| {
        layer.name == "authenticity"
            && !matches!(layer.outcome(), Outcome::Inconclusive | Outcome::NotApplicable)
    })
}

/// Whether the package was held against the digest of the file, which is easily mistaken for its binding digest.
fn pinned_file(report: &Report) -> bool {
    checks(report).filter(|check| check.name == "pinned_digest" && check.outcome == Outcome::Fail).any(
        |check| {
            let pin =
                check.expected.as_ref().and_then(|pin| pin.shown().strip_prefix(PrefixedDigest::PREFIX));
            pin == Some(&report.subject().sha256)
        },
    )
}

/// What the layers that hold establish: in full where nothing else is the matter, else by their names.
fn established(report: &Report) -> Option<String> {
    let holding: Vec<&Layer> =
        report.layers().iter().filter(|layer| layer.outcome() == Outcome::Pass).collect();
    if report.verdict() != Verdict::Verified {
        let names: Vec<&str> = holding.iter().map(|layer| layer.name).collect();
        return (!names.is_empty()).then(|| {
            format!(
                "Every check that applies holds in: {}. They look at the file as it is.",
                names.join(", ")
            )
        });
    }
    let claims = holding.iter().filter_map(|layer| match layer.name {
        // Which of the two vouches for it, and who, is what a reader wants to know.
        "authenticity" => {
            let holding = layer.checks.iter().filter(|check| check.outcome == Outcome::Pass);
            let details = holding.map(|check| sentence(&detail(check)));
            Some(details.collect::<Vec<_>>().join(" "))
        }
        name => catalog::layer(name).map(|entry| entry.holds.to_owned()),
    });
    Some(claims.collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
}

/// `Of 33 checks, 28 hold, 3 do not apply and 2 were not asked.`
fn counts(report: &Report) -> String {
    let total = checks(report).count();
    let count = |wanted: &dyn Fn(&Check) -> bool| checks(report).filter(|check| wanted(check)).count();
    let of = |outcome| count(&|check| check.outcome == outcome && !check.unasked);
    let unasked = count(&|check| check.unasked && check.outcome == Outcome::Inconclusive);
    let beside = count(&|check| check.outcome == Outcome::NotApplicable);
    if of(Outcome::Pass) == total {
        return format!("All {} hold.", counted(total, "check"));
    }
    let parts: Vec<String> = [
        (of(Outcome::Fail), "failed", "failed"),
        (of(Outcome::Warn), "asks for attention", "ask for attention"),
        (of(Outcome::Inconclusive), "could not be established", "could not be established"),
        (of(Outcome::Pass), "holds", "hold"),
        (beside, "does not apply", "do not apply"),
        (unasked, "was not asked", "were not asked"),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, one, several)| format!("{count} {}", if count == 1 { one } else { several }))
    .collect();
    format!("Of {}, {}.", counted(total, "check"), parts.join(", "))
}

fn named<T: AsRef<str>>(lead: &str, what: &[T]) -> Option<String> {
    let what: Vec<&str> = what.iter().map(AsRef::as_ref).collect();
    (!what.is_empty()).then(|| format!("{lead}: {}.", what.join("; ")))
}

fn titles(report: &Report, outcome: Outcome) -> Vec<&'static str> {
    checks(report).filter(|check| check.outcome == outcome).map(title).collect()
}

/// What the checks with this outcome found, those left out that nobody asked. What several found is said once.
fn details(report: &Report, outcome: Outcome) -> Vec<String> {
    let mut found: Vec<(String, usize)> = Vec::new();
    for check in checks(report).filter(|check| check.outcome == outcome && !check.unasked) {
        let detail = detail(check);
        match found.iter_mut().find(|(other, _)| *other == detail) {
            Some((_, count)) => *count += 1,
            None => found.push((detail, 1)),
        }
    }
    let told = found.into_iter().map(|(detail, count)| match count {
        1 => detail,
        _ => format!("{detail} ({count} checks)"),
    });
    told.collect()
}

/// Layers of which nothing at all could be established, though it was asked.
fn unanswered(report: &Report) -> Option<String> {
    let names: Vec<&str> = report
        .layers()
        .iter()
        .filter(|layer| {
            let mut asked = layer.checks.iter().filter(|check| check.outcome != Outcome::NotApplicable);
            layer.checks.len() > 1
                && asked.all(|check| check.outcome == Outcome::Inconclusive && !check.unasked)
        })
        .filter(|layer| layer.outcome() == Outcome::Inconclusive)
        .map(|layer| layer.name)
        .collect();
    (!names.is_empty()).then(|| format!("So nothing at all is known about: {}.", names.join(", ")))
}

/// What a check found, safe to show.
fn detail(check: &Check) -> String {
    check.detail.as_deref().map_or_else(|| title(check).to_owned(), |detail| excerpted(detail).into_owned())
}

/// `text` as a sentence of its own.
pub fn sentence(text: &str) -> String {
    let text = capitalised(text);
    if text.ends_with(['.', '!', '?']) { text } else { format!("{text}.") }
}

/// `text` with its first letter in upper case.
pub fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

fn checks(report: &Report) -> impl Iterator<Item = &Check> {
    report.layers().iter().flat_map(|layer| &layer.checks)
}
