//! `nexus-attest attest`.

use std::io::{self, Write};
use std::path::Path;

use store_native::clock::{Clock, SystemClock};
use store_native::keys::{KeyError, PrivateKey, is_encrypted};
use verifier_core::attestation::{Attestation, PublicKey, Statement};
use verifier_core::catalog::entry;
use verifier_core::decision::Timestamp;
use verifier_core::digest::{PrefixedDigest, RawDigest};
use verifier_core::{Limits, Options, Outcome, Report, Verdict, verify};
use zeroize::Zeroizing;

use super::{key_problem, passphrase};
use crate::cli::arguments::AttestArguments;
use crate::cli::inputs::{Input, is_among, read};
use crate::cli::output::Output;
use crate::cli::problem::{Problem, warn};
use crate::cli::status::Status;
use crate::cli::terminal::{Colour, Width};
use crate::cli::text::{Page, excerpted, visible};

/// Verifies the package, says what is signed, and signs it.
pub fn run(arguments: &AttestArguments, colour: Colour) -> Result<Status, Problem> {
    let precious = [&arguments.package, arguments.key.as_os_str()].map(std::ffi::OsStr::to_owned);
    if let Some(output) = arguments.output.file().filter(|output| is_among(&precious, output)) {
        return Err(Problem::usage(
            format!(
                "{} is the package or the key, and would be replaced",
                visible(&output.to_string_lossy())
            ),
            "Give the attestation another name.",
        ));
    }
    let limits = arguments.limits.limits();
    let input = Input::named(arguments.package.clone());
    let bytes = input.content(limits.bytes)?;
    let report = verify(&bytes, &Options::default().with_limits(limits));
    is_sound(&report, &input, &bytes, arguments.force_attest_failed_package, colour)?;

    let key = private_key(arguments, colour)?;
    let public = key.public().map_err(|error| key_problem(&error, &arguments.key))?;
    let statement = statement(arguments, &report, &public)?;
    let envelope = if arguments.dsse {
        statement.signed_dsse(&key.sign(&statement.dsse_signed_bytes()), &public)
    } else {
        statement.signed(&key.sign(&statement.signed_bytes()), &public)
    };
    let line = format!("{}\n", envelope.to_canonical());
    // A signature that does not verify is worse than none, whatever went wrong.
    let verifies = Attestation::read(line.as_bytes(), &Limits::default())
        .is_ok_and(|read| read.is_signed_by(&public) && read.statement == statement);
    if !verifies {
        return Err(Problem::output(
            "the attestation does not verify as it was made, so it was not written",
            "Check the memory of this machine, and try again.",
        ));
    }
    let mut output = match arguments.output.file() {
        Some(path) => Output::file(path)?,
        None => Output::standard(),
    };
    output.write(&line)?;
    output.finish()?;
    // Only now: before that nothing is signed for anybody.
    say_what_is_signed(arguments, &report, &input, &statement, &public, colour);
    Ok(Status::Good)
}

/// Whether there is something to vouch for. That a package asks for attention is said; the attestor decides.
fn is_sound(
    report: &Report,
    input: &Input,
    bytes: &[u8],
    forced: bool,
    colour: Colour,
) -> Result<(), Problem> {
    if let Some(error) = report.error() {
        return Err(input.refused(bytes, error));
    }
    let found = |outcome: Outcome| {
        let checks = report.layers().iter().flat_map(|layer| &layer.checks);
        let found = checks.filter(move |check| check.outcome == outcome && !check.unasked);
        found.map(|check| check.name).collect::<Vec<_>>()
    };
    let failed = found(Outcome::Fail);
    if report.verdict() == Verdict::Failed {
        let what = format!("{} fails: {}", input.shown(), failed.join(", "));
        if !forced {
            return Err(Problem {
                code: "PACKAGE_NOT_SOUND",
                status: Status::Failed,
                ..Problem::usage(
                    format!("{what}. It was not attested"),
                    "Look at it with `nexus-attest verify`. Where you mean to state something about a package that \
                     fails, say so with --force-attest-failed-package.",
                )
            });
        }
        warn(&format!("{what}. It is attested all the same"), colour);
    }
    for check in report.layers().iter().flat_map(|layer| &layer.checks) {
        if matches!(check.outcome, Outcome::Warn | Outcome::Inconclusive) && !check.unasked {
            let detail = check.detail.as_deref().unwrap_or_default();
            let title = entry(check.name).map_or(check.name, |entry| entry.title);
            warn(&format!("{} ({}): {title}. {}", input.shown(), check.name, excerpted(detail)), colour);
        }
    }
    Ok(())
}

