//! Which digest covers a member of a package (`docs/format.md`, sections 2, 3 and 7).

use verifier_core::json::Node;
use verifier_core::router_bundle::RouterBundle;

use crate::wire::wired;

wired! {
    /// A digest that covers a member, or what there is to say where none does.
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
        /// The digest that an embedded router bundle states for itself. Nobody recomputes it here.
        Router,
        /// It is a digest itself, and a check compares it.
        Compared,
        /// Some of what it holds is covered and some is not: its members say.
        Partly,
        /// No digest inside the package: only the digest of the file.
        FileOnly,
    }
}

impl Cover {
    /// All of them, in the order in which they are explained.
    pub const ALL: [Self; 8] = [
        Self::Binding,
        Self::Control,
        Self::Event,
        Self::Link,
        Self::Router,
        Self::Compared,
        Self::Partly,
        Self::FileOnly,
    ];
}

/// What of a package decides what its digests cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shape {
    /// A template snapshot is hashed: its `present` is truthy.
    pub template: bool,
    /// What the router section holds, by its mode.
    pub router: RouterShape,
}

/// What a router section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RouterShape {
    /// Nothing that is known.
    #[default]
    Unknown,
    /// A reference to a run.
    Reference,
    /// A bundle in a format whose digest is known.
    Embedded,
    /// A bundle in another format.
    Opaque,
}

impl Shape {
    /// The shape of the package whose outermost value this is.
    #[must_use]
    pub fn of(root: Node<'_, '_>) -> Self {
        let snapshot = root.member("control_bundle").and_then(|bundle| bundle.member("template_snapshot"));
        let router = root.member("router");
        let mode = router.and_then(|router| router.member("mode")).and_then(Node::as_str);
        let bundle = router.and_then(|router| router.member("bundle"));
        Self {
            template: snapshot.and_then(|it| it.member("present")).is_some_and(Node::is_truthy),
            router: match mode.as_deref() {
                Some("reference") => RouterShape::Reference,
                Some("embedded") if bundle.and_then(RouterBundle::read).is_some() => RouterShape::Embedded,
                Some("embedded") => RouterShape::Opaque,
                _ => RouterShape::Unknown,
            },
        }
    }

    /// What covers the member at `path`, the way of keys and indices from the outermost value.
    #[must_use]
    pub fn covers(&self, path: &[&str]) -> Vec<Cover> {
        use Cover::{Binding, Compared, Control, FileOnly, Partly};
        let one = |cover| vec![cover];
        match path {
            []
            | ["control_bundle" | "router" | "integrity" | "binding"]
            | ["control_bundle", "integrity"] => one(Partly),
            ["package_version", ..]
            | ["binding", "control_digest" | "router_digest" | "control_router_link_digest", ..] => {
                one(Binding)
            }
            ["integrity", "binding_digest", ..] | ["control_bundle", "integrity", "canonical_digest", ..] => {
                one(Compared)
            }
            ["control_bundle", "bundle_version", ..] => one(Control),
            ["control_bundle", "decision", rest @ ..] => decision(rest),
            ["control_bundle", "events", rest @ ..] => events(rest),
            ["control_bundle", "router_link", rest @ ..] => link(rest),
            ["control_bundle", "template_snapshot", rest @ ..] => self.template(rest),
            ["router", rest @ ..] => self.router(rest),
            _ => one(FileOnly),
        }
    }

    fn template(self, path: &[&str]) -> Vec<Cover> {
        match path {
            [] => vec![Cover::Partly],
            ["present", ..] => vec![Cover::Control],
            ["name" | "digest" | "snapshot" | "overrides", ..] if self.template => vec![Cover::Control],
            _ => vec![Cover::FileOnly],
        }
    }

    fn router(self, path: &[&str]) -> Vec<Cover> {
        use RouterShape::{Embedded, Opaque, Reference};
        vec![match (self.router, path) {
            (Reference, ["ref"]) | (Embedded | Opaque, ["bundle"] | ["bundle", "integrity"]) => Cover::Partly,
            (Reference, ["ref", "digest", ..])
            | (Embedded | Opaque, ["bundle", "integrity", "canonical_digest", ..]) => Cover::Compared,
            (Embedded, ["bundle", "run" | "events", ..]) => Cover::Router,
            _ => Cover::FileOnly,
        }]
    }
}

