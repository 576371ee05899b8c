//! The differences for programs.

use store_native::comparison::{Difference, Fact, Topic};
use verifier_core::canonical::{self, Canonical, Value};
use verifier_core::digest;
use verifier_core::json::Node;

use super::Compared;

/// Values that are longer than this, in bytes of their canonical form, are named by their digest where not all is
/// asked for.
const LONGEST: usize = 4096;

pub fn write(compared: &Compared<'_, '_>, out: &mut String) {
    let comparison = &compared.comparison;
    let side = |index: usize| {
        Value::object([
            ("path", Value::from(compared.paths[index].as_str())),
            ("binding_digest", Value::from(compared.bindings[index].as_str())),
        ])
    };
    let value = Value::object([
        ("a", side(0)),
        ("b", side(1)),
        ("same", Value::from(comparison.is_none())),
        ("same_binding", Value::from(comparison.same_binding)),
        ("same_bytes", Value::from(compared.same_bytes)),
        ("count", Value::from(comparison.member_count)),
        ("members", Value::array(comparison.members.iter().map(|it| member(it, compared.all)))),
        ("meaning", Value::array(comparison.topics.iter().map(topic))),
    ]);
    out.push_str(&value.to_canonical());
    out.push('\n');
}

fn member(difference: &Difference<'_, '_>, all: bool) -> Value {
    let mut members = vec![("pointer", Value::from(difference.pointer.as_str()))];
    members.extend(difference.a.map(|node| value(node, "a", "a_digest", all)));
    members.extend(difference.b.map(|node| value(node, "b", "b_digest", all)));
    members.into_iter().collect()
}

fn value(node: Node<'_, '_>, name: &'static str, digest: &'static str, all: bool) -> (&'static str, Value) {
    if !all && canonical::to_string(node).len() > LONGEST {
        return (digest, Value::from(digest::of_value(node).prefixed().to_string()));
    }
    (name, Value::Canonical(Canonical::of(node)))
}

fn topic(topic: &Topic) -> Value {
    Value::object([
        ("topic", Value::from(topic.name)),
        ("count", Value::from(topic.count)),
        ("differences", Value::array(topic.facts.iter().map(fact))),
    ])
}

fn fact(fact: &Fact) -> Value {
    Value::object([
        ("what", Value::from(fact.what.as_str())),
        ("a", Value::from(fact.a.as_deref())),
        ("b", Value::from(fact.b.as_deref())),
    ])
}