fn private_key(arguments: &AttestArguments, colour: Colour) -> Result<PrivateKey, Problem> {
    let path: &Path = &arguments.key;
    let wrong = |error: KeyError| key_problem(&error, path);
    passphrase::warn_if_open(path, colour);
    let input = Input::file(path)?;
    let mut bytes = Zeroizing::new(Vec::new());
    read(&input, 1 << 20, &mut bytes, |_| ()).map_err(|unreadable| unreadable.problem(&input))?;
    let pem = std::str::from_utf8(&bytes).map_err(|_| wrong(KeyError::NotPem))?;
    let passphrase = if is_encrypted(pem).map_err(wrong)? {
        Some(passphrase::known(arguments.passphrase.passphrase_file.as_deref(), path, colour)?)
    } else {
        None
    };
    PrivateKey::from_pem(pem, passphrase.as_deref().map(String::as_str)).map_err(wrong)
}

fn statement(arguments: &AttestArguments, report: &Report, key: &PublicKey) -> Result<Statement, Problem> {
    let stored = report.subject().binding_digest.as_deref().unwrap_or_default();
    // The prefix is optional in a package, and never in an attestation.
    let digest = RawDigest::from_hex(stored.strip_prefix(PrefixedDigest::PREFIX).unwrap_or(stored));
    let Some(digest) = digest else {
        return Err(Problem {
            code: "PACKAGE_NOT_SOUND",
            status: Status::Failed,
            ..Problem::usage(
                format!(
                    "the binding digest of the package, {:?}, is no digest that could be signed",
                    excerpted(stored)
                ),
                "Ask the issuer for an intact copy.",
            )
        });
    };
    let signed_at = match arguments.signed_at {
        Some(time) => time,
        None => Timestamp::from_unix_micros(SystemClock.unix_micros()).ok_or_else(|| {
            Problem::output(
                "the clock shows no time that can be written",
                "Set the clock, or say --signed-at.",
            )
        })?,
    };
    let mut claims = arguments.claims.clone();
    // They are signed in this order, so they are written in it.
    claims.sort_unstable();
    let hex = key.to_string();
    Ok(Statement {
        version: Statement::VERSION.to_owned(),
        binding_digest: digest.prefixed().to_string(),
        claims,
        attestor_id: arguments.attestor.clone(),
        key_id: arguments.key_id.clone().unwrap_or_else(|| hex.get(..16).unwrap_or_default().to_owned()),
        signed_at: signed_at.to_string(),
    })
}

/// What is signed, on standard error: the attestation itself may go to standard output.
fn say_what_is_signed(
    arguments: &AttestArguments,
    report: &Report,
    input: &Input,
    statement: &Statement,
    key: &PublicKey,
    colour: Colour,
) {
    let mut text = String::new();
    let mut page = Page::new(&mut text, Width::of_stderr(), colour.on_stderr());
    let verdict = match report.verdict() {
        Verdict::Verified => "is verified",
        Verdict::Attention => "asks for attention",
        Verdict::Failed => "fails",
        Verdict::Malformed => "is malformed",
    };
    page.prose(&format!("Signed for {}, which {verdict}:", input.shown()));
    let shown = |text: &str| excerpted(text).into_owned();
    let mut facts = vec![("binding", shown(&statement.binding_digest))];
    if let Some(decision) = &report.subject().decision_id {
        facts.push(("decision", shown(decision)));
    }
    facts.extend(statement.claims.iter().map(|claim| ("claim", shown(claim))));
    facts.extend([
        ("attestor", shown(&statement.attestor_id)),
        ("key id", shown(&statement.key_id)),
        ("key", key.to_string()),
        ("signed at", shown(&statement.signed_at)),
        (
            "envelope",
            if arguments.dsse { "DSSE, in-toto Statement v1" } else { "the format's own" }.to_owned(),
        ),
    ]);
    page.facts(&facts);
    if let Some(path) = arguments.output.file() {
        page.prose(&format!("The attestation is in {}.", visible(&path.to_string_lossy())));
    }
    // Where that cannot be shown there is nobody to tell.
    let _ = io::stderr().write_all(text.as_bytes());
}
