//! A program that is fed, listened to, and ended at its limits.
//!
//! One thread does it all with `poll`, so a process that keeps a pipe open can hold up nothing. A second one
//! does nothing but wait for the program's exit, because that cannot be polled for everywhere.

use std::io::{self, PipeReader, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, ioctl_fionbio};
use rustix::process::{
    Pid, Signal, WaitId, WaitIdOptions, kill_process, kill_process_group, test_kill_process_group, waitid,
};

use super::failure::{Cause, Ending, RouterFailure};
use super::tail::Tail;
use super::{Interrupt, Limits};

/// How long after its exit a program's output may stay open, because a process that it left behind holds it.
const SETTLE: Duration = Duration::from_secs(1);

/// How long a killed program may take to be gone. One that takes longer could not be killed.
const GONE: Duration = Duration::from_secs(5);

/// The longest that `poll` is asked to wait; a time limit may be out of its range.
const LONGEST_POLL: Duration = Duration::from_hours(1);

/// How much is read at once: as much as a pipe usually holds.
const BUFFER: usize = 64 << 10;

/// What a program that ended with status 0 wrote.
pub(super) struct Finished {
    pub stdout: Vec<u8>,
    pub stderr: Tail,
}

/// Starts `program` with `input` on its standard input, and sees to it that it ends.
///
/// The program gets the environment and the working folder of this process, and a process group of its own.
/// What is left of that group when the program has ended is killed.
pub(super) fn supervise(
    program: &str,
    arguments: &[String],
    input: &[u8],
    limits: &Limits,
    interrupt: Option<&Interrupt>,
) -> Result<Finished, RouterFailure> {
    if let Some(signal) = interrupt.and_then(Interrupt::signal) {
        return Err(Cause::Interrupted { signal, started: false }.into());
    }
    let started = Instant::now();
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()
        .map_err(|error| Cause::NotStarted { program: program.to_owned(), error })?;

    let pid = Pid::from_child(&child);
    // A limit beyond the end of time is none.
    let deadline = started.checked_add(limits.timeout);
    let mut exchange = Exchange { limits, deadline, input, stdout: Vec::new(), stderr: Tail::default() };
    let (stopped, mut stderr) = match Pipes::of(&mut child, pid) {
        Ok(mut pipes) => (exchange.run(&mut pipes, interrupt), pipes.stderr),
        Err(error) => (Err(error), None),
    };
    let killed = kill(pid);
    let status = wait(&mut child);
    exchange.drain_stderr(&mut stderr);

    let cause = match (stopped, &status) {
        (Ok(Some(cause)), _) => cause,
        (Err(error), _) => Cause::Lost(error),
        (Ok(None), Some(status)) => match Ending::of(*status) {
            None => return Ok(Finished { stdout: exchange.stdout, stderr: exchange.stderr }),
            Some(ending) => Cause::Exited(ending),
        },
        // It was seen to exit, and then somebody else waited for it.
        (Ok(None), None) => Cause::Lost(Errno::CHILD.into()),
    };
    let left_running = match status {
        // The group's id is free now, unless processes are left in it that could not be killed.
        Some(_) => test_kill_process_group(pid).err().filter(|error| *error == Errno::PERM),
        None => match killed {
            Ok(()) => Some(Errno::TIMEDOUT),
            Err(error) => Some(error).filter(|error| *error != Errno::SRCH),
        },
    };
    Err(RouterFailure { cause, stderr: exchange.stderr, left_running: left_running.map(Into::into) })
}

/// What is said to a program and heard from it.
struct Exchange<'r> {
    limits: &'r Limits,
    /// When its time is over.
    deadline: Option<Instant>,
    /// What is still to be written to it.
    input: &'r [u8],
    stdout: Vec<u8>,
    stderr: Tail,
}

