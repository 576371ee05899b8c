//! A package that is being looked through: its tree, a search in it, its text. It stays in the worker, and the
//! page asks for what comes into view.

use std::rc::Rc;

use verifier_core::canonical;
use verifier_core::coverage::{Shape, Unsealed};
use verifier_core::json::{Document, Kind, Limits, Node};
use verifier_core::package::Package;

use super::Text;
use super::coverage::Cover;
use super::summary::Contents;
use crate::wire::{Input, Wire, wired};

wired! {
    /// A member of the package, as a row of the tree.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Row {
        /// How its members are asked for.
        pub id: u64,
        /// Its key or index; empty for the package itself.
        pub key: Text,
        /// Whether the key is an index of an array.
        pub is_index: bool,
        /// What it is.
        pub shape: RowKind,
        /// A scalar: its text. An element of an array: its `type`, if it has one. Else empty.
        pub value: Text,
        /// How many members it has.
        pub members: u64,
        /// How deep it stands; the package itself has 0.
        pub depth: u64,
        /// What covers it.
        pub covers: Vec<Cover>,
        /// Where it stands; cut where it is long.
        pub pointer: Text,
    }
}

wired! {
    /// What a row holds.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum RowKind {
        /// `null`, `true` or `false`
        Word,
        /// A number.
        Number,
        /// A string.
        String,
        /// An array.
        Array,
        /// An object.
        Object,
    }
}

wired! {
    /// Rows, and how many follow.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Rows {
        /// The rows.
        pub rows: Vec<Row>,
        /// How many there are behind them.
        pub more: u64,
    }
}

wired! {
    /// The rows on the way to a member, from the outermost value on.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Way {
        /// A step for each level.
        pub steps: Vec<Step>,
    }
}

wired! {
    /// The rows of one level of the way.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Step {
        /// Whose members they are.
        pub id: u64,
        /// The number of the first of them.
        pub from: u64,
        /// Which of the rows the way leads to.
        pub at: u64,
        /// The rows.
        pub rows: Rows,
    }
}

wired! {
    /// A piece of a text.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Chunk {
        /// The piece.
        pub text: String,
        /// Where the next piece begins, in bytes.
        pub next: u64,
        /// How long the whole text is, in bytes.
        pub total: u64,
    }
}

wired! {
    /// Which text a chunk is asked of.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Source {
        /// The file as it is.
        Raw,
        /// Its canonical form.
        Canonical,
    }
}

/// What the page asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// The members of a row, from one on.
    Members(u64, u64),
    /// Members whose key or text contains this, whatever the case of ASCII letters; after so many that were found already.
    Search(String, u64),
    /// The value at this pointer as text, from a byte on.
    Value(String, u64),
    /// A text, from a byte on.
    Chunk(Source, u64),
    /// What is in the package.
    Contents,
    /// The way to the member at this pointer, as far as there is one.
    Way(String),
    /// Members that no digest covers, after so many of them; those that nobody knows first.
    Unsealed(u64),
}

impl Wire for Query {
    fn put(&self, out: &mut Vec<u8>) {
        match self {
            Self::Members(id, from) => {
                out.push(0);
                id.put(out);
                from.put(out);
            }
            Self::Search(text, from) => {
                out.push(1);
                text.put(out);
                from.put(out);
            }
            Self::Value(pointer, from) => {
                out.push(2);
                pointer.put(out);
                from.put(out);
            }
            Self::Chunk(source, from) => {
                out.push(3);
                source.put(out);
                from.put(out);
            }
            Self::Contents => out.push(4),
            Self::Way(pointer) => {
                out.push(5);
                pointer.put(out);
            }
            Self::Unsealed(from) => {
                out.push(6);
                from.put(out);
            }
        }
    }

    fn take(input: &mut Input<'_>) -> Self {
        match input.byte() {
            0 => Self::Members(u64::take(input), u64::take(input)),
            1 => Self::Search(String::take(input), u64::take(input)),
            2 => Self::Value(String::take(input), u64::take(input)),
            3 => Self::Chunk(Source::take(input), u64::take(input)),
            4 => Self::Contents,
            5 => Self::Way(String::take(input)),
            6 => Self::Unsealed(u64::take(input)),
            _ => {
                input.refuse();
                Self::Members(0, 0)
            }
        }
    }
}

/// Rows that come at a time.
pub const ROWS: usize = 100;
/// Bytes of a text that come at a time.
pub const CHUNK: usize = 16 * 1024;
/// Characters of a value shown in a row.
const PREVIEW: usize = 160;

