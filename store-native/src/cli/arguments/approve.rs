//! What `approve` and `revoke` are asked.

use clap::Args;
use verifier_core::decision::Actor;

use super::values::{ACTOR, Expiry, actor, expiry};

/// Approve a request
///
/// Records an approval. It counts until it expires or is revoked; whether there are enough is asked again
/// when the request is executed.
#[derive(Debug, Args)]
#[command(after_help = APPROVE_EXAMPLES)]
pub struct ApproveArguments {
    /// The request
    #[arg(value_name = "ID")]
    pub id: String,

    /// Who approves
    #[arg(long, value_name = ACTOR, value_parser = actor)]
    pub actor: Actor,

    /// What they say about it
    #[arg(long, value_name = "TEXT")]
    pub comment: Option<String>,

    /// Until when it counts: a time (RFC 3339), or a duration from now on such as 8h, 7d or "1h 30m"
    /// (w, d, h, m for minutes, s)
    #[arg(long, value_name = "TIME|DURATION", value_parser = expiry)]
    pub expires_at: Option<Expiry>,
}

const APPROVE_EXAMPLES: &str = "\
Examples:
  nexus-attest approve ID --actor human:bob --comment \"Checked the plan\"
  nexus-attest approve ID --actor human:carol --expires-at 8h
  nexus-attest approve ID --actor human:carol --expires-at 2026-12-31T18:00:00Z";

/// Take an approval back
///
/// Possible until the request was carried out, also after a dry run or a run that failed.
#[derive(Debug, Args)]
#[command(after_help = REVOKE_EXAMPLES)]
pub struct RevokeArguments {
    /// The request
    #[arg(value_name = "ID")]
    pub id: String,

    /// Who takes their approval back
    #[arg(long, value_name = ACTOR, value_parser = actor)]
    pub actor: Actor,

    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
}

const REVOKE_EXAMPLES: &str = "\
Examples:
  nexus-attest revoke ID --actor human:bob --reason \"The plan was changed\"";
