//! A small router: reads a compiled request from standard input, goes through its plan step by step, and
//! answers on standard output. The contract is `docs/router-contract.md`.

mod arguments;
mod bundle;
mod request;
mod run;
mod time;

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use clap::Parser;
use serde_json::json;

use arguments::{Arguments, Command};
use request::Request;
use run::Run;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let answer = match &arguments.command {
        // The adapter is not looked at: all adapters of this router are alike.
        Some(Command::Capabilities { .. }) => Ok(json!({ "capabilities": arguments.capabilities() })),
        None => answer(&arguments),
    };
    // Standard output carries the answer and nothing else, and only when all went well.
    let done = answer.and_then(|answer| {
        writeln!(io::stdout(), "{answer}").map_err(|error| format!("the answer cannot be written: {error}"))
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            say(&format!("error: {why}"));
            ExitCode::FAILURE
        }
    }
}

/// Runs the request on standard input and returns the response.
fn answer(arguments: &Arguments) -> Result<serde_json::Value, String> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).map_err(|error| format!("the request cannot be read: {error}"))?;
    let request = Request::read(&text)?;
    request.check(&arguments.capabilities())?;
    // Before anything is done: a run whose record cannot be written is worse than none.
    let record = arguments.bundle.as_ref().map(create).transpose()?;

    if let Some(message) = &arguments.fail {
        return Err(message.clone());
    }
    let run = Run::of(request, &arguments.capabilities());
    thread::sleep(Duration::from_secs(arguments.delay));

    let mut response = run.response();
    if let Some((path, file)) = record {
        let (bundle, digest) = run.bundle()?;
        write_bundle(file, &bundle)
            .map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
        response["bundle_digest"] = digest.into();
    }
    Ok(response)
}

fn create(path: &PathBuf) -> Result<(&PathBuf, File), String> {
    File::create(path)
        .map(|file| (path, file))
        .map_err(|error| format!("{} cannot be created: {error}", path.display()))
}

fn write_bundle(mut file: File, bundle: &serde_json::Value) -> io::Result<()> {
    writeln!(file, "{bundle:#}")?;
    file.sync_all()
}

/// Writes a line to standard error. When nobody listens there any more, the run goes on all the same.
fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