fn decision(path: &[&str]) -> Vec<Cover> {
    match path {
        [] => vec![Cover::Partly],
        ["decision_id", ..] => vec![Cover::Control, Cover::Link],
        ["goal" | "mode" | "created_at" | "status", ..] => vec![Cover::Control],
        _ => vec![Cover::FileOnly],
    }
}

fn events(path: &[&str]) -> Vec<Cover> {
    match path {
        [_] => vec![Cover::Partly],
        [_, "type" | "payload", ..] => vec![Cover::Control, Cover::Event],
        [] | [_, "event_id" | "decision_id" | "seq" | "ts" | "actor" | "digest", ..] => vec![Cover::Control],
        _ => vec![Cover::FileOnly],
    }
}

fn link(path: &[&str]) -> Vec<Cover> {
    match path {
        [] => vec![Cover::Partly],
        ["run_id" | "router_request_digest" | "router_result_digest", ..] => {
            vec![Cover::Control, Cover::Link]
        }
        ["adapter_id" | "control_router_link_digest", ..] => vec![Cover::Control],
        _ => vec![Cover::FileOnly],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use verifier_core::Limits;
    use verifier_core::json::Document;
    use verifier_core::package::Package;

    const SAMPLE: &str = include_str!("../../../samples/good-template.json");

    fn of(path: &str) -> Vec<Cover> {
        let path: Vec<&str> = path.split('/').skip(1).collect();
        Shape { template: true, router: RouterShape::Embedded }.covers(&path)
    }

    #[test]
    fn members_are_under_the_digests_of_the_format() {
        assert_eq!(of("/binding/router_digest"), [Cover::Binding]);
        assert_eq!(of("/control_bundle/events/3/payload/comment"), [Cover::Control, Cover::Event]);
        assert_eq!(of("/control_bundle/events/3/ts"), [Cover::Control]);
        assert_eq!(of("/control_bundle/router_link/run_id"), [Cover::Control, Cover::Link]);
        assert_eq!(of("/control_bundle/integrity/canonical_digest"), [Cover::Compared]);
        assert_eq!(of("/router/bundle/run/run_id"), [Cover::Router]);
        for unsealed in
            ["/meta/exported_at", "/router/mode", "/integrity/alg", "/control_bundle/provenance", "/x"]
        {
            assert_eq!(of(unsealed), [Cover::FileOnly], "{unsealed}");
        }
    }

    /// Defends that what is said to be under the control digest is: each such scalar is changed in a real
    /// package, and the recomputed digest has to change with it; and no other may change it.
    #[test]
    fn the_control_digest_covers_exactly_what_is_said() {
        let digest = |text: &str| {
            let document = Document::read(text.as_bytes(), &Limits::default()).expect("it is JSON");
            Package::read(&document).map(|package| package.bundle.control_digest())
        };
        let original = digest(SAMPLE).expect("it is a package");
        let document = Document::read(SAMPLE.as_bytes(), &Limits::default()).expect("it is JSON");
        let shape = Shape::of(document.root());
        let mut open = vec![(Vec::<String>::new(), document.root())];
        let (mut covered, mut uncovered) = (0, 0);
        while let Some((path, node)) = open.pop() {
            let below = |key: String| path.iter().cloned().chain([key]).collect::<Vec<_>>();
            let children = node.members().map(|(key, value)| (below(key.text().into_owned()), value));
            let elements =
                node.elements().enumerate().map(|(index, value)| (below(index.to_string()), value));
            open.extend(children.chain(elements));
            if matches!(node.kind(), verifier_core::json::Kind::Object | verifier_core::json::Kind::Array) {
                continue;
            }
            let changed = [&SAMPLE[..node.offset()], "\"changed\"", &SAMPLE[node.end()..]].concat();
            let Ok(changed) = digest(&changed) else { continue };
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            let said = shape.covers(&path).contains(&Cover::Control);
            // `present` is hashed as its truth.
            if path.last() == Some(&"present") {
                continue;
            }
            assert_eq!(said, changed != original, "{path:?}");
            *if said { &mut covered } else { &mut uncovered } += 1;
        }
        assert!(covered > 50 && uncovered > 5, "{covered} {uncovered}");
    }
}
