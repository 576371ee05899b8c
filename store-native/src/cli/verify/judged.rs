//! What came of one input.

use verifier_core::{Report, Verdict};

use super::tally::Standing;
use crate::cli::inputs::{Input, Unreadable};

/// An input with the answer about it.
#[derive(Debug)]
pub struct Judged<'i> {
    pub input: &'i Input,
    /// What was read; nothing if it could not be.
    pub bytes: &'i [u8],
    pub answer: Answer,
}

/// A report, or why there is none.
#[derive(Debug)]
pub enum Answer {
    Report(Report),
    Unreadable(Unreadable),
}

impl<'i> Judged<'i> {
    /// Verifies what was read.
    pub fn new(
        input: &'i Input,
        read: Result<(), Unreadable>,
        bytes: &'i [u8],
        verify: impl FnOnce(&[u8]) -> Report,
    ) -> Self {
        let answer = match read {
            Ok(()) => Answer::Report(verify(bytes)),
            Err(unreadable) => Answer::Unreadable(unreadable),
        };
        Self { input, bytes, answer }
    }

    pub fn standing(&self) -> Standing {
        match &self.answer {
            Answer::Unreadable(_) => Standing::Unreadable,
            Answer::Report(report) => match report.verdict() {
                Verdict::Verified => Standing::Verified,
                Verdict::Attention => Standing::Attention,
                Verdict::Failed => Standing::Failed,
                Verdict::Malformed => Standing::Malformed,
            },
        }
    }

    /// The path as text; what of it is not UTF-8 is replaced.
    pub fn path(&self) -> std::borrow::Cow<'_, str> {
        self.input.path().to_string_lossy()
    }
}
