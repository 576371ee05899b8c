//! What is unfolded of the tree, as a list of lines.

use std::cell::Cell;

use crate::present::explorer::{Row, RowKind, Rows};

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

    /// Whether it is the row of the array or object `id`.
    pub fn is(&self, id: u64) -> bool {
        matches!(self, Self::Row { row, .. } if row.id == id && matches!(row.shape, RowKind::Array | RowKind::Object))
    }
}

pub fn with_more(rows: Rows, id: u64, from: u64, depth: u64) -> Vec<Item> {
    let next = from + rows.rows.len() as u64;
    let more =
        (rows.more > 0).then(|| Item::More { id, from: next, count: rows.more, depth, serial: serial() });
    rows.rows.into_iter().map(|row| Item::Row { row, open: false, serial: serial() }).chain(more).collect()
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
        items.splice(index + 1..=index, with_more(rows, id, 0, depth + 1));
    }
}

/// Puts further members of `id` where the line that stands for them is.
pub fn go_on(items: &mut Vec<Item>, rows: Rows, id: u64, from: u64, depth: u64) {
    let more = items
        .iter()
        .position(|item| matches!(item, Item::More { id: of, from: at, .. } if *of == id && *at == from));
    if let Some(index) = more {
        items.splice(index..=index, with_more(rows, id, from, depth));
    }
}
