//! Elements that repeat the text of an earlier one but for their scalars.
//!
//! The events of a decision differ in ids, times and digests; their keys, punctuation and white space
//! are the same, event after event. The reader takes an element of an array as a [`Pattern`] when its
//! like was seen before, and compares the text between the scalars of later elements with it, instead
//! of reading every token again. Text that is equal to the byte has the same tokens, so nothing is
//! accepted this way that the reader would refuse; whatever differs goes the ordinary way.
//!
//! Such an element takes two entries on the tape and one for each scalar. The rest follows from the
//! pattern, which has a tape of its own, with positions relative to the end of the scalar before.

use super::order::after_value;
use super::scan;
use super::tape::{Entry, Extent, Form};
use super::token;

/// Most patterns of a document. There are eight types of events, some with optional members; a document
/// with more shapes than this is read the ordinary way where it has new ones.
const MOST_PATTERNS: usize = 24;

/// Most entries of an element that is taken as a pattern. The events of a decision have about thirty. A
/// pattern takes several times the memory of what it stands for, and an inner container of a repeated
/// element costs a look at its scalars, so neither may grow with the input.
const MOST_ENTRIES: usize = 256;

/// How many elements back one is looked for that has as many entries.
const LOOKED_BACK: usize = 8;

/// An element whose text others repeat.
#[derive(Debug)]
pub(super) struct Pattern {
    /// How deep the element stands. Others may repeat it at that depth only, where the limit holds too.
    depth: usize,
    /// The text before each scalar, and after the last one, as spans of the input.
    separators: Vec<(usize, usize)>,
    steps: Vec<Step>,
    /// Whether all but the scalars is known to be canonical.
    canonical: bool,
    /// Members and elements in it.
    members: usize,
    /// The pattern of the element that came after one with this pattern lately.
    successor: usize,
    /// For each pattern that was there before, with how many of its separators the ones here start.
    shared: Vec<usize>,
}

/// An entry on the tape of a pattern.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// The scalar with this number.
    Scalar(usize),
    /// A key, with the entry that it has in the pattern.
    Key { start: Position, entry: Entry },
    /// An array or object, and the numbers of the scalars in it, from and to.
    Container { start: Position, end: Position, canonical: bool, scalars: (usize, usize) },
    /// What follows a container: its extent on the tape of the pattern.
    Extent(Extent),
}

/// A position as an offset from an anchor: anchor 0 is the start of the element, anchor `n` the end of
/// its scalar `n - 1`.
#[derive(Debug, Clone, Copy)]
struct Position {
    anchor: usize,
    offset: usize,
}

impl Position {
    /// The position in the element whose entries start `element`.
    #[inline]
    fn within(self, element: &[Entry]) -> usize {
        let anchor = match self.anchor.checked_sub(1) {
            Some(number) => scalar(element, number).end(),
            None => element.first().map_or(0, |entry| entry.start()),
        };
        anchor + self.offset
    }
}

