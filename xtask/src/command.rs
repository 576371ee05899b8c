//! The command line: what can be asked for, and how it is explained.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::problem::Problem;
use crate::suite::Selection;

/// What `cargo xtask --help` prints.
pub const HELP: &str = "\
cargo xtask <command>

  test        Check everything: formatting, lints, licences, the purity of the core, all native
              tests, the documentation, the tests in a real headless browser, what is published
              (the npm package in Node and in a browser, and that its bytes depend on the sources
              alone), and the viewer in Chromium and Firefox. Ends with the line `N passed, N failed`;
              the exit status is 0 only if nothing failed.
  test viewer [--browser chromium|firefox] [FILE...]
              Build the viewer's page and run its tests in real browsers alone: all of them, or
              those of one browser, or those of some files in viewer/tests/browser.
  screenshots [FOLDER]
              Build the viewer's page and take a picture of each of its views, in both browsers, on a
              large and a small screen, light, dark and printed; into target/screenshots if no folder
              is named.
  demo [--open]
              Play the life of a decision, from the request to the audit package, and verify the files in
              samples/: sound packages, tampered ones, and files that are none. Fails if one of them gets
              the wrong answer. Then make the audit viewer, one HTML file, and name it and packages to
              drop on it; --open opens it.
  dist        Make in dist/ what is published: the viewer as one HTML file and as a site, the npm package
              of the verifier, and SHA256SUMS. The same sources give the same bytes, whatever folder they
              lie in.
  bench ...   Build and run the benchmarks. What follows is passed on to them.
  setup       Install now all that the other commands would install when they need it.
  advisories  Look for published vulnerabilities in the dependencies. Not part of `test`, because
              it downloads a database from the network and its answer changes from day to day.

No command has to be preceded by another one: each sets up what it needs. What that can be:

  rustfmt, clippy      through rustup
  wasm32 std           through rustup, or built from Debian's rust-src package if rustup cannot
  wasm-bindgen, trunk, cargo-deny, geckodriver
                       through `cargo install`, in the versions this repository expects
  chromium, chromium-driver, firefox-esr, poppler-utils, node, npm
                       the ones on the PATH, or else through apt-get (as root, or with sudo)
  typescript, esbuild, selenium-webdriver, axe-core
                       through npm, in the versions of xtask/npm/package-lock.json

Environment:

  NEXUS_ATTEST_CACHE     where installed tools are kept, one folder for each version
                         (default: $XDG_CACHE_HOME/nexus-attest or ~/.cache/nexus-attest)
  NEXUS_ATTEST_WASM_STD  how to get a missing wasm32 std: `auto` (default), `rustup` (and nothing
                         else) or `build` (without asking rustup)

Examples:

  cargo xtask test
  cargo xtask test viewer --browser firefox intake
  cargo xtask bench -- --help
  NEXUS_ATTEST_CACHE=/tmp/tools cargo xtask setup
";

/// One thing to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    Help,
    Test,
    TestViewer(Selection),
    Screenshots { folder: Option<PathBuf> },
    Demo { open: bool },
    Bench { arguments: Vec<OsString> },
    Dist,
    Setup,
    Advisories,
}

impl Command {
    /// Reads the arguments that follow `cargo xtask`.
    pub fn from_arguments(arguments: impl Iterator<Item = OsString>) -> Result<Self, Problem> {
        let mut arguments = arguments.peekable();
        let Some(name) = arguments.next() else {
            return Err(Problem::new("no command given", "name one; `cargo xtask --help` explains them"));
        };
        let name = name.to_string_lossy();
        if name == "bench" {
            // `cargo xtask bench -- x` and `cargo xtask bench x` mean the same.
            arguments.next_if(|first| first == "--");
            return Ok(Self::Bench { arguments: arguments.collect() });
        }
        if name == "test" && arguments.next_if(|first| first == "viewer").is_some() {
            let rest: Vec<String> = arguments.map(|it| it.to_string_lossy().into_owned()).collect();
            return if rest.iter().any(|it| it == "--help" || it == "-h") {
                Ok(Self::Help)
            } else {
                Selection::from_arguments(rest.into_iter()).map(Self::TestViewer)
            };
        }
        if name == "screenshots" && arguments.peek().is_some_and(|first| !is_an_option(first)) {
            let folder = arguments.next().map(PathBuf::from);
            return nothing_more(&name, arguments, Self::Screenshots { folder });
        }
        let command = match &*name {
            "help" | "--help" | "-h" => Self::Help,
            "test" => Self::Test,
            "screenshots" => Self::Screenshots { folder: None },
            "demo" => Self::Demo { open: arguments.next_if(|first| first == "--open").is_some() },
            "dist" => Self::Dist,
            "setup" => Self::Setup,
            "advisories" => Self::Advisories,
            _ => {
                return Err(Problem::new(
                    format!("there is no command `{name}`"),
                    "`cargo xtask --help` lists the commands",
                ));
            }
        };
        nothing_more(&name, arguments, command)
    }
}

fn is_an_option(argument: &OsString) -> bool {
    argument.to_string_lossy().starts_with('-')
}

/// The command, if no argument follows; its help, if that is asked for.
fn nothing_more(
    name: &str,
    mut arguments: impl Iterator<Item = OsString>,
    command: Command,
) -> Result<Command, Problem> {
    match arguments.next() {
        None => Ok(command),
        Some(help) if help == "--help" || help == "-h" => Ok(Command::Help),
        Some(extra) => Err(Problem::new(
            format!("`cargo xtask {name}` takes no further argument, but got `{}`", extra.to_string_lossy()),
            "leave it out; `cargo xtask --help` explains the commands",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Command, String> {
        Command::from_arguments(line.split_whitespace().map(OsString::from))
            .map_err(|problem| problem.to_string())
    }

    #[test]
    fn commands_are_recognised() {
        assert_eq!(parse("test"), Ok(Command::Test));
        assert_eq!(parse("test --help"), Ok(Command::Help));
        assert_eq!(parse("test viewer"), Ok(Command::TestViewer(Selection::default())));
        assert_eq!(parse("test viewer intake --help"), Ok(Command::Help));
        assert_eq!(parse("--help"), Ok(Command::Help));
    }

    #[test]
    fn the_demo_opens_the_page_if_that_is_wanted() {
        assert_eq!(parse("demo"), Ok(Command::Demo { open: false }));
        assert_eq!(parse("demo --open"), Ok(Command::Demo { open: true }));
        assert_eq!(parse("demo --help"), Ok(Command::Help));
        assert!(parse("demo --opne").is_err());
    }

    #[test]
    fn pictures_go_where_they_are_wanted() {
        assert_eq!(parse("screenshots"), Ok(Command::Screenshots { folder: None }));
        assert_eq!(parse("screenshots a/b"), Ok(Command::Screenshots { folder: Some("a/b".into()) }));
        assert_eq!(parse("screenshots --help"), Ok(Command::Help));
        assert!(parse("screenshots a b").is_err());
    }

    #[test]
    fn bench_passes_its_arguments_on() {
        let expected = Command::Bench { arguments: vec!["--quick".into()] };
        assert_eq!(parse("bench --quick"), Ok(expected));
        let expected = Command::Bench { arguments: vec!["--help".into(), "--".into()] };
        assert_eq!(parse("bench -- --help --"), Ok(expected));
    }

    #[test]
    fn a_wrong_line_is_an_error_that_points_to_the_help() {
        for line in ["", "tset", "test --only lint", "test viewer --only x"] {
            assert!(parse(line).is_err_and(|message| message.contains("cargo xtask --help")), "{line:?}");
        }
    }
}
