//! `nexus-attest store stats`

use std::collections::BTreeMap;

use store_native::store::Stats;
use verifier_core::canonical::Value;

use crate::cli::problem::Problem;
use crate::cli::session::{Access, Session};
use crate::cli::status::Status;
use crate::cli::text::{Page, grouped, moment_of, visible};

/// Says how much there is in the store.
pub fn stats(session: &Session) -> Result<Status, Problem> {
    let store = session.open(Access::Read)?;
    let stats = store.stats().map_err(|error| session.problem(error))?;
    session.answer(members(&stats), |page| show(page, &stats, &session.shown_path()))?;
    Ok(Status::Good)
}

fn members(stats: &Stats) -> Vec<(&'static str, Value)> {
    let tally = |counts: &BTreeMap<String, u64>| -> Value {
        counts.iter().map(|(name, count)| (name, Value::from(*count))).collect()
    };
    vec![
        ("store_id", stats.store_id.clone().into()),
        ("created_at", stats.created_at.clone().into()),
        ("schema_version", stats.schema_version.into()),
        ("bytes", stats.bytes.into()),
        ("decisions", stats.decisions.into()),
        ("phases", tally(&stats.phases)),
        ("events", tally(&stats.events)),
        ("templates", stats.templates.into()),
        ("archived_logs", stats.archived_logs.into()),
        ("archived_events", stats.archived_events.into()),
        ("adoptions", stats.adoptions.into()),
        ("head", stats.head.map(|head| head.to_string()).into()),
    ]
}

fn show(page: &mut Page<'_>, stats: &Stats, path: &str) {
    page.heading(path);
    page.blank();
    let mut lines: Vec<(String, String)> = Vec::new();
    let mut line = |name: &str, text: String| lines.push((name.to_owned(), text));
    let count = |number: u64| grouped(usize::try_from(number).unwrap_or(usize::MAX));
    if let Some(id) = &stats.store_id {
        line("store id", visible(id).into_owned());
    }
    if let Some(time) = &stats.created_at {
        line("chained since", moment_of(time));
    }
    line("schema", stats.schema_version.to_string());
    line("size", format!("{} bytes", count(stats.bytes)));
    line("decisions", count(stats.decisions));
    for (phase, number) in &stats.phases {
        line(&format!("  {}", visible(phase)), count(*number));
    }
    line("events", count(stats.events.values().sum()));
    for (event_type, number) in &stats.events {
        line(&format!("  {}", visible(event_type)), count(*number));
    }
    line("templates", count(stats.templates));
    line(
        "archived logs",
        format!("{} ({} events)", count(stats.archived_logs), count(stats.archived_events)),
    );
    line("adoptions", count(stats.adoptions));
    line("head", stats.head.map_or_else(|| "none".to_owned(), |head| head.to_string()));
    page.facts(&lines);
}