impl Pattern {
    /// Takes the last element on the tape, which starts at `head`, as a pattern; none if it holds no
    /// scalar, or repetitions itself.
    fn of_element(bytes: &[u8], tape: &[Entry], head: usize, depth: usize) -> Option<Self> {
        let entries = tape.get(head..)?;
        let element = *entries.first()?;
        let kinds = kinds(bytes, tape, head)?;
        let scalars: Vec<Entry> = entries
            .iter()
            .zip(&kinds)
            .filter(|(_, kind)| matches!(kind, EntryKind::Scalar))
            .map(|(entry, _)| *entry)
            .collect();
        let anchor = |number: usize| match number.checked_sub(1).and_then(|before| scalars.get(before)) {
            Some(scalar) => scalar.end(),
            None => element.start(),
        };
        let position = |at: usize| {
            let anchors = scalars.partition_point(|scalar| scalar.end() <= at);
            Position { anchor: anchors, offset: at - anchor(anchors) }
        };
        let mut separators: Vec<(usize, usize)> =
            scalars.iter().enumerate().map(|(number, scalar)| (anchor(number), scalar.start())).collect();
        separators.push((anchor(scalars.len()), element.end()));

        let mut members = 0;
        let mut steps = Vec::with_capacity(entries.len());
        let mut number = 0;
        for (entry, kind) in entries.iter().zip(&kinds) {
            steps.push(match kind {
                EntryKind::Key => {
                    members += 1;
                    Step::Key { start: position(entry.start()), entry: *entry }
                }
                EntryKind::Scalar => {
                    number += 1;
                    Step::Scalar(number - 1)
                }
                EntryKind::Container => Step::Container {
                    start: position(entry.start()),
                    end: position(entry.end()),
                    canonical: entry.is_canonical(),
                    scalars: (
                        scalars.partition_point(|scalar| scalar.start() < entry.start()),
                        scalars.partition_point(|scalar| scalar.start() < entry.end()),
                    ),
                },
                EntryKind::Extent { elements } => {
                    members += elements;
                    let extent = Extent::from(*entry);
                    if matches!(extent.form, Form::Repeated(_)) {
                        return None;
                    }
                    Step::Extent(Extent { next: extent.next - head, ..extent })
                }
            });
        }
        let canonical = element.is_canonical();
        (number > 0).then_some(Self {
            depth,
            separators,
            steps,
            canonical,
            members,
            successor: 0,
            shared: Vec::new(),
        })
    }

    /// With how many separators two patterns start alike.
    fn separators_shared(&self, bytes: &[u8], other: &Self) -> usize {
        let text = |(start, end): &(usize, usize)| bytes.get(*start..*end);
        self.separators.iter().zip(&other.separators).take_while(|(a, b)| text(a) == text(b)).count()
    }

    /// The number of scalars in an element with this pattern.
    pub fn scalars(&self) -> usize {
        self.separators.len() - 1
    }

    /// The number of the scalar at `index` on the tape of the pattern.
    pub fn scalar_at(&self, index: usize) -> Option<usize> {
        match self.steps.get(index) {
            Some(Step::Scalar(number)) => Some(*number),
            _ => None,
        }
    }

    /// The entry at `index` on the tape of the pattern, for the element whose entries start `element`.
    pub fn entry(&self, element: &[Entry], index: usize) -> Entry {
        match self.steps.get(index) {
            Some(Step::Scalar(number)) => scalar(element, *number),
            Some(Step::Key { start, entry }) => entry.moved_to(start.within(element)),
            Some(Step::Container { .. }) if index == 0 => element.first().copied().unwrap_or(Entry::NONE),
            Some(Step::Container { start, end, canonical, scalars }) => {
                let inner = element.get(2 + scalars.0..2 + scalars.1).unwrap_or_default();
                let canonical = *canonical && inner.iter().all(|scalar| scalar.is_canonical());
                Entry::new(start.within(element), end.within(element)).reformatted(!canonical)
            }
            Some(Step::Extent(extent)) => (*extent).into(),
            None => Entry::NONE,
        }
    }

    /// Where the entry at `index` starts: of a container, that is found sooner than the rest of it.
    #[inline]
    pub fn start(&self, element: &[Entry], index: usize) -> usize {
        match self.steps.get(index) {
            Some(Step::Container { start, .. }) => start.within(element),
            Some(Step::Scalar(number)) => scalar(element, *number).start(),
            _ => self.entry(element, index).start(),
        }
    }
}

/// The scalar `number` of an element.
#[inline]
fn scalar(element: &[Entry], number: usize) -> Entry {
    element.get(2 + number).copied().unwrap_or(Entry::NONE)
}

#[derive(Debug, Clone, Copy)]
enum EntryKind {
    Key,
    Scalar,
    Container,
    Extent { elements: usize },
}

