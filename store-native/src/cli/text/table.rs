//! A table that fits the terminal.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Page, visible, wrap};

/// Columns between two columns.
const GAP: usize = 2;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    title: &'static str,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Shown whole, or the table is not shown as one.
    Whole,
    /// Shown whole, or not at all where there is little room.
    Optional,
    /// Cut where it is too long.
    Rest,
}

impl Column {
    /// The least that is shown of a column that is cut.
    const LEAST: usize = 10;

    /// What is to be left for a column that is cut, so that there is room for optional ones.
    const AMPLE: usize = 20;

    /// A column whose cells are never cut, because they are to be copied.
    pub const fn whole(title: &'static str) -> Self {
        Self { title, kind: Kind::Whole }
    }

    /// A column that is left out where there is little room.
    pub const fn optional(title: &'static str) -> Self {
        Self { title, kind: Kind::Optional }
    }

    /// A column whose cells are cut where there is little room.
    pub const fn rest(title: &'static str) -> Self {
        Self { title, kind: Kind::Rest }
    }
}

/// Rows under columns.
#[derive(Debug)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub fn new<const N: usize>(columns: [Column; N]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// Adds a row of as many cells as there are columns.
    pub fn row<const N: usize>(&mut self, cells: &[String; N]) {
        // Only what could be seen of a cell is made visible.
        let seen = |cell: &String| {
            let end = cell.char_indices().nth(Self::LONGEST).map_or(cell.len(), |(at, _)| at);
            visible(cell.get(..end).unwrap_or_default()).into_owned()
        };
        self.rows.push(cells.iter().map(seen).collect());
    }

    /// No cell is looked at beyond this many characters; the longest id of the format is shorter.
    const LONGEST: usize = 512;

    /// Shows the table; nothing if it has no rows.
    pub fn show(&self, page: &mut Page<'_>) {
        if self.rows.is_empty() {
            return;
        }
        let Some(widths) = self.widths(page.width()) else { return self.stacked(page) };
        let titles: Vec<String> = self.columns.iter().map(|column| column.title.to_owned()).collect();
        let heading = line(&titles, &widths);
        let heading = page.paint().faint(heading.trim_end());
        page.line(&heading);
        for row in &self.rows {
            page.line(&line(row, &widths));
        }
    }

    /// The width of each column, 0 for one that is left out; none if they do not fit beside each other.
    fn widths(&self, room: usize) -> Option<Vec<usize>> {
        let mut widths: Vec<usize> = (0..self.columns.len()).map(|index| self.widest(index)).collect();
        let needed = |widths: &[usize]| {
            let shown = widths.iter().filter(|width| **width > 0);
            shown.map(|width| width + GAP).sum::<usize>().saturating_sub(GAP)
        };
        let ample: usize = self.of_each(&widths, |kind, width| match kind {
            Kind::Rest => width.min(Column::AMPLE),
            Kind::Whole | Kind::Optional => width,
        });
        if ample > room {
            for (column, width) in self.columns.iter().zip(&mut widths) {
                if column.kind == Kind::Optional {
                    *width = 0;
                }
            }
        }
        let mut surplus = needed(&widths).saturating_sub(room);
        // What is too long is cut from the right, so that what comes first is shown longest.
        for (column, width) in self.columns.iter().zip(&mut widths).rev() {
            if column.kind == Kind::Rest {
                let cut = surplus.min(width.saturating_sub(Column::LEAST));
                *width -= cut;
                surplus -= cut;
            }
        }
        (surplus == 0).then_some(widths)
    }

    /// How many columns of the terminal it takes if each one takes what `width` says.
    fn of_each(&self, widths: &[usize], width: impl Fn(Kind, usize) -> usize) -> usize {
        let taken = self.columns.iter().zip(widths).map(|(column, widest)| width(column.kind, *widest) + GAP);
        taken.sum::<usize>().saturating_sub(GAP)
    }

    fn widest(&self, index: usize) -> usize {
        let title = self.columns.get(index).map_or(0, |column| column.title.width());
        let cells = self.rows.iter().filter_map(|row| row.get(index)).map(|cell| cell.width());
        cells.max().unwrap_or_default().max(title)
    }

    /// Each row in lines of its own: the first cell, and below it the others.
    fn stacked(&self, page: &mut Page<'_>) {
        for row in &self.rows {
            let Some((first, others)) = row.split_first() else { continue };
            for line in wrap(first, page.width()) {
                let line = page.paint().strong(line);
                page.line(&line);
            }
            let kept: Vec<&str> =
                others.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
            for line in wrap(&kept.join("  ·  "), page.width().saturating_sub(GAP)) {
                page.line(&format!("  {line}"));
            }
        }
    }
}

/// Cells side by side; those of width 0 are left out.
fn line(cells: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, width) in cells.iter().zip(widths).filter(|(_, width)| **width > 0) {
        if !line.is_empty() {
            line.push_str(&" ".repeat(GAP));
        }
        let shown = cut(cell, *width);
        line.push_str(&shown);
        line.push_str(&" ".repeat(width.saturating_sub(shown.width())));
    }
    line
}

/// As much of a cell as fits, with a mark where it is cut.
fn cut(cell: &str, room: usize) -> String {
    if cell.width() <= room {
        return cell.to_owned();
    }
    let mut shown = String::new();
    let mut used = 1;
    for character in cell.chars() {
        used += character.width().unwrap_or_default();
        if used > room {
            break;
        }
        shown.push(character);
    }
    shown.push('…');
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::terminal::Width;
    use crate::cli::text::Paint;

    fn shown(columns: usize, goal: &str) -> String {
        let mut table = Table::new([
            Column::whole("ID"),
            Column::optional("CREATED"),
            Column::whole("STATE"),
            Column::rest("GOAL"),
        ]);
        table.row(&["0123456789".into(), "2026-11-22".into(), "draft".into(), goal.into()]);
        let mut text = String::new();
        table.show(&mut Page::new(&mut text, Width::exactly(columns), Paint::PLAIN));
        text
    }

    /// Defends that ids can always be copied and lines always fit.
    #[test]
    fn what_cannot_be_shown_whole_is_cut_left_out_or_put_below() {
        let goal = "Rotate the signing key of the service";
        assert_eq!(
            shown(80, goal),
            format!("ID          CREATED     STATE  GOAL\n0123456789  2026-11-22  draft  {goal}\n")
        );
        assert_eq!(shown(40, goal), "ID          STATE  GOAL\n0123456789  draft  Rotate the signing k…\n");
        for columns in 30..=100 {
            for goal in [goal, "", "支払いの鍵を交換する支払いの鍵を交換する", "a\u{1b}\u{202e}\n"]
            {
                let text = shown(columns, goal);
                assert!(text.contains("0123456789"), "{text}");
                assert!(text.lines().all(|line| line.width() <= columns), "{columns}: {text}");
                assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text:?}");
            }
        }
    }
}
