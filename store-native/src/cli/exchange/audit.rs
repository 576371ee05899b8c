//! `nexus-attest audit export` and `nexus-attest audit record`

use std::ffi::OsString;
use std::path::Path;

use store_native::exchange::{
    ExportError, RouterEvidence, audit_record, export_package, parse_router_digest,
};
use store_native::store::StoreError;
use verifier_core::Limits;

use super::handed_out::{HandedOut, spare};
use crate::cli::arguments::{AuditExportArguments, AuditRecordArguments};
use crate::cli::inputs::{Input, read};
use crate::cli::place::{Placed, placed};
use crate::cli::problem::Problem;
use crate::cli::session::{Access, Session};
use crate::cli::status::Status;
use crate::cli::text::excerpted;

/// Exports a decision, bound to its run.
pub fn package(session: &Session, arguments: &AuditExportArguments) -> Result<Status, Problem> {
    spare(&arguments.output, session, arguments.embed.as_deref().map(Path::new))?;
    let embedded = arguments.embed.clone().map(Embedded::read).transpose()?;
    let evidence = evidence(arguments, embedded.as_ref())?;
    let store = session.open(Access::Read)?;
    let id = &arguments.id;
    let exported = || export_package(&store.log(id)?, store.now()?, None, &evidence);
    let exported = exported().map_err(|error| refused(session, id, embedded.as_ref(), error))?;
    let members = vec![
        ("request_id", (&exported.decision_id).into()),
        ("run_id", (&exported.run_id).into()),
        ("control_digest", exported.control_digest.to_string().into()),
        ("router_digest", (&exported.router_digest).into()),
        ("router_mode", exported.router_mode.into()),
        ("state", exported.state.as_str().into()),
        ("event_count", exported.event_count.into()),
    ];
    for remark in &exported.remarks {
        session.warn(&format!("who verifies the package will see {}", excerpted(remark)));
    }
    let digest = exported.digest.to_string();
    HandedOut { what: "package", digest, line: exported.line(), members }.to(session, &arguments.output)
}

/// Exports all that is known about a decision.
pub fn record(session: &Session, arguments: &AuditRecordArguments) -> Result<Status, Problem> {
    spare(&arguments.output, session, None)?;
    let store = session.open(Access::Read)?;
    let id = &arguments.id;
    let record = || audit_record(&store.log(id)?, store.now()?);
    let record = record().map_err(|error: StoreError| session.problem_about(Some(id), error))?;
    let mut line = record.to_value().to_canonical();
    line.push('\n');
    let members = vec![("request_id", id.into())];
    let digest = record.digest.prefixed().to_string();
    HandedOut { what: "record", digest, line: &line, members }.to(session, &arguments.output)
}

/// A router bundle that is to be embedded.
struct Embedded {
    input: Input,
    text: Vec<u8>,
}

impl Embedded {
    fn read(name: OsString) -> Result<Self, Problem> {
        let input = Input::named(name);
        let mut text = Vec::new();
        read(&input, Limits::default().bytes, &mut text, |_| ())
            .map_err(|unreadable| unreadable.problem(&input))?;
        Ok(Self { input, text })
    }
}

/// What the package is to say about the run.
fn evidence<'e>(
    arguments: &AuditExportArguments,
    embedded: Option<&'e Embedded>,
) -> Result<RouterEvidence<'e>, Problem> {
    if let Some(Embedded { text, .. }) = embedded {
        let cross_check = !arguments.no_cross_check;
        return Ok(RouterEvidence::Bundle { text, cross_check, limits: Limits::default() });
    }
    let Some(digest) = &arguments.router_digest else { return Ok(RouterEvidence::Recorded) };
    parse_router_digest(digest).map(RouterEvidence::Digest).map_err(|error| Problem {
        code: error.code(),
        ..Problem::usage(format!("--router-digest: {error}"), error.remedy())
    })
}

/// Why there is no package; what is wrong with a router bundle is shown in its place.
fn refused(session: &Session, id: &str, embedded: Option<&Embedded>, error: ExportError) -> Problem {
    let shown = embedded.zip(error.place()).map(|(Embedded { input, text }, place)| {
        placed(&input.shown(), &error.to_string(), text, &place.pointer, place.offset)
    });
    let mut problem = session.problem_about(Some(id), error);
    if let Some(Placed { what, excerpt }) = shown {
        problem.what = what;
        problem.excerpt = excerpt;
    }
    problem
}
