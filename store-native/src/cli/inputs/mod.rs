//! What there is to verify, one input after the other, in a fixed order.

mod folder;
mod overlap;
mod read;
mod whole;

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::codes::ReadCode;
use super::problem::Problem;
use super::status::Status;
use super::text::visible;
use folder::{Folder, Kind};

pub use overlap::is_among;
pub use read::read;

/// One input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    Stdin,
    File(PathBuf),
    /// One that is known beforehand to be unreadable. It is reported in its place.
    Refused(PathBuf, Unreadable),
}

/// Why an input could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    pub code: ReadCode,
    pub message: String,
}

impl Unreadable {
    pub fn new(code: ReadCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// What keeps a command from its work that cannot do without this input.
    pub fn problem(&self, input: &Input) -> Problem {
        Problem {
            code: self.code.as_str(),
            what: format!("{}: {}", input.shown(), visible(&self.message)),
            status: Status::NotJudged,
            ..Problem::usage("", self.code.remedy())
        }
    }
}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::new(ReadCode::NotFound, "there is no such file or folder"),
            io::ErrorKind::PermissionDenied => {
                Self::new(ReadCode::PermissionDenied, "the permission to read it is missing")
            }
            _ => Self::new(ReadCode::Unreadable, format!("it cannot be read: {error}")),
        }
    }
}

impl Input {
    /// The name that stands for standard input.
    pub const STANDARD_INPUT: &'static str = "-";

    /// The input that an argument names, which is no folder.
    pub fn named(name: OsString) -> Self {
        if name == Self::STANDARD_INPUT { Self::Stdin } else { Self::File(name.into()) }
    }

    /// The file that an argument names which has to be a file: `-` is a stream everywhere else, so it is not taken for
    /// the name of one here.
    pub fn file(path: &Path) -> Result<Self, Problem> {
        if path.as_os_str() == Self::STANDARD_INPUT {
            return Err(Problem::usage(
                "- is no file: this has to be one",
                "Name a file. One that is called so is ./-",
            ));
        }
        Ok(Self::File(path.to_owned()))
    }

    /// The path, as it was given or found.
    pub fn path(&self) -> &Path {
        match self {
            Self::Stdin => Path::new(Self::STANDARD_INPUT),
            Self::File(path) | Self::Refused(path, _) => path,
        }
    }

    /// The path as it is shown.
    pub fn shown(&self) -> String {
        match self {
            Self::Stdin => "standard input".to_owned(),
            _ => visible(&self.path().to_string_lossy()).into_owned(),
        }
    }
}

/// The inputs that paths name. Folders are listed when their turn comes, so that memory is needed only
/// for the folders that are being walked.
#[derive(Debug)]
pub struct Inputs {
    /// They stay, for the reason that names in a [`Folder`] do.
    paths: Vec<OsString>,
    next: usize,
    /// The folders that are being walked, the innermost last.
    open: Vec<Folder>,
    /// Whether the folder among the paths that is being walked has given an input.
    found: bool,
}

impl Inputs {
    pub fn new(paths: Vec<OsString>) -> Self {
        Self { paths, next: 0, open: Vec::new(), found: false }
    }

    /// How many more there are, as far as that is known now.
    pub fn known(&self) -> usize {
        self.paths.len() - self.next + self.open.iter().map(Folder::remaining).sum::<usize>()
    }

    /// What a path among the arguments names.
    fn argument(&mut self, path: OsString) -> Option<Input> {
        let input = Input::named(path);
        let Input::File(path) = input else { return Some(input) };
        match fs::metadata(&path) {
            Err(error) => Some(Input::Refused(path, error.into())),
            Ok(metadata) if metadata.is_dir() => {
                self.found = false;
                self.enter(path)
            }
            // A pipe may be named as well, for example by process substitution.
            Ok(_) => Some(Input::File(path)),
        }
    }

    /// Opens a folder; what comes of it is an input only if that fails.
    fn enter(&mut self, path: PathBuf) -> Option<Input> {
        match Folder::open(path.clone()) {
            Ok(folder) => {
                self.open.push(folder);
                None
            }
            Err(error) => {
                self.found = true;
                Some(Input::Refused(path, error.into()))
            }
        }
    }

