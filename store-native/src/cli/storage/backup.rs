//! `nexus-attest store backup`

use std::io;

use store_native::store::StoreError;

use super::findings;
use crate::cli::arguments::BackupArguments;
use crate::cli::problem::Problem;
use crate::cli::progress::Counted;
use crate::cli::session::{Access, Session};
use crate::cli::status::Status;
use crate::cli::text::{grouped, visible};

/// Copies the store and checks the copy.
pub fn back_up(session: &Session, arguments: &BackupArguments) -> Result<Status, Problem> {
    let name = visible(&arguments.file.to_string_lossy()).into_owned();
    let store = session.open(Access::Read)?;
    let mut progress = Counted::new("pages copied");
    let copied = store.back_up(&arguments.file, |total, left| progress.at(total.saturating_sub(left), total));
    progress.end();
    let copy = copied.map_err(|error| match error {
        StoreError::Io { doing, source } => {
            let what = match source.kind() {
                io::ErrorKind::AlreadyExists => format!("{name} is there already"),
                _ => format!("{name}: {doing}: {source}"),
            };
            Problem {
                code: "STORE_IO",
                status: Status::NotJudged,
                ..Problem::usage(
                    what,
                    "Name a file that is not there yet, in a folder that may be written to.",
                )
            }
        }
        error => session.problem(error),
    })?;
    let checked = &copy.checked;
    let mut members = findings::members(checked);
    members
        .extend([("path", arguments.file.to_string_lossy().as_ref().into()), ("bytes", copy.bytes.into())]);
    session.print(checked.is_sound(), members, |page| {
        let bytes = grouped(usize::try_from(copy.bytes).unwrap_or(usize::MAX));
        page.prose(&format!("Copied {} to {name}, {bytes} bytes.", session.shown_path()));
        findings::show(page, checked, &name);
    })?;
    Ok(if checked.is_sound() { Status::Good } else { Status::Failed })
}
