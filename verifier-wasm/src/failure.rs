//! Why a call failed, and the JavaScript `Error` that says so.

use js_sys::{Error, Reflect};
use verifier_core::Refusal;
use wasm_bindgen::JsValue;

/// A call that cannot be answered.
#[derive(Debug)]
pub enum Failure {
    /// An argument is not what the function takes.
    Argument(String),
    /// An option has a name that the function does not know.
    UnknownOption(String),
    /// An option has a value that it cannot have.
    Option(String),
    /// The input is longer than what can be read at all.
    TooLarge(String),
    /// There is no memory to hold the input.
    Memory(String),
    /// The input is refused.
    Refused(Refusal),
}

impl Failure {
    /// The stable code.
    const fn code(&self) -> &'static str {
        match self {
            Self::Argument(_) => "INVALID_ARGUMENT",
            Self::UnknownOption(_) => "UNKNOWN_OPTION",
            Self::Option(_) => "INVALID_OPTION",
            Self::TooLarge(_) => "TOO_LARGE",
            Self::Memory(_) => "OUT_OF_MEMORY",
            Self::Refused(refusal) => refusal.code.as_str(),
        }
    }

    /// The code, and what is wrong; for a refused input also where.
    fn message(&self) -> String {
        match self {
            Self::Argument(text)
            | Self::UnknownOption(text)
            | Self::Option(text)
            | Self::TooLarge(text)
            | Self::Memory(text) => format!("{}: {text}", self.code()),
            Self::Refused(refusal) => refusal.to_string(),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Failure> for JsValue {
    fn from(failure: Failure) -> Self {
        let error = Error::new(&failure.message());
        error.set_name("VerifierError");
        set(&error, "code", &failure.code().into());
        if let Failure::Refused(refusal) = &failure {
            set(&error, "pointer", &refusal.pointer.as_str().into());
            set(&error, "offset", &refusal.offset.into());
        }
        error.into()
    }
}

fn set(error: &Error, name: &str, value: &JsValue) {
    // Only an object that was made unchangeable refuses this, and this one was made just now.
    let _ = Reflect::set(error, &name.into(), value);
}
