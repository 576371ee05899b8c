//! Several packages: which are shown, and in which order.

use super::explorer::contains;
use super::order::order;
use super::summary::Verdict;

/// What of a package its row is sorted and filtered by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its number, in the order in which it came in.
    pub id: usize,
    /// The name of the file.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// Where it stands.
    pub standing: Standing,
    /// Its decision's id and goal, to be searched in.
    pub words: String,
}

/// Where a file stands; the more it wants to be looked at, the earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A check failed.
    Failed,
    /// It is no package.
    Malformed,
    /// It could not be read, or the check was cancelled.
    Unread,
    /// Something is open.
    Attention,
    /// Nothing failed.
    Verified,
    /// It is being verified, or waits for it.
    Pending,
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Failed, Self::Malformed, Self::Unread, Self::Attention, Self::Verified, Self::Pending];

    /// Its stable name, for programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Malformed => "malformed",
            Self::Unread => "unread",
            Self::Attention => "attention",
            Self::Verified => "verified",
            Self::Pending => "pending",
        }
    }
}

impl From<Verdict> for Standing {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Failed => Self::Failed,
            Verdict::Malformed => Self::Malformed,
            Verdict::Attention => Self::Attention,
            Verdict::Verified => Self::Verified,
        }
    }
}

/// What the rows are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As they came in.
    #[default]
    Arrival,
    /// By what wants to be looked at first.
    Verdict,
    /// By name; digits count as numbers.
    Name,
    /// The largest first.
    Size,
}

/// The rows that are shown, in order: those with `standing`, if one is given, whose name or words contain `text`.
#[must_use]
pub fn arranged(all: &[Listed], standing: Option<Standing>, text: &str, by: Order) -> Vec<usize> {
    let wanted = text.trim();
    let shown = all
        .iter()
        .filter(|listed| standing.is_none_or(|standing| listed.standing == standing))
        .filter(|listed| contains(&listed.name, wanted) || contains(&listed.words, wanted));
    // One kind of key for every order.
    let keyed: Vec<_> = shown
        .map(|listed| match by {
            Order::Arrival => (0, Vec::new(), listed.id),
            Order::Verdict => (listed.standing as u64, Vec::new(), listed.id),
            Order::Name => (0, natural(&listed.name), listed.id),
            Order::Size => (u64::MAX - listed.bytes, Vec::new(), listed.id),
        })
        .collect();
    let numbers = order(keyed.len(), &|a, b| keyed.get(a).cmp(&keyed.get(b)));
    numbers.into_iter().filter_map(|number| keyed.get(number)).map(|(_, _, id)| *id).collect()
}

/// How many there are of a standing.
#[must_use]
pub fn tally(all: &[Listed], standing: Standing) -> usize {
    all.iter().filter(|listed| listed.standing == standing).count()
}

/// A key that sorts `2.json` before `10.json`.
fn natural(name: &str) -> Vec<(u64, String)> {
    let mut parts = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let text_end = rest.find(|it: char| it.is_ascii_digit()).unwrap_or(rest.len());
        let (text, behind) = rest.split_at(text_end);
        let digits_end = behind.find(|it: char| !it.is_ascii_digit()).unwrap_or(behind.len());
        let (digits, behind) = behind.split_at(digits_end);
        parts.push((0, text.to_ascii_lowercase()));
        parts.push((digits.parse().unwrap_or(u64::MAX), String::new()));
        rest = behind;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Listed> {
        [("b10.json", Standing::Verified), ("b2.json", Standing::Failed), ("A.json", Standing::Malformed)]
            .into_iter()
            .enumerate()
            .map(|(id, (name, standing))| Listed {
                id,
                name: name.to_owned(),
                bytes: id as u64,
                standing,
                words: format!("Goal {id}"),
            })
            .collect()
    }

    #[test]
    fn rows_are_sorted() {
        let by = |order| arranged(&all(), None, "", order);
        assert_eq!(by(Order::Arrival), [0, 1, 2]);
        assert_eq!(by(Order::Verdict), [1, 2, 0]);
        assert_eq!(by(Order::Name), [2, 1, 0]);
        assert_eq!(by(Order::Size), [2, 1, 0]);
    }

    #[test]
    fn rows_are_filtered_by_standing_and_by_words() {
        assert_eq!(arranged(&all(), Some(Standing::Failed), "", Order::Arrival), [1]);
        assert_eq!(arranged(&all(), None, " GOAL 2", Order::Arrival), [2]);
        assert_eq!(arranged(&all(), None, "b1", Order::Arrival), [0]);
        assert_eq!(tally(&all(), Standing::Verified), 1);
    }
}
