//! What is unfolded of the tree, as a list of lines.

use std::cell::Cell;

use crate::present::explorer::{Row, RowKind, Rows, Step, Way};

/// A line of the tree.
#[derive(Clone)]
pub enum Item {
    Row {
        row: Row,
        open: bool,
        serial: u64,
    },
    /// There are more members of `id`, from number `from` on.
    More {
        id: u64,
        from: u64,
        count: u64,
        depth: u64,
        serial: u64,
    },
}

/// The next number of a line: no two have the same one, whatever they show.
fn serial() -> u64 {
    thread_local! {
        static LAST: Cell<u64> = const { Cell::new(0) };
    }
    LAST.set(LAST.get() + 1);
    LAST.get()
}

impl Item {
    /// What tells it from the others. It stays the same when a line opens, so that the line stays and keeps the focus.
    pub fn key(&self) -> u64 {
        match self {
            Self::Row { serial, .. } | Self::More { serial, .. } => *serial,
        }
    }

    pub fn depth(&self) -> u64 {
        match self {
            Self::Row { row, .. } => row.depth,
            Self::More { depth, .. } => *depth,
        }
    }

    /// Whether it is the row of the member at this pointer.
    pub fn stands_at(&self, pointer: &str) -> bool {
        matches!(self, Self::Row { row, .. } if row.pointer.hidden() == 0 && row.pointer.shown == pointer)
    }

    /// Whether it is the row of the array or object `id`.
    pub fn is(&self, id: u64) -> bool {
        matches!(self, Self::Row { row, .. } if row.id == id && matches!(row.shape, RowKind::Array | RowKind::Object))
    }
}

/// `count` members of `id`, from number `from` on: those that are there, and a line for the others.
pub fn portion(rows: Rows, id: u64, from: u64, count: u64, depth: u64) -> Vec<Item> {
    let rows: Vec<Row> = rows.rows.into_iter().take(usize::try_from(count).unwrap_or(usize::MAX)).collect();
    let (next, left) = (from + rows.len() as u64, count - rows.len() as u64);
    let more = (left > 0).then(|| Item::More { id, from: next, count: left, depth, serial: serial() });
    rows.into_iter().map(|row| Item::Row { row, open: false, serial: serial() }).chain(more).collect()
}

/// All members of `id`, of which these are the first.
pub fn all(rows: Rows, id: u64, depth: u64) -> Vec<Item> {
    let count = rows.rows.len() as u64 + rows.more;
    portion(rows, id, 0, count, depth)
}

/// The tree with all that is on a way unfolded, and which line the way leads to.
pub fn along(way: Way) -> (Vec<Item>, usize) {
    let (mut items, mut line) = (Vec::new(), 0_usize);
    for (depth, Step { id, from, at, rows }) in (1..).zip(way.steps) {
        let begin = if depth == 1 { 0 } else { line + 1 };
        if let Some(Item::Row { open, .. }) = begin.checked_sub(1).and_then(|parent| items.get_mut(parent)) {
            *open = true;
        }
        let before = (from > 0).then(|| Item::More { id, from: 0, count: from, depth, serial: serial() });
        let count = rows.rows.len() as u64 + rows.more;
        line = begin + usize::from(before.is_some()) + usize::try_from(at).unwrap_or_default();
        items.splice(begin..begin, before.into_iter().chain(portion(rows, id, from, count, depth)));
    }
    (items, line)
}

pub fn close(items: &mut Vec<Item>, index: usize, depth: u64) {
    let inside = items.iter().skip(index + 1).take_while(|item| item.depth() > depth).count();
    items.drain(index + 1..index + 1 + inside);
    if let Some(Item::Row { open, .. }) = items.get_mut(index) {
        *open = false;
    }
}

/// Puts the members of `id` below its row, if that is still there and closed.
pub fn open(items: &mut Vec<Item>, rows: Rows, id: u64, depth: u64) {
    let Some(index) = items.iter().position(|item| item.is(id)) else { return };
    if let Some(Item::Row { open, .. }) = items.get_mut(index)
        && !*open
    {
        *open = true;
        items.splice(index + 1..=index, all(rows, id, depth + 1));
    }
}

/// Puts further members of `id` where the line that stands for them is.
pub fn go_on(items: &mut Vec<Item>, rows: Rows, id: u64, from: u64, depth: u64) {
    let more = items.iter().enumerate().find_map(|(index, item)| match item {
        Item::More { id: of, from: at, count, .. } if *of == id && *at == from => Some((index, *count)),
        _ => None,
    });
    if let Some((index, count)) = more {
        items.splice(index..=index, portion(rows, id, from, count, depth));
    }
}
