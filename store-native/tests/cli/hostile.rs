//! Text from an input reaches people and programs as text, whatever it holds.

use std::path::PathBuf;

use serde_json::Value;

use crate::support::{Scratch, run, sample};

/// What a terminal, Markdown, HTML, XML or SARIF might obey.
const HOSTILE: &str = "\\u001b]0;owned\\u0007\\u001b[2J<script>alert(1)</script> & ]]> \u{202e}evil\u{2066} \
                       \u{200b}| `code` ``` [link](http://x) ![i](y) # h\\n# heading\\r\\u0000\\u009b31m{0} @all";

/// Inputs with hostile text wherever a report shows text from the input.
fn inputs(scratch: &Scratch) -> Vec<PathBuf> {
    let package = sample("tampered-run-substituted.json");
    let edited = |from: &str, name: &str| {
        assert!(package.contains(from), "{from}");
        scratch.file(name, package.replacen(from, &from.replace(&from[1..from.len() - 1], HOSTILE), 99))
    };
    let raw = HOSTILE.replace("\\u001b", "\u{1b}");
    vec![
        edited("\"c5fa91b2-a2fb-4a41-a373-5a3a3269e7b5\"", "decision-id.json"),
        edited("\"f363da46-6ed5-445b-bc3c-3ec3eab7cc0d\"", "run-id.json"),
        edited("\"sha256:3b80d1be414316713c9c66f0bb08e84125ed5f6ae0d75df942813094e94284a7\"", "digest.json"),
        scratch.file("key.json", format!("{{\"{HOSTILE}\":1,\"{HOSTILE}\":2}}")),
        scratch.file("pointer.json", format!("{{\"{HOSTILE}\u{2028}\":x}}")),
        scratch.file("raw.json", format!("{{\"a\":\"{raw}\"}}")),
        scratch.file("bytes.json", b"{\"a\": \xff\xfe\x1b[31m\"}"),
        scratch.file("name\u{1b}[31m\n`|<script>\u{202e}&\".json", "{}"),
    ]
}

fn report(inputs: &[PathBuf], format: &str) -> String {
    let mut arguments = vec!["verify".into(), "--format".into(), format.into()];
    arguments.extend(inputs.iter().map(|path| path.clone().into_os_string()));
    let run = run(arguments);
    assert!(matches!(run.status, 1 | 3));
    run.stdout
}

/// Characters that must not reach a reader as they are.
fn is_unseen(character: char) -> bool {
    (character.is_control() && character != '\n')
        || "\u{202e}\u{2066}\u{200b}\u{2028}\u{feff}".contains(character)
}

#[test]
fn a_terminal_is_given_nothing_to_obey() {
    let scratch = Scratch::new();
    for input in inputs(&scratch) {
        for text in [report(std::slice::from_ref(&input), "human"), report_of_digest(&input)] {
            assert!(!text.contains(is_unseen), "{text:?}");
        }
    }
    assert!(!report(&inputs(&scratch), "human").contains(is_unseen));
}

/// What `digest` says on standard error; nothing if it accepts the input.
fn report_of_digest(input: &std::path::Path) -> String {
    run(["digest".as_ref(), input.as_os_str()]).stderr
}

#[test]
fn markdown_holds_no_markup_of_the_input() {
    let scratch = Scratch::new();
    let text = report(&inputs(&scratch), "markdown");
    assert!(!text.contains(is_unseen), "{text:?}");
    for markup in ["<script", "](", "![", "```", "\n# heading", "`code`"] {
        assert!(!text.contains(markup), "{markup} in {text}");
    }
    // Tags are only our own.
    for tag in text.split('<').skip(1) {
        let ours = ["code>", "/code>", "pre>", "/pre>"];
        assert!(ours.iter().any(|ours| tag.starts_with(ours)), "<{tag}");
    }
    // Bars only make up the table at the end.
    let bars = text.lines().filter(|line| line.contains('|')).all(|line| line.starts_with("| "));
    assert!(bars, "{text}");
}

