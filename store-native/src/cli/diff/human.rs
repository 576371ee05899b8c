//! The differences for people.

use verifier_core::canonical;
use verifier_core::json::Node;

use super::Compared;
use crate::cli::render::place;
use crate::cli::text::{Page, rows, visible};

/// What stands for what is not there.
const NOTHING: &str = "(nothing)";

pub fn write(compared: &Compared<'_, '_>, page: &mut Page<'_>) {
    page.entry("A", &compared.names[0]);
    page.entry("B", &compared.names[1]);
    page.blank();
    for sentence in compared.sentences() {
        page.prose(&sentence);
    }
    for topic in &compared.comparison.topics {
        page.blank();
        page.heading(&format!("In the {}", topic.name));
        for fact in &topic.facts {
            page.blank();
            page.indented(0, &visible(&fact.what));
            both(page, fact.a.as_deref(), fact.b.as_deref());
        }
        more(page, Compared::more(topic.count, topic.facts.len()));
    }
    let members = &compared.comparison.members;
    if members.is_empty() {
        return;
    }
    page.blank();
    page.heading("By member");
    for difference in members {
        page.blank();
        page.indented(0, &place(&difference.pointer));
        let text = |node: Option<Node<'_, '_>>| node.map(canonical::to_string);
        both(page, text(difference.a).as_deref(), text(difference.b).as_deref());
    }
    more(page, Compared::more(compared.comparison.member_count, members.len()));
}

fn more(page: &mut Page<'_>, more: Option<String>) {
    if let Some(more) = more {
        page.blank();
        page.prose(&more);
    }
}

/// Both sides, one under the other.
fn both(page: &mut Page<'_>, a: Option<&str>, b: Option<&str>) {
    let (Some(a), Some(b)) = (a, b) else {
        for (label, text) in [("A", a), ("B", b)] {
            match text {
                None => page.beside(label, NOTHING),
                Some(text) => {
                    for (index, row) in rows(text, text, page.columns()).iter().enumerate() {
                        page.beside(if index == 0 { label } else { "" }, &row.expected);
                    }
                }
            }
        }
        return;
    };
    for row in rows(a, b, page.columns()) {
        page.beside("A", &row.expected);
        page.beside("B", &row.actual);
        if let Some(caret) = row.caret {
            let caret = format!("{}{}", " ".repeat(caret), page.paint().notable("^"));
            page.beside("", &caret);
        }
    }
}
