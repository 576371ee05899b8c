//! The browsers that the tests of the web parts run in, the programs that drive them, and one that reads what they print.

use std::path::PathBuf;

use super::{announced, debian};
use crate::problem::Problem;
use crate::process;

/// A browser and its driver.
#[derive(Debug, Clone)]
pub struct Browser {
    pub program: PathBuf,
    pub driver: PathBuf,
}

/// Chromium. Debian builds the browser and its driver from one source, so they fit together.
pub fn chromium() -> Result<Browser, Problem> {
    let find =
        || Some(Browser { program: process::find("chromium")?, driver: process::find("chromedriver")? });
    installed("chromium and its driver", &["chromium", "chromium-driver"], find)
}

/// Firefox, whose driver Debian does not have: it is passed in.
pub fn firefox(driver: PathBuf) -> Result<Browser, Problem> {
    let program = || process::find("firefox-esr").or_else(|| process::find("firefox"));
    Ok(Browser { program: installed("firefox", &["firefox-esr"], program)?, driver })
}

/// Poppler's `pdftotext`, which reads what a browser prints. `pdftoppm`, which draws it, lies beside it.
pub fn pdftotext() -> Result<PathBuf, Problem> {
    installed("pdftotext and pdftoppm", &["poppler-utils"], || {
        process::find("pdftoppm")?;
        process::find("pdftotext")
    })
}

/// What `find` finds, on the PATH or once it was installed.
fn installed<T>(what: &str, packages: &[&str], find: impl Fn() -> Option<T>) -> Result<T, Problem> {
    if let Some(found) = find() {
        return Ok(found);
    }
    announced(&format!("{what}, through apt-get"), || debian::install(packages))?;
    find().ok_or_else(|| {
        Problem::new(
            format!("installed but not on the PATH: {what}"),
            "add the folder that holds the programs (usually /usr/bin) to the PATH",
        )
    })
}