impl Exchange<'_> {
    /// Goes on until the program has exited and its output is at an end, or until it must not go on, for the
    /// reason that is returned.
    fn run(&mut self, pipes: &mut Pipes, interrupt: Option<&Interrupt>) -> io::Result<Option<Cause>> {
        let mut buffer = vec![0; BUFFER];
        let mut exited = None;
        loop {
            let now = Instant::now();
            let late = self.deadline.is_some_and(|deadline| now >= deadline);
            let until = match exited {
                // A program that has exited did so in time, even if its output is still open.
                Some(at) if late || now >= at + SETTLE || pipes.output_is_closed() => return Ok(None),
                Some(at) => [Some(at + SETTLE), self.deadline].into_iter().flatten().min(),
                None if late => return Ok(Some(Cause::TimedOut(self.limits.timeout))),
                None => self.deadline,
            };
            let wait = until.map_or(LONGEST_POLL, |until| until.saturating_duration_since(now));
            let interrupt = interrupt.filter(|_| exited.is_none());
            let [stdin, stdout, stderr, exit] = pipes.poll(interrupt, wait.min(LONGEST_POLL))?;
            if stdout && !self.read_stdout(&mut pipes.stdout, &mut buffer)? {
                return Ok(Some(Cause::OutputTooLarge(self.limits.max_output)));
            }
            if stderr {
                self.read_stderr(&mut pipes.stderr, &mut buffer)?;
            }
            if stdin {
                self.write_stdin(&mut pipes.stdin);
            }
            if exit {
                exited = Some(Instant::now());
                pipes.exit = None;
                pipes.stdin = None;
            }
            // What has ended by itself is judged by how it ended.
            if let (None, Some(signal)) = (exited, interrupt.and_then(Interrupt::signal)) {
                return Ok(Some(Cause::Interrupted { signal, started: true }));
            }
        }
    }

    /// Reads what there is. Says whether it is within the bound.
    fn read_stdout(&mut self, pipe: &mut Option<ChildStdout>, buffer: &mut [u8]) -> io::Result<bool> {
        let bytes = read(pipe, buffer)?;
        if bytes.len() > self.limits.max_output.saturating_sub(self.stdout.len()) {
            return Ok(false);
        }
        self.stdout.extend_from_slice(bytes);
        Ok(true)
    }

    /// Reads what there is. Says whether there was anything.
    fn read_stderr(&mut self, pipe: &mut Option<ChildStderr>, buffer: &mut [u8]) -> io::Result<bool> {
        let bytes = read(pipe, buffer)?;
        self.stderr.extend(bytes, self.limits.max_stderr);
        Ok(!bytes.is_empty())
    }

    /// Reads what the program wrote before it ended, which may say why. A pipe holds 1 MiB at most; what
    /// comes beyond that is from a process that goes on writing.
    fn drain_stderr(&mut self, pipe: &mut Option<ChildStderr>) {
        let mut buffer = vec![0; BUFFER];
        for _ in 0..16 {
            if !matches!(self.read_stderr(pipe, &mut buffer), Ok(true)) {
                break;
            }
        }
        self.stderr.shorten(self.limits.max_stderr);
    }

    /// Writes what there is room for, and closes the pipe after the last byte. A program may leave its input
    /// unread; that is no failure.
    fn write_stdin(&mut self, pipe: &mut Option<ChildStdin>) {
        let Some(stdin) = pipe else { return };
        let written = if self.input.is_empty() { Ok(0) } else { stdin.write(self.input) };
        match written {
            Ok(count) => self.input = self.input.get(count..).unwrap_or_default(),
            Err(error) if is_temporary(&error) => return,
            Err(_) => self.input = &[],
        }
        if self.input.is_empty() {
            *pipe = None;
        }
    }
}

/// The ends of the pipes to a program, until they are closed.
struct Pipes {
    stdin: Option<ChildStdin>,
    stdout: Option<ChildStdout>,
    stderr: Option<ChildStderr>,
    /// At its end when the program has exited.
    exit: Option<PipeReader>,
}

