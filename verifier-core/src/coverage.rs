//! Which digest covers a member of a package (`docs/format.md`, sections 2, 3 and 7).

use crate::json::{Document, Node};
use crate::router_bundle::RouterBundle;

/// What covers a member of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cover {
    /// The binding digest.
    Binding,
    /// The control digest.
    Control,
    /// The digest of the event that it belongs to.
    Event,
    /// The link digest.
    Link,
    /// The digest of an embedded router bundle, which was recomputed.
    Router,
    /// No digest, but a check holds it against something that is covered or known.
    Compared,
    /// No digest, which is how the format has it: notes on when and how the file was made.
    Expected,
    /// Some of what it holds is covered and some is not: its members say.
    Partly,
    /// No digest inside the package, and nobody knows what it is for.
    Unsealed,
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
    /// A bundle in another format, which names its run in `run_id`, if it does.
    Opaque,
    /// A bundle in another format, which names its run in `run.run_id`.
    OpaqueRun,
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
                // As in [`Router::run_id`](crate::package::Router::run_id): what is not compared is not covered.
                Some("embedded")
                    if bundle
                        .and_then(|bundle| bundle.member("run"))
                        .is_some_and(|run| run.member("run_id").is_some()) =>
                {
                    RouterShape::OpaqueRun
                }
                Some("embedded") => RouterShape::Opaque,
                _ => RouterShape::Unknown,
            },
        }
    }

    /// What covers the member `node`, which stands at `path`, the way of keys and indices from the outermost value.
    #[must_use]
    pub fn covers_value(&self, path: &[&str], node: Node<'_, '_>) -> Vec<Cover> {
        // Null in the link is left out of its digests, as if it were not there.
        if matches!(path, ["control_bundle", "router_link", _]) && node.is_null() {
            return vec![Cover::Unsealed];
        }
        self.covers(path)
    }

    /// What covers a member at `path`, whatever its value.
    #[must_use]
    pub fn covers(&self, path: &[&str]) -> Vec<Cover> {
        use Cover::{Binding, Compared, Control, Expected, Partly, Unsealed};
        let one = |cover| vec![cover];
        match path {
            []
            | ["control_bundle" | "router" | "integrity" | "binding"]
            | ["control_bundle", "integrity"] => one(Partly),
            ["package_version", ..]
            | ["binding", "control_digest" | "router_digest" | "control_router_link_digest", ..] => {
                one(Binding)
            }
            ["integrity", "binding_digest" | "alg", ..]
            | ["control_bundle", "integrity", "canonical_digest" | "alg", ..] => one(Compared),
            ["control_bundle", "bundle_version", ..] => one(Control),
            ["control_bundle", "decision", rest @ ..] => decision(rest),
            ["control_bundle", "events", rest @ ..] => events(rest),
            ["control_bundle", "router_link", rest @ ..] => link(rest),
            ["control_bundle", "template_snapshot", rest @ ..] => self.template(rest),
            ["router", rest @ ..] => self.router(rest),
            ["meta", ..] | ["control_bundle", "meta", ..] => one(Expected),
            ["provenance", rest @ ..] | ["control_bundle", "provenance", rest @ ..] => one(provenance(rest)),
            _ => one(Unsealed),
        }
    }

    fn template(self, path: &[&str]) -> Vec<Cover> {
        match path {
            [] => vec![Cover::Partly],
            ["present", ..] => vec![Cover::Control],
            ["name" | "digest" | "snapshot" | "overrides", ..] if self.template => vec![Cover::Control],
            _ => vec![Cover::Unsealed],
        }
    }

    fn router(self, path: &[&str]) -> Vec<Cover> {
        use RouterShape::{Embedded, Opaque, OpaqueRun, Reference};
        vec![match (self.router, path) {
            (Reference, ["ref"])
            | (Embedded | Opaque | OpaqueRun, ["bundle"] | ["bundle", "integrity"])
            | (OpaqueRun, ["bundle", "run"])
            | (Embedded, ["bundle", "digests"]) => Cover::Partly,
            (_, ["mode", ..])
            | (Reference, ["ref", "digest" | "run_id", ..])
            | (Embedded | Opaque | OpaqueRun, ["bundle", "integrity", "canonical_digest" | "alg", ..])
            | (Embedded, ["bundle", "bundle_version"] | ["bundle", "digests", "sha256"])
            | (Opaque, ["bundle", "run_id"])
            | (OpaqueRun, ["bundle", "run", "run_id"]) => Cover::Compared,
            (Embedded, ["bundle", "run" | "events", ..]) => Cover::Router,
            (Embedded, ["bundle", "exported_at" | "provenance", ..]) => Cover::Expected,
            _ => Cover::Unsealed,
        }]
    }
}

fn decision(path: &[&str]) -> Vec<Cover> {
    match path {
        [] => vec![Cover::Partly],
        ["decision_id", ..] => vec![Cover::Control, Cover::Link],
        ["goal" | "mode" | "created_at" | "status", ..] => vec![Cover::Control],
        _ => vec![Cover::Unsealed],
    }
}

fn events(path: &[&str]) -> Vec<Cover> {
    match path {
        [] | [_] => vec![Cover::Partly],
        [_, "type" | "payload", ..] => vec![Cover::Control, Cover::Event],
        [_, "event_id" | "decision_id" | "seq" | "ts" | "actor" | "digest", ..] => vec![Cover::Control],
        _ => vec![Cover::Unsealed],
    }
}

