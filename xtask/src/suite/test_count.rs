//! How many tests a test runner says it has run.

use std::process::{Command, ExitStatus};

use crate::problem::Problem;
use crate::process;

/// The sum of all counts that one command prints, and how the command ended.
pub struct TestCount {
    passed: u64,
    failed: u64,
    ignored: u64,
    status: ExitStatus,
}

impl TestCount {
    /// Runs the command, showing its output, and counts.
    pub fn of(command: &mut Command) -> Result<Self, Problem> {
        let (mut passed, mut failed, mut ignored) = (0, 0, 0);
        let status = process::observe(command, |line| {
            if let Some(result) = numbers(line) {
                passed += result.0;
                failed += result.1;
                ignored += result.2;
            }
        })?;
        Ok(Self { passed, failed, ignored, status })
    }

    /// Passed, failed and a note. What makes the step fail without a failing test counts as one failure:
    /// a command that ended badly (it did not compile, it crashed), or no test at all.
    pub fn judged(&self) -> (u64, u64, String) {
        let (passed, failed) = (self.passed, self.failed);
        if failed > 0 {
            (passed, failed, "tests failed; their names are in the output above".to_owned())
        } else if !self.status.success() {
            (passed, 1, format!("no test failed, but the command ended with {}; see above", self.status))
        } else if passed == 0 {
            (0, 1, "no test has run, so nothing has been shown".to_owned())
        } else if self.ignored > 0 {
            (passed, 0, format!("{} ignored", self.ignored))
        } else {
            (passed, 0, String::new())
        }
    }
}

/// Passed, failed, ignored: what a line says of them.
fn numbers(line: &str) -> Option<(u64, u64, u64)> {
    let line = without_colours(line);
    of_rust(&line).or_else(|| of_node(&line))
}

/// A line like `test result: ok. 3 passed; 0 failed; 1 ignored; ...`, which the native test runner and the one for
/// WebAssembly both print, with colours or without.
fn of_rust(line: &str) -> Option<(u64, u64, u64)> {
    let (_, counts) = line.trim_start().strip_prefix("test result: ")?.split_once(". ")?;
    let count = |what: &str| {
        counts.split(';').find_map(|part| part.trim().strip_suffix(what)?.trim().parse().ok()).unwrap_or(0)
    };
    Some((count("passed"), count("failed"), count("ignored")))
}

/// A line like `ℹ pass 3`, of which Node's test runner prints one for each count.
fn of_node(line: &str) -> Option<(u64, u64, u64)> {
    let (what, count) = line.strip_prefix("ℹ ")?.split_once(' ')?;
    let count = count.trim().parse().ok()?;
    match what {
        "pass" => Some((count, 0, 0)),
        "fail" | "cancelled" => Some((0, count, 0)),
        "skipped" | "todo" => Some((0, 0, count)),
        _ => None,
    }
}

/// Drops the escape sequences that set a colour: from ESC to `m`.
fn without_colours(line: &str) -> String {
    let mut plain = String::new();
    let mut in_sequence = false;
    for character in line.chars() {
        match character {
            '\u{1b}' => in_sequence = true,
            'm' if in_sequence => in_sequence = false,
            _ if in_sequence => {}
            _ => plain.push(character),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::ExitStatusExt;

    use super::*;

    #[test]
    fn result_lines_of_rust_are_read() {
        let native =
            "test result: ok. 12 passed; 0 failed; 3 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(numbers(native), Some((12, 0, 3)));
        let browser = "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 filtered out; finished in 0.01s";
        assert_eq!(numbers(browser), Some((1, 2, 0)));
        let coloured = "test result: \u{1b}[32mok\u{1b}(B\u{1b}[m. 4 passed; 0 failed; 0 ignored";
        assert_eq!(numbers(coloured), Some((4, 0, 0)));
        assert_eq!(numbers("test some::test ... ok"), None);
    }

    #[test]
    fn counts_of_node_are_read() {
        let lines =
            ["ℹ tests 7", "ℹ suites 0", "ℹ pass 3", "ℹ fail 2", "ℹ cancelled 1", "ℹ skipped 1", "ℹ todo 0"];
        let sum = lines
            .iter()
            .filter_map(|line| numbers(line))
            .fold((0, 0, 0), |sum, it| (sum.0 + it.0, sum.1 + it.1, sum.2 + it.2));
        assert_eq!(sum, (3, 3, 1));
        assert_eq!(numbers("ℹ duration_ms 12.3"), None);
    }

    fn judged(passed: u64, failed: u64, exit_code: i32) -> (u64, u64) {
        let status = ExitStatus::from_raw(exit_code << 8);
        let (passed, failed, _) = TestCount { passed, failed, ignored: 0, status }.judged();
        (passed, failed)
    }

    #[test]
    fn a_step_without_a_test_or_with_a_bad_end_fails() {
        assert_eq!(judged(3, 0, 0), (3, 0));
        assert_eq!(judged(3, 2, 101), (3, 2));
        assert_eq!(judged(3, 0, 101), (3, 1));
        assert_eq!(judged(0, 0, 0), (0, 1));
    }
}
