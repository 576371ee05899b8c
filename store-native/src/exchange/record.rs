//! The audit record: all that there is to say about a decision, in one value that has a digest.

use verifier_core::canonical::Value;
use verifier_core::decision::{Approval, Decision, Execution, Timestamp};
use verifier_core::digest::{self, RawDigest};

use super::bundle::actor;
use crate::store::{Log, Parsed, StoreError, StoredEvent};

/// The version of the record's own format, `schema_version`.
const SCHEMA_VERSION: &str = "0.1.0";

/// The audit record of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRecord {
    /// `{schema_version, exported_at, decision, events, approvals, executions}`
    pub record: Value,
    /// H(C(record)). The time of the export is in it.
    pub digest: RawDigest,
}

impl AuditRecord {
    /// `{audit_record, record_digest}`, the digest raw.
    #[must_use]
    pub fn to_value(&self) -> Value {
        Value::object([
            ("audit_record", self.record.clone()),
            ("record_digest", Value::from(self.digest.to_string())),
        ])
    }
}

/// Makes the audit record of a decision as it stands at `now`, which is also its `exported_at`. Members and
/// version are those of the reference implementation.
///
/// # Errors
/// `STORE_TAMPERED` and `REPLAY_INVALID` about the log.
pub fn audit_record(log: &Log, now: Timestamp) -> Result<AuditRecord, StoreError> {
    let decision = log.decision(now)?;
    let events = log.events.iter().map(event).collect::<Result<Vec<_>, _>>()?;
    let record = Value::object([
        ("schema_version", Value::from(SCHEMA_VERSION)),
        ("exported_at", Value::from(now.to_string())),
        ("decision", decision.to_value()),
        ("events", Value::Array(events)),
        ("approvals", approvals(&decision)),
        ("executions", Value::array(decision.executions.iter().map(execution))),
    ]);
    Ok(AuditRecord { digest: digest::of(&record), record })
}

/// A stored event with the member names of the record, which has `event_type` where a bundle has `type`.
fn event(stored: &StoredEvent) -> Result<Value, StoreError> {
    let parsed = Parsed::read(stored)?;
    Ok(Value::object([
        ("event_id", Value::from(stored.event_id())),
        ("decision_id", Value::from(&stored.owner)),
        ("seq", Value::from(stored.seq)),
        ("event_type", Value::from(&stored.event_type)),
        ("ts", Value::from(parsed.ts().to_string())),
        ("actor", actor(stored).to_value()),
        ("payload", Value::from(parsed.payload().root())),
        ("digest", Value::from(&stored.digest)),
    ]))
}

/// The approvals by actor id, revoked and expired ones included.
fn approvals(decision: &Decision) -> Value {
    decision
        .approvals
        .iter()
        .map(|(actor_id, approval)| (actor_id.as_str(), self::approval(approval)))
        .collect()
}

fn approval(approval: &Approval) -> Value {
    Value::object([
        ("actor", approval.actor.to_value()),
        ("granted_at", Value::from(approval.granted_at.to_string())),
        ("expires_at", time(approval.expires_at)),
        ("comment", Value::from(approval.comment.as_deref())),
        ("revoked", Value::from(approval.revoked)),
        ("revoked_at", time(approval.revoked_at)),
        ("revoke_reason", Value::from(approval.reason.as_deref())),
    ])
}

fn execution(execution: &Execution) -> Value {
    Value::object([
        ("adapter_id", Value::from(&execution.adapter_id)),
        ("dry_run", Value::from(execution.dry_run)),
        ("requested_at", time(Some(execution.requested_at))),
        ("started_at", time(execution.started_at)),
        ("completed_at", time(execution.completed_at)),
        ("run_id", Value::from(execution.run_id.as_deref())),
        ("request_digest", Value::from(execution.request_digest.as_deref())),
        ("response_digest", Value::from(execution.response_digest.as_deref())),
        // The reference implementation takes no steps for no statement.
        ("steps_executed", Value::from(execution.steps_executed.filter(|steps| *steps > 0))),
        ("error_code", Value::from(execution.error_code.as_deref())),
        ("error_message", Value::from(execution.error_message.as_deref())),
    ])
}

fn time(ts: Option<Timestamp>) -> Value {
    Value::from(ts.map(|ts| ts.to_string()))
}