fn link(path: &[&str]) -> Vec<Cover> {
    match path {
        [] => vec![Cover::Partly],
        ["run_id" | "router_request_digest" | "router_result_digest", ..] => {
            vec![Cover::Control, Cover::Link]
        }
        ["adapter_id" | "control_router_link_digest", ..] => vec![Cover::Control],
        _ => vec![Cover::Unsealed],
    }
}

/// The one record that the format has, and nothing beside it.
fn provenance(path: &[&str]) -> Cover {
    match path {
        [] | ["records"] | ["records", "0"] => Cover::Partly,
        ["records", "0", "prov_id" | "method_id" | "inputs" | "outputs", ..] => Cover::Expected,
        _ => Cover::Unsealed,
    }
}

/// The members of a package that no digest covers, as JSON pointers; each stands for everything below it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unsealed {
    /// Those that the format leaves out of its digests.
    pub expected: Vec<String>,
    /// Those of which nobody knows what they are for.
    pub unknown: Vec<String>,
}

impl Unsealed {
    /// Looks through a package.
    #[must_use]
    pub fn of(document: &Document<'_>) -> Self {
        let mut walk = Walk::of(document);
        walk.visit(document.root(), &mut Vec::new());
        walk.unsealed
    }

    /// Looks through a package whose events were looked through by themselves.
    pub(crate) fn beside(events: Events, document: &Document<'_>) -> Self {
        let mut walk = Walk { events: Some(events.walk.unsealed), ..Walk::of(document) };
        walk.visit(document.root(), &mut Vec::new());
        walk.unsealed
    }
}

/// The members of events that no digest covers, gathered while they are gone through for other reasons.
pub(crate) struct Events {
    walk: Walk,
    path: Vec<String>,
}

impl Events {
    pub fn of(document: &Document<'_>) -> Self {
        Self { walk: Walk::of(document), path: EVENTS.map(str::to_owned).into() }
    }

    /// Looks at the event with this number.
    pub fn take(&mut self, index: usize, event: Node<'_, '_>) {
        self.walk.element(index, event, &mut self.path);
    }
}

/// Where the events stand.
const EVENTS: [&str; 2] = ["control_bundle", "events"];

struct Walk {
    shape: Shape,
    /// Patterns of events in which everything is covered: what holds for one of them holds for all.
    complete: Vec<usize>,
    /// What was found in the events, if they were looked through.
    events: Option<Unsealed>,
    unsealed: Unsealed,
}

impl Walk {
    fn of(document: &Document<'_>) -> Self {
        let shape = Shape::of(document.root());
        Self { shape, complete: Vec::new(), events: None, unsealed: Unsealed::default() }
    }

    /// The depth of calls is that of the format, not of the document: what is covered as a whole, or not at
    /// all, is not looked into.
    fn visit(&mut self, node: Node<'_, '_>, path: &mut Vec<String>) {
        let way: Vec<&str> = path.iter().map(String::as_str).collect();
        let covers = self.shape.covers_value(&way, node);
        match covers.first() {
            Some(Cover::Unsealed) | None => self.unsealed.unknown.push(pointer(path)),
            Some(Cover::Expected) => self.unsealed.expected.push(pointer(path)),
            Some(Cover::Partly) => self.descend(node, path),
            Some(_) => {}
        }
    }

    fn element(&mut self, index: usize, element: Node<'_, '_>, path: &mut Vec<String>) {
        let pattern = element.repetition().map(|repetition| repetition.pattern);
        if pattern.is_some_and(|pattern| self.complete.contains(&pattern)) {
            return;
        }
        let known = self.unsealed.unknown.len();
        path.push(index.to_string());
        self.visit(element, path);
        path.pop();
        if self.unsealed.unknown.len() == known {
            self.complete.extend(pattern);
        }
    }

    fn descend(&mut self, node: Node<'_, '_>, path: &mut Vec<String>) {
        let before = (self.unsealed.expected.len(), self.unsealed.unknown.len());
        // By key, so that the same package in another spelling gives the same list.
        for (key, value) in node.sorted_members() {
            path.push(key.text().into_owned());
            self.visit(value, path);
            path.pop();
        }
        match self.events.take_if(|_| *path == EVENTS) {
            Some(mut found) => {
                self.unsealed.expected.append(&mut found.expected);
                self.unsealed.unknown.append(&mut found.unknown);
            }
            None => {
                for (index, element) in node.elements().enumerate() {
                    self.element(index, element, path);
                }
            }
        }
        // Where the format leaves all of it out, the owner says so in one.
        let (expected, unknown) = before;
        let is_provenance = path.last().is_some_and(|name| name == "provenance");
        if is_provenance && self.unsealed.unknown.len() == unknown && self.unsealed.expected.len() > expected
        {
            self.unsealed.expected.truncate(expected);
            self.unsealed.expected.push(pointer(path));
        }
    }
}

fn pointer(path: &[String]) -> String {
    let mut out = String::new();
    for part in path {
        out.push('/');
        out.push_str(&part.replace('~', "~0").replace('/', "~1"));
    }
    out
}