    /// Leaves the innermost folder.
    fn leave(&mut self) -> Option<Input> {
        let left = self.open.pop()?;
        if self.found || !self.open.is_empty() {
            return None;
        }
        let message = "the folder holds no *.json file, nor does any folder below it";
        Some(Input::Refused(left.path, Unreadable::new(ReadCode::NoPackages, message)))
    }

    fn entry(&mut self, path: PathBuf, kind: Kind) -> Option<Input> {
        match kind {
            Kind::Folder => return self.enter(path),
            Kind::File => {}
            Kind::Link => match fs::metadata(&path) {
                Ok(target) if target.is_dir() => return None,
                Ok(target) if target.is_file() => {}
                Ok(_) => return Some(self.special(path)),
                Err(error) => {
                    self.found = true;
                    return Some(Input::Refused(path, error.into()));
                }
            },
            Kind::Special => return Some(self.special(path)),
        }
        self.found = true;
        Some(Input::File(path))
    }

    /// A pipe or device found in a folder is not opened: that could wait for ever.
    fn special(&mut self, path: PathBuf) -> Input {
        self.found = true;
        let message = "it is a pipe or a device, and was not opened";
        Input::Refused(path, Unreadable::new(ReadCode::NotAFile, message))
    }
}

impl Iterator for Inputs {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            let input = match self.open.last_mut() {
                None => {
                    let path = self.paths.get(self.next)?.clone();
                    self.next += 1;
                    self.argument(path)
                }
                Some(folder) => match folder.next() {
                    None => self.leave(),
                    Some((path, kind)) => self.entry(path, kind),
                },
            };
            if input.is_some() {
                return input;
            }
        }
    }
}

/// Whether a file in a folder is taken for a package.
fn is_package(name: &OsStr) -> bool {
    name.as_encoded_bytes().ends_with(b".json")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(root: &Path) -> Vec<String> {
        Inputs::new(vec![root.into()])
            .map(|input| {
                let path = input.path().strip_prefix(root).unwrap_or(input.path());
                let code = match &input {
                    Input::Refused(_, unreadable) => format!(" {}", unreadable.code.as_str()),
                    _ => String::new(),
                };
                format!("{}{code}", path.display())
            })
            .collect()
    }

    fn scratch(name: &str) -> io::Result<PathBuf> {
        let path = std::env::temp_dir().join(format!("nexus-attest-inputs-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path)?;
        Ok(path)
    }

    #[test]
    fn packages_come_in_order_of_their_names_whatever_else_is_there() -> io::Result<()> {
        let root = scratch("order")?;
        for folder in ["b", "b/deep.json", "empty"] {
            fs::create_dir(root.join(folder))?;
        }
        for file in ["c.json", "a.json", "b/2.json", "b/10.json", "b/deep.json/x.json", "README.md"] {
            fs::write(root.join(file), "")?;
        }
        assert_eq!(listed(&root), ["a.json", "b/10.json", "b/2.json", "b/deep.json/x.json", "c.json"]);
        fs::remove_dir_all(root)
    }

    #[test]
    fn a_folder_without_packages_says_so() -> io::Result<()> {
        let root = scratch("none")?;
        fs::create_dir(root.join("below"))?;
        fs::write(root.join("notes.txt"), "")?;
        assert_eq!(listed(&root), [" NO_PACKAGES"]);
        fs::remove_dir_all(root)
    }

    #[cfg(unix)]
    #[test]
    fn links_to_files_are_followed_and_links_to_folders_are_not() -> io::Result<()> {
        use std::os::unix::fs::symlink;
        let root = scratch("links")?;
        fs::write(root.join("real"), "")?;
        symlink(root.join("real"), root.join("file.json"))?;
        symlink(&root, root.join("again"))?;
        symlink(&root, root.join("cycle.json"))?;
        symlink(root.join("gone"), root.join("dangling.json"))?;
        assert_eq!(listed(&root), ["dangling.json NOT_FOUND", "file.json"]);
        fs::remove_dir_all(root)
    }
}
