//! What the page knows: the packages, which one is looked at, and what is being said.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use web_sys::Blob;

use super::elsewhere::Elsewhere;
use super::{checker, document, explore};
use crate::present::list::{Listed, Standing, tally};
use crate::present::{Summary, verdict, visible};
use crate::texts;

/// What the page knows. All parts of it are signals, so it is passed on by value.
#[derive(Clone, Copy)]
pub struct State {
    /// The packages, in the order in which they came in.
    pub entries: RwSignal<Vec<Entry>>,
    /// The number of the one whose detail is shown.
    pub chosen: RwSignal<Option<usize>>,
    /// Changes, not too often, when the standing of an entry has.
    pub revision: RwSignal<u32>,
    /// The latest thing to be read out.
    pub said: RwSignal<String>,
    /// What was not taken in, and why.
    pub notice: RwSignal<String>,
    /// Whether something is being dragged over the page.
    pub dragging: RwSignal<bool>,
    /// Whether the field to paste into is open.
    pub pasting: RwSignal<bool>,
    /// What packages are held against.
    pub elsewhere: RwSignal<Elsewhere>,
    /// Whether the place where that is brought is open.
    pub bringing: RwSignal<bool>,
}

/// A file that was brought in.
#[derive(Clone)]
pub struct Entry {
    /// Its number, in the order in which it came in.
    pub id: usize,
    /// Its name, with the folder if it came with one.
    pub name: Arc<str>,
    /// Its length.
    pub bytes: u64,
    /// Whether it is text that was pasted: what the bytes of the file were that it comes from, nobody knows.
    pub is_pasted: bool,
    /// Where it stands. It belongs to nobody: entries also come from buttons that go away with their views.
    pub progress: ArcRwSignal<Progress>,
}

/// Where an entry stands.
#[derive(Clone)]
pub enum Progress {
    /// Others come first.
    Waiting,
    /// So many bytes are read.
    Reading(f64),
    /// It is read and being checked.
    Checking,
    /// It was verified.
    Done(Arc<Summary>),
    /// It could not be read; why.
    Unreadable(String),
    /// The reader did not want to wait.
    Cancelled,
}

impl State {
    pub fn new() -> Self {
        Self {
            entries: RwSignal::new(Vec::new()),
            chosen: RwSignal::new(None),
            revision: RwSignal::new(0),
            said: RwSignal::new(String::new()),
            notice: RwSignal::new(String::new()),
            dragging: RwSignal::new(false),
            pasting: RwSignal::new(false),
            elsewhere: RwSignal::new(Elsewhere::default()),
            bringing: RwSignal::new(false),
        }
    }

    /// Takes files in and has them verified. A single one is shown at once.
    pub fn take_in(self, files: Vec<(String, Blob)>) {
        self.take(files, false);
    }

    /// Takes text in that was pasted.
    pub fn take_in_text(self, text: Blob) {
        self.take(vec![(texts::PASTED.to_owned(), text)], true);
    }