/// What the entries of the last element on the tape are.
fn kinds(bytes: &[u8], tape: &[Entry], head: usize) -> Option<Vec<EntryKind>> {
    struct Level {
        is_object: bool,
        end: usize,
        key_next: bool,
    }
    let mut kinds = Vec::with_capacity(tape.len() - head);
    let mut levels: Vec<Level> = Vec::new();
    let mut at = head;
    while at < tape.len() {
        while levels.last().is_some_and(|level| level.end == at) {
            levels.pop();
        }
        if let Some(level) = levels.last_mut().filter(|level| level.is_object) {
            level.key_next = !level.key_next;
            if !level.key_next {
                kinds.push(EntryKind::Key);
                at += 1;
                continue;
            }
        }
        match bytes.get(tape.get(at)?.start()) {
            Some(bracket @ (b'{' | b'[')) => {
                let end = Extent::from(*tape.get(at + 1)?).next;
                let is_object = *bracket == b'{';
                let mut elements = 0;
                let mut element = at + 2;
                while !is_object && element < end {
                    elements += 1;
                    element = after_value(bytes, tape, element);
                }
                levels.push(Level { is_object, end, key_next: true });
                kinds.extend([EntryKind::Container, EntryKind::Extent { elements }]);
                at += 2;
            }
            _ => {
                kinds.push(EntryKind::Scalar);
                at += 1;
            }
        }
    }
    Some(kinds)
}

/// The patterns of a document.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    all: Vec<Pattern>,
    /// The pattern that is tried first, and the one of the last element that had any.
    expected: usize,
    last: usize,
    /// How many entries the last elements took that were read the ordinary way.
    lengths: [usize; LOOKED_BACK],
    turn: usize,
}

/// An element that was read by its pattern.
pub(super) struct Repetition {
    /// Its first entry on the tape.
    pub head: usize,
    /// The offset after it.
    pub end: usize,
    pub canonical: bool,
    pub members: usize,
}

impl Patterns {
    pub fn pattern(&self, number: usize) -> Option<&Pattern> {
        self.all.get(number)
    }

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Takes note of an element that was read the ordinary way, the last one on the tape.
    pub fn note_element(&mut self, bytes: &[u8], tape: &[Entry], head: usize, depth: usize) {
        let length = tape.len() - head;
        if length > MOST_ENTRIES {
            return;
        }
        if self.all.len() < MOST_PATTERNS && self.lengths.contains(&length) {
            if let Some(pattern) = Pattern::of_element(bytes, tape, head, depth) {
                let number = self.all.len();
                let shared = self.all.iter().map(|other| other.separators_shared(bytes, &pattern)).collect();
                self.expected = number;
                self.all.push(Pattern { successor: number, shared, ..pattern });
            }
        }
        if let Some(slot) = self.lengths.get_mut(self.turn % LOOKED_BACK) {
            *slot = length;
        }
        self.turn = self.turn.wrapping_add(1);
    }

    /// Reads the element at `from` by a pattern and puts it on the tape. If there is none, or anything is
    /// wrong with a scalar, the tape stays as it is, and the element is to be read the ordinary way.
    pub fn repeat(
        &mut self,
        bytes: &[u8],
        from: usize,
        depth: usize,
        most_digits: usize,
        tape: &mut Vec<Entry>,
    ) -> Option<Repetition> {
        let head = tape.len();
        // Both entries are overwritten when the element is complete.
        tape.extend([Entry::NONE; 2]);
        let found = self.read_scalars(bytes, from, depth, most_digits, tape);
        let Some((number, end, canonical)) = found else {
            tape.truncate(head);
            return None;
        };
        let next = tape.len();
        if let Some([element, extent]) = tape.get_mut(head..).and_then(|rest| rest.first_chunk_mut()) {
            *element = Entry::new(from, end).reformatted(!canonical);
            *extent = Extent { next, form: Form::Repeated(number) }.into();
        }
        let members = self.all.get(number)?.members;
        Some(Repetition { head, end, canonical, members })
    }

