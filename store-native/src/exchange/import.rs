//! Taking a decision bundle in.

use uuid::Uuid;
use verifier_core::bundle::Bundle;
use verifier_core::canonical::Value;
use verifier_core::decision::lifecycle::{BlockingReason, Lifecycle, TIMELINE_LIMIT};
use verifier_core::decision::{Decision, State, Timestamp};
use verifier_core::digest::{self, PrefixedDigest, RawDigest};
use verifier_core::json::{Document, Limits, Node};

use super::bundle::covered;
use super::incoming::Incoming;
use super::{ConflictMode, ImportError, Misfit, Place, difference, identity, schema};
use crate::store::{Log, Recorded, StoreError, Writing};

/// A decision that was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The id that the decision has in the store.
    pub decision_id: String,
    /// The id that it has in the bundle.
    pub original_decision_id: String,
    /// The id that it was given because the other one was taken, if it was.
    pub new_decision_id: Option<String>,
    /// How many events were recorded.
    pub events_imported: usize,
    /// The control digest of the bundle, recomputed.
    pub digest: PrefixedDigest,
    /// What was to be done in a conflict.
    pub conflict_mode: ConflictMode,
    /// Whether there was a log in its place, which is in the archive now.
    pub overwritten: bool,
    /// The state that the events replay to now.
    pub state: State,
    /// Why it cannot be run, as it stands.
    pub blocking: Option<BlockingReason>,
    /// Whether its timeline is longer than what is shown where nobody asks for more.
    pub timeline_truncated: bool,
}

impl Imported {
    /// The result as the reference implementation reports it: `{ok, imported: {decision_id, events_imported,
    /// original_decision_id?, new_decision_id?}, digest_verified, conflict_mode, replay_ran, replay: {ok,
    /// blocking_reasons, timeline_truncated}}`. Nothing is imported whose digest is wrong or that does not
    /// replay, so these members are always true.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let original = Some(&self.original_decision_id).filter(|original| **original != self.decision_id);
        let imported = [
            ("decision_id", Some(Value::from(&self.decision_id))),
            ("events_imported", Some(Value::from(self.events_imported))),
            ("original_decision_id", original.map(Value::from)),
            ("new_decision_id", self.new_decision_id.as_ref().map(Value::from)),
        ];
        let imported: Value = imported.into_iter().filter_map(|(key, value)| Some((key, value?))).collect();
        let replay = Value::object([
            ("ok", Value::from(true)),
            ("blocking_reasons", Value::array(self.blocking.iter().map(BlockingReason::to_value))),
            ("timeline_truncated", Value::from(self.timeline_truncated)),
        ]);
        Value::object([
            ("ok", Value::from(true)),
            ("imported", imported),
            ("digest_verified", Value::from(true)),
            ("conflict_mode", Value::from(self.conflict_mode.as_str())),
            ("replay_ran", Value::from(true)),
            ("replay", replay),
        ])
    }
}

/// Imports a decision bundle in the course of a transaction.
///
/// 1. Read the text as strict JSON.
/// 2. Read the document as a decision bundle.
/// 3. Recompute the control digest; it must be the stored one, whose prefix is optional.
/// 4. Look whether the decision is there already, and what is to be done then.
/// 5. Make the rows: every event must replay, and must have nothing that a row would lose.
/// 6. Rebuild the bundle from the rows, as an export would; its control digest must be the one of step 3. The
///    state may differ where it depends on when one asks, because an approval expires.
/// 7. Write the rows.
///
/// Where it returns an error, nothing of this bundle was recorded, and the transaction goes on unless
/// [`ImportError::ends_transaction`] says otherwise. So many bundles can share a transaction, which is what
/// makes a thousand of them fast:
///
/// ```
/// use store_native::exchange::{ConflictMode, ImportError, Imported, import};
/// use store_native::store::Store;
/// use verifier_core::Limits;
///
/// fn import_all<'t>(
///     store: &mut Store,
///     texts: impl IntoIterator<Item = &'t [u8]>,
/// ) -> Result<Vec<Result<Imported, ImportError>>, ImportError> {
///     let limits = Limits::default();
///     store.write(|writing| {
///         let outcomes = texts.into_iter().map(|text| {
///             match import(writing, text, ConflictMode::Reject, &limits) {
///                 Err(error) if error.ends_transaction() => Err(error),
///                 outcome => Ok(outcome),
///             }
///         });
///         outcomes.collect()
///     })
/// }
/// ```
///
/// # Errors
/// 1 and 2: `BUNDLE_INVALID_SCHEMA`. 3: `INTEGRITY_MISMATCH`. 4: `DECISION_EXISTS`. 5 and 6:
/// `REPLAY_INVALID`. 7: `IMPORT_ATOMICITY_FAILED`, and `STORE_TAMPERED` where the log that is to be replaced
/// is not as it was recorded.
pub fn import(
    writing: &mut Writing<'_>,
    text: &[u8],
    mode: ConflictMode,
    limits: &Limits,
) -> Result<Imported, ImportError> {
    // 1.
    let document = Document::read(text, &schema::bounds(limits))
        .map_err(|refusal| ImportError::Invalid(refusal.into()))?;
    let root = document.root();
    // 2.
    let bundle = schema::read(&document).map_err(ImportError::Invalid)?;
    // 3.
    let digest = verified(root, &bundle)?;
    // 4.
    let original = identity(root, &bundle).map_err(ImportError::ReplayInvalid)?;
    let is_there = writing.has_decision(&original)?;
    if is_there && mode == ConflictMode::Reject {
        return Err(StoreError::DecisionExists { decision_id: original }.into());
    }
    // 5.
    let now = writing.now()?;
    let incoming = Incoming::read(root, &bundle, &original, now).map_err(ImportError::ReplayInvalid)?;
    // 6.
    rebuild(root, &bundle, &incoming, digest).map_err(ImportError::ReplayInvalid)?;
    // 7.
    let Incoming { mut log, events, decision } = incoming;
    let new = (is_there && mode == ConflictMode::NewId).then(|| Uuid::new_v4().to_string());
    if let Some(new) = &new {
        rename(&mut log, new);
    }
    let overwritten = is_there && mode == ConflictMode::Overwrite;
    write(writing, &log, overwritten.then_some(digest)).map_err(ImportError::while_writing)?;

    let lifecycle = Lifecycle::of(&decision, &events, Some(TIMELINE_LIMIT));
    Ok(Imported {
        decision_id: log.header.decision_id,
        original_decision_id: original,
        new_decision_id: new,
        events_imported: log.events.len(),
        digest: digest.prefixed(),
        conflict_mode: mode,
        overwritten,
        state: lifecycle.state,
        timeline_truncated: lifecycle.is_truncated(),
        blocking: lifecycle.blocking,
    })
}

