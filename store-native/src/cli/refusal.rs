//! What the library refuses, as far as the command line needs to know it.

use store_native::exchange::ExportError;
use store_native::store::{StoreError, TemplateError};
use store_native::workflow::WorkflowError;

/// An error of the library, taken apart.
#[derive(Debug)]
pub struct Refusal {
    pub code: &'static str,
    pub what: String,
    pub remedy: &'static str,
    /// Whether the rules say no; else the file is at fault.
    pub by_the_rules: bool,
    /// Whether it is that something is not there.
    pub names_nothing: bool,
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self {
            code: error.code(),
            what: error.to_string(),
            remedy: error.remedy(),
            by_the_rules: error.is_refusal(),
            names_nothing: matches!(
                error,
                StoreError::DecisionNotFound { .. } | StoreError::TemplateNotFound { .. }
            ),
        }
    }
}

impl From<WorkflowError> for Refusal {
    fn from(error: WorkflowError) -> Self {
        match error {
            WorkflowError::Store(error) => error.into(),
            error => Self {
                code: error.code(),
                what: error.to_string(),
                remedy: error.remedy(),
                by_the_rules: error.is_refusal(),
                names_nothing: false,
            },
        }
    }
}

impl From<ExportError> for Refusal {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Store(error) => error.into(),
            error => Self {
                code: error.code(),
                what: error.to_string(),
                remedy: error.remedy(),
                by_the_rules: error.is_refusal(),
                names_nothing: false,
            },
        }
    }
}

impl From<TemplateError> for Refusal {
    fn from(error: TemplateError) -> Self {
        match error {
            TemplateError::Store(error) => error.into(),
            error @ TemplateError::Invalid { .. } => Self {
                code: error.code(),
                what: error.to_string(),
                remedy: "Correct the template and try again; nothing was recorded.",
                by_the_rules: true,
                names_nothing: false,
            },
        }
    }
}
