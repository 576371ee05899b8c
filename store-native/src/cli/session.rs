//! What a command on a store works with: where the store is, how to answer, what to suggest.

use std::env;
use std::path::{Path, PathBuf};
use std::time::Duration;

use store_native::store::{OpenOptions, Store, StoreError};
use verifier_core::canonical::Value;

use super::arguments::StoreArguments;
use super::output::Output;
use super::problem::{self, Problem};
use super::refusal::Refusal;
use super::status::Status;
use super::terminal::{Colour, Width};
use super::text::{Page, visible};

/// The variable that names the store where no option does.
const VARIABLE: &str = "NEXUS_ATTEST_STORE";

/// The store where neither an option nor the variable names one.
const DEFAULT: &str = "nexus-attest.sqlite";

/// What a command wants of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// To read it; then it is enough if the file may be read.
    Read,
    /// To write to it.
    Write,
    /// To write to it, and to create it if it is not there.
    Create,
}

/// A store, and whoever asks about it.
#[derive(Debug)]
pub struct Session {
    path: PathBuf,
    /// Whether `--store` named it, so that it has to be named again.
    named: bool,
    wait: Duration,
    pub json: bool,
    pub colour: Colour,
}

impl Session {
    pub fn new(arguments: &StoreArguments, colour: Colour) -> Self {
        let variable = env::var_os(VARIABLE).filter(|path| !path.is_empty());
        let path = arguments.path.clone().or_else(|| variable.map(PathBuf::from));
        Self {
            path: path.unwrap_or_else(|| PathBuf::from(DEFAULT)),
            named: arguments.path.is_some(),
            wait: arguments.patience(),
            json: arguments.json,
            colour,
        }
    }

    /// Opens the store.
    pub fn open(&self, access: Access) -> Result<Store, Problem> {
        let create = access == Access::Create && !self.path.exists();
        if create {
            self.need_folder()?;
        }
        let options = OpenOptions {
            create,
            read_only: access == Access::Read,
            wait: self.wait,
            ..OpenOptions::default()
        };
        let store = Store::open(&self.path, &options).map_err(|error| self.problem(error))?;
        if create {
            self.note(&format!("created the store {}", self.shown_path()));
        }
        if let Some(adopted) = store.adopted() {
            let rows = adopted.decisions + adopted.events + adopted.templates + adopted.template_events;
            self.note(&format!(
                "{} was written by another program: its {rows} rows were taken into the hash chain, which begins \
                 here",
                self.shown_path()
            ));
        }
        Ok(store)
    }

    /// A store is created in a folder that is there.
    fn need_folder(&self) -> Result<(), Problem> {
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        match folder {
            Some(folder) if !folder.is_dir() => Err(Problem {
                code: StoreError::NotFound.code(),
                status: Status::NotJudged,
                ..Problem::usage(
                    format!("{}: there is no such folder", visible(&folder.to_string_lossy())),
                    "Create the folder, or check the path of the store.",
                )
            }),
            _ => Ok(()),
        }
    }

    /// The store as it is shown.
    pub fn shown_path(&self) -> String {
        visible(&self.path.to_string_lossy()).into_owned()
    }

    /// The file of the store.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Says something in passing.
    pub fn note(&self, text: &str) {
        problem::note(text, self.colour);
    }

    /// Says in passing that something may be wrong.
    pub fn warn(&self, text: &str) {
        problem::warn(text, self.colour);
    }

    /// Answers: `{ok: true}` and `members` for programs, or a page for people.
    pub fn answer(
        &self,
        members: Vec<(&'static str, Value)>,
        human: impl FnOnce(&mut Page<'_>),
    ) -> Result<(), Problem> {
        self.print(true, members, human)
    }

    /// Like [`Session::answer`], where `ok` may be false although the command could be done.
    pub fn print(
        &self,
        ok: bool,
        members: Vec<(&'static str, Value)>,
        human: impl FnOnce(&mut Page<'_>),
    ) -> Result<(), Problem> {
        let mut text = String::new();
        if self.json {
            let value: Value = members.into_iter().chain([("ok", ok.into())]).collect();
            text = value.to_canonical();
            text.push('\n');
        } else {
            human(&mut Page::new(&mut text, Width::of_stdout(), self.colour.on_stdout()));
        }
        let mut output = Output::standard();
        output.write(&text)?;
        output.finish()
    }

    /// Answers after something was recorded: that must be known even where the answer gets lost.
    pub fn answer_recorded(
        &self,
        recorded: &str,
        members: Vec<(&'static str, Value)>,
        human: impl FnOnce(&mut Page<'_>),
    ) -> Result<(), Problem> {
        self.answer(members, human).map_err(|mut problem| {
            if problem.what.is_empty() {
                "nobody reads standard output".clone_into(&mut problem.what);
            }
            problem.help = format!("Do not repeat the command: {recorded}. {}", problem.help);
            problem
        })
    }

    /// A command that makes sense next, on the same store.
    pub fn command(&self, rest: &str) -> String {
        let mut command = format!("nexus-attest {rest}");
        if self.named {
            command.push_str(" --store ");
            command.push_str(&quoted(&self.path.to_string_lossy()));
        }
        command
    }

    /// What keeps a command from doing its work.
    pub fn problem(&self, error: impl Into<Refusal>) -> Problem {
        self.problem_about(None, error)
    }

    /// The same, with the decision that it is about.
    pub fn problem_about(&self, id: Option<&str>, error: impl Into<Refusal>) -> Problem {
        let Refusal { code, what, remedy, by_the_rules, names_nothing } = error.into();
        let what = visible(&what);
        let path = self.shown_path();
        Problem {
            what: match (by_the_rules, names_nothing) {
                (true, true) => format!("{what} in {path}"),
                (true, false) => what.into_owned(),
                (false, _) => format!("{path}: {what}"),
            },
            status: if by_the_rules { Status::Failed } else { Status::NotJudged },
            code,
            ..Problem::usage("", self.localised(remedy, id))
        }
    }

    /// A remedy with its commands as they can be typed: for this decision, on this store.
    fn localised(&self, remedy: &str, id: Option<&str>) -> String {
        let mut text = String::new();
        for (index, part) in remedy.split('`').enumerate() {
            if index > 0 {
                text.push('`');
            }
            match part.strip_prefix("nexus-attest ").filter(|_| index % 2 == 1) {
                Some(rest) => {
                    let words = rest.split(' ').map(|word| match (word, id) {
                        ("ID", Some(id)) => quoted(id),
                        _ => word.to_owned(),
                    });
                    text.push_str(&self.command(&words.collect::<Vec<_>>().join(" ")));
                }
                None => text.push_str(part),
            }
        }
        text
    }
}

/// An argument as it can be typed in a shell, and safe to show.
pub fn quoted(argument: &str) -> String {
    visible(&shell_words::quote(argument)).into_owned()
}
