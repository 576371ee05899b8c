//! Peak memory, from the operating system's own account of a process that does nothing else.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use verifier_core::{Options, verify};

use crate::generate::{Spelling, package};
use crate::{Line, Wanted, megabytes, progress};

/// Measures the peak memory of verifying a large package, in units of its size.
pub fn lines(quick: bool) -> Result<Vec<Line>, String> {
    let events = if quick { 25_000 } else { 250_000 };
    [Spelling::PrettyUnsorted, Spelling::Canonical]
        .into_iter()
        .map(|spelling| line(events, spelling))
        .collect()
}

fn line(events: usize, spelling: Spelling) -> Result<Line, String> {
    let text = package(events, spelling);
    progress(&format!("memory for {:.1} MB, {spelling}", megabytes(text.len())));
    let file = Scratch::new("package.json")?;
    std::fs::write(&file.0, &text).map_err(|error| format!("cannot write {}: {error}", file.0.display()))?;
    let program = std::env::current_exe().map_err(|error| format!("cannot find this program: {error}"))?;
    let output = Command::new(program)
        .arg("--verify-and-report-memory")
        .arg(&file.0)
        .output()
        .map_err(|error| format!("cannot run this program again: {error}"))?;
    let peak: usize = String::from_utf8_lossy(&output.stdout)
        .trim()
        .parse()
        .map_err(|_| format!("no peak memory reported: {}", String::from_utf8_lossy(&output.stderr)))?;
    Ok(Line {
        what: format!("{:.1} MB, {spelling}: peak memory / size", megabytes(text.len())),
        ratio: megabytes(peak) / megabytes(text.len()),
        wanted: Some(Wanted::AtMost(2.5)),
    })
}

/// In a process of its own: verifies the file and prints the most memory in bytes that was ever resident.
pub fn verify_and_report(path: &str) -> ExitCode {
    let input = match std::fs::read(path) {
        Ok(input) => input,
        Err(error) => {
            eprintln!("cannot read {path}: {error}");
            return ExitCode::FAILURE;
        }
    };
    if !verify(&input, &Options::default()).ok() {
        eprintln!("{path} does not verify");
        return ExitCode::FAILURE;
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<usize>().ok());
    match kilobytes {
        Some(kilobytes) => {
            println!("{}", kilobytes * 1024);
            ExitCode::SUCCESS
        }
        None => {
            eprintln!("/proc/self/status does not tell the peak memory: this measurement needs Linux");
            ExitCode::FAILURE
        }
    }
}

/// A file or folder for this run, removed when it is no longer needed.
pub struct Scratch(pub PathBuf);

impl Scratch {
    /// Among the temporary files, which may be in memory.
    pub fn new(name: &str) -> Result<Self, String> {
        Self::below(&std::env::temp_dir(), name)
    }

    /// Beside this program, which is on a disk.
    pub fn on_disk(name: &str) -> Result<Self, String> {
        let program =
            std::env::current_exe().map_err(|error| format!("cannot find this program: {error}"))?;
        Self::below(program.parent().unwrap_or(Path::new(".")), name)
    }

    fn below(folder: &Path, name: &str) -> Result<Self, String> {
        let folder = folder.join(format!("nexus-attest-bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder)
            .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
        Ok(Self(folder.join(name)))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Some(folder) = self.0.parent() {
            // What is left behind in the temporary folder does no harm.
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}
