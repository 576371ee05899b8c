//! What a reader has from elsewhere to hold packages against, read from the texts that people keep it in: digests,
//! lists of them, and files of public keys. Attestations are read by [`attestation`](crate::attestation).

mod keys;
mod pins;

use core::fmt;

pub use keys::keys;
pub use pins::{Pin, pin, pins};

/// What is wrong in a text that is read line by line.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    /// Where the line begins that is wrong, in bytes from the start of the text.
    pub offset: usize,
    /// What is wrong, in one sentence.
    pub message: String,
}

impl Fault {
    fn new(offset: usize, message: impl Into<String>) -> Self {
        Self { offset, message: message.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, byte {}", self.message, self.offset)
    }
}

impl core::error::Error for Fault {}

/// The lines of a text with the offset of each, without what ends them. Blank ones and comments are left out.
fn lines(bytes: &[u8]) -> Result<Vec<(usize, &str)>, Fault> {
    let text = core::str::from_utf8(bytes)
        .map_err(|error| Fault::new(error.valid_up_to(), "the file is not UTF-8 from here on"))?;
    let mut offset = 0;
    let mut lines = Vec::new();
    for whole in text.split_inclusive('\n') {
        let line = whole.trim_end_matches(['\n', '\r']);
        let content = line.trim_start_matches('\u{feff}').trim_start();
        let start = offset + (line.len() - content.len());
        offset += whole.len();
        if !content.trim_end().is_empty() && !content.starts_with('#') {
            lines.push((start, content.trim_end()));
        }
    }
    Ok(lines)
}
