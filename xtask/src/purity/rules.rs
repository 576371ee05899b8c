//! What verifier-core must not contain.

use super::token::{Kind, Token, tokens};

/// Modules of `std` that reach out of the computation, or know something that is not in the input.
const MODULES: &[(&str, &str)] = &[
    ("fs", "files"),
    ("net", "the network"),
    ("env", "the environment"),
    ("process", "other processes"),
    ("io", "input and output"),
    ("time", "the clock"),
    ("thread", "threads"),
    ("os", "the operating system"),
    ("path", "paths, which look at files"),
];

/// Macros that write somewhere, keep state, or bring in sources that this check does not see.
const MACROS: &[&str] = &["print", "println", "eprint", "eprintln", "dbg", "thread_local", "include"];

/// Names of clocks, however they came into scope.
const CLOCKS: &[&str] = &["SystemTime", "Instant"];

/// One thing that must not be there.
#[derive(Debug, PartialEq, Eq)]
pub struct Violation {
    pub line: usize,
    pub what: String,
}

/// All violations in one source file.
pub fn violations(source: &str) -> Vec<Violation> {
    let tokens = tokens(source);
    let mut violations = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let mut add = |what: String| violations.push(Violation { line: token.line, what });
        match token.kind {
            Kind::Word("std") => std_use(&tokens[at + 1..]).into_iter().for_each(&mut add),
            Kind::Word("extern") => add("`extern`: foreign code".to_owned()),
            Kind::Word(name) if CLOCKS.contains(&name) => add(format!("`{name}`: the clock")),
            Kind::Word(name) if MACROS.contains(&name) && is(tokens.get(at + 1), '!') => {
                add(format!("`{name}!`: output, state or unseen sources"));
            }
            Kind::Sign('#') if is_path_attribute(&tokens[at + 1..]) => {
                add("`#[path]`: unseen sources".to_owned());
            }
            _ => {}
        }
    }
    violations
}

/// Whether the crate's root file has `#![forbid(unsafe_code)]`.
pub fn forbids_unsafe_code(root: &str) -> bool {
    let wanted: Vec<_> = tokens("#![forbid(unsafe_code)]").iter().map(|token| token.kind).collect();
    let kinds: Vec<_> = tokens(root).iter().map(|token| token.kind).collect();
    kinds.windows(wanted.len()).any(|window| window == wanted)
}

/// What is wrong with the use of `std` that is followed by these tokens.
fn std_use(after: &[Token<'_>]) -> Vec<String> {
    if matches!(after.first().map(|token| token.kind), Some(Kind::Word("as"))) {
        return vec!["`std as`: another name for std hides what is used of it".to_owned()];
    }
    if !(is(after.first(), ':') && is(after.get(1), ':')) {
        return Vec::new();
    }
    modules(&after[2..]).into_iter().filter_map(module_violation).collect()
}

fn module_violation(module: Kind<'_>) -> Option<String> {
    match module {
        Kind::Word("self") => Some("`std::{self}`: another name for std hides what is used of it".to_owned()),
        Kind::Sign('*') => Some("`std::*`: a glob hides what is used of std".to_owned()),
        Kind::Word(name) => {
            let (_, what) = MODULES.iter().find(|(module, _)| *module == name)?;
            Some(format!("`std::{name}`: {what}"))
        }
        _ => None,
    }
}

/// The first segments after `std::`: one, or all those in braces.
fn modules<'a>(after: &[Token<'a>]) -> Vec<Kind<'a>> {
    if !is(after.first(), '{') {
        return after.first().map(|token| token.kind).into_iter().collect();
    }
    let mut modules = Vec::new();
    let mut depth = 0_usize;
    let mut starts = true;
    for token in after {
        match token.kind {
            Kind::Sign('{') => depth += 1,
            Kind::Sign('}') => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            Kind::Sign(',') if depth == 1 => starts = true,
            kind if depth == 1 && starts => {
                modules.push(kind);
                starts = false;
            }
            _ => {}
        }
    }
    modules
}

fn is_path_attribute(after: &[Token<'_>]) -> bool {
    let inner = if is(after.first(), '!') { &after[1..] } else { after };
    is(inner.first(), '[')
        && matches!(inner.get(1).map(|token| token.kind), Some(Kind::Word("path")))
        && is(inner.get(2), '=')
}

fn is(token: Option<&Token<'_>>, sign: char) -> bool {
    token.is_some_and(|token| token.kind == Kind::Sign(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<String> {
        violations(source).into_iter().map(|violation| violation.what).collect()
    }

    #[test]
    fn each_forbidden_module_is_found_in_a_use_and_in_a_path() {
        for (module, _) in MODULES {
            for source in [
                format!("use std::{module};"),
                format!("use ::std::{module}::Thing as Other;"),
                format!("use std::{{fmt, {module}::{{A, B}}, str}};"),
                format!("fn f() {{ let x = std :: {module} :: thing(); }}"),
                format!("use std::r#{module};"),
            ] {
                let found = found(&source);
                assert_eq!(found.len(), 1, "{source}: {found:?}");
                assert!(found[0].starts_with(&format!("`std::{module}`")), "{source}: {found:?}");
            }
        }
    }

    #[test]
    fn each_forbidden_macro_is_found() {
        for name in MACROS {
            assert_eq!(found(&format!("fn f() {{ {name}!(\"x\"); }}")).len(), 1, "{name}");
            assert_eq!(found(&format!("std::{name} ! {{}}")).len(), 1, "{name}");
        }
    }

    #[test]
    fn each_clock_is_found() {
        for name in CLOCKS {
            assert_eq!(found(&format!("let now = {name}::now();")).len(), 1, "{name}");
        }
        assert_eq!(found("use std::time::Instant;").len(), 2);
    }

    #[test]
    fn ways_around_the_rules_are_found() {
        for source in [
            "use std as s;",
            "use ::std as s;",
            "extern crate std as s;",
            "use std::*;",
            "use std::{self as s};",
            "extern \"C\" { fn time(t: *mut i64) -> i64; }",
            "#[path = \"../../elsewhere.rs\"] mod elsewhere;",
            "include!(\"../../elsewhere.rs\");",
        ] {
            assert!(!found(source).is_empty(), "{source}");
        }
    }

    #[test]
    fn what_only_looks_forbidden_is_allowed() {
        for source in [
            "// std::fs::read\n/* println!() */ /// use std::net;",
            "const TEXT: &str = \"std::env::var and SystemTime\";",
            "use std::fmt; use std::{str, collections::BTreeMap};",
            "use std::fmt::{self, Write};",
            "use crate::io::Reader; let time = event.time; mod process;",
            "let println = 1; let include = 2;",
            "include_str!(\"schema.json\")",
            "fn path() {} #[derive(Debug)] struct S { path: u8 }",
        ] {
            assert_eq!(found(source), Vec::<String>::new(), "{source}");
        }
    }

    #[test]
    fn a_violation_knows_its_line() {
        let found = violations("//! Docs\n\nuse std::fmt;\nuse std::fs;\n");
        assert_eq!(found.iter().map(|violation| violation.line).collect::<Vec<_>>(), [4]);
    }

    #[test]
    fn the_attribute_against_unsafe_code_is_recognised() {
        assert!(forbids_unsafe_code("//! Docs\n#![forbid( unsafe_code )]\nmod a;"));
        assert!(!forbids_unsafe_code("// #![forbid(unsafe_code)]"));
        assert!(!forbids_unsafe_code("#![deny(unsafe_code)]"));
    }
}
