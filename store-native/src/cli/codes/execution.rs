//! Why a run came to nothing. These codes are recorded in `EXECUTION_FAILED`.

use std::io;
use std::time::Duration;

use store_native::router::{Cause, Ending, ResponseError, RouterFailure};

use super::Explanation;

/// The codes, with the remedies of the library.
pub fn explanations() -> Vec<Explanation> {
    let explain = |cause: Cause, means| {
        let failure = RouterFailure::from(cause);
        Explanation::new(failure.code(), means, failure.remedy())
    };
    vec![
        explain(
            Cause::NotStarted { program: String::new(), error: io::ErrorKind::NotFound.into() },
            "The router could not be started. Nothing was run.",
        ),
        explain(
            Cause::Exited(Ending::Status(1)),
            "The router ended with another status than 0, or by a signal.",
        ),
        explain(Cause::TimedOut(Duration::ZERO), "The router took longer than --timeout and was killed."),
        explain(
            Cause::OutputTooLarge(0),
            "The router wrote more than --max-output to standard output and was killed.",
        ),
        Explanation::new(
            "ROUTER_RESPONSE_INVALID",
            "What the router answered is no JSON that can be used, or a member of it does not fit.",
            "Let the router print one JSON object and nothing else on standard output, as \
             docs/router-contract.md describes it.",
        ),
        explain(
            Cause::Response(ResponseError::NoRunId { offset: 0, found: None }),
            "The router's answer has no run id.",
        ),
        explain(
            Cause::Interrupted { signal: 0, started: true },
            "This program was told to stop, so the router was killed.",
        ),
        explain(
            Cause::Lost(io::ErrorKind::Other.into()),
            "The operating system did not let the router be followed to its end. It may still be running.",
        ),
        Explanation::new(
            "EXECUTION_ABANDONED",
            "An execution whose process was gone was closed as failed.",
            "Find out what the router did before the request is executed again.",
        ),
    ]
}