    /// Puts the scalars of the element at `from` on the tape. Returns its pattern, the offset after it,
    /// and whether it is canonical.
    #[inline(always)]
    fn read_scalars(
        &mut self,
        bytes: &[u8],
        from: usize,
        depth: usize,
        most_digits: usize,
        tape: &mut Vec<Entry>,
    ) -> Option<(usize, usize, bool)> {
        let mut number = self.expected;
        let mut pattern = self.all.get(number)?;
        if pattern.depth != depth {
            number = self.all.iter().position(|pattern| pattern.depth == depth)?;
            pattern = self.all.get(number)?;
        }
        let (mut at, mut scalars, mut canonical) = (from, 0, true);
        loop {
            let (mut start, mut end) = *pattern.separators.get(scalars)?;
            if !scan::same(bytes, at, start, end - start) {
                number = self.alternative(number, scalars, bytes, at)?;
                pattern = self.all.get(number)?;
                (start, end) = *pattern.separators.get(scalars)?;
            }
            at += end - start;
            if scalars == pattern.scalars() {
                break;
            }
            let scalar = match bytes.get(at) {
                Some(b'"') => token::string(bytes, at).ok()?,
                Some(b'-' | b'0'..=b'9') => token::number(bytes, at, most_digits).ok()?,
                _ => token::word(bytes, at).ok()?,
            };
            canonical &= scalar.is_canonical();
            tape.push(scalar);
            at = scalar.end();
            scalars += 1;
        }
        let canonical = canonical && pattern.canonical;
        self.expected = pattern.successor;
        if let Some(last) = self.all.get_mut(self.last) {
            last.successor = number;
        }
        self.last = number;
        Some((number, at, canonical))
    }

    /// Another pattern with the same text up to the separator `scalars`, which the text at `at` has.
    #[cold]
    fn alternative(&self, number: usize, scalars: usize, bytes: &[u8], at: usize) -> Option<usize> {
        let tried = self.all.get(number)?;
        self.all.iter().enumerate().position(|(place, other)| {
            // What two patterns share is kept with the later one.
            let shared = if place < number { tried.shared.get(place) } else { other.shared.get(number) };
            shared.is_some_and(|shared| *shared >= scalars)
                && other.depth == tried.depth
                && other
                    .separators
                    .get(scalars)
                    .is_some_and(|(start, end)| scan::same(bytes, at, *start, end - start))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Limits};
    use super::MOST_ENTRIES;

    fn patterns(element: &str) -> usize {
        let text = format!("[{}]", [element; 4].join(","));
        Document::read(text.as_bytes(), &Limits::default())
            .map_or(usize::MAX, |document| document.patterns.all.len())
    }

    /// Defends the bound on what a pattern costs: every look at a container within a repeated element goes
    /// over its scalars, so the product of nesting and scalars must not grow with the input.
    #[test]
    fn large_elements_are_no_patterns() {
        let list = |count: usize| format!("{{\"list\":[{}]}}", vec!["1"; count].join(","));
        // The object and the list take two entries each, the key one.
        assert_eq!(patterns(&list(MOST_ENTRIES - 5)), 1);
        assert_eq!(patterns(&list(MOST_ENTRIES - 4)), 0);
        let nested = format!("{{\"a\":{}1{}}}", "[".repeat(200), "]".repeat(200));
        assert_eq!(patterns(&nested), 0);
    }

    /// Defends the reading of events by their patterns: were they never found, all else would still pass,
    /// only slowly.
    #[test]
    fn elements_that_differ_in_scalars_share_a_pattern() {
        let element =
            |n: usize| format!("{{\"id\":\"e{n}\",\"actor\":{{\"id\":{n}}},\"labels\":[null,{n}]}}");
        let text = format!("[{}]", (0..50).map(element).collect::<Vec<_>>().join(","));
        let document = Document::read(text.as_bytes(), &Limits::default());
        let repeated = document.map(|document| {
            assert_eq!(document.patterns.all.len(), 1);
            document.root().elements().filter(|element| element.repetition().is_some()).count()
        });
        assert_eq!(repeated.ok(), Some(48));
    }
}
