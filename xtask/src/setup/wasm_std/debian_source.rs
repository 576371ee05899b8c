//! The sources of the standard library from Debian's `rust-src` package.
//!
//! The package is in a suite that the machine may not use, and must not start to use because of
//! this: apt gets a state of its own here, in a folder that is thrown away. Signatures are
//! checked against the machine's own keys as always.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::problem::Problem;
use crate::process;

/// The suite that carries the pinned compiler's sources.
const SUITE: &str = "trixie-backports";
const PACKAGE: &str = "rust-src";

/// Unpacks the sources of exactly this release below `folder` and hands back where they are: the
/// folder that holds `library/`.
pub fn unpack(release: &str, folder: &Path) -> Result<PathBuf, Problem> {
    if process::find("apt-get").is_none() || process::find("dpkg-deb").is_none() {
        return Err(Problem::new(
            "the wasm32 std can be built only from Debian's packages, and this machine has no apt-get or dpkg-deb",
            format!("run `rustup target add {}` with a connection", super::TARGET),
        ));
    }
    let apt = PrivateApt::new(folder)?;
    process::run(
        apt.command("apt-get").args(["--quiet", "update"]),
        &format!("make a Debian mirror that carries {SUITE} reachable"),
    )?;
    let version = apt.version_of(release)?;
    process::run(
        apt.command("apt-get").args(["--quiet", "download"]).arg(format!("{PACKAGE}={version}")),
        &format!("download {PACKAGE} {version} by hand and see why it fails"),
    )?;
    let source = folder.join("source");
    process::run(
        Command::new("dpkg-deb").arg("--extract").arg(downloaded(folder)?).arg(&source),
        "check that there is space left on the device",
    )?;
    library_parent(&source, release)
}

/// An apt that knows one suite and leaves the machine's own state alone.
struct PrivateApt {
    folder: PathBuf,
}

impl PrivateApt {
    fn new(folder: &Path) -> Result<Self, Problem> {
        let sites = process::output(
            Command::new("apt-get").args([
                "indextargets",
                "--format",
                "$(SITE) $(ORIGIN)",
                "Created-By: Packages",
            ]),
            "repair the machine's apt sources",
        )?;
        let mirror = mirror(&sites).ok_or_else(|| {
            Problem::new(
                "the machine's apt sources name no Debian mirror",
                format!("add one, or run `rustup target add {}` with a connection", super::TARGET),
            )
        })?;
        for part in ["state/lists/partial", "cache/archives/partial"] {
            fs::create_dir_all(folder.join(part)).map_err(|error| unwritable(folder, &error))?;
        }
        fs::write(folder.join("sources.list"), format!("deb {mirror} {SUITE} main\n"))
            .map_err(|error| unwritable(folder, &error))?;
        Ok(Self { folder: folder.to_owned() })
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let mut option = |name: &str, value: PathBuf| {
            command.arg("-o").arg(format!("{name}={}", value.display()));
        };
        option("Dir::Etc::SourceList", self.folder.join("sources.list"));
        option("Dir::Etc::SourceParts", "-".into());
        option("Dir::State", self.folder.join("state"));
        option("Dir::Cache", self.folder.join("cache"));
        // Started as root, apt would download as a user that cannot reach this folder.
        option("APT::Sandbox::User", "".into());
        command.current_dir(&self.folder);
        command
    }

    /// The package's version that holds this release of the compiler.
    fn version_of(&self, release: &str) -> Result<String, Problem> {
        let versions = process::output(self.command("apt-cache").args(["madison", PACKAGE]), "see above")?;
        matching(&versions, release).ok_or_else(|| {
            Problem::new(
                format!("{SUITE} has no {PACKAGE} of version {release}; it has:\n{}", versions.trim_end()),
                format!("run `rustup target add {}` with a connection", super::TARGET),
            )
        })
    }
}

/// The first site that apt knows as Debian's, but not the one for security updates, which carries
/// no other suites. Before the first `apt-get update` no origin is known: then the address decides.
fn mirror(sites: &str) -> Option<&str> {
    let known = sites.lines().find_map(|line| line.strip_suffix(" Debian").filter(|site| is_main(site)));
    known.or_else(|| {
        sites
            .lines()
            .filter_map(|line| line.split(' ').next())
            .find(|site| is_main(site) && site.ends_with("/debian"))
    })
}

fn is_main(site: &str) -> bool {
    !site.contains("security")
}

/// Picks `1.95.0+dfsg1-1` for `1.95.0`, from lines like `rust-src | 1.95.0+dfsg1-1 | mirror suite`.
fn matching(versions: &str, release: &str) -> Option<String> {
    versions.lines().filter_map(|line| line.split('|').nth(1)).map(str::trim).find_map(|version| {
        let rest = version.strip_prefix(release)?;
        rest.starts_with(['+', '-', '~']).then(|| version.to_owned())
    })
}

fn downloaded(folder: &Path) -> Result<PathBuf, Problem> {
    let entries = fs::read_dir(folder).map_err(|error| unwritable(folder, &error))?;
    entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|extension| extension == "deb"))
        .ok_or_else(|| Problem::new(format!("apt-get downloaded no {PACKAGE}"), "see its messages above"))
}

fn library_parent(source: &Path, release: &str) -> Result<PathBuf, Problem> {
    let folder = source.join(format!("usr/src/rustc-{release}"));
    if folder.join("library/std").is_dir() {
        Ok(folder)
    } else {
        Err(Problem::new(
            format!("{PACKAGE} does not hold library/std where it is expected ({})", folder.display()),
            "report this: the package has changed its layout",
        ))
    }
}

fn unwritable(folder: &Path, error: &std::io::Error) -> Problem {
    Problem::new(format!("{} cannot be used: {error}", folder.display()), "make the folder writable")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mirror_is_the_machines_own() {
        let known = "http://tools.example/apt Tools\nhttp://mirror.example/debian-security Debian\nhttp://mirror.example/debian Debian\n";
        assert_eq!(mirror(known), Some("http://mirror.example/debian"));
        let before_update = "http://tools.example/apt \nhttp://mirror.example/debian \n";
        assert_eq!(mirror(before_update), Some("http://mirror.example/debian"));
        assert_eq!(mirror("http://tools.example/apt Tools\n"), None);
    }

    #[test]
    fn only_the_sources_of_the_same_release_match() {
        let versions = " rust-src | 1.95.1+dfsg1-1 | m s\n rust-src | 1.95.0+dfsg1-1~bpo13+1 | m s\n";
        assert_eq!(matching(versions, "1.95.0").as_deref(), Some("1.95.0+dfsg1-1~bpo13+1"));
        assert_eq!(matching(versions, "1.9"), None);
    }
}