impl Pipes {
    /// The pipes of a program that was just started; none of them blocks.
    fn of(child: &mut Child, pid: Pid) -> io::Result<Self> {
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let pipes = Self { stdin, stdout, stderr, exit: Some(exit_of(pid)?) };
        for (pipe, _) in pipes.sources() {
            pipe.map_or(Ok(()), |pipe| ioctl_fionbio(pipe, true))?;
        }
        Ok(pipes)
    }

    fn sources(&self) -> [(Option<BorrowedFd<'_>>, PollFlags); 4] {
        [
            (self.stdin.as_ref().map(AsFd::as_fd), PollFlags::OUT),
            (self.stdout.as_ref().map(AsFd::as_fd), PollFlags::IN),
            (self.stderr.as_ref().map(AsFd::as_fd), PollFlags::IN),
            (self.exit.as_ref().map(AsFd::as_fd), PollFlags::IN),
        ]
    }

    fn output_is_closed(&self) -> bool {
        self.stdout.is_none() && self.stderr.is_none()
    }

    /// Waits until something can be done or a signal has come, but not longer than `time`. Says for each of
    /// [`Pipes::sources`] whether it is ready.
    fn poll(&self, interrupt: Option<&Interrupt>, time: Duration) -> io::Result<[bool; 4]> {
        let sources = self.sources();
        let open = sources.iter().filter_map(|(pipe, flags)| Some((pipe.as_ref()?, *flags)));
        let signals = interrupt.map(|interrupt| PollFd::new(interrupt, PollFlags::IN));
        let mut polled: Vec<PollFd<'_>> =
            open.map(|(pipe, flags)| PollFd::from_borrowed_fd(*pipe, flags)).chain(signals).collect();
        let time = Timespec::try_from(time).map_err(|_| io::ErrorKind::InvalidInput)?;
        match poll(&mut polled, Some(&time)) {
            Ok(_) => {}
            // Nothing is ready: the flags are cleared only by a call that succeeds.
            Err(Errno::INTR) => return Ok([false; 4]),
            Err(error) => return Err(error.into()),
        }
        let mut polled = polled.iter();
        Ok(sources
            .map(|(pipe, _)| pipe.and_then(|_| polled.next()).is_some_and(|pipe| !pipe.revents().is_empty())))
    }
}

/// A pipe that is at its end when the process has exited. The process is not waited for, so its id and that
/// of its group stay taken, and whoever kills them cannot hit another.
fn exit_of(pid: Pid) -> io::Result<PipeReader> {
    let (exit, held) = io::pipe()?;
    thread::Builder::new().name("router-exit".to_owned()).spawn(move || {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        while let Err(Errno::INTR) = waitid(WaitId::Pid(pid), options) {}
        drop(held);
    })?;
    Ok(exit)
}

/// Kills a program that nobody has waited for, wherever it has moved to, and the group that it led.
fn kill(pid: Pid) -> Result<(), Errno> {
    let group = kill_process_group(pid, Signal::KILL);
    kill_process(pid, Signal::KILL).and(group)
}

/// How a program that has exited or was killed ended; `None` if it is still there after all.
fn wait(child: &mut Child) -> Option<ExitStatus> {
    let until = Instant::now() + GONE;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if Instant::now() < until => thread::sleep(Duration::from_millis(2)),
            Ok(None) | Err(_) => return None,
        }
    }
}

/// Reads what there is, which may be nothing. At its end, closes the pipe.
fn read<'b>(pipe: &mut Option<impl Read>, buffer: &'b mut [u8]) -> io::Result<&'b [u8]> {
    let Some(open) = pipe else { return Ok(&[]) };
    match open.read(buffer) {
        Ok(0) => {
            *pipe = None;
            Ok(&[])
        }
        Ok(count) => Ok(buffer.get(..count).unwrap_or_default()),
        Err(error) if is_temporary(&error) => Ok(&[]),
        Err(error) => Err(error),
    }
}

fn is_temporary(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted)
}
