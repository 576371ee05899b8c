//! Which of the viewer's tests are to run: `cargo xtask test viewer [--browser NAME] [FILE...]`.

use crate::problem::Problem;

/// A browser that the viewer is tested in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BrowserName {
    Chromium,
    Firefox,
}

/// All of them.
pub const BROWSERS: [BrowserName; 2] = [BrowserName::Chromium, BrowserName::Firefox];

impl BrowserName {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }
}

/// A part of the tests; all of them where nothing is named.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Selection {
    browser: Option<BrowserName>,
    files: Vec<String>,
}

impl Selection {
    /// Reads what follows `test viewer`.
    pub fn from_arguments(mut arguments: impl Iterator<Item = String>) -> Result<Self, Problem> {
        let mut selection = Self::default();
        while let Some(argument) = arguments.next() {
            if argument == "--browser" {
                let name = arguments.next().unwrap_or_default();
                let known = BROWSERS.into_iter().find(|browser| browser.as_str() == name);
                selection.browser = Some(known.ok_or_else(|| {
                    Problem::new(
                        format!("there is no browser `{name}` to test in"),
                        "name chromium or firefox; `cargo xtask --help` explains the commands",
                    )
                })?);
            } else if argument.starts_with('-') {
                return Err(Problem::new(
                    format!("`cargo xtask test viewer` has no option `{argument}`"),
                    "leave it out; `cargo xtask --help` explains the commands",
                ));
            } else {
                selection.files.push(argument);
            }
        }
        Ok(selection)
    }

    /// The browsers to test in.
    pub fn browsers(&self) -> impl Iterator<Item = BrowserName> {
        BROWSERS.into_iter().filter(|browser| self.browser.is_none_or(|only| only == *browser))
    }

    /// Of these files, by their names without `.test.js`, those to run; an error if one is named that is not there.
    pub fn files(&self, all: Vec<String>) -> Result<Vec<String>, Problem> {
        if self.files.is_empty() {
            return Ok(all);
        }
        // As people name them: with a folder, with the end, or without both.
        let named: Vec<&str> = self
            .files
            .iter()
            .map(|name| {
                let name = name.rsplit('/').next().unwrap_or(name);
                name.strip_suffix(".test.js").unwrap_or(name)
            })
            .collect();
        if let Some(missing) = named.iter().find(|name| all.iter().all(|it| it != *name)) {
            return Err(Problem::new(
                format!("the viewer has no tests `{missing}`"),
                format!("name some of: {}", all.join(", ")),
            ));
        }
        Ok(all.into_iter().filter(|name| named.contains(&name.as_str())).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Selection, String> {
        Selection::from_arguments(line.split_whitespace().map(str::to_owned))
            .map_err(|problem| problem.to_string())
    }

    #[test]
    fn browsers_and_files_are_read() {
        let selection =
            parse("--browser firefox viewer/tests/browser/axe.test.js policy").unwrap_or_default();
        assert_eq!(selection.browsers().collect::<Vec<_>>(), [BrowserName::Firefox]);
        let all = || ["axe", "intake", "policy"].map(str::to_owned).to_vec();
        let files = |selection: &Selection| selection.files(all()).map_err(|problem| problem.to_string());
        assert_eq!(files(&selection), Ok(vec!["axe".to_owned(), "policy".to_owned()]));
        let everything = parse("").unwrap_or_default();
        assert_eq!(everything.browsers().count(), 2);
        assert_eq!(files(&everything), Ok(all()));
    }

    #[test]
    fn what_is_not_there_is_an_error() {
        assert!(
            parse("--browser safari").is_err() && parse("--browser").is_err() && parse("--fast").is_err()
        );
        let selection = parse("no-such").unwrap_or_default();
        assert!(selection.files(vec!["axe".to_owned()]).is_err());
    }
}
