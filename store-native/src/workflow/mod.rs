//! What may be done with a decision, and when: requests, approvals, executions.
//!
//! Each step reads the log, asks the rules and appends in one transaction, so what was true when it was
//! asked is still true when it is recorded.

mod actor;
mod approval;
mod error;
mod execution;
mod request;

pub use actor::{ActorError, parse_actor};
pub use approval::NewApproval;
pub use error::WorkflowError;
pub use execution::{Claim, Claimed, Executed, RouterOutcome};
pub use request::{NewRequest, PolicyChoices, Requested};
