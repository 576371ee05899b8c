//! `nexus-attest canonicalize` and `nexus-attest digest`.

use std::io::{self, Write};

use verifier_core::canonical::{self, Sink};
use verifier_core::json::Document;
use verifier_core::{Limits, digest};

use super::arguments::OneInput;
use super::inputs::Input;
use super::problem::Problem;
use super::status::Status;

/// Prints the canonical form.
pub fn canonicalize(arguments: &OneInput) -> Result<Status, Problem> {
    with_document(arguments, |document| {
        let mut printed = Printed { stdout: io::BufWriter::new(io::stdout().lock()), written: Ok(()) };
        canonical::write(document.root(), &mut printed);
        printed.written.and_then(|()| printed.stdout.flush())
    })
}

/// Prints the digest of the canonical form.
pub fn digest(arguments: &OneInput) -> Result<Status, Problem> {
    with_document(arguments, |document| {
        let digest = digest::of_value(document.root()).prefixed();
        writeln!(io::stdout(), "{digest}")
    })
}

fn with_document(
    arguments: &OneInput,
    print: impl FnOnce(&Document<'_>) -> io::Result<()>,
) -> Result<Status, Problem> {
    let limits: Limits = arguments.limits.limits();
    let input = Input::named(arguments.path.clone());
    let bytes = input.content(limits.bytes)?;
    let document = Document::read(&bytes, &limits).map_err(|error| input.refused(&bytes, &error))?;
    print(&document).map_err(|error| Problem::standard_output(&error))?;
    Ok(Status::Good)
}

/// Standard output as a place for canonical bytes, which keeps the first error for later.
struct Printed<W: Write> {
    stdout: W,
    written: io::Result<()>,
}

impl<W: Write> Sink for Printed<W> {
    fn write(&mut self, bytes: &[u8]) {
        if self.written.is_ok() {
            self.written = self.stdout.write_all(bytes);
        }
    }
}
