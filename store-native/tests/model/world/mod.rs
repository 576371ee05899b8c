//! A store and the model of it, to which the same is done.

mod exchange;
mod reading;
mod workflow;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use store_native::clock::Clock;
use store_native::exchange::{ConflictMode, ExportError, Exported, export_bundle, import};
use store_native::store::{Direction, Finding, Head, NewEvent, OpenOptions, Stats, Store};
use store_native::workflow::Claimed;
use tempfile::TempDir;
use verifier_core::canonical::Value;
use verifier_core::decision::{Actor, EventType};
use verifier_core::json::Limits;

use crate::bundles::Kept;
use crate::clock::Movable;
use crate::command::{Command, Nth};
use crate::compare::difference;
use crate::foreign;
use crate::model::Model;
use crate::outcome::{Coded, agreed};
use crate::standing::{Asked, Code, Next, Standing};

/// Whether store and model agree; if not, on what they do not.
pub type Agreement = Result<(), Box<dyn Error>>;

/// How often a command of this name had this outcome: `ok`, or the code of the refusal.
pub type Outcomes = BTreeMap<(&'static str, Code), u64>;

/// Nobody gives a decision this id.
const UNKNOWN: &str = "00000000-0000-0000-0000-000000000000";

/// A store and the model of it.
pub struct World {
    pub model: Model,
    /// Two connections to one file; the first one is used.
    stores: Vec<Store>,
    clock: Arc<Movable>,
    claims: Vec<(Claimed, usize)>,
    bundles: Vec<Kept>,
    /// Every head that there was.
    heads: Vec<Head>,
    stats: Stats,
    /// What came of each kind of command, and how often.
    pub outcomes: Outcomes,
    doing: &'static str,
    folder: TempDir,
}

impl World {
    /// A new store, and bundles of another one that can be imported.
    pub fn new() -> Self {
        Self { bundles: foreign::bundles().to_vec(), ..Self::without_bundles() }
    }

    pub fn without_bundles() -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let clock = Movable::new();
        let stores = connections(&file_in(&folder), &clock);
        let stats = stores[0].stats().expect("figures");
        let now = stores[0].now().expect("a time").unix_micros().expect("an offset");
        Self {
            model: Model::new(now),
            stores,
            clock,
            claims: Vec::new(),
            bundles: Vec::new(),
            heads: stats.head.into_iter().collect(),
            stats,
            outcomes: Outcomes::new(),
            doing: "",
            folder,
        }
    }

    /// The bundles that are kept.
    pub fn into_bundles(self) -> Vec<Kept> {
        self.bundles
    }

    /// Does the same to both, and compares what comes of it. Where the model says that nothing is recorded,
    /// nothing may have changed.
    pub fn step(&mut self, command: &Command) -> Agreement {
        let rows = self.model.rows;
        self.perform(command)?;
        let stats = self.store().stats()?;
        if self.model.rows == rows && stats != self.stats {
            return Err(format!("nothing was to be recorded, but {:?} became {stats:?}", self.stats).into());
        }
        self.keep(stats);
        self.compare()
    }

    /// The whole file is sound, and every decision leaves it in a package, where it has a run, and in a bundle
    /// that can be taken elsewhere as it is.
    pub fn finish(&mut self) -> Agreement {
        self.check(self.heads.len() / 2)?;
        self.reopen();
        self.compare()?;
        (0..self.model.decisions.len())
            .try_for_each(|nth| self.perform(&Command::Package(Nth::Last(nth))))?;
        self.elsewhere()
    }

    fn elsewhere(&self) -> Agreement {
        let elsewhere = tempfile::tempdir()?;
        let mut elsewhere = connections(&file_in(&elsewhere), &self.clock).remove(0);
        let now = self.store().now()?;
        let exports = self
            .model
            .decisions
            .iter()
            .map(|decision| export_bundle(&self.store().log(&decision.id)?, now, None))
            .collect::<Result<Vec<Exported>, ExportError>>()?;
        elsewhere.write(|writing| {
            exports.iter().try_for_each(|exported| {
                let text = exported.text().as_bytes();
                import(writing, text, ConflictMode::Reject, &Limits::default()).map(|_| ())
            })
        })?;
        for (exported, expected) in exports.iter().zip(&self.model.decisions) {
            let log = elsewhere.log(&exported.decision_id)?;
            if export_bundle(&log, now, None)? != *exported {
                return Err(format!("{} is another one elsewhere", exported.decision_id).into());
            }
            difference(&log.decision(now)?, expected, self.model.now)?;
        }
        sound(&elsewhere.check(None, |_, _| ())?.findings)
    }

    /// Does the same to both, where it was compared before: what is not about this decision is not looked at.
    pub fn repeat(&mut self, command: &Command) -> Agreement {
        self.perform(command)?;
        self.keep(self.store().stats()?);
        Ok(())
    }

    fn perform(&mut self, command: &Command) -> Agreement {
        self.doing = command.name();
        match command {
            Command::Request(request) => self.request(request),
            Command::CreateTemplate { name, policy } => self.create_template(name, policy),
            Command::Approve { subject, actor, comment, expires_in } => {
                self.approve(*subject, *actor, *comment, *expires_in)
            }
            Command::Revoke { subject, actor } => self.revoke(*subject, *actor),
            Command::Claim { subject, mode, adapter, capabilities } => {
                self.claim(*subject, Asked { mode: *mode, adapter, capabilities: *capabilities })
            }
            Command::Settle { claim, answer } => self.settle(*claim, *answer),
            Command::Abandon { subject, reason } => self.abandon(*subject, *reason),
            Command::MoveClock(micros) => {
                self.move_clock(*micros);
                Ok(())
            }
            Command::Export(subject) => self.export(*subject),
            Command::Package(subject) => self.package(*subject),
            Command::Import { bundle, variant, mode } => self.import(*bundle, *variant, *mode),
            Command::Reopen => {
                self.reopen();
                Ok(())
            }
            Command::Switch => {
                self.stores.swap(0, 1);
                Ok(())
            }
            Command::List { state, label, direction, limit } => {
                self.list((*state, *label), *direction, *limit)?;
                self.list_templates(*label, *limit)
            }
            Command::Replay { subject, events } => self.replay(*subject, *events),
            Command::Check { head } => self.check(*head),
            Command::Slip => self.slip(),
        }
    }

    fn move_clock(&mut self, micros: i64) {
        self.clock.move_by(micros);
        self.model.now += micros;
    }

    fn reopen(&mut self) {
        self.stores.clear();
        self.stores = connections(&file_in(&self.folder), &self.clock);
    }

    fn slip(&mut self) -> Agreement {
        let Some(id) = self.model.decisions.last().map(|decision| decision.id.clone()) else {
            return Ok(());
        };
        let event = NewEvent {
            event_type: EventType::ApprovalGranted,
            actor: Actor::human("mallory@example.com"),
            payload: Value::object([("expires_at", Value::Null)]),
        };
        self.store_mut().write(|writing| writing.append(&id, &event))?;
        Ok(())
    }

    /// Everything that can be asked without a command.
    fn compare(&self) -> Agreement {
        let (model, stats) = (&self.model, &self.stats);
        let found = (
            (stats.decisions, &stats.phases, &stats.events),
            (stats.templates, stats.archived_logs, stats.archived_events, stats.adoptions),
            stats.head.map(|head| head.position),
        );
        let expected = (
            (model.decisions.len() as u64, &model.phases(), &model.events()),
            (model.templates.len() as u64, model.archives, model.archived_events, 0),
            Some(model.rows - 1),
        );
        if found != expected {
            return Err(format!("the store holds {found:?}, not {expected:?}").into());
        }
        self.list((None, None), Direction::NewestFirst, usize::MAX)
    }

    fn keep(&mut self, stats: Stats) {
        if stats.head != self.stats.head {
            self.heads.extend(stats.head);
        }
        self.stats = stats;
    }

    fn store(&self) -> &Store {
        &self.stores[0]
    }

    fn store_mut(&mut self) -> &mut Store {
        &mut self.stores[0]
    }

    /// Compares what came of a command, and remembers it.
    fn agreed<M, S, E: Coded>(
        &mut self,
        expected: Result<M, Code>,
        found: Result<S, E>,
    ) -> Result<Option<(M, S)>, String> {
        let outcome = expected.as_ref().err().copied().unwrap_or("ok");
        let agreed = agreed(expected, found)?;
        *self.outcomes.entry((self.doing, outcome)).or_default() += 1;
        Ok(agreed)
    }

    /// Where in the model a decision is.
    fn there(&self, subject: Nth) -> Result<usize, Code> {
        self.model.subject(subject).ok_or("DECISION_NOT_FOUND")
    }

    /// What the model makes of a decision.
    fn next(&self, subject: Nth, rule: impl FnOnce(&Standing) -> Next) -> Next {
        rule(self.model.decisions[self.there(subject)?].now())
    }

    /// What the store makes of it.
    fn on<T>(&mut self, subject: Nth, work: impl FnOnce(&mut Store, &str) -> T) -> T {
        let index = self.model.subject(subject);
        let id = index.map_or(UNKNOWN, |index| &self.model.decisions[index].id);
        work(&mut self.stores[0], id)
    }
}

/// A number that no other claim has, in no store.
fn number_of_claim() -> usize {
    static CLAIMS: AtomicUsize = AtomicUsize::new(0);
    CLAIMS.fetch_add(1, Ordering::Relaxed)
}

fn file_in(folder: &TempDir) -> PathBuf {
    folder.path().join("store.sqlite")
}

/// Two connections to a file, which is made if it is not there.
fn connections(path: &Path, clock: &Arc<Movable>) -> Vec<Store> {
    let clock: Arc<dyn Clock> = clock.clone();
    let options = OpenOptions { create: true, clock, ..OpenOptions::default() };
    (0..2).map(|_| Store::open(path, &options).expect("a store")).collect()
}

fn sound(findings: &[Finding]) -> Agreement {
    if findings.is_empty() { Ok(()) } else { Err(format!("the file is not sound: {findings:#?}").into()) }
}
