//! The command line over a folder of many small packages, with one job and with two.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::generate::{Spelling, package};
use crate::measure::{Round, ratio};
use crate::memory::Scratch;
use crate::{Line, Wanted, progress};

const PACKAGES: usize = 10_000;

/// Measures what a second job gains.
pub fn lines(quick: bool) -> Result<Vec<Line>, String> {
    let program = command_line()?;
    let folder = Scratch::new("packages")?;
    std::fs::create_dir_all(&folder.0)
        .map_err(|error| format!("cannot make {}: {error}", folder.0.display()))?;
    let text = package(7, Spelling::PrettyUnsorted);
    progress(&format!("{PACKAGES} packages of {} bytes in a folder", text.len()));
    for number in 0..PACKAGES {
        let file = folder.0.join(format!("{number:05}.json"));
        std::fs::write(&file, &text).map_err(|error| format!("cannot write {}: {error}", file.display()))?;
    }
    let once = |jobs: &str| -> Result<f64, String> {
        let start = Instant::now();
        let status = Command::new(&program)
            .args(["verify", "--format", "jsonl", "--jobs", jobs])
            .arg(&folder.0)
            .stdout(Stdio::null())
            .status()
            .map_err(|error| format!("cannot run {}: {error}", program.display()))?;
        if status.success() {
            Ok(start.elapsed().as_secs_f64())
        } else {
            Err(format!("verify ended with {status}"))
        }
    };
    once("2")?;
    let mut rounds: Vec<Round> = Vec::new();
    for _ in 0..if quick { 5 } else { 11 } {
        rounds.push(vec![once("1")?, once("2")?]);
    }
    Ok(vec![Line {
        what: format!("{PACKAGES} small packages: speed with --jobs 2 / --jobs 1"),
        ratio: ratio(&rounds, 0, 1),
        wanted: Some(Wanted::AtLeast(1.7)),
    }])
}

/// The release build of the command line, which lies beside this program.
pub fn command_line() -> Result<std::path::PathBuf, String> {
    let this = std::env::current_exe().map_err(|error| format!("cannot find this program: {error}"))?;
    let program = this.parent().unwrap_or(Path::new(".")).join("nexus-attest");
    if program.is_file() {
        Ok(program)
    } else {
        Err(format!(
            "{} is not there; run this through `cargo xtask bench`, which builds it",
            program.display()
        ))
    }
}
