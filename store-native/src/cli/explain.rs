//! `nexus-attest explain`: what the catalog says about a check or a layer, or what an error code means.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;
use verifier_core::catalog::{self, Entry, LayerEntry, entry, layer};

use super::arguments::{ExplainArguments, ExplainFormat};
use super::codes::{self, Explanation, Section};
use super::problem::Problem;
use super::render::layer_question;
use super::status::Status;
use super::terminal::{Colour, Width};
use super::text::{Page, visible};

/// Prints an explanation, or the list of what can be explained.
pub fn run(arguments: &ExplainArguments, colour: Colour) -> Result<Status, Problem> {
    let sections = codes::sections();
    let subject = match &arguments.name {
        None => Subject::All(&sections),
        Some(name) => find(name, &sections)?,
    };
    let mut text = String::new();
    match arguments.format {
        ExplainFormat::Human => {
            human(&subject, &mut Page::new(&mut text, Width::of_stdout(), colour.on_stdout()));
        }
        ExplainFormat::Json => json(&subject, &mut text),
        ExplainFormat::Markdown => markdown(&subject, &mut text),
    }
    let mut stdout = io::stdout();
    stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
        .map_err(|error| Problem::standard_output(&error))?;
    Ok(Status::Good)
}

enum Subject<'c> {
    All(&'c [Section]),
    Layer(&'static LayerEntry),
    Check(&'static Entry),
    Code(&'c Explanation),
}

fn find<'c>(name: &str, sections: &'c [Section]) -> Result<Subject<'c>, Problem> {
    if let Some(entry) = entry(name).or_else(|| entry(&name.to_ascii_lowercase())) {
        return Ok(Subject::Check(entry));
    }
    if let Some(layer) = layer(name).or_else(|| layer(&name.to_ascii_lowercase())) {
        return Ok(Subject::Layer(layer));
    }
    match codes(sections).find(|code| code.code.eq_ignore_ascii_case(name)) {
        Some(code) => Ok(Subject::Code(code)),
        None => Err(Problem::usage(
            format!("there is no check, layer or error code `{}`", visible(name)),
            suggestion(name, sections),
        )),
    }
}

/// The codes of all sections.
fn codes(sections: &[Section]) -> impl Iterator<Item = &Explanation> {
    sections.iter().flat_map(|section| &section.codes)
}

/// The names that are nearest to `name`, if any is near.
fn suggestion(name: &str, sections: &[Section]) -> String {
    const NEAR: f64 = 0.75;
    let name = name.to_ascii_lowercase();
    let layers = catalog::LAYERS.iter().map(|layer| layer.name);
    let names = catalog::checks().map(|entry| entry.name).chain(layers);
    let names = names.chain(codes(sections).map(|code| code.code));
    let mut near: Vec<(f64, &str)> = names
        .map(|known| (strsim::jaro_winkler(&name, &known.to_ascii_lowercase()), known))
        .filter(|(nearness, _)| *nearness >= NEAR)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    let near: Vec<String> = near.iter().take(3).map(|(_, known)| format!("`{known}`")).collect();
    if near.is_empty() {
        return "`nexus-attest explain` lists all of them.".to_owned();
    }
    format!("Did you mean {}? `nexus-attest explain` lists all of them.", near.join(" or "))
}

fn human(subject: &Subject<'_>, page: &mut Page<'_>) {
    match subject {
        Subject::All(sections) => {
            page.heading("Checks");
            for layer in catalog::LAYERS {
                page.blank();
                page.prose(&layer_question(layer.name));
                let widest = layer.checks.iter().map(|entry| entry.name.len()).max().unwrap_or_default();
                for entry in layer.checks {
                    page.item(entry.name, widest, entry.title);
                }
            }
            page.blank();
            page.heading("Error codes");
            let widest = codes(sections).map(|code| code.code.len()).max().unwrap_or_default();
            for section in *sections {
                page.blank();
                page.prose(section.title);
                for code in &section.codes {
                    page.item(code.code, widest, code.means);
                }
            }
            page.blank();
            page.prose("`nexus-attest explain NAME` says more about a check, a layer or a code.");
        }
        Subject::Layer(layer) => {
            page.heading(layer.question);
            page.blank();
            page.entry("layer", layer.name);
            page.entry("holds", layer.holds);
            page.entry("limits", layer.limits);
            page.blank();
            page.heading("Its checks");
            page.blank();
            let widest = layer.checks.iter().map(|entry| entry.name.len()).max().unwrap_or_default();
            for entry in layer.checks {
                page.item(entry.name, widest, entry.title);
            }
        }
        Subject::Check(entry) => {
            page.heading(entry.title);
            page.blank();
            page.entry("check", entry.name);
            page.entry("layer", &layer_question(entry.layer));
            page.entry("proves", entry.proves);
            page.entry("limits", entry.limits);
            page.blank();
            page.heading("If it fails");
            page.blank();
            page.entry("means", entry.failure);
            page.entry("next", entry.next);
        }
        Subject::Code(code) => {
            page.heading(code.code);
            page.blank();
            page.entry("means", code.means);
            page.entry("next", &code.remedy);
        }
    }
}

/// An entry with its members in the order of the canonical form.
#[derive(Serialize)]
struct CheckJson {
    failure: &'static str,
    layer: &'static str,
    limits: &'static str,
    name: &'static str,
    next: &'static str,
    proves: &'static str,
    title: &'static str,
}

#[derive(Serialize)]
struct LayerJson {
    checks: Vec<&'static str>,
    holds: &'static str,
    limits: &'static str,
    name: &'static str,
    question: &'static str,
}

#[derive(Serialize)]
struct CodeJson<'c> {
    code: &'static str,
    means: &'static str,
    remedy: &'c str,
}

