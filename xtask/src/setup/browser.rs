//! The browser that the tests of the web parts run in, and the program that drives it.

use std::path::PathBuf;

use super::{announced, debian};
use crate::problem::Problem;
use crate::process;

/// Chromium and its driver. Debian builds both from one source, so they fit together.
#[derive(Debug, Clone)]
pub struct Browser {
    pub program: PathBuf,
    pub driver: PathBuf,
}

pub fn ensure() -> Result<Browser, Problem> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    announced("chromium and its driver, through apt-get", || {
        debian::install(&["chromium", "chromium-driver"])
    })?;
    find().ok_or_else(|| {
        Problem::new(
            "chromium and chromedriver are installed but not on the PATH",
            "add the folder that holds them (usually /usr/bin) to the PATH",
        )
    })
}

fn find() -> Option<Browser> {
    Some(Browser { program: process::find("chromium")?, driver: process::find("chromedriver")? })
}
