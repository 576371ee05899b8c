//! Routers written in shell, and a folder for what they leave behind.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

use store_native::router::{self, Limits, Response, RouterCommand, RouterFailure};

/// Bounds that no test comes near, but for the one that it sets.
pub const AMPLE: Limits =
    Limits { timeout: Duration::from_mins(5), max_output: 32 << 20, max_stderr: 16 << 10 };

/// A limit for routers that never end and have to do something before it, on a busy machine too.
pub const MODERATE: Limits = Limits { timeout: Duration::from_secs(10), ..AMPLE };

/// A limit for routers that never end.
pub const SHORT: Limits = Limits { timeout: Duration::from_millis(300), ..AMPLE };

/// A router that is a shell script; `arguments` are its `$1`, `$2`, ...
pub fn script(text: &str, arguments: &[&str]) -> RouterCommand {
    let arguments = ["-c", text, "router"].iter().chain(arguments).map(|text| (*text).to_owned()).collect();
    RouterCommand { program: "/bin/sh".to_owned(), arguments }
}

/// Runs a script on a small request.
pub fn run(text: &str, limits: &Limits) -> Result<Response, RouterFailure> {
    router::run(&script(text, &[]), b"{}", limits)
}

/// The failure of a script that must not succeed.
pub fn failure(text: &str, limits: &Limits) -> RouterFailure {
    run(text, limits).expect_err("the run fails")
}

/// A folder that is removed with the value.
pub struct Scratch(PathBuf);

impl Scratch {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("router-{}-{number}", std::process::id());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The same, as an argument.
    pub fn argument(&self, name: &str) -> String {
        self.path(name).to_str().expect("a path that is text").to_owned()
    }

    pub fn file(&self, name: &str, content: &str) -> PathBuf {
        fs::write(self.path(name), content).expect("a file for the test");
        self.path(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A process that a router wrote the id of into a file.
pub struct Process(u32);

impl Process {
    pub fn of(file: &Path) -> Self {
        let id = fs::read_to_string(file).expect("the id of a process");
        Self(id.trim().parse().expect("a number"))
    }

    /// Whether it is there and has not ended: what has ended waits for its parent, which may take its time.
    pub fn is_running(&self) -> bool {
        let Ok(stat) = fs::read_to_string(format!("/proc/{}/stat", self.0)) else { return false };
        let state = stat.rsplit(") ").next().and_then(|rest| rest.chars().next());
        !matches!(state, Some('Z' | 'X'))
    }

    /// Whether it ends without anything more being done about it. A signal that was sent takes a moment.
    pub fn ends(&self) -> bool {
        (0..1000).any(|_| {
            let ended = !self.is_running();
            if !ended {
                thread::sleep(Duration::from_millis(10));
            }
            ended
        })
    }

    pub fn kill(&self) {
        let id = i32::try_from(self.0).ok().and_then(rustix::process::Pid::from_raw).expect("an id");
        let _ = rustix::process::kill_process(id, rustix::process::Signal::KILL);
    }
}
