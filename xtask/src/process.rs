//! Running other programs. None of them gets an input: nothing here may wait for an answer.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};

use crate::problem::Problem;

/// Runs a program, its output going straight to the terminal, and requires that it succeeds.
pub fn run(command: &mut Command, remedy: &str) -> Result<(), Problem> {
    let status = status(command)?;
    if status.success() { Ok(()) } else { Err(failed(command, status, remedy)) }
}

/// Runs a program, its output going straight to the terminal, and hands back how it ended.
pub fn status(command: &mut Command) -> Result<ExitStatus, Problem> {
    command.stdin(Stdio::null()).status().map_err(|error| not_started(command, &error))
}

/// Runs a program and hands back what it wrote; its error output goes to the terminal.
pub fn output(command: &mut Command, remedy: &str) -> Result<String, Problem> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| not_started(command, &error))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(failed(command, output.status, remedy))
    }
}

/// Whether a program is there and succeeds; what it writes is dropped.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Runs a program and shows what it writes as it comes, while each whole line also goes to `read`.
pub fn observe(command: &mut Command, mut read: impl FnMut(&str)) -> Result<ExitStatus, Problem> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| not_started(command, &error))?;
    if let Some(mut output) = child.stdout.take() {
        forward(&mut output, &mut io::stdout(), &mut read).map_err(|error| interrupted(command, &error))?;
    }
    child.wait().map_err(|error| interrupted(command, &error))
}

/// Where a program is on the PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Copies chunks, not lines, so that a test's name is seen while the test still runs.
fn forward(output: &mut impl Read, terminal: &mut impl Write, read: &mut impl FnMut(&str)) -> io::Result<()> {
    let mut pending = Vec::new();
    let mut chunk = [0; 8192];
    loop {
        let length = output.read(&mut chunk)?;
        if length == 0 {
            break;
        }
        terminal.write_all(&chunk[..length])?;
        terminal.flush()?;
        pending.extend_from_slice(&chunk[..length]);
        while let Some(end) = pending.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = pending.drain(..=end).collect();
            read(String::from_utf8_lossy(&line).trim_end());
        }
    }
    read(String::from_utf8_lossy(&pending).trim_end());
    Ok(())
}

fn not_started(command: &Command, error: &io::Error) -> Problem {
    let program = command.get_program().to_string_lossy().into_owned();
    Problem::new(
        format!("`{program}` could not be started: {error}"),
        format!("install `{program}` or put it on the PATH"),
    )
}

fn interrupted(command: &Command, error: &io::Error) -> Problem {
    Problem::new(format!("lost track of `{}`: {error}", line(command)), "run the command again")
}

fn failed(command: &Command, status: ExitStatus, remedy: &str) -> Problem {
    Problem::new(format!("`{}` failed ({status})", line(command)), remedy)
}

fn line(command: &Command) -> String {
    let mut line = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_put_together_across_chunks() {
        let mut lines = Vec::new();
        let text = format!("{}\nlast", "x".repeat(9000));
        let result = forward(&mut text.as_bytes(), &mut io::sink(), &mut |line| lines.push(line.len()));
        assert!(result.is_ok());
        assert_eq!(lines, [9000, 4]);
    }

    #[test]
    fn a_missing_program_is_named() {
        let result = run(&mut Command::new("nexus-attest-no-such-program"), "");
        assert!(result.is_err_and(|problem| problem.to_string().contains("nexus-attest-no-such-program")));
    }
}
