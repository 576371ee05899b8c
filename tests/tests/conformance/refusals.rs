//! A refusal says what is wrong and where.

use conformance::independent::Tree;
use verifier_core::canonical::canonicalize;
use verifier_core::{Code, Limits, Verdict};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::checked;
use crate::refusal_table::refusal_table;
use crate::small_package::small_package_text;

/// Defends code, pointer and offset of every refusal of the reader. All rows are shown that differ.
#[test]
fn malformed_texts_are_refused_where_the_fault_is() {
    let table = refusal_table();
    assert!(table.len() >= 80, "the table covers the grammar");
    let mut wrong = Vec::new();
    for row in &table {
        let shown = String::from_utf8_lossy(&row.input).chars().take(60).collect::<String>();
        let wanted = format!("{shown}: it should be {} at {:?}, byte {}", row.code, row.pointer, row.offset);
        match canonicalize(&row.input, &Limits::default()) {
            Ok(canonical) => wrong.push(format!("{wanted}; it is {}", String::from_utf8_lossy(&canonical))),
            Err(refusal) => {
                assert!(!refusal.message.is_empty());
                if (refusal.code, &*refusal.pointer, refusal.offset) != (row.code, &*row.pointer, row.offset)
                {
                    wrong.push(format!("{wanted}; it is {refusal}"));
                }
            }
        }
        assert_eq!(checked::verify(&row.input).report.verdict(), Verdict::Malformed, "{shown}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Defends the answer to JSON that is no package: which member is missing or of the wrong type. The
/// changes are made in the text, so that offsets can be counted.
#[test]
fn json_that_is_no_package_is_refused_with_a_pointer() {
    let package = small_package_text();
    for (from, to, code, pointer) in NO_PACKAGE {
        let changed = package.replacen(from, to, 1);
        assert_ne!(changed, package, "{from} stands in the package");
        let ours = checked::verify(changed.as_bytes());
        let error = ours.report.error().unwrap_or_else(|| panic!("{from} -> {to} is read as a package"));
        assert_eq!((error.code, &*error.pointer), (*code, *pointer), "{from} -> {to}: {error}");
        let owner = match code {
            Code::MissingMember => pointer.rsplit_once('/').map_or("", |(owner, _)| owner),
            _ => pointer,
        };
        assert_eq!(error.offset, offset_of(&changed, owner), "{from} -> {to}: {error}");
    }
    for root in ["null", "true", "0", "1.5", "\"\"", "[]"] {
        let ours = checked::verify(root.as_bytes());
        let error = ours.report.error().expect("it is no package");
        assert_eq!((error.code, &*error.pointer, error.offset), (Code::WrongType, "", 0), "{root}");
    }
}

const NO_PACKAGE: &[(&str, &str, Code, &str)] = &[
    ("\"control_bundle\":", "\"Control_bundle\":", Code::MissingMember, "/control_bundle"),
    ("\"decision\":", "\"x\":", Code::MissingMember, "/control_bundle/decision"),
    ("\"decision\":{", "\"decision\":[],\"x\":{", Code::WrongType, "/control_bundle/decision"),
    ("\"decision_id\":", "\"x\":", Code::MissingMember, "/control_bundle/decision/decision_id"),
    ("\"created_at\":", "\"x\":", Code::MissingMember, "/control_bundle/decision/created_at"),
    ("\"status\":", "\"x\":", Code::MissingMember, "/control_bundle/decision/status"),
    ("\"events\":", "\"events\":7,\"x\":", Code::WrongType, "/control_bundle/events"),
    ("\"events\":", "\"events\":null,\"x\":", Code::WrongType, "/control_bundle/events"),
    ("\"events\":[", "\"events\":[null,", Code::WrongType, "/control_bundle/events/0"),
    ("\"event_id\":", "\"x\":", Code::MissingMember, "/control_bundle/events/0/event_id"),
    ("\"seq\":", "\"x\":", Code::MissingMember, "/control_bundle/events/0/seq"),
    ("\"type\":", "\"x\":", Code::MissingMember, "/control_bundle/events/0/type"),
    ("\"ts\":", "\"x\":", Code::MissingMember, "/control_bundle/events/0/ts"),
    ("\"router_link\":", "\"router_link\":[],\"x\":", Code::WrongType, "/control_bundle/router_link"),
    (
        "\"router_link\":",
        "\"template_snapshot\":null,\"router_link\":",
        Code::WrongType,
        "/control_bundle/template_snapshot",
    ),
    ("\"integrity\":", "\"x\":", Code::MissingMember, "/control_bundle/integrity"),
    ("\"integrity\":{", "\"integrity\":\"\",\"x\":{", Code::WrongType, "/control_bundle/integrity"),
    ("\"canonical_digest\":", "\"x\":", Code::MissingMember, "/control_bundle/integrity/canonical_digest"),
    (
        "\"canonical_digest\":",
        "\"canonical_digest\":null,\"x\":",
        Code::WrongType,
        "/control_bundle/integrity/canonical_digest",
    ),
    ("\"router\":", "\"x\":", Code::MissingMember, "/router"),
    ("\"mode\":", "\"x\":", Code::MissingMember, "/router/mode"),
    ("\"ref\":", "\"ref\":true,\"x\":", Code::WrongType, "/router/ref"),
    ("\"digest\":\"q\"", "\"x\":\"q\"", Code::MissingMember, "/router/ref/digest"),
    ("\"binding\":", "\"x\":", Code::MissingMember, "/binding"),
    ("\"router_digest\":", "\"x\":", Code::MissingMember, "/binding/router_digest"),
    ("\"binding_digest\":", "\"x\":", Code::MissingMember, "/integrity/binding_digest"),
    ("\"binding_digest\":", "\"binding_digest\":1.0,\"x\":", Code::WrongType, "/integrity/binding_digest"),
];

/// Where the value at `pointer` starts, found by looking for its text from behind the keys on the way.
fn offset_of(text: &str, pointer: &str) -> usize {
    let mut tree = Tree::read(text.as_bytes()).expect("it is JSON");
    let mut offset = 0;
    for step in pointer.split('/').skip(1) {
        offset = match &tree {
            Tree::Object(_) => {
                let key = format!("\"{step}\":");
                offset + direct_member(&text[offset..], &key) + key.len()
            }
            _ => offset + 1,
        };
        tree = conformance::independent::at(&mut tree, &format!("/{step}")).expect("it is there").clone();
    }
    offset
}

/// Where `key` stands among the members of the object that `text` starts with.
fn direct_member(text: &str, key: &str) -> usize {
    let mut depth = 0;
    for (at, character) in text.char_indices() {
        match character {
            '{' | '[' => depth += 1,
            '}' | ']' => depth -= 1,
            '"' if depth == 1 && text[at..].starts_with(key) => return at,
            _ => {}
        }
    }
    panic!("{key} is not there")
}
