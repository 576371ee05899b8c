//! Debian's package manager, as root or through sudo.

use std::process::Command;

use crate::problem::Problem;
use crate::process;

/// Installs packages on the machine.
pub fn install(packages: &[&str]) -> Result<(), Problem> {
    let remedy = format!("install them by hand: apt-get install {}", packages.join(" "));
    if process::find("apt-get").is_none() {
        return Err(Problem::new(
            format!("missing on this machine, which has no apt-get: {}", packages.join(", ")),
            "install them by hand and put them on the PATH",
        ));
    }
    if !is_root() && !process::succeeds(Command::new("sudo").args(["-n", "true"])) {
        return Err(Problem::new(
            format!("missing, and only root may install them: {}", packages.join(", ")),
            format!("as root: apt-get install {}", packages.join(" ")),
        ));
    }
    process::run(apt_get().args(["--quiet", "update"]), &remedy)?;
    process::run(
        apt_get().args(["--quiet", "--yes", "--no-install-recommends", "install"]).args(packages),
        &remedy,
    )
}

fn is_root() -> bool {
    process::output(Command::new("id").arg("-u"), "").is_ok_and(|id| id.trim() == "0")
}

fn apt_get() -> Command {
    let mut command = if is_root() { Command::new("env") } else { Command::new("sudo") };
    if !is_root() {
        command.args(["-n", "env"]);
    }
    // Through env, because sudo does not pass the variable on.
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    command
}
