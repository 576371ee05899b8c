//! The control digest of a decision bundle, from a projection that is built as a tree.

use super::{Tree, Unwritable, canonical_text, sha256_hex};

/// What the control digest covers, as a value of its own.
pub fn control_projection(bundle: &Tree) -> Tree {
    let decision = bundle.member("decision").unwrap_or(&Tree::Null);
    let snapshot = bundle.member("template_snapshot").unwrap_or(&Tree::Null);
    let present = snapshot.member("present").is_some_and(Tree::is_truthy);
    let no_link = Tree::Object(Vec::new());
    let link = bundle.member("router_link").unwrap_or(&no_link);

    object([
        ("bundle_version", or(bundle, "bundle_version", text("0.5"))),
        (
            "decision",
            object([
                ("decision_id", or(decision, "decision_id", Tree::Null)),
                ("goal", or(decision, "goal", Tree::Null)),
                ("mode", or(decision, "mode", text("dry_run"))),
                ("created_at", or(decision, "created_at", Tree::Null)),
                ("status", or(decision, "status", Tree::Null)),
            ]),
        ),
        (
            "events",
            match bundle.member("events") {
                Some(Tree::Array(events)) => Tree::Array(events.iter().map(projected_event).collect()),
                _ => Tree::Array(Vec::new()),
            },
        ),
        (
            "template_snapshot",
            if present {
                object([
                    ("present", Tree::Bool(true)),
                    ("name", or(snapshot, "name", Tree::Null)),
                    ("digest", or(snapshot, "digest", Tree::Null)),
                    ("snapshot", or(snapshot, "snapshot", Tree::Null)),
                    ("overrides", or(snapshot, "overrides", Tree::Null)),
                ])
            } else {
                object([("present", Tree::Bool(false))])
            },
        ),
        (
            "router_link",
            Tree::Object(
                [
                    "run_id",
                    "adapter_id",
                    "router_request_digest",
                    "router_result_digest",
                    "control_router_link_digest",
                ]
                .into_iter()
                .filter_map(|name| Some((name.to_owned(), link.member(name)?.clone())))
                .filter(|(_, value)| *value != Tree::Null)
                .collect(),
            ),
        ),
    ])
}

/// The control digest, in hexadecimal without a prefix.
///
/// # Errors
/// If the bundle holds something that has no canonical form.
pub fn control_digest(bundle: &Tree) -> Result<String, Vec<Unwritable>> {
    Ok(sha256_hex(canonical_text(&control_projection(bundle))?.as_bytes()))
}

fn projected_event(event: &Tree) -> Tree {
    object([
        ("event_id", or(event, "event_id", Tree::Null)),
        ("decision_id", or(event, "decision_id", Tree::Null)),
        ("seq", or(event, "seq", Tree::Null)),
        ("type", or(event, "type", Tree::Null)),
        ("payload", or(event, "payload", Tree::Object(Vec::new()))),
        ("ts", or(event, "ts", Tree::Null)),
        ("actor", or(event, "actor", Tree::Object(Vec::new()))),
        ("digest", or(event, "digest", text(""))),
    ])
}

fn or(owner: &Tree, name: &str, default: Tree) -> Tree {
    owner.member(name).cloned().unwrap_or(default)
}

fn text(text: &str) -> Tree {
    Tree::String(text.to_owned())
}

fn object<const N: usize>(members: [(&str, Tree); N]) -> Tree {
    Tree::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}
