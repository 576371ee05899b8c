//! The page's own words stand in `src/texts`, so that they can be translated, and nowhere else.

#![allow(clippy::panic, reason = "a test ends where it cannot read")]

use std::fs;
use std::path::{Path, PathBuf};

/// Attributes whose values are no words: names, places, and what tells the browser what to do.
const NAMES: &[&str] = &[
    "aria-describedby",
    "aria-hidden",
    "aria-labelledby",
    "aria-live",
    "autocomplete",
    "class",
    "d",
    "for",
    "href",
    "id",
    "key",
    "max",
    "reason",
    "role",
    "rows",
    "rx",
    "spellcheck",
    "tabindex",
    "type",
    "value",
    "viewBox",
];

/// What the platform and the core call things: keys, elements, codes, and the like.
const GIVEN: &[&str] = &[
    // How the core's timeline begins for a run that is for real; it is not shown.
    "Execution requested (apply)",
    "ArrowDown",
    "ArrowLeft",
    "ArrowRight",
    "ArrowUp",
    "End",
    "Enter",
    "Files",
    "Home",
    "INPUT",
    "MISSING_MEMBER",
    "TEXTAREA",
    "Uint8Array",
    "WRONG_TYPE",
    "webkitRelativePath",
    // Classes that are chosen.
    "compared equal",
    "compared equal spaced",
    "cover broken",
    "cover expected",
    "cover in-part",
    "cover un",
    "dot turn",
    "held number",
    "held string",
    "held word",
    "lane counts",
    "lane not",
    "link no-print",
    "pair mono",
    "pair mono spaced",
    "span counts",
    "value turned",
];

/// Defends that a translator finds every word of the page in one place: nothing beside it has words of its own.
#[test]
fn there_are_no_other_words() {
    let mut found = Vec::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = ["page", "present", "worker"].into_iter().flat_map(|folder| sources(&source.join(folder)));
    // What is changed in the examples, and what only tests say, is not shown.
    for file in files.filter(|file| !file.ends_with("examples.rs") && !file.ends_with("tests.rs")) {
        let source = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        // What tests say is for programmers.
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        for literal in literals(source) {
            if is_words(&literal) {
                found.push(format!("{}: {:?}", file.display(), literal.text));
            }
        }
    }
    assert!(found.is_empty(), "move these into src/texts:\n{}", found.join("\n"));
}

/// Defends the test above: it has to see words where components could have them.
#[test]
fn words_are_told_from_names() {
    let words = [
        r#"<p>"failed"</p>"#,
        r#"<p class="soft">"Copy"</p>"#,
        r#"{count} " more""#,
        r#"<input placeholder="name, goal">"#,
        r#"aria-label="close""#,
        r#"format!("Show all {count}")"#,
        r#"Some(x) => "Not read","#,
        r#"<p class="soft">{if none { "there are none" } else { "" }}</p>"#,
    ];
    for source in words {
        assert!(literals(source).iter().any(is_words), "{source}");
    }
    let names = [
        r#"<p class="soft note" data-testid="choose-all">"#,
        r#"class=format!("verdict {class}")"#,
        r#"<b class=if odd { "key odd" } else { "key" }>"#,
        r#"name == "NotFoundError""#,
        r#"Some("progress") => {"#,
        r#"<span>" · "</span>"#,
        r#"// says "Copy""#,
        r#"'"' => "#,
        r#"query_selector("[tabindex='0']")"#,
    ];
    for source in names {
        assert!(!literals(source).iter().any(is_words), "{source}");
    }
}

/// A string literal, and what stands before it.
struct Literal {
    before: String,
    text: String,
}

fn is_words(literal: &Literal) -> bool {
    let Literal { before, text } = literal;
    // What has a type is no attribute.
    let attribute = Some(before.as_str()).filter(|it| !it.ends_with("str ="));
    let attribute = attribute.and_then(|it| it.strip_suffix('=')).map(str::trim_end).map(|it| {
        it.rsplit(|it: char| !(it.is_ascii_alphanumeric() || it == '-')).next().unwrap_or_default()
    });
    if let Some(name) = attribute
        && !name.is_empty()
    {
        let is_name = NAMES.contains(&name) || name.starts_with("data-");
        return !is_name && text.chars().any(char::is_alphabetic);
    }
    // The class or the id of an element, put together.
    let is_name =
        ["class=format!(", "class=move || format!(", "id=format!("].iter().any(|it| before.ends_with(it));
    // The way of a line in a drawing has no small letters.
    if is_name || GIVEN.contains(&text.as_str()) || !text.chars().any(char::is_lowercase) {
        return false;
    }
    // For programs: selectors, and scripts that are made.
    if ["query_selector(", "query_selector_all("].iter().any(|call| before.ends_with(call))
        || text.contains("wasm_bindgen(")
        || text.contains("importScripts(")
        || text.contains("postMessage")
        || text.starts_with("{\"")
        || text.starts_with(",\"")
    {
        return false;
    }
    // One of two classes.
    if before.rsplit_once("class=if ").is_some_and(|(_, rest)| !rest.contains('>')) {
        return false;
    }
    let is_text_node = before.ends_with('>')
        && !before.ends_with("=>")
        && !before.ends_with("->")
        && text.chars().any(char::is_alphabetic);
    let characters: Vec<char> = text.chars().collect();
    let spaced = characters.windows(2).any(|pair| {
        let [one, other] = [pair[0], pair[1]];
        (one == ' ' && other.is_alphabetic()) || (one.is_alphabetic() && other == ' ')
    });
    // A name that a program gives has capitals within.
    let is_sentence = characters.first().is_some_and(|it| it.is_uppercase())
        && characters.get(1).is_some_and(|it| it.is_lowercase())
        && !characters.windows(2).any(|pair| pair[0].is_lowercase() && pair[1].is_uppercase());
    is_text_node || spaced || is_sentence
}

/// The string literals of Rust source, outside of comments.
fn literals(source: &str) -> Vec<Literal> {
    let characters: Vec<char> = source.chars().collect();
    let at = |index: usize| characters.get(index).copied().unwrap_or(' ');
    let (mut found, mut code, mut index) = (Vec::new(), String::new(), 0);
    while index < characters.len() {
        match at(index) {
            '/' if at(index + 1) == '/' => {
                while index < characters.len() && at(index) != '\n' {
                    index += 1;
                }
            }
            // A character, which may be a quotation mark; a lifetime has no second apostrophe.
            '\'' if at(index + 2) == '\'' => index += 3,
            '\'' if at(index + 1) == '\\' && at(index + 3) == '\'' => index += 4,
            '"' => {
                let mut text = String::new();
                index += 1;
                while index < characters.len() && at(index) != '"' {
                    if at(index) == '\\' {
                        index += 1;
                    }
                    text.push(at(index));
                    index += 1;
                }
                index += 1;
                found.push(Literal { before: code.trim_end().to_owned(), text });
                code.push_str("\"\"");
            }
            character => {
                code.push(character);
                index += 1;
            }
        }
        // What stands before a literal is near.
        if code.len() > 400 {
            code = code.chars().skip(200).collect();
        }
    }
    found
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(sources(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    assert!(!files.is_empty(), "{} is empty", folder.display());
    files
}
