//! The program `appender` as another process.

use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

/// The program, built first: cargo builds it along with all tests, but not along with these alone.
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let test = std::env::current_exe().expect("the path of this test");
        let profile = test.parent().and_then(Path::parent).expect("the folder of the profile");
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args([
            "build",
            "--quiet",
            "--manifest-path",
            concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"),
        ]);
        cargo
            .args(["--example", "appender", "--target-dir"])
            .arg(profile.parent().expect("the target folder"));
        if profile.ends_with("release") {
            cargo.arg("--release");
        }
        assert!(cargo.status().expect("cargo").success(), "the appender does not build");
        profile.join("examples").join("appender")
    })
}

/// A process that writes.
pub struct Appender(Child);

impl Appender {
    pub fn start<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Self {
        let mut command = Command::new(program());
        command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        Self(command.spawn().expect("the appender"))
    }

    /// Kills it with SIGKILL, and returns what it had acknowledged by then: whole lines.
    pub fn kill(mut self) -> Vec<String> {
        self.0.kill().expect("a running process");
        self.acknowledged()
    }

    /// Waits until it is done. It must succeed.
    pub fn finish(mut self) -> Vec<String> {
        let lines = self.acknowledged();
        let status = self.0.wait().expect("the process");
        let mut message = String::new();
        if let Some(mut stderr) = self.0.stderr.take() {
            stderr.read_to_string(&mut message).expect("its message");
        }
        assert!(status.success(), "{status}: {message}");
        lines
    }

    fn acknowledged(&mut self) -> Vec<String> {
        let mut text = String::new();
        let mut stdout = self.0.stdout.take().expect("its standard output");
        stdout.read_to_string(&mut text).expect("what it says");
        self.0.wait().expect("the process");
        // A line that is not complete was not said.
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        whole.lines().map(str::to_owned).collect()
    }
}
