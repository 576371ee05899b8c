//! What came of a command: the same, in the model and in the store.

use std::fmt::Display;

use store_native::exchange::{ExportError, ImportError};
use store_native::store::{StoreError, TemplateError};
use store_native::workflow::WorkflowError;

use crate::standing::Code;

/// An error of the store.
pub trait Coded: Display {
    fn code(&self) -> Code;
}

macro_rules! coded {
    ($($error:ty),+) => {
        $(impl Coded for $error {
            fn code(&self) -> Code {
                self.code()
            }
        })+
    };
}

coded!(ExportError, ImportError, StoreError, TemplateError, WorkflowError);

/// Both results where both did it, nothing where both refused for the same reason.
///
/// # Errors
/// Where they do not agree.
pub fn agreed<M, S, E: Coded>(
    expected: Result<M, Code>,
    found: Result<S, E>,
) -> Result<Option<(M, S)>, String> {
    match (expected, found) {
        (Ok(expected), Ok(found)) => Ok(Some((expected, found))),
        (Err(expected), Err(found)) if expected == found.code() => Ok(None),
        (Ok(_), Err(found)) => Err(format!("it was refused with {}: {found}", found.code())),
        (Err(expected), Err(found)) => {
            Err(format!("it was refused with {}, not {expected}: {found}", found.code()))
        }
        (Err(expected), Ok(_)) => Err(format!("it was done, not refused with {expected}")),
    }
}
