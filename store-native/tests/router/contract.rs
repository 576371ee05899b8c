//! The page that documents the contract.

use std::fs;
use std::path::Path;

use store_native::router::{Limits, Response, RouterFailure};

/// Defends the page: it names every code, and the limits that are in force.
#[test]
fn the_page_names_every_code_and_limit() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/router-contract.md");
    let page = fs::read_to_string(page).expect("the page");
    for code in RouterFailure::CODES {
        assert!(page.contains(&format!("| `{code}` |")), "{code} is not on the page");
    }
    let (run, question) = (Limits::default(), Limits::CAPABILITIES);
    for limit in [
        format!("{} minutes", run.timeout.as_secs() / 60),
        format!("{} MiB of standard output", run.max_output >> 20),
        format!("{} KiB of standard error", run.max_stderr >> 10),
        format!("{} seconds", question.timeout.as_secs()),
        format!("{} levels", Response::LIMITS.depth),
        format!("{} characters", RouterFailure::MAX_MESSAGE),
    ] {
        assert!(page.contains(&limit), "{limit:?} is not on the page");
    }
}
