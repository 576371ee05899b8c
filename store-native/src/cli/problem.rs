//! What keeps a command from doing its work, and how that is said on standard error.

use std::io::{self, Write};

use clap::error::ErrorKind;

use verifier_core::canonical::Value;

use super::status::Status;
use super::terminal::{Colour, Width};
use super::text::{Paint, visible, wrap};

/// An error that ends a command.
#[derive(Debug)]
pub struct Problem {
    /// A stable code.
    pub code: &'static str,
    /// What is wrong, and where.
    pub what: String,
    /// Lines shown below as they are: the place in the input.
    pub excerpt: String,
    /// What to do about it.
    pub help: String,
    /// What else `--json` says about it.
    pub details: Vec<(&'static str, Value)>,
    /// How the command ends.
    pub status: Status,
}

impl Problem {
    /// The command line asks for something that cannot be done.
    pub fn usage(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            code: "USAGE",
            what: what.into(),
            excerpt: String::new(),
            help: help.into(),
            details: Vec::new(),
            status: Status::Usage,
        }
    }

    /// Something that was asked for cannot be written.
    pub fn output(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code: "OUTPUT", status: Status::NotJudged, ..Self::usage(what, help) }
    }

    /// Standard output cannot be written. That nobody reads it any more is no error worth a message.
    pub fn standard_output(error: &io::Error) -> Self {
        let mut problem = Self::output(
            format!("standard output cannot be written: {error}"),
            "Look at where the output goes: is the disk full?",
        );
        if error.kind() == io::ErrorKind::BrokenPipe {
            problem.what.clear();
        }
        problem
    }

    /// The same for programs: `{error, error_code, ok: false}` and the details.
    pub fn to_value(&self) -> Value {
        let members =
            [("ok", false.into()), ("error_code", self.code.into()), ("error", (&self.what).into())];
        members.into_iter().chain(self.details.iter().cloned()).collect()
    }

    /// Answers with JSON on standard output, where that is wanted, and says what is wrong on standard error.
    pub fn answer(&self, json: bool, colour: Colour) -> Status {
        if json {
            // Where that cannot be written either, the exit status and standard error still tell.
            let _ = writeln!(io::stdout(), "{}", self.to_value().to_canonical());
        }
        self.report(colour)
    }

    /// Says what is wrong on standard error.
    pub fn report(&self, colour: Colour) -> Status {
        if self.what.is_empty() {
            return self.status;
        }
        let paint = colour.on_stderr();
        let width = Width::of_stderr();
        let head = format!("error[{}]: ", self.code);
        let mut text = hanging(&head, &self.what, paint.bad(&head), width);
        if !self.excerpt.is_empty() {
            text.push('\n');
            text.push_str(&self.excerpt);
            text.push('\n');
        }
        if !self.help.is_empty() {
            text.push_str(&hanging("help: ", &self.help, paint.strong("help: "), width));
        }
        say(&text);
        self.status
    }
}

/// Something worth knowing that ends nothing, on standard error.
pub fn note(text: &str, colour: Colour) {
    let head = "note: ";
    say(&hanging(head, text, colour.on_stderr().strong(head), Width::of_stderr()));
}

/// Something that may be wrong and ends nothing, on standard error.
pub fn warn(text: &str, colour: Colour) {
    let head = "warning: ";
    say(&hanging(head, text, colour.on_stderr().notable(head), Width::of_stderr()));
}

/// `what` behind a head, further lines indented a little.
fn hanging(head: &str, what: &str, painted: String, width: Width) -> String {
    let indent = 2;
    let first = head.len().saturating_sub(indent);
    // The head takes part in the wrapping as a word that cannot be broken.
    let whole = format!("{}{what}", "-".repeat(first));
    let lines = wrap(&whole, width.columns().saturating_sub(indent));
    let mut text = painted;
    for (index, line) in lines.iter().enumerate() {
        if index == 0 {
            text.push_str(line.get(first..).unwrap_or_default());
        } else {
            text.push_str("  ");
            text.push_str(line);
        }
        text.push('\n');
    }
    text
}

/// Says what is wrong with the arguments, or prints the help that they ask for.
pub fn of_usage(error: &clap::Error, json: bool) -> Status {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return match error.print() {
            Ok(()) => Status::Good,
            Err(error) => Problem::standard_output(&error).report(Colour::Auto),
        };
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        say(&error.render().to_string());
        return Status::Usage;
    }
    if json {
        let rendered = error.render().to_string();
        let what = rendered.split("\n\n").next().unwrap_or_default().trim_start_matches("error: ");
        let what = what.split_whitespace().collect::<Vec<_>>().join(" ");
        let problem = Problem::usage(visible(&what), "");
        let _ = writeln!(io::stdout(), "{}", problem.to_value().to_canonical());
    }
    say(&usage_text(&error.render().to_string(), Colour::Auto.on_stderr(), Width::of_stderr()));
    Status::Usage
}

/// clap's message in the form of our own ones. Arguments stand in it, so it is made visible.
fn usage_text(rendered: &str, paint: Paint, width: Width) -> String {
    let mut text = String::new();
    for line in rendered.trim_end().lines() {
        let line = visible(line);
        if let Some(what) = line.strip_prefix("error: ") {
            let head = "error[USAGE]: ";
            text.push_str(&hanging(head, what, paint.bad(head), width));
            continue;
        } else if let Some(what) = line.strip_prefix("For more information, try '--help'.") {
            text.push_str(&paint.strong("help: "));
            text.push_str("`--help` explains the options, with examples.");
            text.push_str(what);
        } else {
            text.push_str(&line);
        }
        text.push('\n');
    }
    text
}

/// Writes to standard error. When that is closed too, there is nobody left to tell.
fn say(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usage_messages_show_what_was_typed_without_obeying_it() {
        let text = usage_text(
            "error: unexpected argument '--\u{1b}[31m\u{202e}x' found\n",
            Paint::PLAIN,
            Width::exactly(80),
        );
        assert_eq!(text, "error[USAGE]: unexpected argument '--\\x1b[31m\\u{202e}x' found\n");
    }
}
