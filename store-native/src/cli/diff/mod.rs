//! `nexus-attest diff`: what differs between two packages.

mod human;
mod json;
mod markdown;

use std::io::{self, Write};

use store_native::comparison::Comparison;
use verifier_core::Limits;
use verifier_core::json::Document;
use verifier_core::package::Package;

use super::arguments::{DiffArguments, DiffFormat};
use super::inputs::Input;
use super::problem::Problem;
use super::status::Status;
use super::terminal::{Colour, Width};
use super::text::{Page, counted, excerpted};

/// Differences of a kind that are shown where not all are asked for.
const SHOWN: usize = 20;

/// Compares the two and prints what differs.
pub fn run(arguments: &DiffArguments, colour: Colour) -> Result<Status, Problem> {
    if arguments.a == Input::STANDARD_INPUT && arguments.b == Input::STANDARD_INPUT {
        return Err(Problem::usage("standard input (-) is named twice", "It can be read only once."));
    }
    let limits = arguments.limits.limits();
    let inputs = [&arguments.a, &arguments.b].map(|name| Input::named(name.clone()));
    let [bytes_a, bytes_b] = [inputs[0].content(limits.bytes)?, inputs[1].content(limits.bytes)?];
    let (document_a, document_b) =
        (document(&inputs[0], &bytes_a, &limits)?, document(&inputs[1], &bytes_b, &limits)?);
    let (a, b) = (package(&inputs[0], &document_a)?, package(&inputs[1], &document_b)?);
    let kept = if arguments.all { usize::MAX } else { SHOWN };
    let compared = Compared {
        names: [inputs[0].shown(), inputs[1].shown()],
        paths: [inputs[0].path(), inputs[1].path()].map(|path| path.to_string_lossy().into_owned()),
        bindings: [&a, &b].map(|package| package.binding_digest.as_str().unwrap_or_default().into_owned()),
        same_bytes: bytes_a == bytes_b,
        comparison: Comparison::of(&a, &b, [document_a.root(), document_b.root()], kept),
        all: arguments.all,
    };
    let mut text = String::new();
    match arguments.format {
        DiffFormat::Human => {
            human::write(&compared, &mut Page::new(&mut text, Width::of_stdout(), colour.on_stdout()));
        }
        DiffFormat::Json => json::write(&compared, &mut text),
        DiffFormat::Markdown => markdown::write(&compared, &mut text),
    }
    let mut stdout = io::stdout();
    stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
        .map_err(|error| Problem::standard_output(&error))?;
    Ok(if compared.comparison.is_none() { Status::Good } else { Status::Failed })
}

/// Two packages with what differs.
struct Compared<'d, 'a> {
    /// As they are shown.
    names: [String; 2],
    paths: [String; 2],
    /// The binding digests, as they are stored.
    bindings: [String; 2],
    same_bytes: bool,
    comparison: Comparison<'d, 'a>,
    all: bool,
}

impl Compared<'_, '_> {
    /// What came of it, in sentences.
    fn sentences(&self) -> Vec<String> {
        let comparison = &self.comparison;
        if comparison.is_none() {
            let how = if self.same_bytes {
                "The two files are the same, byte for byte."
            } else {
                "The files are laid out differently, which means nothing."
            };
            return vec![
                "No difference: the binding digest and every member agree.".to_owned(),
                how.to_owned(),
                format!("Both have the binding digest {}.", excerpted(&self.bindings[0])),
            ];
        }
        let count = comparison.member_count;
        let verb = if count == 1 { "differs" } else { "differ" };
        let mut sentences = vec![format!("{} {verb}.", counted(count, "member"))];
        if comparison.same_binding {
            sentences.push(
                "Both state the same binding digest all the same, so what differs is not what it covers, or one of the \
                 two is not what it was: `nexus-attest verify` says which."
                    .to_owned(),
            );
        }
        if comparison.topics.is_empty() {
            sentences.push("Nothing of it is about the decision, its approvals or its runs.".to_owned());
        }
        sentences
    }

    /// What is said behind a list of which not all is shown.
    fn more(count: usize, shown: usize) -> Option<String> {
        let hidden = count.saturating_sub(shown);
        (hidden > 0).then(|| format!("and {} (--all shows them)", counted(hidden, "more difference")))
    }
}

fn document<'a>(input: &Input, bytes: &'a [u8], limits: &Limits) -> Result<Document<'a>, Problem> {
    Document::read(bytes, limits).map_err(|error| input.refused(bytes, &error))
}

fn package<'d, 'a>(input: &Input, document: &'d Document<'a>) -> Result<Package<'d, 'a>, Problem> {
    Package::read(document).map_err(|error| input.refused(document.input(), &error))
}
