//! What a check of a store found, said to people and programs.

use store_native::store::{Adoption, Checked, Finding};
use verifier_core::canonical::Value;

use crate::cli::text::{Page, counted, excerpted, grouped, moment_of};

/// `findings`, `head`, `entries`, `decisions` and `adoptions`.
pub fn members(checked: &Checked) -> Vec<(&'static str, Value)> {
    vec![
        ("findings", Value::array(checked.findings.iter().map(finding))),
        ("head", checked.head.map(|head| head.to_string()).into()),
        ("entries", checked.entries.into()),
        ("decisions", checked.decisions.into()),
        ("adoptions", Value::array(checked.adoptions.iter().map(adoption))),
    ]
}

fn finding(finding: &Finding) -> Value {
    Value::object([
        ("code", finding.code.as_str().into()),
        ("table", (&finding.table).into()),
        ("place", (&finding.place).into()),
        ("message", (&finding.message).into()),
    ])
}

fn adoption(adoption: &Adoption) -> Value {
    Value::object([
        ("adopted_at", (&adoption.adopted_at).into()),
        ("actor", (&adoption.actor).into()),
        ("reason", (&adoption.reason).into()),
        ("first_position", adoption.first_position.into()),
        ("rows", adoption.rows.into()),
    ])
}

/// A line for each finding, or one that says that there is none.
pub fn show(page: &mut Page<'_>, checked: &Checked, name: &str) {
    let head = checked.head.map_or_else(|| "none".to_owned(), |head| head.to_string());
    let (entries, decisions) =
        (amount(checked.entries, "entry", "entries"), amount(checked.decisions, "decision", "decisions"));
    if checked.is_sound() {
        let line = format!("✓ Sound: {name}, {entries}, {decisions}, head {head}");
        let line = page.paint().good(line);
        page.line(&line);
    } else {
        let found = counted(checked.findings.len(), "finding");
        let line = page.paint().bad(format!("✗ Not sound: {name}, {found}"));
        page.line(&line);
        page.blank();
        for finding in &checked.findings {
            let code = page.paint().bad(finding.code);
            let (place, message) = (excerpted(&finding.place), excerpted(&finding.message));
            // One a line, so that they can be counted and searched.
            page.line(&format!("{code}: {place}: {message}"));
        }
        page.blank();
        page.prose(&format!("Looked at {entries} and {decisions}; head {head}."));
        page.prose("`nexus-attest explain CODE` says what a finding means and what to do.");
    }
    for adoption in &checked.adoptions {
        let rows = amount(u64::try_from(adoption.rows).unwrap_or_default(), "row", "rows");
        let (who, when) = (excerpted(&adoption.actor), moment_of(&adoption.adopted_at));
        page.prose(&format!(
            "{rows} from position {} on were written by another program and taken in at {when} by {who}, \
             \"{}\": about what happened to them before, the chain says nothing.",
            adoption.first_position,
            excerpted(&adoption.reason)
        ));
    }
}

fn amount(count: u64, one: &str, many: &str) -> String {
    let number = grouped(usize::try_from(count).unwrap_or(usize::MAX));
    format!("{number} {}", if count == 1 { one } else { many })
}
