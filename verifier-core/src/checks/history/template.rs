//! The template that the policy came from.

use crate::bundle::Bundle;
use crate::canonical::{Canonical, Value};
use crate::checks::finding::Finding;
use crate::chronicle::Chronicle;
use crate::decision::{Policy, TemplateUse};
use crate::digest::RawDigest;
use crate::json::{Document, Limits, Node};
use crate::report::{Check, Evidence};

const PLACE: &str = "/control_bundle/template_snapshot";

/// The stored template is the one of the policy event, and the policy is what it says, but for the overrides.
pub(super) fn template(document: &Document<'_>, bundle: &Bundle<'_, '_>, chronicle: &Chronicle) -> Check {
    finding(document, bundle, chronicle).of("template")
}

fn finding(document: &Document<'_>, bundle: &Bundle<'_, '_>, chronicle: &Chronicle) -> Finding {
    if !chronicle.is_whole() {
        return Finding::inconclusive(chronicle.gap()).at([PLACE]);
    }
    let replayed = chronicle.decision.template_snapshot();
    if let (Value::Object(expected), Some(stored)) = (&replayed, bundle.template) {
        for name in ["name", "digest", "snapshot", "overrides"] {
            let expected = expected.get(name).cloned().unwrap_or(Value::Null);
            let found = stored.member(name);
            if found.map_or(Value::Null, Value::from).to_canonical() != expected.to_canonical() {
                return Finding::fail(format!("`{name}` of the template is not what the policy event has"))
                    .compared(
                        &expected,
                        found.map_or_else(|| Evidence::Json("null".to_owned()), Evidence::from),
                    )
                    .at([format!("{PLACE}/{name}")]);
            }
        }
    }
    let stated =
        document.root().member("control_bundle").and_then(|bundle| bundle.member("template_snapshot"));
    let present = stated.and_then(|stated| stated.member("present"));
    match (&chronicle.decision.template, bundle.template) {
        (None, Some(_)) => {
            Finding::fail("There is a template, and no event says that one was used").at([PLACE])
        }
        (Some(_), None) => Finding::fail("The policy was made from a template, which is missing").at([PLACE]),
        _ if stated.is_none() => Finding::warn("It is not stated whether a template was used").at([PLACE]),
        _ if present.and_then(Node::as_bool).is_none() => {
            Finding::warn("Whether a template was used is not stated as true or false")
                .at([format!("{PLACE}/present")])
        }
        (None, None) => Finding::not_applicable("The policy was not made from a template").at([PLACE]),
        (Some(template), Some(_)) => match &chronicle.from_template {
            Some((policy, seq)) => match &chronicle.in_force {
                Some((later, attached)) if attached != seq => no_longer(template, later, *attached),
                _ => effective(template, policy, *seq),
            },
            None => Finding::inconclusive("No event attaches a policy from this template").at([PLACE]),
        }
        .or(as_written(template)),
    }
}

/// What is said of the template is what a store writes of one: its name, a digest, and nothing that no policy has.
fn as_written(template: &TemplateUse) -> Finding {
    const NAMES: [&str; 2] = ["template_name", "template_description"];
    let place = |name: &str| [format!("{PLACE}/{name}")];
    if !template.digest.is_empty() && !RawDigest::is_written(&template.digest) {
        return Finding::fail("What stands there as the digest of the template is no SHA-256 digest")
            .at(place("digest"));
    }
    let snapshot = names(template.snapshot.as_ref());
    let name = member(template.snapshot.as_ref(), "template_name");
    let own = Value::from(&template.name).to_canonical();
    if let Some(other) = name.as_ref().filter(|name| **name != own) {
        return Finding::fail("What is said to be the template is what another one says")
            .compared(Evidence::Json(own), Evidence::Json(other.clone()))
            .at(place("snapshot/template_name"));
    }
    let rules = policy_members();
    let is_rule = |name: &&String| rules.contains(*name);
    let is_known = |name: &&String| rules.contains(*name) || NAMES.contains(&name.as_str());
    if let Some(unknown) = snapshot.iter().find(|name| !is_known(name)) {
        return Finding::warn(format!("The template says {unknown:?}, which no template has"))
            .at(place("snapshot"));
    }
    if let Some(unknown) = names(template.overrides.as_ref()).iter().find(|name| !is_rule(name)) {
        return Finding::warn(format!("{unknown:?} is said to be decided otherwise, which no policy has"))
            .at(place("overrides"));
    }
    if template.digest.is_empty() {
        return Finding::warn("It is not stated which digest the template has").at(place("digest"));
    }
    if template.snapshot.is_some() && name.is_none() {
        return Finding::warn("What is said to be the template does not say its name").at(place("snapshot"));
    }
    Finding::pass("It is written as a store writes it")
}

/// The members that every policy has.
fn policy_members() -> Vec<String> {
    match Policy::default().to_value() {
        Value::Object(members) => members.into_keys().collect(),
        _ => Vec::new(),
    }
}

/// Another policy was attached after the one from the template.
fn no_longer(template: &TemplateUse, policy: &Policy, seq: u64) -> Finding {
    let found = effective(template, policy, seq);
    if found.holds() {
        return found;
    }
    Finding::warn(format!(
        "The policy in force is not that of the template: event {seq} attached another one, from none"
    ))
    .at([PLACE.to_owned(), format!("/control_bundle/events/{seq}/payload")])
}

/// The policy is that of the snapshot, in each member that was not decided otherwise.
fn effective(template: &TemplateUse, policy: &Policy, seq: u64) -> Finding {
    let event = format!("/control_bundle/events/{seq}/payload");
    let (Some(snapshot), overrides) = (&template.snapshot, &template.overrides) else {
        return Finding::inconclusive("The template says nothing, so the policy cannot be held against it")
            .at([PLACE.to_owned(), event]);
    };
    let Value::Object(effective) = policy.to_value() else {
        return Finding::inconclusive("The policy says nothing").at([event]);
    };
    for (name, found) in effective {
        let decided = member(overrides.as_ref(), &name);
        let Some(expected) = decided.or_else(|| member(Some(snapshot), &name)) else {
            return Finding::inconclusive(format!("The template does not say `{name}`"))
                .at([format!("{PLACE}/snapshot")]);
        };
        let found = found.to_canonical();
        if expected != found {
            return Finding::fail(format!(
                "`{name}` of the policy is neither that of the template nor what is said to be decided otherwise"
            ))
            .compared(Evidence::Json(expected), Evidence::Json(found))
            .at([format!("{PLACE}/snapshot/{name}"), format!("{event}/{name}")]);
        }
    }
    Finding::pass("The policy is that of the template, but for what is said to be decided otherwise")
        .at([PLACE.to_owned(), event])
}

/// The canonical form of a member of an object.
fn member(object: Option<&Canonical>, name: &str) -> Option<String> {
    let document = Document::read(object?.as_str().as_bytes(), &Limits::default()).ok()?;
    document.root().member(name).map(crate::canonical::to_string)
}

/// The names of the members of an object.
fn names(object: Option<&Canonical>) -> Vec<String> {
    let document = object.map(|it| Document::read(it.as_str().as_bytes(), &Limits::default()));
    let Some(Ok(document)) = document else { return Vec::new() };
    document.root().sorted_members().into_iter().map(|(key, _)| key.text().into_owned()).collect()
}
