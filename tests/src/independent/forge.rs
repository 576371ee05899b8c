//! Rewriting history: a package whose events are changed and whose digests are then all computed anew, as
//! whoever holds a package can.

use super::{Tree, canonical_text, replace, reseal, sha256_hex};

/// A package as its events tell it.
#[derive(Debug, Clone)]
pub struct Story {
    package: Tree,
    /// The events, of which only type, payload, time and actor count: the rest is made anew.
    pub events: Vec<Tree>,
    /// Whether the digests of what the router was asked to do are computed anew too, from the events.
    pub requests_anew: bool,
}

impl Story {
    /// The story of a package.
    ///
    /// # Panics
    /// If it is no package.
    pub fn of(package: &[u8]) -> Self {
        let package = Tree::read(package).expect("a package is JSON");
        let events = package.member("control_bundle").and_then(|bundle| bundle.member("events")).cloned();
        let Some(Tree::Array(events)) = events else { panic!("a package has events") };
        Self { package, events, requests_anew: true }
    }

    /// The place of the event number `nth` (from 0) of a type.
    ///
    /// # Panics
    /// If there are not so many.
    pub fn place(&self, kind: &str, nth: usize) -> usize {
        let mut places = self.events.iter().enumerate().filter(|(_, event)| text(event, "type") == kind);
        let Some((place, _)) = places.nth(nth) else { panic!("there is no {kind} number {nth}") };
        place
    }

    /// Changes the event number `nth` of a type at a pointer from the event.
    ///
    /// # Panics
    /// If there is nothing.
    pub fn change(&mut self, kind: &str, nth: usize, pointer: &str, value: Tree) {
        let place = self.place(kind, nth);
        assert!(replace(&mut self.events[place], pointer, value), "{kind} has {pointer}");
    }

    /// The package that tells this story, whole to the last digest.
    ///
    /// # Panics
    /// If the story cannot be told: it needs a run.
    pub fn told(&self) -> Tree {
        let mut package = self.package.clone();
        let bundle = package.member("control_bundle").expect("a package has a bundle").clone();
        let decision_id =
            text(bundle.member("decision").expect("a bundle has a decision"), "decision_id").to_owned();

        let (mut events, mut fold) = (Vec::new(), Fold::default());
        for (seq, event) in self.events.iter().enumerate() {
            let mut event = event.clone();
            set(&mut event, "seq", Tree::Number(seq.to_string()));
            set(&mut event, "event_id", string(format!("evt_{decision_id}_{seq}")));
            set(&mut event, "decision_id", string(&decision_id));
            fold.take(&mut event, self.requests_anew);
            let digested = object([
                ("event_type", event.member("type").cloned().unwrap_or(Tree::Null)),
                ("payload", event.member("payload").cloned().unwrap_or(Tree::Null)),
            ]);
            set(&mut event, "digest", string(hash(&digested)));
            events.push(event);
        }
        put(&mut package, "/control_bundle/events", Tree::Array(events));
        for (name, value) in [
            ("goal", fold.goal.clone()),
            ("mode", fold.mode.clone()),
            ("created_at", fold.created_at.clone()),
            ("status", string(fold.status)),
        ] {
            put(&mut package, &format!("/control_bundle/decision/{name}"), value);
        }

        let link_digest = format!(
            "sha256:{}",
            hash(&object([
                ("decision_id", string(&decision_id)),
                ("run_id", fold.run_id.clone()),
                ("router_request_digest", fold.request.clone()),
                ("router_result_digest", fold.response.clone()),
            ]))
        );
        let prefixed = |digest: &Tree| digest.as_str().map(|digest| string(format!("sha256:{digest}")));
        let link = [
            ("run_id", Some(fold.run_id.clone())),
            ("adapter_id", Some(fold.adapter.clone())),
            ("router_request_digest", prefixed(&fold.request)),
            ("router_result_digest", prefixed(&fold.response)),
            ("control_router_link_digest", Some(string(&link_digest))),
        ];
        let link = link.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
        put(&mut package, "/control_bundle/router_link", Tree::Object(link));
        put(&mut package, "/binding/control_router_link_digest", string(link_digest));
        rebind(&mut package, &decision_id);
        package
    }
}

