//! How an execution ended, said to people and programs.

use std::io::{self, IsTerminal, Write};

use store_native::router::{Response, RouterFailure};
use store_native::workflow::{Claimed, Executed};
use verifier_core::canonical::{Canonical, Value};

use super::router::Declared;
use crate::cli::decide::standing::next;
use crate::cli::problem::Problem;
use crate::cli::session::Session;
use crate::cli::status::Status;
use crate::cli::text::{excerpted, visible};

/// The router answered, and that is recorded.
pub fn completed(
    session: &Session,
    claimed: &Claimed,
    executed: &Executed,
    response: &Response,
    declared: &Declared,
) -> Result<Status, Problem> {
    let warning = beyond_the_limit(claimed, response);
    if let Some(warning) = &warning {
        session.warn(warning);
    }
    let mut members = recorded(claimed, executed);
    members.extend([
        ("run_id", response.run_id().into()),
        ("steps_executed", response.steps_executed().into()),
        ("response_digest", response.digest().to_string().into()),
        ("warnings", Value::array(warning)),
    ]);
    members.extend(declared.to_value().map(|capabilities| ("capabilities", capabilities)));
    session.answer_recorded("the run is recorded", members, |page| {
        let done = if claimed.mode.is_dry_run() { "Dry run done" } else { "Executed" };
        page.done(&format!("{done}: run {}", excerpted(response.run_id())));
        page.blank();
        page.facts(&[
            ("request", visible(&claimed.decision_id).into_owned()),
            ("state", executed.decision.state.as_str().to_owned()),
            ("mode", claimed.mode.as_str().to_owned()),
            ("steps", response.steps_executed().to_string()),
            ("request digest", claimed.request.digest.prefixed().to_string()),
            ("response digest", response.digest().prefixed().to_string()),
        ]);
        next(page, session, &executed.decision);
    })?;
    Ok(Status::Good)
}

/// The run came to nothing, and that is recorded.
pub fn failed(session: &Session, claimed: &Claimed, executed: &Executed, failure: &RouterFailure) -> Problem {
    let lines = failure.stderr.lines(RouterFailure::SHOWN_LINES);
    let mut details = recorded(claimed, executed);
    details.push(("router_stderr", lines.join("\n").into()));
    let show = session.command(&format!("inspect {}", crate::cli::session::quoted(&claimed.decision_id)));
    Problem {
        code: failure.code(),
        what: format!("{}; that is recorded", visible(&failure.message())),
        excerpt: last_words(&lines),
        details,
        status: Status::Failed,
        ..Problem::usage("", format!("{} `{show}` shows the request.", failure.remedy()))
    }
}

/// What came of the router could not be recorded: the answer must not be lost, and neither the failure.
pub fn keep(problem: &mut Problem, claimed: &Claimed, outcome: Result<&Response, &RouterFailure>) {
    problem.details.push(("request_id", (&claimed.decision_id).into()));
    match outcome {
        Ok(response) => {
            let canonical = String::from_utf8_lossy(response.canonical());
            // What a program reads must be the response itself; a terminal must not obey it.
            let shown = if io::stderr().is_terminal() { visible(&canonical) } else { canonical.clone() };
            problem.excerpt = format!("the router answered:\n{shown}");
            let value = Canonical::read(response.canonical(), &Response::LIMITS);
            problem.details.extend(value.ok().map(|value| ("response", value.into())));
        }
        Err(failure) => {
            problem.details.push(("router_error_code", failure.code().into()));
            problem.details.push(("router_error", failure.message().into()));
            let words = last_words(&failure.stderr.lines(RouterFailure::SHOWN_LINES));
            let said = [failure.message(), words].join("\n");
            said.trim_end().clone_into(&mut problem.excerpt);
        }
    }
    // A message that is cut short by a closed pipe would lose it.
    let _ = io::stderr().flush();
}

/// What both outcomes record.
fn recorded(claimed: &Claimed, executed: &Executed) -> Vec<(&'static str, Value)> {
    vec![
        ("request_id", (&claimed.decision_id).into()),
        ("state", executed.decision.state.as_str().into()),
        ("mode", claimed.mode.as_str().into()),
        ("request_digest", claimed.request.digest.to_string().into()),
    ]
}

/// That the router did more than the policy allows: it is recorded all the same, because it happened.
fn beyond_the_limit(claimed: &Claimed, response: &Response) -> Option<String> {
    let (most, steps) = (claimed.max_steps?, response.steps_executed());
    (steps > most).then(|| {
        format!(
            "the router executed {steps} steps, and the policy allows {most}; the run is recorded as it was"
        )
    })
}

fn last_words(lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let mut text = "the last that the router wrote to standard error:".to_owned();
    for line in lines {
        text.push_str("\n  ");
        text.push_str(line);
    }
    text
}
