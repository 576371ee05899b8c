//! `nexus-attest completions` and `nexus-attest man`.

use std::io::{self, Write};
use std::path::Path;

use clap_complete::Shell;

use super::arguments::Arguments;
use super::problem::Problem;
use super::status::Status;
use super::text::visible;

/// Prints the completion script for a shell.
pub fn completions(shell: Shell) -> Result<Status, Problem> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::parser(), "nexus-attest", &mut script);
    print(&script)
}

/// Prints the manual page, or writes one for each command into a folder.
pub fn man(folder: Option<&Path>) -> Result<Status, Problem> {
    let Some(folder) = folder else {
        let mut page = Vec::new();
        clap_mangen::Man::new(Arguments::parser())
            .render(&mut page)
            .map_err(|error| Problem::standard_output(&error))?;
        return print(&page);
    };
    let written =
        std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(Arguments::parser(), folder));
    written.map_err(|error| {
        Problem::output(
            format!("manual pages cannot be written to {}: {error}", visible(&folder.to_string_lossy())),
            "Name a folder that may be written to.",
        )
    })?;
    Ok(Status::Good)
}

fn print(text: &[u8]) -> Result<Status, Problem> {
    let mut stdout = io::stdout();
    stdout.write_all(text).and_then(|()| stdout.flush()).map_err(|error| Problem::standard_output(&error))?;
    Ok(Status::Good)
}