/// Computes the control digest, the binding digest and the records of the making anew.
fn rebind(package: &mut Tree, decision_id: &str) {
    reseal(package).expect("the story has a canonical form");
    for (owner, digest, method, output) in [
        (
            "/control_bundle",
            "/control_bundle/integrity/canonical_digest",
            "nexus-control.export_v0_5",
            "bundle",
        ),
        ("", "/integrity/binding_digest", "nexus-control.audit_export_v0_6", "audit_package"),
    ] {
        let digest =
            super::at(package, digest).and_then(|digest| digest.as_str()).expect("it is sealed").to_owned();
        let raw = digest.trim_start_matches("sha256:");
        let id = sha256_hex(format!("{decision_id}:{raw}").as_bytes());
        let record = object([
            ("prov_id", string(format!("prov_{}", &id[..12]))),
            ("method_id", string(method)),
            ("inputs", Tree::Array(vec![string(format!("decision:{decision_id}"))])),
            ("outputs", Tree::Array(vec![string(format!("{output}:{digest}"))])),
        ]);
        put(package, &format!("{owner}/provenance/records"), Tree::Array(vec![record]));
    }
}

/// What the events add up to.
struct Fold {
    goal: Tree,
    plan: Tree,
    mode: Tree,
    created_at: Tree,
    status: &'static str,
    policy: Tree,
    adapter: Tree,
    dry_run: Tree,
    request: Tree,
    response: Tree,
    run_id: Tree,
}

impl Default for Fold {
    fn default() -> Self {
        let null = || Tree::Null;
        Self {
            goal: null(),
            plan: null(),
            mode: string("dry_run"),
            created_at: null(),
            status: "DRAFT",
            policy: null(),
            adapter: null(),
            dry_run: null(),
            request: null(),
            response: null(),
            run_id: null(),
        }
    }
}

impl Fold {
    fn take(&mut self, event: &mut Tree, requests_anew: bool) {
        let of = |name: &str| {
            let payload = event.member("payload").expect("an event has a payload");
            payload.member(name).cloned().unwrap_or(Tree::Null)
        };
        if self.created_at == Tree::Null {
            self.created_at = event.member("ts").cloned().unwrap_or(Tree::Null);
        }
        match text(event, "type") {
            "DECISION_CREATED" => {
                (self.goal, self.plan, self.mode) = (of("goal"), of("plan"), of("requested_mode"));
            }
            "POLICY_ATTACHED" => {
                self.policy = event.member("payload").cloned().unwrap_or(Tree::Null);
                self.status = "PENDING_APPROVAL";
            }
            "EXECUTION_REQUESTED" => {
                (self.adapter, self.dry_run) = (of("adapter_id"), of("dry_run"));
                (self.request, self.response, self.run_id) = (Tree::Null, Tree::Null, Tree::Null);
            }
            "EXECUTION_STARTED" => {
                self.status = "EXECUTING";
                if requests_anew {
                    let digest = string(hash(&self.request()));
                    put(event, "/payload/router_request_digest", digest.clone());
                    self.request = digest;
                } else {
                    self.request = of("router_request_digest");
                }
            }
            "EXECUTION_COMPLETED" => {
                self.status = "COMPLETED";
                (self.response, self.run_id) = (of("response_digest"), of("run_id"));
            }
            "EXECUTION_FAILED" => self.status = "FAILED",
            _ => {}
        }
    }

    /// What a router is asked to do (`docs/format.md`, section 2).
    fn request(&self) -> Tree {
        let mut members = vec![
            ("goal", self.goal.clone()),
            ("adapter_id", self.adapter.clone()),
            ("dry_run", self.dry_run.clone()),
        ];
        let steps = self.policy.member("max_steps").cloned().unwrap_or(Tree::Null);
        let capabilities = self.policy.member("require_adapter_capabilities").cloned();
        members.extend(
            [("plan", self.plan.clone()), ("max_steps", steps)]
                .into_iter()
                .filter(|(_, it)| *it != Tree::Null),
        );
        members.extend(capabilities.filter(Tree::is_truthy).map(|it| ("require_capabilities", it)));
        Tree::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }
}

fn hash(tree: &Tree) -> String {
    sha256_hex(canonical_text(tree).expect("it has a canonical form").as_bytes())
}

fn text<'t>(tree: &'t Tree, name: &str) -> &'t str {
    tree.member(name).and_then(Tree::as_str).unwrap_or_default()
}

fn string(text: impl Into<String>) -> Tree {
    Tree::String(text.into())
}

fn object<const N: usize>(members: [(&str, Tree); N]) -> Tree {
    Tree::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// Sets a member of an object, whether it is there or not.
fn set(tree: &mut Tree, name: &str, value: Tree) {
    let Tree::Object(members) = tree else { panic!("{name} belongs into an object") };
    match members.iter_mut().find(|(key, _)| key == name) {
        Some((_, place)) => *place = value,
        None => members.push((name.to_owned(), value)),
    }
}

fn put(tree: &mut Tree, pointer: &str, value: Tree) {
    assert!(replace(tree, pointer, value), "{pointer} is there");
}
