//! Reading an input into memory, and no more of it than the limit.

use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;

use super::{Input, Unreadable};
use crate::cli::codes::ReadCode;
use crate::cli::text::grouped;

/// From this size on, in bytes, reading and verifying take a time that people notice.
const LARGE: usize = 8 << 20;

/// A buffer that grew beyond this is not kept for the next input.
const KEPT: usize = 1 << 20;

/// Reads `input` into `buffer`, which is empty after an error. `announce` is told the size of a large
/// file before it is read.
pub fn read(
    input: &Input,
    limit: usize,
    buffer: &mut Vec<u8>,
    announce: impl FnOnce(usize),
) -> Result<(), Unreadable> {
    buffer.clear();
    if buffer.capacity() > KEPT {
        *buffer = Vec::new();
    }
    let read = match input {
        Input::Stdin => {
            if io::stdin().is_terminal() {
                // A hint for whoever did not mean to; without a place to show it nothing is lost.
                let _ =
                    writeln!(io::stderr(), "Reading standard input; Ctrl-D on a line of its own ends it.");
            }
            content(io::stdin().lock(), limit, buffer)
        }
        Input::File(path) => file(path, limit, buffer, announce),
        Input::Refused(_, unreadable) => Err(unreadable.clone()),
    };
    if read.is_err() {
        buffer.clear();
    }
    read
}

fn file(
    path: &Path,
    limit: usize,
    buffer: &mut Vec<u8>,
    announce: impl FnOnce(usize),
) -> Result<(), Unreadable> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(Unreadable::new(ReadCode::NotAFile, "it is a folder, and a file is needed"));
    }
    if metadata.is_file() {
        let size = usize::try_from(metadata.len()).unwrap_or(usize::MAX);
        if size > limit {
            return Err(too_large(&format!("it has {} bytes, more", grouped(size)), limit));
        }
        if size >= LARGE {
            announce(size);
        }
        buffer.try_reserve_exact(size).map_err(|_| {
            let message = format!("there is no memory for its {} bytes", grouped(size));
            Unreadable::new(ReadCode::Unreadable, message)
        })?;
    }
    content(file, limit, buffer)
}

/// Reads a stream to its end, or one byte beyond the limit.
fn content(stream: impl Read, limit: usize, buffer: &mut Vec<u8>) -> Result<(), Unreadable> {
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    stream.take(most).read_to_end(buffer)?;
    if buffer.len() > limit {
        return Err(too_large("it is longer", limit));
    }
    Ok(())
}

fn too_large(size: &str, limit: usize) -> Unreadable {
    let message = format!("{size} than the limit of {} bytes (--max-bytes)", grouped(limit));
    Unreadable::new(ReadCode::TooLarge, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_of_just_the_limit_is_read_and_a_longer_one_is_not() {
        let mut buffer = Vec::new();
        assert_eq!(content(&b"12345"[..], 5, &mut buffer), Ok(()));
        assert_eq!(buffer, b"12345");
        buffer.clear();
        let refused = content(&b"123456"[..], 5, &mut buffer).map_err(|unreadable| unreadable.code);
        assert_eq!(refused, Err(ReadCode::TooLarge));
    }

    #[test]
    fn no_more_than_one_byte_beyond_the_limit_is_read() {
        let mut buffer = Vec::new();
        assert!(content(io::repeat(b' '), 1000, &mut buffer).is_err());
        assert_eq!(buffer.len(), 1001);
    }
}