#[derive(Serialize)]
struct AllJson<'c> {
    checks: Vec<CheckJson>,
    codes: Vec<CodeJson<'c>>,
    layers: Vec<LayerJson>,
}

impl From<&'static LayerEntry> for LayerJson {
    fn from(layer: &'static LayerEntry) -> Self {
        Self {
            checks: layer.checks.iter().map(|entry| entry.name).collect(),
            holds: layer.holds,
            limits: layer.limits,
            name: layer.name,
            question: layer.question,
        }
    }
}

impl From<&'static Entry> for CheckJson {
    fn from(entry: &'static Entry) -> Self {
        Self {
            failure: entry.failure,
            layer: entry.layer,
            limits: entry.limits,
            name: entry.name,
            next: entry.next,
            proves: entry.proves,
            title: entry.title,
        }
    }
}

impl<'c> From<&'c Explanation> for CodeJson<'c> {
    fn from(code: &'c Explanation) -> Self {
        Self { code: code.code, means: code.means, remedy: &code.remedy }
    }
}

fn json(subject: &Subject<'_>, out: &mut String) {
    let text = match subject {
        Subject::All(sections) => serde_json::to_string(&AllJson {
            checks: catalog::checks().map(CheckJson::from).collect(),
            codes: codes(sections).map(CodeJson::from).collect(),
            layers: catalog::LAYERS.iter().map(LayerJson::from).collect(),
        }),
        Subject::Layer(layer) => serde_json::to_string(&LayerJson::from(*layer)),
        Subject::Check(entry) => serde_json::to_string(&CheckJson::from(*entry)),
        Subject::Code(code) => serde_json::to_string(&CodeJson::from(*code)),
    };
    // Structures of text always have a JSON form.
    out.push_str(&text.unwrap_or_default());
    out.push('\n');
}

fn markdown(subject: &Subject<'_>, out: &mut String) {
    match subject {
        Subject::All(sections) => {
            out.push_str("# Checks\n");
            for layer in catalog::LAYERS {
                let _ = writeln!(out, "\n## {}", layer_question(layer.name));
                for entry in layer.checks {
                    out.push('\n');
                    markdown_check(entry, "###", out);
                }
            }
            out.push_str("\n# Error codes\n");
            for section in *sections {
                let _ = writeln!(out, "\n## {}", section.title);
                for code in &section.codes {
                    out.push('\n');
                    markdown_code(code, "###", out);
                }
            }
        }
        Subject::Layer(layer) => markdown_layer(layer, out),
        Subject::Check(entry) => markdown_check(entry, "#", out),
        Subject::Code(code) => markdown_code(code, "#", out),
    }
}

fn markdown_layer(layer: &LayerEntry, out: &mut String) {
    let _ = writeln!(out, "# The layer `{}`\n\n**{}**\n", layer.name, layer.question);
    let _ = writeln!(out, "What it proves, if each of its checks holds: {}\n", layer.holds);
    let _ = writeln!(out, "What it cannot: {}\n\n## Checks", layer.limits);
    for entry in layer.checks {
        out.push('\n');
        markdown_check(entry, "###", out);
    }
}

fn markdown_check(entry: &Entry, level: &str, out: &mut String) {
    let Entry { name, title, proves, limits, failure, next, .. } = entry;
    let _ = writeln!(out, "{level} {title} (`{name}`)\n");
    for (label, text) in
        [("proves", proves), ("limits", limits), ("a failure means", failure), ("next", next)]
    {
        let _ = writeln!(out, "- {label}: {text}");
    }
}

fn markdown_code(code: &Explanation, level: &str, out: &mut String) {
    let _ = writeln!(out, "{level} `{}`\n", code.code);
    let _ = writeln!(out, "- means: {}\n- next: {}", code.means.replace('\\', "\\\\"), code.remedy);
}
