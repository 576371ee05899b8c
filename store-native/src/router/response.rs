//! What a router answers.

use core::fmt;

use verifier_core::digest::{self, RawDigest};
use verifier_core::json::{Document, Kind, Node};
use verifier_core::{Refusal, canonical};

/// The response of a router, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    raw: Vec<u8>,
    canonical: Vec<u8>,
    digest: RawDigest,
    run_id: String,
    steps_executed: u64,
}

impl Response {
    /// The bounds on a response: 64 MiB, 128 levels, 1,048,576 members and elements, and 4300 digits in an
    /// integer.
    pub const LIMITS: verifier_core::Limits =
        verifier_core::Limits { bytes: 64 << 20, depth: 128, integer_digits: 4300, members: 1 << 20 };

    /// Most characters in a run id.
    pub const MAX_RUN_ID: usize = 1024;

    /// Most steps: the largest integer that every reader of JSON keeps exactly.
    pub const MAX_STEPS: u64 = (1 << 53) - 1;

    /// Reads a response (`docs/router-contract.md`): one JSON object with `run_id` and, if it likes,
    /// `steps_executed`. Other members are kept; they are under the digest.
    ///
    /// # Errors
    /// It is no JSON as `docs/format.md`, section 1, defines it, is longer or deeper than
    /// [`Response::LIMITS`], or a member does not fit.
    pub fn read(bytes: &[u8]) -> Result<Self, ResponseError> {
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(ResponseError::Empty);
        }
        let document = Document::read(bytes, &Self::LIMITS).map_err(ResponseError::Refused)?;
        let root = document.root();
        if root.kind() != Kind::Object {
            return Err(ResponseError::unfit(root, "", "an object"));
        }
        let run_id = run_id(root)?;
        let steps_executed = steps_executed(root)?;
        let mut canonical = Vec::with_capacity(bytes.len());
        canonical::write(root, &mut canonical);
        let digest = digest::of_bytes(&canonical);
        Ok(Self { raw: bytes.to_vec(), canonical, digest, run_id, steps_executed })
    }

    /// The bytes as they came.
    #[must_use]
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// Their canonical form.
    #[must_use]
    pub fn canonical(&self) -> &[u8] {
        &self.canonical
    }

    /// H(C(response)): `response_digest` of `EXECUTION_COMPLETED`, which stores it raw.
    #[must_use]
    pub fn digest(&self) -> RawDigest {
        self.digest
    }

    /// The id of the run; not empty.
    #[must_use]
    pub fn run_id(&self) -> &str {
        &self.run_id
    }

    /// How many steps the router says it executed; 0 if it does not say.
    #[must_use]
    pub fn steps_executed(&self) -> u64 {
        self.steps_executed
    }
}

fn run_id(root: Node<'_, '_>) -> Result<String, ResponseError> {
    let Some(value) = root.member("run_id") else {
        return Err(ResponseError::NoRunId { offset: root.offset(), found: None });
    };
    let found = match value.as_str() {
        Some(text) if text.is_empty() => "an empty string",
        Some(text) if text.chars().nth(Response::MAX_RUN_ID).is_some() => {
            "a string of more than 1,024 characters"
        }
        Some(text) => return Ok(text.into_owned()),
        None => value.kind().described(),
    };
    Err(ResponseError::NoRunId { offset: value.offset(), found: Some(found) })
}

fn steps_executed(root: Node<'_, '_>) -> Result<u64, ResponseError> {
    let Some(value) = root.member("steps_executed") else { return Ok(0) };
    let steps = match value.kind() {
        // `-0` is zero too.
        Kind::Integer if value.source() == b"-0" => Some(0),
        Kind::Integer => core::str::from_utf8(value.source()).ok().and_then(|digits| digits.parse().ok()),
        _ => None,
    };
    steps.filter(|steps| *steps <= Response::MAX_STEPS).ok_or_else(|| {
        ResponseError::unfit(value, "/steps_executed", "an integer from 0 to 9007199254740991")
    })
}

/// Why an answer is no response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResponseError {
    /// There is nothing but white space.
    Empty,
    /// It is no JSON, or exceeds a limit; the refusal says what is wrong and where.
    Refused(Refusal),
    /// It is JSON, but a value is not what the contract asks for.
    Unfit {
        /// Where the value stands.
        pointer: &'static str,
        /// The same, in bytes from the start.
        offset: usize,
        /// What it is.
        found: &'static str,
        /// What it has to be.
        required: &'static str,
    },
    /// There is no `run_id`, or it is no string that could name a run.
    NoRunId {
        /// Where it stands, in bytes from the start; where the response starts if there is none.
        offset: usize,
        /// What it is, if it is there.
        found: Option<&'static str>,
    },
}

impl ResponseError {
    /// The stable code, as it is recorded.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty | Self::Refused(_) | Self::Unfit { .. } => "ROUTER_RESPONSE_INVALID",
            Self::NoRunId { .. } => "ROUTER_NO_RUN_ID",
        }
    }

    /// Where it shows, in bytes from the start of the response.
    #[must_use]
    pub const fn offset(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::Refused(refusal) => refusal.offset,
            Self::Unfit { offset, .. } | Self::NoRunId { offset, .. } => *offset,
        }
    }

    /// JSON pointer (RFC 6901) to what is wrong; empty for the response itself.
    #[must_use]
    pub fn pointer(&self) -> &str {
        match self {
            Self::Empty => "",
            Self::Refused(refusal) => &refusal.pointer,
            Self::Unfit { pointer, .. } => pointer,
            Self::NoRunId { .. } => "/run_id",
        }
    }

    /// What to do about it, in one sentence.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::Empty | Self::Refused(_) => {
                "Let the router print one JSON object and nothing else on standard output; progress and \
                 logs go to standard error."
            }
            Self::Unfit { .. } => "Let the router answer as the contract says (docs/router-contract.md).",
            Self::NoRunId { .. } => {
                "Let the router name the run in `run_id`, a string: it is what binds the decision to the run."
            }
        }
    }

    fn unfit(found: Node<'_, '_>, pointer: &'static str, required: &'static str) -> Self {
        Self::Unfit { pointer, offset: found.offset(), found: described(found), required }
    }
}

/// What a value is, with what is wrong with an integer that is one.
fn described(value: Node<'_, '_>) -> &'static str {
    match value.kind() {
        Kind::Integer if value.source().starts_with(b"-") => "a negative integer",
        Kind::Integer => "a larger integer",
        kind => kind.described(),
    }
}

impl fmt::Display for ResponseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the response is empty"),
            Self::Refused(refusal) => write!(f, "the response is no JSON that can be used: {refusal}"),
            Self::Unfit { pointer, offset, found, required } => {
                write!(f, "the response does not fit: {found} where {required} is required")?;
                if !pointer.is_empty() {
                    write!(f, ", at {pointer}")?;
                }
                write!(f, ", byte {offset}")
            }
            Self::NoRunId { found: None, .. } => f.write_str("the response has no run_id"),
            Self::NoRunId { offset, found: Some(found) } => {
                write!(f, "run_id is {found}; a string of 1 to 1,024 characters is required, byte {offset}")
            }
        }
    }
}

impl core::error::Error for ResponseError {}
