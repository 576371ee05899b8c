//! The router of an execution: a program that is started, or one that ran elsewhere.

use std::ffi::OsString;

use store_native::router::{
    Declared as Answer, Interrupt, Limits, Response, RouterCommand, RouterFailure, capabilities, run_until,
};
use store_native::workflow::Claimed;
use verifier_core::canonical::Value;
use verifier_core::decision::Policy;

use crate::cli::arguments::ExecuteArguments;
use crate::cli::inputs::{Input, read};
use crate::cli::problem::Problem;
use crate::cli::status::Status;
use crate::cli::text::visible;

/// What runs a request.
pub struct Router {
    source: Source,
    /// What the command line says that the adapter can do.
    by_hand: Option<Vec<String>>,
}

enum Source {
    Command { command: RouterCommand, limits: Limits },
    Response(Response),
}

impl Router {
    /// The router that the arguments name, if they name one. A response is read here, before anything is
    /// recorded.
    pub fn of(arguments: &ExecuteArguments) -> Result<Option<Self>, Problem> {
        let source = if let Some(text) = &arguments.router_command {
            let command = RouterCommand::parse(text).map_err(|error| {
                Problem::usage(
                    format!("`--router-command`: {error}"),
                    "Write the program and its arguments as for a shell: 'PROGRAM \"one argument\" another'.",
                )
            })?;
            let max_output = usize::try_from(arguments.max_output).unwrap_or(usize::MAX);
            Source::Command {
                command,
                limits: Limits { timeout: arguments.timeout, max_output, ..Limits::default() },
            }
        } else if let Some(file) = &arguments.router_response {
            Source::Response(response(file.clone())?)
        } else {
            return Ok(None);
        };
        Ok(Some(Self { source, by_hand: arguments.router_capabilities.clone() }))
    }

    /// What the adapter can do, if the policy asks for anything.
    pub fn declared(&self, policy: &Policy, adapter_id: &str) -> Declared {
        if policy.require_adapter_capabilities.is_empty() {
            return Declared::NotAsked;
        }
        match (&self.by_hand, &self.source) {
            (Some(names), _) => Declared::Known(names.clone()),
            (None, Source::Response(_)) => Declared::Unknown("a response alone declares none".to_owned()),
            (None, Source::Command { command, .. }) => {
                match capabilities(command, adapter_id, &Limits::CAPABILITIES) {
                    Answer::Capabilities(names) => Declared::Known(names.into_iter().collect()),
                    Answer::Undeclared(why) => Declared::Unknown(why),
                }
            }
        }
    }

    /// Runs the request, or returns the response that is there already.
    pub fn run(self, interrupt: &Interrupt, claimed: &Claimed) -> Result<Response, RouterFailure> {
        match self.source {
            Source::Command { command, limits } => {
                let request = claimed.request.value.to_canonical();
                run_until(interrupt, &command, request.as_bytes(), &limits)
            }
            Source::Response(response) => Ok(response),
        }
    }
}

/// Reads a response from a file.
fn response(file: OsString) -> Result<Response, Problem> {
    let input = Input::named(file);
    let mut bytes = Vec::new();
    read(&input, Response::LIMITS.bytes, &mut bytes, |_| ())
        .map_err(|unreadable| unreadable.problem(&input))?;
    Response::read(&bytes).map_err(|error| Problem {
        code: error.code(),
        what: format!("{}: {}", input.shown(), visible(&error.to_string())),
        status: Status::NotJudged,
        ..Problem::usage("", format!("{} Nothing was recorded.", error.remedy()))
    })
}

/// What is known about what the adapter can do.
pub enum Declared {
    /// The policy requires nothing, so nobody was asked.
    NotAsked,
    /// This.
    Known(Vec<String>),
    /// Nothing, for this reason.
    Unknown(String),
}

impl Declared {
    /// What the rules are told.
    pub fn capabilities(&self) -> Option<Vec<String>> {
        match self {
            Self::Known(names) => Some(names.clone()),
            Self::NotAsked | Self::Unknown(_) => None,
        }
    }

    /// What people are told, where nothing is known.
    pub fn note(&self, policy: &Policy) -> Option<String> {
        let Self::Unknown(why) = self else { return None };
        Some(format!(
            "the policy requires {}, and whether the adapter can do that is not declared: {}. The router is told \
             what is required and has to refuse what it cannot do; --router-capability declares it by hand",
            visible(&policy.require_adapter_capabilities.join(", ")),
            visible(why)
        ))
    }

    /// `capabilities` of the answer: what is declared, `"undeclared"`, or nothing where nothing is required.
    pub fn to_value(&self) -> Option<Value> {
        match self {
            Self::NotAsked => None,
            Self::Known(names) => Some(Value::array(names)),
            Self::Unknown(_) => Some("undeclared".into()),
        }
    }
}