/// The way to a value: keys and indices. They are shared, because a key may be as long as the file.
type Path = Vec<Rc<str>>;

/// Pointers to what no digest covers: what the format leaves out, and what nobody knows.
struct Uncovered(Vec<String>, Vec<String>);

/// A package that is being looked through.
pub struct Explorer<'d, 'a> {
    input: &'a [u8],
    document: Option<&'d Document<'a>>,
    root: Option<Node<'d, 'a>>,
    shape: Shape,
    /// The arrays and objects that were shown: the value, and the way to it.
    shown: Vec<(Node<'d, 'a>, Path)>,
    canonical: Option<Vec<u8>>,
    uncovered: Option<Rc<Uncovered>>,
    value: Option<(String, String)>,
}

impl<'d, 'a> Explorer<'d, 'a> {
    /// An explorer of `input`; without a document, of its raw text alone.
    #[must_use]
    pub fn of(input: &'a [u8], document: Option<&'d Document<'a>>) -> Self {
        let root = document.map(Document::root);
        Self {
            input,
            document,
            root,
            shape: root.map(Shape::of).unwrap_or_default(),
            shown: root.map(|root| (root, Vec::new())).into_iter().collect(),
            canonical: None,
            uncovered: None,
            value: None,
        }
    }

    /// Reads a document the way the verifier does; `None` where it refuses.
    #[must_use]
    pub fn document(input: &'a [u8]) -> Option<Document<'a>> {
        Document::read(input, &Limits::default()).ok()
    }

    /// Answers a query, in bytes: [`Rows`] for members and what is found, [`Way`], [`Chunk`] for texts, and [`Contents`], if any.
    pub fn answer(&mut self, query: &Query) -> Vec<u8> {
        match query {
            Query::Members(id, from) => self.members(*id, index(*from)).to_bytes(),
            Query::Search(text, from) => self.search(text, index(*from)).to_bytes(),
            Query::Value(pointer, from) => self.value(pointer, index(*from)).to_bytes(),
            Query::Chunk(source, from) => self.chunk(*source, index(*from)).to_bytes(),
            Query::Contents => self.contents().to_bytes(),
            Query::Way(pointer) => self.way(pointer).to_bytes(),
            Query::Unsealed(from) => self.unsealed(index(*from)).to_bytes(),
        }
    }

    /// What is in the package; `None` where it is none.
    #[must_use]
    pub fn contents(&self) -> Option<Contents> {
        self.document.and_then(|document| Package::read(document).ok()).map(|package| Contents::of(&package))
    }

    /// The members of the row `id`, from number `from` on. Row 0 is the package itself.
    pub fn members(&mut self, id: u64, from: usize) -> Rows {
        let Some((node, path)) = self.shown.get(index(id)).cloned() else { return Rows::default() };
        let total = count(node);
        let mut rows = Vec::new();
        for (key, child) in children(node).skip(from).take(ROWS) {
            let mut path = path.clone();
            path.push(key.into());
            rows.push(self.row(child, path, node.is_array()));
        }
        let more = total.saturating_sub(from + rows.len()) as u64;
        Rows { rows, more }
    }

    fn row(&mut self, node: Node<'d, 'a>, path: Path, is_index: bool) -> Row {
        let keys: Vec<&str> = path.iter().map(|key| &**key).collect();
        let mut covers: Vec<Cover> =
            self.shape.covers_value(&keys, node).into_iter().map(Into::into).collect();
        // What the format leaves out as a whole is said so in one.
        if keys.last() == Some(&"provenance") && self.uncovered().0.contains(&pointer(&path)) {
            covers = vec![Cover::Expected];
        }
        let shape = match node.kind() {
            Kind::Object => RowKind::Object,
            Kind::Array => RowKind::Array,
            Kind::String => RowKind::String,
            Kind::Integer | Kind::Float => RowKind::Number,
            Kind::Null | Kind::Bool => RowKind::Word,
        };
        let is_container = matches!(shape, RowKind::Array | RowKind::Object);
        let pointer = pointer(&path);
        let value = if is_container {
            // What an event is says more than how many members it has.
            let kind = node.member("type").filter(|_| is_index).and_then(Node::as_str);
            kind.map(|kind| Text::cut(&kind, PREVIEW)).unwrap_or_default()
        } else {
            let text = node.as_str().unwrap_or_else(|| String::from_utf8_lossy(node.source()));
            let cut = Text::cut(&text, PREVIEW);
            // Where the whole is to be found; keys may be long, so it is not said without need.
            Text { pointer: (cut.hidden() > 0).then(|| pointer.clone()), ..cut }
        };
        let row = Row {
            id: self.shown.len() as u64,
            key: Text::cut(path.last().map_or("", |key| &**key), PREVIEW),
            is_index,
            shape,
            value,
            members: count(node) as u64,
            depth: path.len() as u64,
            covers,
            pointer: Text::cut(&pointer, PREVIEW),
        };
        if is_container {
            self.shown.push((node, path));
        }
        row
    }

    /// Members whose key, or whose text if it is a scalar, contains `text`, in the order of the file.
    pub fn search(&mut self, text: &str, from: usize) -> Rows {
        let Some(root) = self.root.filter(|_| !text.is_empty()) else { return Rows::default() };
        let mut found = Vec::new();
        let mut more = 0;
        let mut seen = 0;
        // What is still to be gone through, with a stack of its own: a package may be deep.
        let mut levels = vec![children(root)];
        let mut arrays = vec![root.is_array()];
        let mut path = Path::new();
        while let Some(level) = levels.last_mut() {
            let Some((key, node)) = level.next() else {
                levels.pop();
                arrays.pop();
                path.pop();
                continue;
            };
            let is_index = arrays.last().copied().unwrap_or(false);
            let is_container = matches!(node.kind(), Kind::Array | Kind::Object);
            let by_key = !is_index && contains(&key, text);
            path.push(key.into());
            if by_key || (!is_container && value_contains(node, text)) {
                seen += 1;
                if seen > from && found.len() < ROWS {
                    found.push((node, path.clone(), is_index));
                } else if seen > from {
                    more += 1;
                }
            }
            if is_container {
                levels.push(children(node));
                arrays.push(node.is_array());
            } else {
                path.pop();
            }
        }
        let rows = found.into_iter().map(|(node, path, is_index)| self.row(node, path, is_index)).collect();
        Rows { rows, more }
    }

    /// The way to the member at `pointer`; where there is none, to the last on the way that there is.
    pub fn way(&mut self, pointer: &str) -> Way {
        let mut way = Way::default();
        let Some(mut node) = self.root else { return way };
        let mut id = 0;
        for key in keys(pointer) {
            let Some((number, (_, child))) = children(node).enumerate().find(|(_, (name, _))| *name == key)
            else {
                break;
            };
            let from = number / ROWS * ROWS;
            let rows = self.members(id, from);
            let at = (number - from) as u64;
            let next = rows.rows.get(number - from).map_or(0, |row| row.id);
            way.steps.push(Step { id, from: from as u64, at, rows });
            (id, node) = (next, child);
        }
        way
    }

    /// What no digest covers, from number `from` on: first what nobody knows, then what the format leaves out.
    pub fn unsealed(&mut self, from: usize) -> Rows {
        let Some(root) = self.root else { return Rows::default() };
        let Uncovered(expected, unknown) = &*self.uncovered();
        let found = unknown.iter().chain(expected);
        let rows: Vec<Row> = found
            .skip(from)
            .take(ROWS)
            .filter_map(|pointer| {
                let path: Path = keys(pointer).map(Into::into).collect();
                let (parent, node) = find(root, pointer)?;
                Some(self.row(node, path, parent.is_some_and(Node::is_array)))
            })
            .collect();
        let more = (expected.len() + unknown.len()).saturating_sub(from + ROWS) as u64;
        Rows { rows, more }
    }

    fn uncovered(&mut self) -> Rc<Uncovered> {
        let document = self.document;
        let found = self.uncovered.get_or_insert_with(|| {
            let Unsealed { expected, unknown } = document.map(Unsealed::of).unwrap_or_default();
            Rc::new(Uncovered(expected, unknown))
        });
        Rc::clone(found)
    }

    /// The value at `pointer` as text: a string as it is, anything else in its canonical form.
    pub fn value(&mut self, pointer: &str, from: usize) -> Chunk {
        if self.value.as_ref().is_none_or(|(at, _)| at != pointer) {
            let Some((_, node)) = self.root.and_then(|root| find(root, pointer)) else {
                return Chunk::default();
            };
            let text = match node.as_str() {
                Some(text) => text.into_owned(),
                None => canonical::to_string(node),
            };
            self.value = Some((pointer.to_owned(), text));
        }
        let text = self.value.as_ref().map_or("", |(_, text)| text);
        chunk(text.as_bytes(), from)
    }

    fn chunk(&mut self, source: Source, from: usize) -> Chunk {
        match source {
            Source::Raw => chunk(self.input, from),
            Source::Canonical => {
                let Some(root) = self.root else { return Chunk::default() };
                let canonical = self.canonical.get_or_insert_with(|| {
                    let mut out = Vec::with_capacity(self.input.len());
                    canonical::write(root, &mut out);
                    out
                });
                chunk(canonical, from)
            }
        }
    }
}

fn index(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn count(node: Node<'_, '_>) -> usize {
    if node.is_array() { node.elements().count() } else { node.members().count() }
}

/// The members of an object or the elements of an array, in the order of the text.
fn children<'d, 'a: 'd>(node: Node<'d, 'a>) -> Box<dyn Iterator<Item = (String, Node<'d, 'a>)> + 'd> {
    if node.is_array() {
        Box::new(node.elements().enumerate().map(|(index, value)| (index.to_string(), value)))
    } else {
        Box::new(node.members().map(|(key, value)| (key.text().into_owned(), value)))
    }
}

fn value_contains(node: Node<'_, '_>, wanted: &str) -> bool {
    match node.as_str() {
        Some(text) => contains(&text, wanted),
        None => contains(&String::from_utf8_lossy(node.source()), wanted),
    }
}

/// Whether `text` contains `wanted`, whatever the case of ASCII letters. For other letters the tables would make the
/// page larger by several kilobytes.
#[must_use]
pub fn contains(text: &str, wanted: &str) -> bool {
    wanted.is_empty()
        || text.as_bytes().windows(wanted.len()).any(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

fn pointer(path: &[Rc<str>]) -> String {
    let mut pointer = String::new();
    for key in path {
        pointer.push('/');
        pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
    }
    pointer
}

/// The keys and indices of a pointer.
fn keys(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|key| key.replace("~1", "/").replace("~0", "~"))
}

/// The value at `pointer`, and what it is a member of.
fn find<'d, 'a: 'd>(root: Node<'d, 'a>, pointer: &str) -> Option<(Option<Node<'d, 'a>>, Node<'d, 'a>)> {
    let (mut parent, mut node) = (None, root);
    for key in keys(pointer) {
        let child =
            if node.is_array() { node.elements().nth(key.parse().ok()?)? } else { node.member(&key)? };
        (parent, node) = (Some(node), child);
    }
    Some((parent, node))
}

fn chunk(bytes: &[u8], from: usize) -> Chunk {
    let rest = bytes.get(from..).unwrap_or_default();
    let end = (CHUNK.min(rest.len())..=rest.len())
        .find(|at| rest.get(*at).is_none_or(|byte| byte & 0xc0 != 0x80))
        .unwrap_or(rest.len());
    Chunk {
        text: String::from_utf8_lossy(rest.get(..end).unwrap_or_default()).into_owned(),
        next: (from + end) as u64,
        total: bytes.len() as u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = include_str!("../../../samples/good-template.json");

    fn explore<T>(input: &str, look: impl FnOnce(&mut Explorer<'_, '_>) -> T) -> T {
        let document = Explorer::document(input.as_bytes());
        look(&mut Explorer::of(input.as_bytes(), document.as_ref()))
    }

    #[test]
    fn members_come_in_the_order_of_the_file_with_what_covers_them() {
        explore(SAMPLE, |explorer| {
            let top = explorer.members(0, 0);
            let keys: Vec<_> = top.rows.iter().map(|row| row.key.shown.as_str()).collect();
            assert_eq!(keys[..2], ["binding", "control_bundle"]);
            let binding = explorer.members(top.rows[0].id, 0);
            assert_eq!(binding.rows[0].pointer.shown, "/binding/control_digest");
            assert_eq!(binding.rows[0].covers, [Cover::Binding]);
        });
    }

    /// Defends that a pointer leads to its member, also where that is not among the first of its level.
    #[test]
    fn a_way_leads_to_the_member() {
        let input = format!("{{\"a/b\": [{}{{\"c\": 1}}]}}", "0,".repeat(249));
        explore(&input, |explorer| {
            let way = explorer.way("/a~1b/249/c");
            let steps: Vec<_> = way.steps.iter().map(|step| (step.from, step.at, step.rows.more)).collect();
            assert_eq!(steps, [(0, 0, 0), (200, 49, 0), (0, 0, 0)]);
            let last = &way.steps[2].rows.rows[0];
            assert_eq!((last.pointer.shown.as_str(), last.value.shown.as_str()), ("/a~1b/249/c", "1"));
            assert_eq!(way.steps[2].id, way.steps[1].rows.rows[49].id);
            assert_eq!(explorer.way("/a~1b/249/d").steps.len(), 2);
            assert_eq!(explorer.way("/a~1b/900").steps.len(), 1);
            assert_eq!(explorer.way("").steps.len(), 0);
            for query in [Query::Way("/a".into()), Query::Unsealed(7)] {
                assert_eq!(Query::from_bytes(&query.to_bytes()), Some(query));
            }
        });
    }

    /// Defends that what the filter lists is what the tree calls so, and that what nobody knows comes first.
    #[test]
    fn what_is_unsealed_is_listed() {
        let input = SAMPLE.replacen("\"binding\": {", "\"x\": 1, \"binding\": {\"y\": null,", 1);
        explore(&input, |explorer| {
            let found = explorer.unsealed(0);
            let said: Vec<_> =
                found.rows.iter().map(|row| (row.pointer.shown.as_str(), row.covers.as_slice())).collect();
            assert_eq!(said[..2], [("/binding/y", &[Cover::Unsealed][..]), ("/x", &[Cover::Unsealed])]);
            assert!(
                said.len() > 3 && said[2..].iter().all(|(_, covers)| **covers == [Cover::Expected]),
                "{said:?}"
            );
            assert_eq!((found.more, explorer.unsealed(found.rows.len()).rows.len()), (0, 0));
        });
    }

    #[test]
    fn many_members_come_in_portions() {
        let input = format!("[{}0]", "0,".repeat(249));
        explore(&input, |explorer| {
            let first = explorer.members(0, 0);
            assert_eq!((first.rows.len(), first.more), (100, 150));
            let last = explorer.members(0, 200);
            assert_eq!((last.rows.len(), last.more, last.rows[49].key.shown.as_str()), (50, 0, "249"));
        });
    }

    #[test]
    fn a_search_finds_keys_and_values_at_any_depth() {
        explore(SAMPLE, |explorer| {
            let found = explorer.search("APPROVER1@", 0);
            assert!(found.rows.iter().all(|row| row.value.shown.contains("approver1@")));
            assert!(!found.rows.is_empty());
            assert!(explorer.search("canonical_digest", 0).rows.iter().any(|row| row.depth == 3));
            assert_eq!(explorer.search("", 0), Rows::default());
        });
        let deep = format!("{}\"needle\"{}", "[".repeat(500), "]".repeat(500));
        explore(&deep, |explorer| {
            assert_eq!(explorer.search("needle", 0).rows[0].depth, 500);
        });
    }

    #[test]
    fn long_texts_come_in_pieces_that_add_up() {
        let input = format!("{{\"a/b~\": \"{}\"}}", "é".repeat(20_000));
        explore(&input, |explorer| {
            for query in [
                Query::Chunk(Source::Raw, 0),
                Query::Chunk(Source::Canonical, 0),
                Query::Value("/a~1b~0".into(), 0),
            ] {
                let (mut text, mut from) = (String::new(), 0);
                loop {
                    let query = match &query {
                        Query::Chunk(source, _) => Query::Chunk(*source, from),
                        Query::Value(pointer, _) => Query::Value(pointer.clone(), from),
                        _ => unreachable!(),
                    };
                    assert_eq!(Query::from_bytes(&query.to_bytes()), Some(query.clone()));
                    let chunk = Chunk::from_bytes(&explorer.answer(&query)).expect("it is a chunk");
                    text += &chunk.text;
                    from = chunk.next;
                    if from >= chunk.total {
                        break;
                    }
                }
                match query {
                    Query::Chunk(Source::Raw, _) => assert_eq!(text, input),
                    Query::Value(..) => assert_eq!(text, "é".repeat(20_000)),
                    _ => assert_eq!(text, input.replace("\": ", "\":")),
                }
            }
        });
    }

    #[test]
    fn an_input_that_is_no_document_has_raw_text_alone() {
        explore("{\"a\":", |explorer| {
            assert_eq!(explorer.members(0, 0), Rows::default());
            assert_eq!(explorer.chunk(Source::Raw, 0).text, "{\"a\":");
            assert_eq!(explorer.chunk(Source::Canonical, 0), Chunk::default());
        });
    }
}
