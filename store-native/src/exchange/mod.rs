//! What leaves the store as a file, and what comes in from one: decision bundles, audit packages and audit
//! records (`docs/format.md`, sections 2 and 3).
//!
//! Nothing that was not verified leaves: every text is read again by the verification core before it is
//! handed out. And nothing comes in that would not go out again as it came: what is imported exports to the
//! same control digest.

mod bundle;
mod conflict;
mod difference;
mod evidence;
mod export_error;
mod identity;
mod import;
mod import_error;
mod incoming;
mod package;
mod place;
mod record;
mod schema;

pub use bundle::{Exported, export_bundle};
pub use conflict::ConflictMode;
pub use evidence::{RouterEvidence, parse_router_digest};
pub use export_error::ExportError;
pub use identity::MAX_DECISION_ID;
pub use import::{Imported, import};
pub use import_error::ImportError;
pub use package::{ExportedPackage, export_package};
pub use place::{Flaw, Misfit, Place};
pub use record::{AuditRecord, audit_record};
