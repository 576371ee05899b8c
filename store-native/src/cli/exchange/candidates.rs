//! The bundles that are to be imported, one after the other, wherever they come from.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use verifier_core::Limits;
use verifier_core::json::Document;

use crate::cli::codes::ReadCode;
use crate::cli::inputs::{Input, Inputs, Unreadable, read};
use crate::cli::text::visible;

/// A text that may be a bundle.
pub struct Candidate {
    /// Where it comes from: a path, or a path and the number of a line.
    pub name: String,
    /// The text, or why there is none.
    pub text: Result<Vec<u8>, Unreadable>,
}

/// The candidates that the arguments name.
pub struct Candidates {
    inputs: Inputs,
    /// The lines that are being read, one candidate each.
    lines: Option<Lines>,
    /// What was read of them to find out whether there is more than one.
    ahead: Option<Candidate>,
}

impl Candidates {
    pub fn new(names: Vec<OsString>) -> Self {
        Self { inputs: Inputs::new(names), lines: None, ahead: None }
    }

    /// The first candidate of an input, or its only one.
    fn open(&mut self, input: &Input) -> Candidate {
        let name = input.path().to_string_lossy().into_owned();
        match input {
            Input::Stdin => self.open_stream(name, Box::new(BufReader::new(io::stdin()))),
            Input::File(path) if is_lines(path) => match File::open(path) {
                Ok(file) => {
                    let mut lines = Lines::new(name.clone(), Box::new(BufReader::new(file)));
                    let first = lines.next();
                    self.lines = Some(lines);
                    // An empty file is no bundle; that is said like this of any other empty text.
                    first.unwrap_or(Candidate { name, text: Ok(Vec::new()) })
                }
                Err(error) => Candidate { name, text: Err(error.into()) },
            },
            _ => {
                let mut bytes = Vec::new();
                let text = read(input, Limits::default().bytes, &mut bytes, |_| ()).map(|()| bytes);
                Candidate { name, text }
            }
        }
    }

    /// A stream is one bundle, or one in each line: then the first line is a whole JSON text.
    fn open_stream(&mut self, name: String, stream: Box<dyn BufRead>) -> Candidate {
        let mut lines = Lines::new(name.clone(), stream);
        let Some(first) = lines.next() else { return Candidate { name, text: Ok(Vec::new()) } };
        let is_whole = match &first.text {
            Ok(text) => Document::read(text, &Limits::default()).is_ok(),
            Err(_) => return first,
        };
        if is_whole {
            self.ahead = lines.next();
            let name = if self.ahead.is_some() { first.name } else { name };
            self.lines = Some(lines);
            return Candidate { name, text: first.text };
        }
        let text = first.text.and_then(|text| lines.rest_behind(text));
        Candidate { name, text }
    }
}

impl Iterator for Candidates {
    type Item = Candidate;

    fn next(&mut self) -> Option<Candidate> {
        if let Some(candidate) = self.ahead.take() {
            return Some(candidate);
        }
        if let Some(lines) = &mut self.lines {
            if let Some(candidate) = lines.next() {
                return Some(candidate);
            }
            self.lines = None;
        }
        let input = self.inputs.next()?;
        Some(self.open(&input))
    }
}

/// Whether a file holds one bundle in each line.
fn is_lines(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl"))
}

/// The lines of a stream; empty ones are left out.
struct Lines {
    name: String,
    stream: Box<dyn BufRead>,
    number: usize,
    at_end: bool,
}

impl Lines {
    fn new(name: String, stream: Box<dyn BufRead>) -> Self {
        Self { name, stream, number: 0, at_end: false }
    }

    /// Reads a line, and no more of it than the limit.
    fn line(&mut self) -> Result<Vec<u8>, Unreadable> {
        let limit = Limits::default().bytes;
        let mut line = Vec::new();
        let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        self.stream.by_ref().take(most).read_until(b'\n', &mut line)?;
        if line.len() > limit {
            return Err(Unreadable::new(ReadCode::TooLarge, "a line is longer than an input may be"));
        }
        Ok(line)
    }

    /// Everything that is left, behind what was read.
    fn rest_behind(&mut self, mut text: Vec<u8>) -> Result<Vec<u8>, Unreadable> {
        let limit = Limits::default().bytes;
        let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        self.stream.by_ref().take(most).read_to_end(&mut text)?;
        if text.len() > limit {
            return Err(Unreadable::new(ReadCode::TooLarge, "it is longer than an input may be"));
        }
        Ok(text)
    }
}

impl Iterator for Lines {
    type Item = Candidate;

    fn next(&mut self) -> Option<Candidate> {
        while !self.at_end {
            self.number += 1;
            let name = format!("{}:{}", self.name, self.number);
            match self.line() {
                Err(unreadable) => {
                    // What follows a line that could not be read has no beginning that could be found.
                    self.at_end = true;
                    return Some(Candidate { name, text: Err(unreadable) });
                }
                Ok(line) if line.is_empty() => self.at_end = true,
                Ok(line) if line.iter().all(u8::is_ascii_whitespace) => {}
                Ok(line) => return Some(Candidate { name, text: Ok(line) }),
            }
        }
        None
    }
}

impl Candidate {
    /// The name as it is shown.
    pub fn shown(&self) -> String {
        match self.name.strip_prefix(Input::STANDARD_INPUT) {
            Some("") => "standard input".to_owned(),
            Some(line) if line.starts_with(':') => format!("standard input{line}"),
            _ => visible(&self.name).into_owned(),
        }
    }
}
