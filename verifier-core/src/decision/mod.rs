//! Decisions: events, the policy they attach, and the state that they replay to (`docs/format.md`,
//! section 5).
//!
//! A decision has no state of its own: it is what its events say. [`Decision`] is the fold over them, and
//! the store, the importer and the verifier all use this one. Reading is strict: what a reader would have
//! to guess at is [`Unreplayable`], with the place and the reason.
//!
//! ```
//! use verifier_core::decision::{Actor, Decision, Event, EventType, State, Timestamp};
//! use verifier_core::json::{Document, Limits};
//!
//! let payload = br#"{"goal":"rotate keys","plan":null,"requested_mode":"apply","labels":[]}"#;
//! let payload = Document::read(payload, &Limits::default())?;
//! let ts = Timestamp::parse("2026-11-22T20:12:08.842655+00:00").ok_or("no timestamp")?;
//! let event = Event {
//!     seq: 0,
//!     kind: EventType::DecisionCreated,
//!     ts,
//!     actor: Actor::human("alice"),
//!     payload: Some(payload.root()),
//! };
//! let decision = Decision::replay("d-1", [event], ts)?;
//! assert_eq!(decision.state, State::Draft);
//! assert_eq!(decision.goal.as_deref(), Some("rotate keys"));
//! # Ok::<(), Box<dyn core::error::Error>>(())
//! ```

mod actor;
mod approval;
mod digests;
mod event;
mod event_members;
mod event_type;
mod execution;
mod exported;
mod fields;
pub mod lifecycle;
mod mode;
mod policy;
mod provenance;
mod replay;
mod router_request;
mod state;
mod status;
mod template;
mod timestamp;
mod unreplayable;

pub use actor::{Actor, ActorKind};
pub use approval::Approval;
pub use digests::{event_digest, link_digest, response_digest, stored_event_digest};
pub use event::Event;
pub(crate) use event_members::{EventMembers, EventReader};
pub use event_type::EventType;
pub use execution::{Execution, Outcome};
pub use lifecycle::Lifecycle;
pub use mode::Mode;
pub use policy::{Policy, PolicyFault};
pub use provenance::{Artifact, prov_id};
pub use replay::Decision;
pub use router_request::RouterRequest;
pub use state::State;
pub use template::{Template, TemplateUse};
pub use timestamp::Timestamp;
pub use unreplayable::{Fault, Unreplayable};
