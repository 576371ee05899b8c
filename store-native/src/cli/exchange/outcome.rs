//! What came of one bundle.

use store_native::exchange::{ImportError, Imported};
use verifier_core::canonical::Value;

use super::candidates::Candidate;
use crate::cli::inputs::Unreadable;
use crate::cli::place::{Placed, placed};
use crate::cli::problem::Problem;
use crate::cli::render;
use crate::cli::status::Status;
use crate::cli::text::{Page, Paint, counted, excerpted, grouped, visible};

/// What came of one bundle.
pub enum Outcome {
    Imported(Box<Imported>),
    Refused(ImportError),
    Unreadable(Unreadable),
    /// It could have been imported, but the transaction that it was part of failed, with this code and
    /// message.
    Lost(&'static str, String),
}

impl Outcome {
    pub fn status(&self) -> Status {
        match self {
            Self::Imported(_) => Status::Good,
            Self::Refused(error) if error.is_refusal() => Status::Failed,
            Self::Refused(_) | Self::Unreadable(_) | Self::Lost(..) => Status::NotJudged,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Imported(_) => "",
            Self::Refused(error) => error.code(),
            Self::Unreadable(unreadable) => unreadable.code.as_str(),
            Self::Lost(code, _) => code,
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Imported(_) => String::new(),
            Self::Refused(error) => error.to_string(),
            Self::Unreadable(unreadable) => unreadable.message.clone(),
            Self::Lost(_, message) => message.clone(),
        }
    }

    fn remedy(&self) -> Option<&'static str> {
        match self {
            Self::Imported(_) | Self::Lost(..) => None,
            Self::Refused(error) => Some(error.remedy()),
            Self::Unreadable(unreadable) => Some(unreadable.code.remedy()),
        }
    }

    /// The outcome for programs, as the reference implementation reports it, and where the bundle came from.
    pub fn to_value(&self, candidate: &Candidate) -> Value {
        let mut members = match self {
            Self::Imported(imported) => match imported.to_value() {
                Value::Object(mut members) => {
                    members.insert("digest".to_owned(), imported.digest.to_string().into());
                    members.insert("state".to_owned(), imported.state.as_str().into());
                    members.insert("overwritten".to_owned(), imported.overwritten.into());
                    members
                }
                _ => return Value::Null,
            },
            _ => [
                ("ok".to_owned(), false.into()),
                ("error_code".to_owned(), self.code().into()),
                ("error".to_owned(), self.message().into()),
            ]
            .into(),
        };
        if let Self::Refused(error) = self {
            if let Some(place) = error.place() {
                members.insert("pointer".to_owned(), (&place.pointer).into());
                members.insert("offset".to_owned(), place.offset.into());
            }
        }
        members.insert("path".to_owned(), (&candidate.name).into());
        Value::Object(members)
    }

    /// The outcome for people, in a line.
    pub fn line(&self, candidate: &Candidate, paint: Paint) -> String {
        let name = candidate.shown();
        let Self::Imported(imported) = self else {
            let place = match self {
                Self::Refused(error) => error.place(),
                _ => None,
            };
            let place = place.map_or_else(String::new, |place| {
                format!(", at {}, byte {}", render::place(&place.pointer), grouped(place.offset))
            });
            let symbol = paint.bad(format!("✗ {}", self.code()));
            return format!("{symbol}  {name}: {}{place}", excerpted(&self.message()));
        };
        let id = visible(&imported.decision_id);
        let events = counted(imported.events_imported, "event");
        let how = match &imported.new_decision_id {
            Some(_) => format!(" (was {})", visible(&imported.original_decision_id)),
            None if imported.overwritten => " (the log that was there is archived)".to_owned(),
            None => String::new(),
        };
        let symbol = paint.good("✓");
        format!("{symbol} {id}{how}  {}, {events}  {name}", imported.state.as_str())
    }

    /// The outcome as what ends a command that was about this bundle alone.
    pub fn problem(&self, candidate: &Candidate) -> Problem {
        let place = match self {
            Self::Refused(error) => error.place(),
            _ => None,
        };
        let message = self.message();
        let name = candidate.shown();
        let Placed { what, excerpt } = match (place, &candidate.text) {
            (Some(place), Ok(text)) => placed(&name, &message, text, &place.pointer, place.offset),
            _ => Placed { what: format!("{name}: {}", visible(&message)), excerpt: String::new() },
        };
        let mut problem = Problem {
            code: self.code(),
            what,
            excerpt,
            status: self.status(),
            ..Problem::usage("", self.remedy().unwrap_or_default())
        };
        if let Value::Object(mut members) = self.to_value(candidate) {
            let names = ["path", "pointer", "offset", "error"];
            problem.details.extend(names.into_iter().filter_map(|name| Some((name, members.remove(name)?))));
        }
        problem
    }
}

/// How many bundles were imported and refused, and what to do about those that were.
#[derive(Default)]
pub struct Tally {
    pub imported: usize,
    refused: usize,
    remedies: Vec<(&'static str, &'static str)>,
    status: Option<Status>,
}

impl Tally {
    pub fn add(&mut self, outcome: &Outcome) {
        if matches!(outcome, Outcome::Imported(_)) {
            self.imported += 1;
        } else {
            self.refused += 1;
        }
        let remedy = outcome.remedy().map(|remedy| (outcome.code(), remedy));
        if let Some(remedy) = remedy.filter(|remedy| !self.remedies.contains(remedy)) {
            self.remedies.push(remedy);
        }
        self.status = self.status.max(Some(outcome.status()));
    }

    pub fn total(&self) -> usize {
        self.imported + self.refused
    }

    /// The gravest outcome.
    pub fn status(&self) -> Status {
        self.status.unwrap_or(Status::Good)
    }

    /// The end of the report for people.
    pub fn show(&self, page: &mut Page<'_>) {
        page.rule();
        page.prose(&format!("{} imported, {} not.", grouped(self.imported), grouped(self.refused)));
        let widest = self.remedies.iter().map(|(code, _)| code.len()).max().unwrap_or_default();
        for (code, remedy) in &self.remedies {
            page.item(code, widest, remedy);
        }
    }
}
