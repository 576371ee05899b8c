//! The error codes: what each of them means, and what to do about it.

mod exchange;
mod execution;
mod input;
mod store;
mod trust;
mod workflow;

use super::arguments::LimitArguments;

pub use input::ReadCode;

/// An error code with what there is to say about it.
#[derive(Debug, Clone)]
pub struct Explanation {
    pub code: &'static str,
    pub means: &'static str,
    pub remedy: String,
}

impl Explanation {
    fn new(code: &'static str, means: &'static str, remedy: impl Into<String>) -> Self {
        Self { code, means, remedy: remedy.into() }
    }
}

/// Codes that belong together.
#[derive(Debug, Clone)]
pub struct Section {
    pub title: &'static str,
    pub codes: Vec<Explanation>,
}

/// All codes, in sections.
pub fn sections() -> Vec<Section> {
    vec![
        Section { title: "Inputs", codes: of_inputs() },
        Section { title: "Digests, keys and attestations", codes: trust::explanations() },
        Section { title: "What the rules refuse", codes: workflow::explanations() },
        Section { title: "Executions", codes: execution::explanations() },
        Section { title: "Exports and imports", codes: exchange::explanations() },
        Section { title: "The store", codes: store::explanations() },
        Section { title: "Findings of `store check`", codes: store::findings() },
        Section { title: "The command", codes: of_the_command() },
    ]
}

/// The codes of inputs that are refused or cannot be read.
pub fn of_inputs() -> Vec<Explanation> {
    input::explanations()
}

fn of_the_command() -> Vec<Explanation> {
    vec![
        Explanation::new(
            "USAGE",
            "The command line is wrong. Nothing was done.",
            "`nexus-attest COMMAND --help` explains the options, with examples.",
        ),
        Explanation::new(
            "OUTPUT",
            "What was to be written could not be.",
            "Look at where the output goes: is the disk full, may the folder be written to?",
        ),
    ]
}

/// Whether a refusal is about a limit, which can be raised.
pub fn limit(code: verifier_core::Code) -> bool {
    LimitArguments::flag(code).is_some()
}

/// What to do about a refusal, with the flag that raises the limit if it is about one.
pub fn remedy(code: verifier_core::Code) -> String {
    match LimitArguments::flag(code) {
        None => code.remedy().to_owned(),
        Some(flag) => format!("{} The flag is {flag}.", code.remedy()),
    }
}
