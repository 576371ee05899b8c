//! One input, and the bounds on it.

use std::ffi::OsString;

use clap::{Args, ValueHint};
use verifier_core::{Code, Limits};

/// The one input of a command.
#[derive(Debug, Args)]
pub struct OneInput {
    /// A file, or - for standard input
    #[arg(value_name = "FILE", default_value = "-", value_hint = ValueHint::FilePath)]
    pub path: OsString,

    #[command(flatten)]
    pub limits: LimitArguments,
}

/// Bounds on an input.
#[derive(Debug, Args)]
#[command(next_help_heading = "Limits")]
// The names are those of the flags.
#[allow(clippy::struct_field_names)]
pub struct LimitArguments {
    /// Largest input in bytes
    #[arg(long, value_name = "N", default_value_t = Limits::default().bytes, value_parser = bytes)]
    max_bytes: usize,

    /// Deepest nesting of arrays and objects
    #[arg(long, value_name = "N", default_value_t = Limits::default().depth)]
    max_depth: usize,

    /// Most digits in an integer
    #[arg(long, value_name = "N", default_value_t = Limits::default().integer_digits)]
    max_integer_digits: usize,

    /// Most members and elements in one document
    #[arg(long, value_name = "N", default_value_t = Limits::default().members)]
    max_members: usize,
}

impl LimitArguments {
    /// The limits.
    pub fn limits(&self) -> Limits {
        Limits {
            bytes: self.max_bytes,
            depth: self.max_depth,
            integer_digits: self.max_integer_digits,
            members: self.max_members,
        }
    }

    /// The flag that raises the limit that a refusal speaks of.
    pub const fn flag(code: Code) -> Option<&'static str> {
        match code {
            Code::TooLarge => Some("--max-bytes"),
            Code::TooDeep => Some("--max-depth"),
            Code::NumberTooLong => Some("--max-integer-digits"),
            Code::TooManyMembers => Some("--max-members"),
            _ => None,
        }
    }
}

fn bytes(text: &str) -> Result<usize, String> {
    let bytes: usize = text.parse().map_err(|_| "not a number of bytes".to_owned())?;
    if bytes > Limits::MAX_BYTES {
        return Err(format!("at most {} bytes can be read", Limits::MAX_BYTES));
    }
    Ok(bytes)
}
