//! Which digest covers a member, and what came of that digest.

use verifier_core::coverage::Cover as CoreCover;

use super::summary::{CheckView, Outcome, Summary};
use crate::wire::wired;

wired! {
    /// What covers a member, as the core has it.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Cover {
        /// The binding digest.
        Binding,
        /// The control digest.
        Control,
        /// The digest of the event that it belongs to.
        Event,
        /// The link digest.
        Link,
        /// The digest of an embedded router bundle in a known format.
        Router,
        /// No digest, but a check holds it against something.
        Compared,
        /// No digest, which is how the format has it.
        Expected,
        /// Some of what it holds is covered and some is not.
        Partly,
        /// No digest, and nobody knows what it is for.
        Unsealed,
    }
}

impl Cover {
    /// All of them, in the order in which they are explained.
    pub const ALL: [Self; 9] = Self::VARIANTS;
}

impl From<CoreCover> for Cover {
    fn from(cover: CoreCover) -> Self {
        match cover {
            CoreCover::Binding => Self::Binding,
            CoreCover::Control => Self::Control,
            CoreCover::Event => Self::Event,
            CoreCover::Link => Self::Link,
            CoreCover::Router => Self::Router,
            CoreCover::Compared => Self::Compared,
            CoreCover::Expected => Self::Expected,
            CoreCover::Partly => Self::Partly,
            CoreCover::Unsealed => Self::Unsealed,
        }
    }
}

impl Cover {
    /// What came of the digest that covers the member at `pointer`: whoever made a change under a digest that does not
    /// agree any more made it anyway. Nothing where the package was not checked.
    #[must_use]
    pub fn outcome(self, summary: &Summary, pointer: &str) -> Option<Outcome> {
        let by = |name: &str| summary.checks().find(|check| check.name == name);
        match self {
            Self::Binding => Some(by("binding_digest")?.outcome),
            Self::Control => Some(by("control_bundle_digest")?.outcome),
            Self::Event => Some(of_event(by("event_digests")?, pointer)),
            // The digest is recomputed from the events: what the link says itself is held against them.
            Self::Link => Some(by("link_digest")?.outcome.max(named(by("router_link")?, pointer))),
            Self::Router => Some(by("router_bundle_digest")?.outcome),
            Self::Compared | Self::Expected if summary.layers.is_empty() => None,
            Self::Compared | Self::Expected => {
                Some(summary.checks().map(|check| named(check, pointer)).max().unwrap_or(Outcome::Pass))
            }
            Self::Partly | Self::Unsealed => Some(Outcome::Pass),
        }
    }
}

/// What a check says of the very member at `pointer`, or of what it is part of.
fn named(check: &CheckView, pointer: &str) -> Outcome {
    let is_about = |place: &str| pointer == place || is_below(pointer, place);
    let is_named = check.outcome == Outcome::Fail && check.at.iter().any(|place| is_about(&place.shown));
    if is_named { Outcome::Fail } else { Outcome::Pass }
}

/// Places that a check names at most.
const NAMED: usize = 100;

/// What the check of all events says of the one that `pointer` leads into.
fn of_event(check: &CheckView, pointer: &str) -> Outcome {
    let is_it = |place: &str| place.strip_suffix("/digest").is_some_and(|event| is_below(pointer, event));
    match check.outcome {
        Outcome::Fail if check.at.iter().any(|place| is_it(&place.shown)) => Outcome::Fail,
        Outcome::Fail if check.at.len() < NAMED => Outcome::Pass,
        Outcome::Fail => Outcome::Inconclusive,
        other => other,
    }
}

fn is_below(pointer: &str, place: &str) -> bool {
    pointer.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use verifier_core::Options;

    const SAMPLE: &str = include_str!("../../../samples/good-template.json");

    fn summary(text: &str) -> Summary {
        Summary::of(text.as_bytes(), &Options::default())
    }

    /// Defends that a member under a digest that does not agree is not shown as sealed by it.
    #[test]
    fn what_a_broken_digest_covers_is_not_sealed_by_it() {
        let event = "/control_bundle/events/3/payload/comment";
        let sound = summary(SAMPLE);
        for (cover, pointer) in [
            (Cover::Binding, "/binding/control_digest"),
            (Cover::Control, event),
            (Cover::Event, event),
            (Cover::Link, "/control_bundle/router_link/run_id"),
            (Cover::Compared, "/integrity/binding_digest"),
            (Cover::Expected, "/provenance"),
        ] {
            assert_eq!(cover.outcome(&sound, pointer), Some(Outcome::Pass), "{pointer}");
        }
        let altered = summary(&SAMPLE.replacen("\"comment\": \"ok ✓\"", "\"comment\": \"no\"", 1));
        let failed = altered.checks().find(|check| check.name == "event_digests").expect("it was run");
        let [place] = failed.at.as_slice() else { panic!("one event was changed") };
        let changed = place.shown.replace("/digest", "/payload/comment");
        assert_eq!(Cover::Control.outcome(&altered, &changed), Some(Outcome::Fail));
        assert_eq!(Cover::Event.outcome(&altered, &changed), Some(Outcome::Fail));
        assert_eq!(
            Cover::Event.outcome(&altered, "/control_bundle/events/0/payload/goal"),
            Some(Outcome::Pass)
        );
        assert_eq!(Cover::Binding.outcome(&altered, "/binding/control_digest"), Some(Outcome::Pass));
        let stored = "/control_bundle/integrity/canonical_digest";
        assert_eq!(Cover::Compared.outcome(&altered, stored), Some(Outcome::Fail));
    }

    /// Defends that what is no package, of which nothing was recomputed, is not shown as sealed.
    #[test]
    fn nothing_is_sealed_in_what_is_no_package() {
        let broken = summary("{\"package_version\": \"0.6\"}");
        for cover in Cover::ALL {
            if !matches!(cover, Cover::Partly | Cover::Unsealed) {
                assert_eq!(cover.outcome(&broken, "/package_version"), None, "{cover:?}");
            }
        }
    }
}
