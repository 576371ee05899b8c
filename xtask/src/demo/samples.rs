//! The bundled packages: sound ones, tampered ones, and one that is none.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use crate::problem::Problem;
use crate::process;
use crate::workspace::Workspace;

const SAMPLES: &str = "samples";

/// Verifies all of them and returns a sentence about it.
pub fn run(workspace: &Workspace) -> Result<String, Problem> {
    let samples = samples(&workspace.root().join(SAMPLES))?;
    let mut wrong = Vec::new();
    for (index, sample) in samples.iter().enumerate() {
        println!("\n[{}/{}] {}", index + 1, samples.len(), sample.introduction());
        println!("$ nexus-attest verify {}\n", sample.path());
        // As a user sees it; then again with what needs attention as a failure, for which there is no status.
        let status = process::status(verify(workspace).arg(sample.path()))?;
        let passes_strictly = process::succeeds(verify(workspace).arg("--strict").arg(sample.path()));
        let answer = Answer::new(status, passes_strictly);
        println!("\n=> {}", sample.judgement(&answer));
        if answer != sample.expected {
            wrong.push(sample.path());
        }
    }
    conclude(&samples, &wrong)
}

fn verify(workspace: &Workspace) -> Command {
    let mut verify = workspace.command(super::program(workspace, "nexus-attest"));
    verify.arg("verify");
    verify
}

fn conclude(samples: &[Sample], wrong: &[String]) -> Result<String, Problem> {
    if !wrong.is_empty() {
        return Err(Problem::new(
            format!(
                "{} of {} samples got the wrong answer: {}",
                wrong.len(),
                samples.len(),
                wrong.join(", ")
            ),
            "compare the reports above with what the samples are there to show",
        ));
    }
    let count = |answer| samples.iter().filter(|sample| sample.expected == answer).count();
    let (sound, open) = (count(Answer::Verified), count(Answer::Attention));
    let (tampered, malformed) = (count(Answer::Failed), count(Answer::Malformed));
    Ok(format!(
        "{sound} sound {} verified, {open} asked for attention, {tampered} tampered {} did not, and {malformed} {} refused as no package, \
         each for the reason shown",
        packages(sound),
        packages(tampered),
        if malformed == 1 { "file was" } else { "files were" },
    ))
}

fn packages(count: usize) -> &'static str {
    if count == 1 { "package" } else { "packages" }
}

/// What `nexus-attest verify` answers with its exit statuses.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    Verified,
    /// Nothing failed, but something asks for attention.
    Attention,
    Failed,
    /// Not a package, or not readable.
    Malformed,
    /// None of them: the command itself went wrong, which proves nothing about the package.
    None(String),
}

impl Answer {
    /// The answer of a run, and whether the same succeeds with `--strict`.
    fn new(status: ExitStatus, passes_strictly: bool) -> Self {
        match status.code() {
            Some(0) if passes_strictly => Self::Verified,
            Some(0) => Self::Attention,
            Some(1) => Self::Failed,
            Some(3) => Self::Malformed,
            _ => Self::None(status.to_string()),
        }
    }
}

/// One package in `samples/`; its name says what must come out: `good-*.json`, `attention-*.json`,
/// `tampered-*.json`, `malformed-*.json`.
#[derive(Debug, PartialEq, Eq)]
struct Sample {
    file: String,
    story: String,
    expected: Answer,
}

impl Sample {
    fn from_file_name(file: &str) -> Option<Self> {
        let stem = file.strip_suffix(".json")?;
        let (story, expected) = if let Some(story) = stem.strip_prefix("good-") {
            (story, Answer::Verified)
        } else if let Some(story) = stem.strip_prefix("attention-") {
            (story, Answer::Attention)
        } else if let Some(story) = stem.strip_prefix("tampered-") {
            (story, Answer::Failed)
        } else {
            (stem.strip_prefix("malformed-")?, Answer::Malformed)
        };
        Some(Self { file: file.to_owned(), story: story.replace('-', " "), expected })
    }

    /// Relative to the root of the workspace, which is where the command runs.
    fn path(&self) -> String {
        format!("{SAMPLES}/{}", self.file)
    }