/// Step 3: the control digest, which must be the one that the bundle states.
fn verified(root: Node<'_, '_>, bundle: &Bundle<'_, '_>) -> Result<RawDigest, ImportError> {
    let recomputed = bundle.control_digest();
    let stated = bundle.canonical_digest.as_str().unwrap_or_default();
    if recomputed.is_written_as(stated.strip_prefix(PrefixedDigest::PREFIX).unwrap_or(&stated)) {
        return Ok(recomputed);
    }
    Err(ImportError::IntegrityMismatch {
        stated: stated.into_owned(),
        recomputed: recomputed.prefixed(),
        place: Place::of(root, "/integrity/canonical_digest"),
    })
}

/// The id of the decision, if it can be one here.
fn identity(root: Node<'_, '_>, bundle: &Bundle<'_, '_>) -> Result<String, Misfit> {
    let misfit = |message: String| Misfit::new(message, Place::of(root, "/decision/decision_id"));
    let Some(decision_id) = bundle.decision.id.as_str() else {
        let found = bundle.decision.id.kind().described();
        return Err(misfit(format!("{found} where a string is required")));
    };
    match identity::unusable(&decision_id) {
        None => Ok(decision_id.into_owned()),
        Some(why) => Err(misfit(why)),
    }
}

/// Step 6: the bundle that the rows would be exported as has the same control digest.
fn rebuild(
    root: Node<'_, '_>,
    bundle: &Bundle<'_, '_>,
    incoming: &Incoming<'_, '_>,
    digest: RawDigest,
) -> Result<(), Misfit> {
    let unreadable = |error: StoreError| Misfit::new(error.to_string(), Place::of(root, ""));
    let Incoming { log, decision, .. } = incoming;
    let rebuilt = match state_of_another_time(bundle, log, decision).map_err(unreadable)? {
        Some(state) => {
            let mut then = decision.clone();
            then.state = state;
            covered(log, &then)
        }
        None => covered(log, decision),
    };
    let rebuilt = rebuilt.map_err(unreadable)?;
    if digest::of(&rebuilt) == digest { Ok(()) } else { Err(difference::first(root, bundle, &rebuilt)) }
}

/// The state that the header states, if the same events gave it at another time: while approvals count that
/// have expired by now, or once they have expired. Approvals only ever expire, so it is enough to ask for the
/// beginning of time and for its end.
fn state_of_another_time(
    bundle: &Bundle<'_, '_>,
    log: &Log,
    decision: &Decision,
) -> Result<Option<State>, StoreError> {
    let stated = bundle.decision.status.as_str().unwrap_or_default();
    let stated = State::ALL.into_iter().find(|state| state.status() == stated);
    let Some(stated) = stated.filter(|stated| stated.awaits_execution() && *stated != decision.state) else {
        return Ok(None);
    };
    for moment in ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59.999999+00:00"] {
        let moment = Timestamp::parse(moment).ok_or(StoreError::Clock)?;
        if log.decision(moment)?.state == stated {
            return Ok(Some(stated));
        }
    }
    Ok(None)
}

/// Gives a log another id. Payloads and event digests do not have it in them.
fn rename(log: &mut Log, decision_id: &str) {
    decision_id.clone_into(&mut log.header.decision_id);
    for event in &mut log.events {
        decision_id.clone_into(&mut event.owner);
    }
}

/// Step 7: all rows, or none. With `replacing`, the control digest of the bundle, the log that is there goes
/// to the archive, and its header stays.
fn write(writing: &mut Writing<'_>, log: &Log, replacing: Option<RawDigest>) -> Result<(), StoreError> {
    writing.attempt(|writing| {
        match replacing {
            Some(digest) => writing.archive(&log.header.decision_id, digest)?,
            None => writing.create_decision(&log.header.decision_id, &log.header.created_at)?,
        }
        log.events.iter().try_for_each(|event| writing.insert(Recorded::Event, event))
    })
}
