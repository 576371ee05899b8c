//! The canonical form of a value (`docs/format.md`, section 1), streamed into a sink.

use crate::json::{Document, Elements, Key, Limits, Members, Node, Refusal, Scalar, write_canonical};
use crate::plan::Plans;

mod value;

pub use value::{Canonical, Value};

/// Where canonical bytes go: a buffer, a hasher.
pub trait Sink {
    /// Takes the next bytes.
    fn write(&mut self, bytes: &[u8]);

    /// Takes `input[start..end]`. A sink may read on behind `end`, within `input`, where that is faster;
    /// it takes no more than it was given.
    #[inline]
    fn write_span(&mut self, input: &[u8], start: usize, end: usize) {
        self.write(input.get(start..end).unwrap_or_default());
    }
}

impl Sink for Vec<u8> {
    fn write(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }
}

/// Reads a JSON text and returns its canonical form.
///
/// # Errors
/// What [`Document::read`] refuses.
pub fn canonicalize(input: &[u8], limits: &Limits) -> Result<Vec<u8>, Refusal> {
    let document = Document::read(input, limits)?;
    let mut out = Vec::with_capacity(input.len());
    write(document.root(), &mut out);
    Ok(out)
}

/// The canonical form of a value, as text.
#[must_use]
pub fn to_string(node: Node<'_, '_>) -> String {
    let mut out = Vec::new();
    write(node, &mut out);
    text(out)
}

/// Canonical bytes as text. They are UTF-8: they come from strings and from a document that was checked.
fn text(canonical: Vec<u8>) -> String {
    String::from_utf8(canonical)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// Writes the canonical form of `node`.
pub fn write<S: Sink>(node: Node<'_, '_>, sink: &mut S) {
    walk(node, &mut Direct::new(sink));
}

/// What makes use of the canonical form of a value while [`walk`] goes through it.
pub(crate) trait Output {
    /// Takes punctuation, or a key in its canonical form.
    fn text(&mut self, text: &[u8]);

    /// The same, where it stands in the input.
    fn span(&mut self, input: &[u8], start: usize, end: usize);

    /// Takes a value as a whole. Says whether it did: it takes every scalar, and containers as it likes;
    /// the others are taken apart.
    fn value(&mut self, node: Node<'_, '_>) -> bool;
}

/// Passes everything on to a sink. Text that is canonical already is passed on as it stands.
pub(crate) struct Direct<'s, S> {
    pub sink: &'s mut S,
    plans: Plans,
}

impl<'s, S> Direct<'s, S> {
    pub fn new(sink: &'s mut S) -> Self {
        Self { sink, plans: Plans::default() }
    }
}

impl<S: Sink> Output for Direct<'_, S> {
    #[inline]
    fn text(&mut self, text: &[u8]) {
        self.sink.write(text);
    }

    #[inline]
    fn span(&mut self, input: &[u8], start: usize, end: usize) {
        self.sink.write_span(input, start, end);
    }

    #[inline]
    fn value(&mut self, node: Node<'_, '_>) -> bool {
        let input = node.document().input();
        if node.is_canonical() {
            self.sink.write_span(input, node.offset(), node.end());
            return true;
        }
        if let Some(repetition) = node.repetition() {
            let plan = self.plans.plan(repetition.pattern, node, |recorder| walk(node, recorder));
            plan.write(repetition, input, self.sink);
            return true;
        }
        match node.scalar() {
            Some(scalar) => {
                write_scalar(scalar, input, self.sink);
                true
            }
            None => false,
        }
    }
}

/// Writes a scalar in its canonical form.
#[inline]
pub(crate) fn write_scalar<S: Sink>(scalar: Scalar, input: &[u8], sink: &mut S) {
    if scalar.is_canonical() {
        sink.write_span(input, scalar.start(), scalar.end());
    } else {
        sink.write(&scalar.canonical_token(input));
    }
}

/// An array or object that is being gone through.
enum Level<'d, 'a> {
    Array(Elements<'d, 'a>),
    Object(Members<'d, 'a>),
    /// An object whose members were put in order: those still to come are the ones of the common stack
    /// from `base` on, the next one last.
    Ordered {
        base: usize,
    },
}

/// Goes through a value in the order of its canonical form. The depth of the value is no depth of calls.
pub(crate) fn walk<O: Output>(node: Node<'_, '_>, output: &mut O) {
    let mut levels: Vec<Level<'_, '_>> = Vec::new();
    let mut ordered: Vec<(Key<'_, '_>, Node<'_, '_>)> = Vec::new();
    let mut value = node;
    loop {
        let mut opened = false;
        if !output.value(value) {
            levels.push(open(value, &mut ordered, output));
            opened = true;
        }
        // On to the next value: of the innermost level that has one.
        value = loop {
            let Some(level) = levels.last_mut() else { return };
            let (member, closing): (_, &[u8]) = match level {
                Level::Array(elements) => (elements.next().map(|value| (None, value)), b"]"),
                Level::Object(members) => (members.next().map(|(key, value)| (Some(key), value)), b"}"),
                Level::Ordered { base } if ordered.len() > *base => {
                    (ordered.pop().map(|(key, value)| (Some(key), value)), b"}")
                }
                Level::Ordered { .. } => (None, b"}"),
            };
            let Some((key, value)) = member else {
                output.text(closing);
                levels.pop();
                opened = false;
                continue;
            };
            if !opened {
                output.text(b",");
            }
            if let Some(key) = key {
                write_key(key, node.document().input(), output);
            }
            break value;
        };
    }
}

fn open<'d, 'a, O: Output>(
    value: Node<'d, 'a>,
    ordered: &mut Vec<(Key<'d, 'a>, Node<'d, 'a>)>,
    output: &mut O,
) -> Level<'d, 'a> {
    if value.is_array() {
        output.text(b"[");
        return Level::Array(value.elements());
    }
    output.text(b"{");
    match value.order() {
        None => Level::Object(value.members()),
        Some(order) => {
            let base = ordered.len();
            put_in_order(value, order, ordered);
            Level::Ordered { base }
        }
    }
}

/// Pushes the members of `object` so that they come off the stack by ascending key.
fn put_in_order<'d, 'a>(object: Node<'d, 'a>, order: &[u32], stack: &mut Vec<(Key<'d, 'a>, Node<'d, 'a>)>) {
    let base = stack.len();
    stack.extend(object.members());
    let count = stack.len() - base;
    // Behind the members in the order of the text come the same ones in descending order; then the
    // former give way.
    for number in order.iter().rev() {
        if let Some(member) = stack.get(base + *number as usize).copied() {
            stack.push(member);
        }
    }
    stack.drain(base..base + count);
}

fn write_key<O: Output>(key: Key<'_, '_>, input: &[u8], output: &mut O) {
    if key.is_canonical() {
        let end = key.offset() + key.source().len();
        // Where the colon follows at once, it goes along.
        if input.get(end) == Some(&b':') {
            output.span(input, key.offset(), end + 1);
            return;
        }
        output.span(input, key.offset(), end);
    } else {
        let mut token = Vec::with_capacity(key.source().len());
        write_canonical(&key.text(), &mut token);
        output.text(&token);
    }
    output.text(b":");
}
