//! The canonical form of a value (`format.md`, section 1), streamed into a sink.

use crate::json::{
    Document, Elements, Key, Kind, Limits, Members, Node, Refusal, write_canonical, write_float,
};

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
    // Canonical bytes are UTF-8: they come from strings and from a document that was checked.
    String::from_utf8(out).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// An array or object that is being written.
enum Level<'d, 'a> {
    Array(Elements<'d, 'a>),
    Object(Members<'d, 'a>),
    /// An object whose members were put in order: those still to be written are the ones of the common
    /// stack from `base` on, the next one last.
    Ordered {
        base: usize,
    },
}

/// Writes the canonical form of `node`. Text that is canonical already is passed on as it stands.
pub fn write<S: Sink>(node: Node<'_, '_>, sink: &mut S) {
    let input = node.document().input();
    let mut levels: Vec<Level<'_, '_>> = Vec::new();
    let mut ordered: Vec<(Key<'_, '_>, Node<'_, '_>)> = Vec::new();
    let mut value = node;
    loop {
        let mut opened = false;
        if value.is_canonical() {
            sink.write_span(input, value.offset(), value.end());
        } else {
            match value.kind() {
                Kind::Array => {
                    sink.write(b"[");
                    levels.push(Level::Array(value.elements()));
                    opened = true;
                }
                Kind::Object => {
                    sink.write(b"{");
                    levels.push(match value.order() {
                        None => Level::Object(value.members()),
                        Some(order) => {
                            let base = ordered.len();
                            put_in_order(value, order, &mut ordered);
                            Level::Ordered { base }
                        }
                    });
                    opened = true;
                }
                _ => write_scalar(value, sink),
            }
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
                sink.write(closing);
                levels.pop();
                opened = false;
                continue;
            };
            if !opened {
                sink.write(b",");
            }
            if let Some(key) = key {
                write_key(key, input, sink);
            }
            break value;
        };
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

fn write_key<S: Sink>(key: Key<'_, '_>, input: &[u8], sink: &mut S) {
    if key.is_canonical() {
        let end = key.offset() + key.source().len();
        // Where the colon follows at once, it goes along.
        if input.get(end) == Some(&b':') {
            sink.write_span(input, key.offset(), end + 1);
            return;
        }
        sink.write_span(input, key.offset(), end);
    } else {
        let mut token = Vec::with_capacity(key.source().len());
        write_canonical(&key.text(), &mut token);
        sink.write(&token);
    }
    sink.write(b":");
}

/// Writes a scalar whose text is not canonical.
fn write_scalar<S: Sink>(value: Node<'_, '_>, sink: &mut S) {
    let mut token = Vec::with_capacity(32);
    match value.kind() {
        Kind::String => write_canonical(&value.as_str().unwrap_or_default(), &mut token),
        Kind::Float => write_float(value.as_f64().unwrap_or_default(), &mut token),
        // Minus zero is the one integer that is written in another way.
        Kind::Integer => token.push(b'0'),
        _ => token.extend_from_slice(value.source()),
    }
    sink.write(&token);
}
