//! What else is in a product that was compiled: whose work it is, and the terms on which it may be passed on. They have to
//! accompany it.

use std::fs;
use std::path::{Path, PathBuf};

use super::{files, reproducible};
use crate::problem::Problem;
use crate::process;
use crate::workspace::Workspace;

/// The name of the file.
pub const FILE: &str = "THIRD-PARTY.txt";

/// How cargo is asked for a line on each crate.
const FORMAT: &str = "{p}|{l}|{r}";

/// A crate that is compiled into a product.
#[derive(Debug, PartialEq, Eq)]
struct Crate {
    name: String,
    version: String,
    licence: String,
    home: String,
}

/// A text that came with crates, and what they add to it.
struct Terms {
    /// Without the lines that are of one crate alone, and without its line breaks: what is compared.
    essence: String,
    body: String,
    /// Each crate, and the lines in it that say whose it is.
    of: Vec<(String, Vec<String>)>,
}

/// The notice for a package of this workspace, as it is compiled for a browser.
pub fn text(workspace: &Workspace, package: &str) -> Result<String, Problem> {
    let mut tree =
        workspace.cargo("tree --locked --target wasm32-unknown-unknown --prefix none --color never");
    tree.args(["--edges", "normal,no-proc-macro", "--format", FORMAT, "--package", package]);
    let crates = crates(&process::output(&mut tree, "see cargo's messages above")?);
    if crates.is_empty() {
        return Err(Problem::new("cargo names no crate", "look at the format of `cargo tree`"));
    }
    let mut all = Vec::new();
    for it in &crates {
        for text in licences(it)? {
            add(&mut all, &format!("{} {}", it.name, it.version), &text);
        }
    }
    Ok(written(package, &crates, &all))
}

/// The crates that cargo names, without those of this workspace, which are followed by their folders.
fn crates(tree: &str) -> Vec<Crate> {
    let mut crates: Vec<Crate> = tree
        .lines()
        .filter_map(|line| {
            let mut parts = line.trim_end_matches(" (*)").split('|');
            let (name, version) = parts.next()?.split_once(" v")?;
            let it = Crate {
                name: name.to_owned(),
                version: version.to_owned(),
                licence: parts.next()?.replace('/', " OR "),
                home: parts.next()?.to_owned(),
            };
            (!version.contains('(')).then_some(it)
        })
        .collect();
    crates.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    crates.dedup();
    crates
}

/// The texts that came with a crate: where there is a choice, those of the MIT licence.
fn licences(it: &Crate) -> Result<Vec<String>, Problem> {
    let folder = format!("{}-{}", it.name, it.version);
    let Some(folder) =
        reproducible::registries().into_iter().map(|all| all.join(&folder)).find(|it| it.is_dir())
    else {
        return Err(Problem::new(format!("the sources of {folder} are nowhere"), "run `cargo fetch`"));
    };
    let mut found: Vec<PathBuf> = fs::read_dir(&folder)
        .map_err(|error| {
            Problem::new(format!("{} cannot be read: {error}", folder.display()), "run `cargo fetch`")
        })?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_file() && is_licence(path))
        .collect();
    found.sort();
    let is_mit = |path: &Path| named(path).contains("MIT");
    if !it.licence.contains(" AND ") && found.iter().any(|path| is_mit(path)) {
        found.retain(|path| is_mit(path) || named(path).starts_with("NOTICE"));
    }
    found.iter().map(|path| files::read(path)).collect()
}

fn named(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().to_uppercase()).unwrap_or_default()
}

fn is_licence(path: &Path) -> bool {
    ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"]
        .iter()
        .any(|start| named(path).starts_with(start))
}

/// Adds a text, to another one that differs in whose it is alone if there is one.
fn add(all: &mut Vec<Terms>, name: &str, text: &str) {
    let (mut own, mut rest) = (Vec::new(), Vec::new());
    for line in text.lines().map(str::trim_end) {
        if line.trim_start().to_lowercase().starts_with("copyright (c)")
            || line.trim_start().to_lowercase().starts_with("copyright ©")
            || line.trim_start().starts_with("Copyright 2")
        {
            own.push(line.trim().to_owned());
        } else {
            rest.push(line);
        }
    }
    let body = rest.join("\n").trim_matches('\n').to_owned();
    let essence = essence(&body);
    match all.iter_mut().find(|terms| terms.essence == essence) {
        Some(terms) => terms.of.push((name.to_owned(), own)),
        None => all.push(Terms { essence, body, of: vec![(name.to_owned(), own)] }),
    }
}

/// A text without what does not matter: its title, line breaks, capitals.
fn essence(body: &str) -> String {
    let words = body.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let titles = ["the mit license (mit) ", "the mit license ", "mit license (mit) ", "mit license ", "# "];
    titles.iter().fold(words, |words, title| words.strip_prefix(title).map(str::to_owned).unwrap_or(words))
}

fn written(package: &str, crates: &[Crate], all: &[Terms]) -> String {
    let mut lines = vec![
        format!("Third-party software in {package}"),
        String::new(),
        "It is compiled from the crates below, and with the standard library of Rust (MIT OR Apache-2.0, copyright the \
         Rust Project contributors, https://github.com/rust-lang/rust). Where there is a choice of licences, the MIT \
         licence was chosen. The texts follow."
            .to_owned(),
        String::new(),
    ];
    lines.extend(crates.iter().map(|it| {
        let home = if it.home.is_empty() { String::new() } else { format!(", {}", it.home) };
        format!("{} {} ({}{home})", it.name, it.version, it.licence)
    }));
    for terms in all {
        lines.extend([String::new(), "-".repeat(72), String::new()]);
        lines.extend(terms.of.iter().map(|(name, own)| match own.as_slice() {
            [] => name.clone(),
            own => format!("{name}: {}", own.join("; ")),
        }));
        lines.extend([String::new(), terms.body.clone()]);
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defends the list: each foreign crate once, in order, and none of our own.
    #[test]
    fn crates_are_those_of_others() {
        let tree = "viewer v0.1.0 (/here/viewer)|MIT|\nb v2.0.0|MIT/Apache-2.0|https://b\na v1.0.0+x|MIT|\n\
                    b v2.0.0|MIT/Apache-2.0|https://b (*)\n";
        let crates = crates(tree);
        let named: Vec<_> =
            crates.iter().map(|it| format!("{} {} {}", it.name, it.version, it.licence)).collect();
        assert_eq!(named, ["a 1.0.0+x MIT", "b 2.0.0 MIT OR Apache-2.0"]);
    }

    /// Defends what has to be passed on: every line that says whose work it is, and every text that differs.
    #[test]
    fn texts_that_differ_in_whose_they_are_stand_once() {
        let mut all = Vec::new();
        add(&mut all, "a 1", "MIT License\n\nCopyright (c) 2020 A\n\nPermission is hereby\ngranted.\n");
        add(&mut all, "b 2", "Copyright (c) 2021 B\nCopyright 2022 C\n\nPermission is hereby granted.\n");
        add(&mut all, "c 3", "Permission is not granted.\n");
        assert_eq!(all.len(), 2);
        let text = written("viewer", &[], &all);
        for part in
            ["a 1: Copyright (c) 2020 A", "b 2: Copyright (c) 2021 B; Copyright 2022 C", "Permission is not"]
        {
            assert!(text.contains(part), "{part}");
        }
        assert_eq!(text.matches("Permission is hereby").count(), 1);
    }
}
