//! A folder with a store in it, and whoever works with it.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;
use verifier_core::canonical::canonicalize;

use crate::support::{Run, Scratch, finished};

/// A folder with a store.
pub struct Desk(pub Scratch);

impl Desk {
    pub fn new() -> Self {
        Self(Scratch::new())
    }

    /// The command, in the folder.
    pub fn command<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nexus-attest"));
        // Routers are found in the same places as in a shell.
        let path = std::env::var_os("PATH").unwrap_or_default();
        command.current_dir(&self.0.0).env_clear().env("PATH", path).stdin(Stdio::null()).args(arguments);
        command
    }

    pub fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Run {
        finished(&self.command(arguments).output().expect("the binary runs"))
    }

    /// Runs a command line that has no blanks within its words.
    pub fn say(&self, line: &str) -> Run {
        self.run(line.split_whitespace())
    }

    /// Runs a command line with `--json`, which must answer with one object in canonical form that says whether
    /// all went well, as the exit status does.
    pub fn json(&self, line: &str) -> Value {
        self.json_of(line.split_whitespace())
    }

    pub fn json_of<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Value {
        let arguments: Vec<&str> = arguments.into_iter().chain(["--json"]).collect();
        let run = self.run(&arguments);
        let line = run.stdout.strip_suffix('\n').unwrap_or_else(|| panic!("{arguments:?}: {}", run.stderr));
        let canonical = canonicalize(line.as_bytes(), &verifier_core::Limits::default()).expect("JSON");
        assert_eq!(String::from_utf8_lossy(&canonical), line, "{arguments:?}");
        let value: Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(value["ok"].as_bool(), Some(run.status == 0), "{arguments:?}: {line} {}", run.status);
        if run.status != 0 && value.get("findings").is_none() && value.get("requests").is_none() {
            assert!(value["error_code"].is_string() && value["error"].is_string(), "{line}");
            let code = value["error_code"].as_str().expect("a code");
            // People get the same on standard error.
            assert!(run.stderr.contains(&format!("error[{code}]: ")), "{line}: {}", run.stderr);
        }
        value
    }

    /// A new request, by its id.
    pub fn request(&self, options: &str) -> String {
        let answer = self.json(&format!("request --goal Try --actor human:alice {options}"));
        answer["request_id"].as_str().expect("an id").to_owned()
    }

    /// A request that has been approved.
    pub fn approved(&self, options: &str) -> String {
        let id = self.request(options);
        assert_eq!(self.json(&format!("approve {id} --actor human:bob"))["is_approved"], true);
        id
    }

    /// A request that has been executed, by run `run-1`.
    pub fn executed(&self, options: &str) -> String {
        let id = self.approved(options);
        self.file("response.json", "{\"run_id\":\"run-1\",\"steps_executed\":3}");
        let line = format!("execute {id} --adapter keys --actor system:ci --router-response response.json");
        assert_eq!(self.json(&line)["state"], "completed");
        id
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        self.0.file(name, content)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.0.join(name)
    }

    /// How many events a request has.
    pub fn events(&self, id: &str) -> u64 {
        self.json(&format!("status {id}"))["event_count"].as_u64().expect("a number")
    }
}
