//! The commands in groups, as the main help lists them.

use std::fmt::Write as _;

use clap::Command;

use crate::cli::terminal::Width;
use crate::cli::text::wrap;

/// Every command, in groups.
const GROUPS: [(&str, &[&str]); 6] = [
    ("Decide", &["request", "approve", "revoke", "execute", "status", "inspect", "list", "template"]),
    ("Exchange", &["export", "import", "audit"]),
    ("Verify", &["verify", "diff", "canonicalize", "digest", "explain"]),
    ("Vouch", &["attest", "keygen"]),
    ("Store", &["store"]),
    ("This program", &["completions", "man"]),
];

/// The commands that have nothing to do with a store.
pub const WITHOUT_STORE: [&str; 9] =
    ["verify", "diff", "canonicalize", "digest", "explain", "attest", "keygen", "completions", "man"];

/// The template of the main help: clap itself knows no groups.
pub fn help(command: &Command) -> String {
    let widest = command.get_subcommands().map(|command| command.get_name().len()).max().unwrap_or_default();
    let heading = command.get_styles().get_header();
    let mut listed = String::new();
    for (group, names) in GROUPS {
        let _ = writeln!(listed, "{heading}{group}:{heading:#}");
        for name in names {
            let Some(about) = command.find_subcommand(name).and_then(Command::get_about) else { continue };
            let columns = Width::of_stdout().columns().saturating_sub(widest + 4);
            for (index, line) in wrap(&about.to_string(), columns).iter().enumerate() {
                let name = if index == 0 { name } else { "" };
                let _ = writeln!(listed, "  {name:widest$}  {line}");
            }
        }
        listed.push('\n');
    }
    format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{listed}{heading}Options:{heading:#}\n\
         {{options}}{{after-help}}"
    )
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::arguments::Arguments;

    /// Defends the main help: no command is left out of it, none stands in it twice.
    #[test]
    fn every_command_is_in_one_group() {
        let mut grouped: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let command = Arguments::command();
        let mut all: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
        grouped.sort_unstable();
        all.sort_unstable();
        assert_eq!(grouped, all);
    }
}
