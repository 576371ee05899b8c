//! What leaves the store, and what comes in.

use store_native::exchange::{ConflictMode, Imported, RouterEvidence, export_bundle, export_package, import};
use verifier_core::decision::lifecycle::BlockingReason;
use verifier_core::json::Limits;

use super::{Agreement, World};
use crate::bundles::{Incoming, Kept};
use crate::command::{Nth, Variant};
use crate::standing::End;

impl World {
    pub(super) fn export(&mut self, subject: Nth) -> Agreement {
        let now = self.store().now()?;
        let found = self.on(subject, |store, id| export_bundle(&store.log(id)?, now, None));
        let Some((index, exported)) = self.agreed(self.there(subject), found)? else { return Ok(()) };
        let decision = &self.model.decisions[index];
        let kept = Kept {
            decision_id: decision.id.clone(),
            text: exported.text().to_owned(),
            digest: exported.digest.to_string(),
            state: decision.now().state(self.model.now).as_str(),
            past: decision.past.clone(),
        };
        let bundle: serde_json::Value = serde_json::from_str(exported.text())?;
        let types: Vec<&str> = bundle["events"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|event| event["type"].as_str())
            .collect();
        let expected: Vec<&str> = decision.past.iter().filter_map(|past| past.event).collect();
        if types != expected || bundle["decision"]["status"] != kept.state.to_uppercase() {
            return Err(format!("a bundle of {expected:?} and {}: {bundle}", kept.state).into());
        }
        // What was exported before, and nothing has happened since, is the same; also after an import.
        let same = |other: &&Kept| {
            other.decision_id == kept.decision_id && other.past == kept.past && other.state == kept.state
        };
        if let Some(other) = self.bundles.iter().find(same).filter(|other| other.digest != kept.digest) {
            return Err(format!("{} was exported with the digest {} before", kept.text, other.digest).into());
        }
        self.bundles.push(kept);
        Ok(())
    }

    pub(super) fn package(&mut self, subject: Nth) -> Agreement {
        let now = self.store().now()?;
        let expected = self.there(subject).and_then(|index| {
            let standing = self.model.decisions[index].now();
            match standing.runs.last().map(|run| &run.end) {
                Some(End::Success { run_id, .. }) => Ok((*run_id, standing.state(self.model.now))),
                _ => Err("NO_ROUTER_LINK"),
            }
        });
        // It is verified before it is handed out.
        let found = self
            .on(subject, |store, id| export_package(&store.log(id)?, now, None, &RouterEvidence::Recorded));
        if let Some((expected, package)) = self.agreed(expected, found)? {
            if (package.run_id.as_str(), package.state) != expected {
                return Err(format!("a package of {expected:?}: {package:?}").into());
            }
        }
        Ok(())
    }

    pub(super) fn import(&mut self, nth: usize, variant: Variant, mode: ConflictMode) -> Agreement {
        if self.bundles.is_empty() {
            return Ok(());
        }
        let kept = &self.bundles[self.bundles.len() - 1 - nth % self.bundles.len()];
        let (original, incoming) = (kept.decision_id.clone(), kept.prepare(variant, self.model.now));
        let there = self.model.decision_of(&original);
        let is_pending = there.is_some_and(|index| self.model.decisions[index].now().pending().is_some());
        let expected = match (incoming.flaw, there, mode, incoming.misfit) {
            (Some(flaw), ..) => Err(flaw),
            (None, Some(_), ConflictMode::Reject, _) => Err("DECISION_EXISTS"),
            (None, _, _, Some(misfit)) => Err(misfit),
            (None, _, ConflictMode::Overwrite, None) if is_pending => Err("EXECUTION_IN_PROGRESS"),
            _ => Ok(()),
        };
        let text = incoming.text.as_bytes();
        let found = self.store_mut().write(|writing| import(writing, text, mode, &Limits::default()));
        let Some(((), imported)) = self.agreed(expected, found)? else { return Ok(()) };
        self.take_in(&original, &incoming, there, mode, &imported)
    }

    /// Records an import in the model, and compares what the store says about it.
    fn take_in(
        &mut self,
        original: &str,
        incoming: &Incoming,
        there: Option<usize>,
        mode: ConflictMode,
        imported: &Imported,
    ) -> Agreement {
        let overwritten = there.is_some() && mode == ConflictMode::Overwrite;
        let renamed = there.is_some() && mode == ConflictMode::NewId;
        let events = incoming.past[1..].to_vec();
        let (count, standing) = (events.len(), events.last().cloned().unwrap_or_default());
        match there {
            Some(index) if overwritten => self.model.replace(index, events),
            _ => {
                let created_at = standing.begun_at.unwrap_or(self.model.now);
                self.model.add_decision(imported.decision_id.clone(), created_at, events);
            }
        }
        let now = self.model.now;
        let blocking = standing.blocking(now).map(|(code, _)| code);
        let agrees = imported.original_decision_id == original
            && imported.new_decision_id.is_some() == renamed
            && (imported.decision_id == original) != renamed
            && imported.conflict_mode == mode
            && imported.overwritten == overwritten
            && imported.events_imported == count
            && imported.digest.to_string() == incoming.digest
            && imported.state == standing.state(now)
            && imported.blocking.as_ref().map(BlockingReason::code) == blocking;
        if agrees {
            return Ok(());
        }
        Err(format!("{count} events to {:?}, {blocking:?}: {imported:?}", standing.state(now)).into())
    }
}
