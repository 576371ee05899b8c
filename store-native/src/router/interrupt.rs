//! Signals that end this process, while a router runs.
//!
//! The router is in a process group of its own, so Ctrl-C in the terminal does not reach it. Without this it
//! would go on behind the back of whoever stopped the command, and without a time limit.

use std::io::{self, PipeReader};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use signal_hook::SigId;
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::{flag, low_level};

/// Takes the place of what SIGHUP, SIGINT, SIGQUIT and SIGTERM do to this process: they end the router that
/// runs, so that the outcome is recorded.
///
/// A signal that is ignored when this is made, as SIGHUP is under `nohup`, stays ignored. Once this is
/// dropped, the others do nothing in this process: what is left to do then is to record the outcome, which
/// is quick and must not be cut short.
#[derive(Debug)]
pub struct Interrupt {
    wake: PipeReader,
    signal: Arc<AtomicUsize>,
    registered: Vec<SigId>,
}

impl Interrupt {
    /// Catches the signals from now on.
    ///
    /// # Errors
    /// The operating system refuses.
    pub fn on_signals() -> io::Result<Self> {
        let (wake, waker) = io::pipe()?;
        let mut interrupt = Self { wake, signal: Arc::default(), registered: Vec::new() };
        let ignored = ignored_signals();
        for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM] {
            if ignored & (1 << (signal - 1)) != 0 {
                continue;
            }
            // In this order: whoever is woken finds out which signal it was.
            let number = usize::try_from(signal).unwrap_or_default();
            interrupt.registered.push(flag::register_usize(signal, Arc::clone(&interrupt.signal), number)?);
            interrupt.registered.push(low_level::pipe::register(signal, waker.try_clone()?)?);
        }
        Ok(interrupt)
    }

    /// The number of the last signal that came, if one did.
    #[must_use]
    pub fn signal(&self) -> Option<i32> {
        match self.signal.load(Ordering::SeqCst) {
            0 => None,
            signal => i32::try_from(signal).ok(),
        }
    }
}

impl Drop for Interrupt {
    fn drop(&mut self) {
        for id in self.registered.drain(..) {
            low_level::unregister(id);
        }
    }
}

impl AsFd for Interrupt {
    /// Can be read from when a signal came.
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.wake.as_fd()
    }
}

/// The signals that this process ignores, as a mask with bit 0 for signal 1. Where the operating system does
/// not tell in this way, none.
fn ignored_signals() -> u64 {
    let Ok(status) = std::fs::read_to_string("/proc/self/status") else { return 0 };
    status
        .lines()
        .find_map(|line| line.strip_prefix("SigIgn:"))
        .and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
        .unwrap_or_default()
}