#[test]
fn junit_is_xml_with_a_case_for_each_check() {
    let scratch = Scratch::new();
    let text = report(&inputs(&scratch), "junit");
    let document = roxmltree::Document::parse(&text).expect("XML");
    for node in document.descendants() {
        let attributes = node.attributes().map(|attribute| attribute.value());
        for text in attributes.chain(node.text()) {
            assert!(!text.contains(is_unseen) && !text.contains('\u{fffd}'), "{text:?}");
        }
    }
    assert!(text.contains("name\\x1b[31m\\n") && text.contains("\\u{202e}evil"), "{text}");
    let suites: Vec<_> = document.root_element().children().filter(roxmltree::Node::is_element).collect();
    assert_eq!(suites.len(), 8);
    for suite in suites {
        let cases: Vec<_> = suite.children().filter(roxmltree::Node::is_element).collect();
        let count = |tag: &str| {
            cases
                .iter()
                .filter(|case| case.children().any(|child| child.has_tag_name(tag)))
                .count()
                .to_string()
        };
        assert_eq!(suite.attribute("tests"), Some(cases.len().to_string().as_str()));
        assert_eq!(suite.attribute("failures"), Some(count("failure").as_str()));
        assert_eq!(suite.attribute("errors"), Some(count("error").as_str()));
        assert_eq!(suite.attribute("skipped"), Some(count("skipped").as_str()));
    }
    assert!(!document.descendants().any(|node| node.has_tag_name("script")));
}

#[test]
fn sarif_is_json_whose_results_have_rules_and_places() {
    let scratch = Scratch::new();
    let text = report(&inputs(&scratch), "sarif");
    let sarif: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    let rules: Vec<&Value> =
        run["tool"]["driver"]["rules"].as_array().expect("rules").iter().map(|rule| &rule["id"]).collect();
    let results = run["results"].as_array().expect("results");
    assert!(results.len() >= 7);
    for result in results {
        assert!(rules.contains(&&result["ruleId"]), "{result}");
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().expect("a URI");
        assert!(uri.starts_with("file:///"), "{uri}");
        assert!(uri.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~:/%".contains(&byte)), "{uri}");
        let message = result["message"]["text"].as_str().expect("a message");
        assert!(!message.contains(is_unseen) && !message.replace("{{", "").contains('{'), "{message:?}");
        assert!(!message.replace("\\[", "").contains('['), "{message}");
        for place in result["locations"][0]["logicalLocations"].as_array().into_iter().flatten() {
            let name = place["fullyQualifiedName"].as_str().expect("a name");
            assert!(!name.is_empty() && !name.contains(is_unseen), "{name:?}");
        }
    }
    let of = |rule: &str| results.iter().find(|result| result["ruleId"] == rule).expect("a result");
    let duplicate = &of("DUPLICATE_KEY")["locations"][0]["physicalLocation"]["region"];
    assert!(duplicate["byteOffset"].as_u64().is_some_and(|offset| offset > 0));
}

/// The document itself is no member, so it has no name among the logical locations.
#[test]
fn a_refusal_of_the_document_itself_names_no_member() {
    let scratch = Scratch::new();
    let sarif = report(&[scratch.file("a.json", "not JSON")], "sarif");
    let sarif: Value = serde_json::from_str(&sarif).expect("JSON");
    let place = &sarif["runs"][0]["results"][0]["locations"][0];
    assert!(place["physicalLocation"]["region"].is_object() && place.get("logicalLocations").is_none());
}

/// Of a sound package that nobody vouches for there is no more to say than that.
#[test]
fn runs_without_a_failure_are_well_formed_too() {
    let sarif = run(["verify", "samples/good-reference.json", "--format", "sarif"]).stdout;
    let sarif: Value = serde_json::from_str(&sarif).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let found: Vec<_> = results.iter().map(|it| (it["ruleId"].as_str(), it["level"].as_str())).collect();
    let note = Some("note");
    assert_eq!(found, [(Some("pinned_digest"), note), (Some("attestation"), note)]);
    let junit = run(["verify", "samples/good-reference.json", "--format", "junit"]).stdout;
    assert!(roxmltree::Document::parse(&junit).is_ok());
}
