//! What a router says it can do.

use std::collections::BTreeSet;

use verifier_core::json::{Document, Kind, Node};

use super::process::supervise;
use super::response::{Response, ResponseError};
use super::{Limits, RouterCommand};

/// What a router declares about an adapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Declared {
    /// It has these capabilities; possibly none.
    Capabilities(BTreeSet<String>),
    /// It gave no answer that could be used, which is not the same as none. With why, in one line.
    Undeclared(String),
}

impl Declared {
    /// Those of `required` that are not declared, in their order; all of them if nothing is.
    pub fn lacking<'r, S: AsRef<str>>(&self, required: &'r [S]) -> Vec<&'r str> {
        let declares = |name: &str| match self {
            Self::Capabilities(capabilities) => capabilities.contains(name),
            Self::Undeclared(_) => false,
        };
        required.iter().map(AsRef::as_ref).filter(|name| !declares(name)).collect()
    }
}

/// Asks the router for the capabilities of an adapter: the program is started with two more arguments,
/// `capabilities` and the adapter's id, and with nothing on its standard input, so that there is no request
/// that it could run. It answers `{"capabilities":["..."]}` and ends with status 0.
#[must_use]
pub fn capabilities(command: &RouterCommand, adapter_id: &str, limits: &Limits) -> Declared {
    let mut arguments = command.arguments.clone();
    arguments.extend(["capabilities".to_owned(), adapter_id.to_owned()]);
    match supervise(&command.program, &arguments, b"", limits, None) {
        Err(failure) => Declared::Undeclared(failure.message()),
        Ok(finished) => match read(&finished.stdout) {
            Ok(capabilities) => Declared::Capabilities(capabilities),
            Err(why) => Declared::Undeclared(why),
        },
    }
}

fn read(answer: &[u8]) -> Result<BTreeSet<String>, String> {
    let document = Document::read(answer, &Response::LIMITS)
        .map_err(|refusal| super::visible::one_line(&ResponseError::Refused(refusal).to_string(), 500))?;
    let list = document.root().member("capabilities").ok_or("the answer has no member \"capabilities\"")?;
    if list.kind() != Kind::Array {
        return Err(format!("capabilities is {} where an array is required", list.kind().described()));
    }
    list.elements().map(name).collect()
}

fn name(element: Node<'_, '_>) -> Result<String, String> {
    match element.as_str() {
        Some(name) if !name.is_empty() => Ok(name.into_owned()),
        Some(_) => Err("a capability is an empty string".to_owned()),
        None => Err(format!("a capability is {} where a string is required", element.kind().described())),
    }
}
