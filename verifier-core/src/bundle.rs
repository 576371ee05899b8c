//! The decision bundle, `bundle_version` 0.5 (`docs/format.md`, section 2): what was allowed.

use crate::canonical::{self, Sink};
use crate::digest::{Hasher, RawDigest};
use crate::events;
use crate::json::{Node, Refusal};
use crate::view::{Place, default_or, optional};

/// A decision bundle where it stands in a document. Its required members are there; their values have
/// whatever type they have, as in the reference implementation.
#[derive(Debug, Clone, Copy)]
pub struct Bundle<'d, 'a> {
    /// `bundle_version`, if present; absent means [`Bundle::VERSION`].
    pub version: Option<Node<'d, 'a>>,
    /// `decision`: who is asked what, and how it ended.
    pub decision: Decision<'d, 'a>,
    /// `events`, if present; absent means none.
    pub events: Option<Node<'d, 'a>>,
    /// The last of them.
    pub(crate) last_event: Option<Node<'d, 'a>>,
    /// `template_snapshot`, if present and its `present` is truthy.
    pub template: Option<Node<'d, 'a>>,
    /// `router_link`, if present and not null.
    pub link: Option<Node<'d, 'a>>,
    /// `integrity.canonical_digest`: the stored control digest, a string.
    pub canonical_digest: Node<'d, 'a>,
}

/// The header of a decision.
#[derive(Debug, Clone, Copy)]
pub struct Decision<'d, 'a> {
    /// `decision_id`
    pub id: Node<'d, 'a>,
    /// `goal`, if present; absent means null.
    pub goal: Option<Node<'d, 'a>>,
    /// `mode`, if present; absent means `dry_run`.
    pub mode: Option<Node<'d, 'a>>,
    /// `created_at`
    pub created_at: Node<'d, 'a>,
    /// `status`
    pub status: Node<'d, 'a>,
}

/// The members of a template snapshot that are hashed, by ascending key; `present` is printed as true,
/// absent ones as null.
const TEMPLATE: [&str; 5] = ["digest", "name", "overrides", "present", "snapshot"];

/// The members of a router link that are hashed, by ascending key; absent and null ones are left out.
const LINK: [&str; 5] =
    ["adapter_id", "control_router_link_digest", "router_request_digest", "router_result_digest", "run_id"];

impl<'d, 'a> Bundle<'d, 'a> {
    /// The `bundle_version` that an absent one stands for.
    pub const VERSION: &'static str = "0.5";

    /// Reads the bundle at `place`.
    ///
    /// # Errors
    /// `MISSING_MEMBER` or `WRONG_TYPE` where the reference implementation cannot read the bundle.
    pub fn read(place: &Place<'d, 'a>) -> Result<Self, Refusal> {
        place.object()?;
        let decision = place.required("decision")?;
        decision.object()?;
        let decision = Decision {
            id: decision.required("decision_id")?.node,
            goal: decision.node.member("goal"),
            mode: decision.node.member("mode"),
            created_at: decision.required("created_at")?.node,
            status: decision.required("status")?.node,
        };
        let template = match place.optional("template_snapshot") {
            Some(snapshot) => {
                snapshot.object()?;
                Some(snapshot.node).filter(|node| node.member("present").is_some_and(Node::is_truthy))
            }
            None => None,
        };
        let link = match place.optional("router_link") {
            Some(link) if !link.node.is_null() => {
                link.object()?;
                Some(link.node)
            }
            _ => None,
        };
        let integrity = place.required("integrity")?;
        integrity.object()?;
        let canonical_digest = integrity.required("canonical_digest")?;
        canonical_digest.string()?;
        read_provenance(place)?;

        let last_event = match place.optional("events") {
            Some(events) => events::check(&events)?,
            None => None,
        };
        Ok(Self {
            version: place.node.member("bundle_version"),
            decision,
            events: place.node.member("events"),
            last_event,
            template,
            link,
            canonical_digest: canonical_digest.node,
        })
    }

    /// The member `name` of the router link; absent and null are the same.
    #[must_use]
    pub fn link_member(&self, name: &str) -> Option<Node<'d, 'a>> {
        self.link.and_then(|link| optional(link, name))
    }

    /// The control digest, recomputed: H(C({`bundle_version`, decision, events, `router_link`,
    /// `template_snapshot`})), each projected to the members that the format names
    /// (`docs/format.md`, section 2).
    #[must_use]
    pub fn control_digest(&self) -> RawDigest {
        self.control_digest_beside(&[]).0
    }

    /// The control digest, and the digest of `message`, which is computed along with it.
    pub(crate) fn control_digest_beside(&self, message: &[u8]) -> (RawDigest, RawDigest) {
        let mut hasher = Hasher::with_companion(message);
        self.project(&mut hasher);
        hasher.finish()
    }

    /// Writes the canonical form of what the control digest covers.
    pub fn project<S: Sink>(&self, sink: &mut S) {
        sink.write(b"{\"bundle_version\":");
        default_or(self.version, "\"0.5\"", sink);
        sink.write(b",\"decision\":{\"created_at\":");
        canonical::write(self.decision.created_at, sink);
        sink.write(b",\"decision_id\":");
        canonical::write(self.decision.id, sink);
        sink.write(b",\"goal\":");
        default_or(self.decision.goal, "null", sink);
        sink.write(b",\"mode\":");
        default_or(self.decision.mode, "\"dry_run\"", sink);
        sink.write(b",\"status\":");
        canonical::write(self.decision.status, sink);
        sink.write(b"},\"events\":");
        events::project(self.events, sink);
        sink.write(b",\"router_link\":{");
        let mut first = true;
        for name in LINK {
            if let Some(value) = self.link_member(name) {
                begin_member(name, &mut first, sink);
                canonical::write(value, sink);
            }
        }
        sink.write(b"},\"template_snapshot\":");
        match self.template {
            None => sink.write(b"{\"present\":false"),
            Some(template) => {
                sink.write(b"{");
                let mut first = true;
                for name in TEMPLATE {
                    begin_member(name, &mut first, sink);
                    let value = if name == "present" { None } else { template.member(name) };
                    default_or(value, if name == "present" { "true" } else { "null" }, sink);
                }
            }
        }
        sink.write(b"}}");
    }
}

fn begin_member<S: Sink>(name: &str, first: &mut bool, sink: &mut S) {
    sink.write(if *first { b"\"" } else { b",\"" });
    sink.write(name.as_bytes());
    sink.write(b"\":");
    *first = false;
}

/// Checks that provenance, which no digest covers, can be read at all.
pub(crate) fn read_provenance(owner: &Place<'_, '_>) -> Result<(), Refusal> {
    let Some(provenance) = owner.optional("provenance") else { return Ok(()) };
    provenance.object()?;
    let Some(records) = provenance.optional("records") else { return Ok(()) };
    if events::is_empty_iterable(records.node) {
        return Ok(());
    }
    records.array()?;
    for (index, record) in records.node.elements().enumerate() {
        let record = records.element(index, record);
        record.object()?;
        record.required("prov_id")?;
        record.required("method_id")?;
    }
    Ok(())
}
