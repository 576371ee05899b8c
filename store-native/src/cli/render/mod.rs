//! The formats of a report.

mod human;
mod json;
mod junit;
pub mod markdown;
mod sarif;
mod values;
mod words;

use super::arguments::ReportFormat;
use super::terminal::Width;
use super::text::Paint;
use super::verify::{Judged, Tally};

pub use values::place;
pub use words::layer_question;

/// A way to report. Texts of inputs are made by several threads and written in the order of the inputs.
pub trait Format: Sync {
    /// What stands before the first input.
    fn begin(&self, _out: &mut String) {}

    /// What there is to say about one input.
    fn input(&self, judged: &Judged<'_>, out: &mut String);

    /// What stands between two inputs about which there was something to say.
    fn separator(&self) -> &'static str {
        ""
    }

    /// What stands behind the last input.
    fn end(&self, _tally: &Tally, _out: &mut String) {}
}

/// What a format depends on besides the inputs.
#[derive(Debug, Clone, Copy)]
// Each is a question of its own.
#[allow(clippy::struct_excessive_bools)]
pub struct Style {
    pub paint: Paint,
    /// Whether there is more than one input.
    pub several: bool,
    /// Whether inputs that pass are shown in full too.
    pub details: bool,
    /// Whether what needs attention counts as a failure.
    pub strict: bool,
    /// Whether there is something to hold packages against, so that one that is verified is vouched for.
    pub vouching: bool,
}

/// The format of that name.
pub fn format(format: ReportFormat, style: Style) -> Box<dyn Format> {
    match format {
        ReportFormat::Human => Box::new(human::Human { style, width: Width::of_stdout() }),
        ReportFormat::Json => Box::new(json::Json),
        ReportFormat::Jsonl => Box::new(json::JsonLines),
        ReportFormat::Markdown => Box::new(markdown::Markdown { style }),
        ReportFormat::Junit => Box::new(junit::JUnit { style }),
        ReportFormat::Sarif => Box::new(sarif::Sarif),
    }
}
