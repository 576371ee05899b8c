//! How an export is handed out: on standard output, itself and nothing else, or as a file.

use std::fs;
use std::path::Path;

use verifier_core::canonical::Value;

use crate::cli::arguments::OutputArgument;
use crate::cli::output::Output;
use crate::cli::problem::Problem;
use crate::cli::session::Session;
use crate::cli::status::Status;
use crate::cli::text::visible;

/// Something that was exported and verified.
pub struct HandedOut<'e> {
    /// What it is: `bundle`, `package`, `record`.
    pub what: &'static str,
    /// The digest by which it is known.
    pub digest: String,
    /// The text with its line feed.
    pub line: &'e str,
    /// What else programs are told where it goes to a file.
    pub members: Vec<(&'static str, Value)>,
}

impl HandedOut<'_> {
    /// Prints it, or writes it to the file that was asked for and says so.
    pub fn to(self, session: &Session, output: &OutputArgument) -> Result<Status, Problem> {
        let Some(path) = output.file() else {
            let mut standard = Output::standard();
            standard.write(self.line)?;
            standard.finish()?;
            return Ok(Status::Good);
        };
        let mut file = Output::file(path)?;
        file.write(self.line)?;
        file.finish()?;
        let shown = visible(&path.to_string_lossy()).into_owned();
        if session.json {
            let mut members = self.members;
            members.extend([
                ("path", path.to_string_lossy().as_ref().into()),
                ("digest", self.digest.into()),
                ("bytes", self.line.len().into()),
            ]);
            session.answer(members, |_| ())?;
        } else {
            session.note(&format!("wrote the {} to {shown}, digest {}", self.what, self.digest));
        }
        Ok(Status::Good)
    }
}

/// A file that is about to be written must not be the store, nor what the export is made from.
pub fn spare(output: &OutputArgument, session: &Session, input: Option<&Path>) -> Result<(), Problem> {
    let Some(named) = output.file() else { return Ok(()) };
    let Ok(path) = fs::canonicalize(named) else { return Ok(()) };
    let is_it = |other: &Path| fs::canonicalize(other).is_ok_and(|other| other == path);
    let precious = if is_it(session.path()) {
        "the store"
    } else if input.is_some_and(is_it) {
        "what it is made from"
    } else {
        return Ok(());
    };
    let shown = visible(&named.to_string_lossy()).into_owned();
    Err(Problem::usage(
        format!("{shown} is {precious}, and the export would replace it"),
        "Give the export another name.",
    ))
}
