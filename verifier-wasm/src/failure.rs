//! Why a call failed, and the JavaScript `Error` that says so.

use js_sys::{Error, Reflect};
use verifier_core::Refusal;
use verifier_core::trust::Fault;
use wasm_bindgen::JsValue;

/// A call that cannot be answered.
#[derive(Debug)]
pub struct Failure {
    /// The stable code.
    code: &'static str,
    /// What is wrong, in one sentence.
    text: String,
    /// The option that it is about, and which of its elements.
    option: Option<(String, Option<u32>)>,
    /// JSON pointer to what is wrong in an input.
    pointer: Option<String>,
    /// Where it shows, in bytes from the start of the input.
    offset: Option<usize>,
}

impl Failure {
    /// An argument is not what the function takes.
    pub fn argument(text: impl Into<String>) -> Self {
        Self::new("INVALID_ARGUMENT", text)
    }

    /// An option has a name that the function does not know.
    pub fn unknown_option(name: &str, text: impl Into<String>) -> Self {
        Self { option: Some((name.to_owned(), None)), ..Self::new("UNKNOWN_OPTION", text) }
    }

    /// An option has a value that it cannot have: it `must` be something else.
    pub fn option(name: &str, must: &str) -> Self {
        let text = format!("the option {name} must {must}");
        Self { option: Some((name.to_owned(), None)), ..Self::new("INVALID_OPTION", text) }
    }

    /// An element of an option has a value that it cannot have.
    pub fn element(text: impl Into<String>) -> Self {
        Self::new("INVALID_OPTION", text)
    }

    /// A file of public keys holds something else.
    pub fn key(fault: &Fault) -> Self {
        Self { offset: Some(fault.offset), ..Self::new("KEY_INVALID", fault.to_string()) }
    }

    /// The input is longer than what may or can be read.
    pub fn too_large(text: impl Into<String>) -> Self {
        Self::new("TOO_LARGE", text)
    }

    /// There is no memory to hold the input.
    pub fn memory(text: impl Into<String>) -> Self {
        Self::new("OUT_OF_MEMORY", text)
    }

    fn new(code: &'static str, text: impl Into<String>) -> Self {
        Self { code, text: text.into(), option: None, pointer: None, offset: None }
    }

    /// The same, said of an element of an option.
    pub fn of_element(self, option: &str, index: u32) -> Self {
        let text = format!("the option {option}, element {index}: {}", self.text);
        Self { text, option: Some((option.to_owned(), Some(index))), ..self }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let code = refusal.code.as_str();
        let said = refusal.to_string();
        let text = said.strip_prefix(code).and_then(|text| text.strip_prefix(": ")).unwrap_or(&said);
        Self { pointer: Some(refusal.pointer), offset: Some(refusal.offset), ..Self::new(code, text) }
    }
}

impl From<Failure> for JsValue {
    fn from(failure: Failure) -> Self {
        let Failure { code, text, option, pointer, offset } = failure;
        let error = Error::new(&format!("{code}: {text}"));
        error.set_name("VerifierError");
        set(&error, "code", &code.into());
        if let Some((option, element)) = option {
            set(&error, "option", &option.into());
            if let Some(element) = element {
                set(&error, "index", &element.into());
            }
        }
        if let Some(pointer) = pointer {
            set(&error, "pointer", &pointer.into());
        }
        if let Some(offset) = offset {
            set(&error, "offset", &offset.into());
        }
        error.into()
    }
}

fn set(error: &Error, name: &str, value: &JsValue) {
    // Only an object that was made unchangeable refuses this, and this one was made just now.
    let _ = Reflect::set(error, &name.into(), value);
}