    fn take(self, files: Vec<(String, Blob)>, is_pasted: bool) {
        if files.is_empty() {
            return;
        }
        let first = self.entries.with_untracked(Vec::len);
        let new: Vec<Entry> = files
            .into_iter()
            .enumerate()
            .map(|(index, (name, blob))| {
                let id = first + index;
                #[allow(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "lengths are whole"
                )]
                let bytes = blob.size() as u64;
                FILES.with_borrow_mut(|files| files.insert(id, blob));
                Entry {
                    id,
                    name: name.into(),
                    bytes,
                    is_pasted,
                    progress: ArcRwSignal::new(Progress::Waiting),
                }
            })
            .collect();
        let count = new.len();
        self.notice.set(String::new());
        // What came in would stand behind it. What was typed there stays.
        self.pasting.set(false);
        self.entries.update(|entries| entries.extend(new.clone()));
        for entry in &new {
            checker::enqueue(entry);
        }
        self.revision.update(|revision| *revision += 1);
        if count == 1 {
            self.choose(Some(first));
            return;
        }
        // Who looks at a package stays with it.
        if self.chosen.get_untracked().is_none() {
            self.choose(None);
        }
        self.said.set(texts::brought_in(count as u64));
    }

    /// Shows the detail of an entry, or the list alone.
    pub fn choose(self, id: Option<usize>) {
        if self.chosen.get_untracked() != id {
            explore::close();
            self.chosen.set(id);
        }
        let several = self.entries.with_untracked(|entries| entries.len() > 1);
        document::after_update(move || match id {
            // Below a list, its verdict may not be in view yet.
            Some(_) if several => document::show("detail"),
            Some(_) => document::focus("detail"),
            None => document::focus("list"),
        });
    }

    /// Forgets every package.
    pub fn clear(self) {
        checker::stop();
        explore::close();
        self.chosen.set(None);
        self.entries.set(Vec::new());
        FILES.take();
        BEFORE.take();
        self.notice.set(String::new());
        self.said.set(texts::SPOKEN_CLEARED.to_owned());
        document::after_update(|| document::focus("welcome"));
    }

    /// The entry with this number.
    pub fn entry_untracked(self, id: usize) -> Option<Entry> {
        self.entries.with_untracked(|entries| entries.get(id).cloned())
    }

    /// Notes where an entry stands.
    pub fn note(self, id: usize, progress: Progress) {
        let Some(entry) = self.entry_untracked(id) else { return };
        let settled = !matches!(progress, Progress::Reading(_) | Progress::Checking);
        let alone = self.chosen.get_untracked() == Some(id);
        if alone {
            match &progress {
                Progress::Done(summary) => {
                    self.said.set(verdict::spoken(&visible::visible(&entry.name), summary));
                }
                Progress::Unreadable(why) => self.said.set(texts::spoken_unreadable(why)),
                Progress::Cancelled => self.said.set(texts::SPOKEN_CANCELLED.to_owned()),
                _ => {}
            }
        }
        let under_way = progress.standing() == Standing::Pending;
        entry.progress.set(progress);
        if !under_way {
            BEFORE.with_borrow_mut(|before| before.remove(&id));
        }
        if settled {
            // Thousands of small files settle in a second; the list need not follow each of them.
            document::coalesced(move || {
                self.revision.update(|revision| *revision += 1);
                self.say_when_all_are_checked();
            });
        }
    }

    /// Has it read out how several files stand, once all of them are checked.
    fn say_when_all_are_checked(self) {
        let all =
            self.entries.with_untracked(|entries| entries.iter().map(Entry::listed).collect::<Vec<_>>());
        if all.len() < 2 || tally(&all, Standing::Pending) > 0 {
            return;
        }
        let counts: Vec<_> = Standing::ALL
            .into_iter()
            .map(|standing| (tally(&all, standing) as u64, standing))
            .filter(|(count, _)| *count > 0)
            .collect();
        self.said.set(texts::all_checked(&counts));
    }

    /// The entries as the list sorts and filters them; follows the revision.
    pub fn listed(self) -> Vec<Listed> {
        self.revision.get();
        self.entries.with(|entries| entries.iter().map(Entry::listed).collect())
    }
}

thread_local! {
    /// The files, by the numbers of their entries. They belong to the browser and are not copied.
    static FILES: RefCell<BTreeMap<usize, Blob>> = RefCell::default();
    /// What was found of a package that is being judged anew, by something else than before.
    static BEFORE: RefCell<BTreeMap<usize, Arc<Summary>>> = RefCell::default();
}

impl Entry {
    /// The file; `None` once it was removed.
    pub fn file(&self) -> Option<Blob> {
        FILES.with_borrow(|files| files.get(&self.id).cloned())
    }

    /// SHA-256 of what was verified, once it was.
    pub fn sha256(&self) -> Option<String> {
        self.verified().map(|summary| summary.sha256.clone())
    }

    /// What was found, be it that it is being judged anew: then its verdict does not count any more.
    pub fn verified(&self) -> Option<Arc<Summary>> {
        match self.progress.get_untracked() {
            Progress::Done(summary) => Some(summary),
            _ => BEFORE.with_borrow(|before| before.get(&self.id).cloned()),
        }
    }

    /// Forgets the verdict, and keeps what else is known. What is no package has none to be judged anew.
    pub fn reopen(&self) -> bool {
        let Progress::Done(summary) = self.progress.get_untracked() else { return false };
        if summary.refusal.is_some() {
            return false;
        }
        BEFORE.with_borrow_mut(|before| before.insert(self.id, summary));
        self.progress.set(Progress::Waiting);
        true
    }

    fn listed(&self) -> Listed {
        self.progress.with_untracked(|progress| Listed {
            id: self.id,
            name: self.name.to_string(),
            bytes: self.bytes,
            standing: progress.standing(),
            words: match progress {
                Progress::Done(summary) => words(summary),
                _ => String::new(),
            },
        })
    }
}

fn words(summary: &Summary) -> String {
    let (goal, id) = (summary.goal.as_ref(), summary.decision_id.as_ref());
    goal.into_iter().chain(id).map(|text| text.shown.as_str()).collect::<Vec<_>>().join(" ")
}

impl Progress {
    /// Where it stands, as the list has it.
    pub fn standing(&self) -> Standing {
        match self {
            Self::Waiting | Self::Reading(_) | Self::Checking => Standing::Pending,
            Self::Unreadable(_) | Self::Cancelled => Standing::Unread,
            Self::Done(summary) => summary.verdict.into(),
        }
    }
}

/// The state, in a component.
pub fn state() -> State {
    expect_context()
}
