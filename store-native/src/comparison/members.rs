//! Every member that differs, by JSON pointer.

use std::borrow::Cow;
use std::fmt::Write as _;

use verifier_core::canonical;
use verifier_core::json::{Kind, Node};

/// A place at which two documents differ.
#[derive(Debug, Clone)]
pub struct Difference<'d, 'a> {
    /// The JSON pointer (RFC 6901).
    pub pointer: String,
    /// What the first one has there; nothing where it has no such member.
    pub a: Option<Node<'d, 'a>>,
    /// What the second one has there.
    pub b: Option<Node<'d, 'a>>,
}

/// A step of a pointer.
enum Step<'a> {
    Key(Cow<'a, str>),
    Index(usize),
}

/// What is still to be compared below a value: pairs, the next one last.
type Pairs<'d, 'a> = Vec<(Step<'a>, Option<Node<'d, 'a>>, Option<Node<'d, 'a>>)>;

/// The differences between two values, as many as `kept` of them, and how many there are. Values are the same when
/// their canonical forms are. The depth of a document is no depth of calls.
pub fn differences<'d, 'a>(
    a: Node<'d, 'a>,
    b: Node<'d, 'a>,
    kept: usize,
) -> (Vec<Difference<'d, 'a>>, usize) {
    let mut found = (Vec::new(), 0);
    if a.source() == b.source() {
        return found;
    }
    let mut path: Vec<Step<'a>> = Vec::new();
    let mut add = |path: &[Step<'a>], a, b| {
        if found.1 < kept {
            found.0.push(Difference { pointer: pointer(path), a, b });
        }
        found.1 += 1;
    };
    let mut levels: Vec<Pairs<'d, 'a>> = Vec::new();
    match below(a, b) {
        Some(pairs) => levels.push(pairs),
        None if !same(a, b) => add(&path, Some(a), Some(b)),
        None => {}
    }
    while let Some(level) = levels.last_mut() {
        let Some((step, a, b)) = level.pop() else {
            levels.pop();
            path.pop();
            continue;
        };
        path.push(step);
        match (a, b) {
            (Some(one), Some(other)) => match below(one, other) {
                Some(pairs) => {
                    levels.push(pairs);
                    continue;
                }
                None if !same(one, other) => add(&path, a, b),
                None => {}
            },
            _ => add(&path, a, b),
        }
        path.pop();
    }
    found
}

/// The members or elements of both, if both are objects or both are arrays.
fn below<'d, 'a>(a: Node<'d, 'a>, b: Node<'d, 'a>) -> Option<Pairs<'d, 'a>> {
    match (a.kind(), b.kind()) {
        (Kind::Object, Kind::Object) => {
            let (left, right) = (a.sorted_members(), b.sorted_members());
            let mut pairs = Pairs::with_capacity(left.len().max(right.len()));
            let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
            loop {
                let order = match (left.peek(), right.peek()) {
                    (None, None) => break,
                    (Some(_), None) => std::cmp::Ordering::Less,
                    (None, Some(_)) => std::cmp::Ordering::Greater,
                    // UTF-8 compares as code points do.
                    (Some((one, _)), Some((other, _))) => one.text().cmp(&other.text()),
                };
                let one = if order.is_le() { left.next() } else { None };
                let other = if order.is_ge() { right.next() } else { None };
                let key = one.or(other).map_or(Cow::Borrowed(""), |(key, _)| key.text());
                pairs.push((Step::Key(key), one.map(|(_, value)| value), other.map(|(_, value)| value)));
            }
            pairs.reverse();
            Some(pairs)
        }
        (Kind::Array, Kind::Array) => {
            let (mut left, mut right) = (a.elements(), b.elements());
            let mut pairs = Pairs::new();
            for index in 0.. {
                match (left.next(), right.next()) {
                    (None, None) => break,
                    (one, other) => pairs.push((Step::Index(index), one, other)),
                }
            }
            pairs.reverse();
            Some(pairs)
        }
        _ => None,
    }
}

/// Whether two values, of which at least one has nothing below it, have the same canonical form.
pub(super) fn same(a: Node<'_, '_>, b: Node<'_, '_>) -> bool {
    a.source() == b.source() || (a.kind() == b.kind() && canonical::to_string(a) == canonical::to_string(b))
}

fn pointer(path: &[Step<'_>]) -> String {
    let mut pointer = String::new();
    for step in path {
        pointer.push('/');
        match step {
            Step::Index(index) => {
                let _ = write!(pointer, "{index}");
            }
            Step::Key(key) => pointer.push_str(&key.replace('~', "~0").replace('/', "~1")),
        }
    }
    pointer
}

#[cfg(test)]
mod tests {
    use verifier_core::Limits;
    use verifier_core::json::Document;

    use super::*;

    fn pointers(a: &str, b: &str) -> Vec<String> {
        let read = |text: &'static str| Document::read(text.as_bytes(), &Limits::default());
        let (a, b) = (a.to_owned().leak(), b.to_owned().leak());
        match (read(a), read(b)) {
            (Ok(a), Ok(b)) => {
                let (a, b) = (Box::leak(Box::new(a)), Box::leak(Box::new(b)));
                let (found, count) = differences(a.root(), b.root(), 100);
                assert_eq!(found.len(), count);
                found.into_iter().map(|difference| difference.pointer).collect()
            }
            _ => vec!["unreadable".to_owned()],
        }
    }

    /// Defends what counts as the same: the canonical form, and nothing looser or stricter.
    #[test]
    fn values_are_compared_by_their_canonical_form() {
        assert_eq!(pointers(r#"{"a":1,"b":[1.50,-0]}"#, r#" {"b":[1.5e0,0],"\u0061":1} "#), [""; 0]);
        assert_eq!(pointers("[7,1,\"1\",null]", "[7.0,true,1,[]]"), ["/0", "/1", "/2", "/3"]);
        assert_eq!(pointers("1", "2"), [""]);
        assert_eq!(pointers(r#"{"a/b":{"~":1}}"#, r#"{"a/b":{"~":2}}"#), ["/a~1b/~0"]);
        assert_eq!(pointers(r#"{"a":{},"c":0}"#, r#"{"b":[],"c":{}}"#), ["/a", "/b", "/c"]);
        assert_eq!(pointers("[1,2,3]", "[1,3]"), ["/1", "/2"]);
        assert_eq!(pointers("[[],{}]", "[[],{}]"), [""; 0]);
    }

    /// Defends the count, which goes on where nothing more is kept.
    #[test]
    fn all_are_counted() {
        let (a, b) = ("[1,1,1,1]".as_bytes(), "[2,2,2,2]".as_bytes());
        let limits = Limits::default();
        let (Ok(a), Ok(b)) = (Document::read(a, &limits), Document::read(b, &limits)) else {
            return assert_eq!(a, b);
        };
        let (found, count) = differences(a.root(), b.root(), 2);
        assert_eq!((found.len(), count), (2, 4));
    }
}