    fn introduction(&self) -> String {
        let story = &self.story;
        match self.expected {
            Answer::Verified => format!("A sound package ({story}). It must verify."),
            Answer::Attention => {
                format!("A package in which something wants to be asked about ({story}). It must say so.")
            }
            Answer::Failed => format!("A package changed after it was sealed ({story}). It must not verify."),
            _ => format!("A file that is no package ({story}). It must be refused."),
        }
    }

    fn judgement(&self, answer: &Answer) -> String {
        let story = &self.story;
        match (&self.expected, answer) {
            (_, Answer::None(status)) => {
                format!("WRONG: the command gave no answer, it ended with {status}.")
            }
            (Answer::Verified, Answer::Verified) => {
                format!("As it must: the sound package verifies ({story}).")
            }
            (Answer::Failed, Answer::Failed) => format!("As it must: the change is found ({story})."),
            (Answer::Malformed, Answer::Malformed) => format!("As it must: the file is refused ({story})."),
            (Answer::Attention, Answer::Attention) => {
                format!("As it must: it asks for attention, and nothing in it fails ({story}).")
            }
            (_, Answer::Attention) => format!("WRONG: it only asks for attention ({story})."),
            (Answer::Verified | Answer::Attention, Answer::Failed | Answer::Malformed) => {
                format!("WRONG: a sound package does not verify ({story}).")
            }
            (_, Answer::Verified) => format!("WRONG: it verifies, and must not ({story})."),
            (_, Answer::Failed | Answer::Malformed) => {
                format!("WRONG: it fails for another reason ({story}).")
            }
        }
    }
}

/// All samples, the sound ones first. Each kind has to be there, or the demo would not show it.
fn samples(folder: &Path) -> Result<Vec<Sample>, Problem> {
    let missing = |what: String| {
        Problem::new(what, "check out the samples again: good-*.json are sound, tampered-*.json are not")
    };
    let entries = fs::read_dir(folder)
        .map_err(|error| missing(format!("{} cannot be read: {error}", folder.display())))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let samples: Vec<Sample> =
        files.iter().filter_map(|file| Sample::from_file_name(file.file_name()?.to_str()?)).collect();
    for (kind, expected) in
        [("good", Answer::Verified), ("attention", Answer::Attention), ("tampered", Answer::Failed)]
    {
        if !samples.iter().any(|sample| sample.expected == expected) {
            return Err(missing(format!("{} holds no {kind}-*.json", folder.display())));
        }
    }
    Ok(samples)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_sample_says_what_must_come_out() {
        let sample = Sample::from_file_name("tampered-approval-removed.json");
        assert_eq!(
            sample,
            Some(Sample {
                file: "tampered-approval-removed.json".into(),
                story: "approval removed".into(),
                expected: Answer::Failed,
            })
        );
        let open = Sample::from_file_name("attention-other-run.json");
        assert_eq!(open.map(|sample| sample.expected), Some(Answer::Attention));
        assert_eq!(Sample::from_file_name("README.md"), None);
        assert_eq!(Sample::from_file_name("other.json"), None);
    }

    #[test]
    fn a_wrong_answer_is_called_wrong() {
        let tampered = Sample { file: String::new(), story: String::new(), expected: Answer::Failed };
        assert!(!tampered.judgement(&Answer::Failed).contains("WRONG"));
        assert!(tampered.judgement(&Answer::Verified).contains("WRONG"));
        assert!(tampered.judgement(&Answer::None("exit status: 2".into())).contains("exit status: 2"));
    }

    /// The exit status alone is the same for both.
    #[cfg(unix)]
    #[test]
    fn attention_is_neither_verified_nor_failed() {
        use std::os::unix::process::ExitStatusExt;
        let answer = |code: i32, strict| Answer::new(ExitStatus::from_raw(code << 8), strict);
        assert_eq!((answer(0, true), answer(0, false)), (Answer::Verified, Answer::Attention));
        assert_eq!((answer(1, false), answer(3, false)), (Answer::Failed, Answer::Malformed));
        assert_eq!(answer(2, false), Answer::None("exit status: 2".into()));
        for expected in [Answer::Verified, Answer::Failed, Answer::Malformed] {
            let sample = Sample { file: String::new(), story: String::new(), expected };
            assert!(sample.judgement(&Answer::Attention).contains("WRONG"));
        }
    }

    #[test]
    fn missing_samples_are_an_error() {
        assert!(samples(Path::new("no/such/folder")).is_err());
    }
}
