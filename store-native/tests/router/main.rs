//! Routers, run as real processes.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic)]

mod capabilities;
mod command;
mod contract;
mod endings;
mod exchange;
mod interrupt;
mod responses;
mod support;
