//! The differences for a ticket.

use verifier_core::canonical;
use verifier_core::json::Node;

use super::Compared;
use crate::cli::render::markdown::{code, prose, verbatim};
use crate::cli::text::visible;

pub fn write(compared: &Compared<'_, '_>, out: &mut String) {
    let mut line = |text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    line("# Comparison by nexus-attest\n");
    line(&format!("- A: {}", verbatim(&visible(&compared.names[0]))));
    line(&format!("- B: {}\n", verbatim(&visible(&compared.names[1]))));
    for sentence in compared.sentences() {
        line(&format!("{}\n", prose(&sentence)));
    }
    let text = |said: Option<&str>| said.map_or("(nothing)".to_owned(), code);
    for topic in &compared.comparison.topics {
        line(&format!("## In the {}\n", topic.name));
        for fact in &topic.facts {
            line(&format!("- {}", code(&fact.what)));
            line(&format!("  - A: {}", text(fact.a.as_deref())));
            line(&format!("  - B: {}", text(fact.b.as_deref())));
        }
        line(
            &Compared::more(topic.count, topic.facts.len())
                .map_or(String::new(), |more| format!("\n{more}\n")),
        );
    }
    let members = &compared.comparison.members;
    if members.is_empty() {
        return;
    }
    line("## By member\n");
    for difference in members {
        let node = |node: Option<Node<'_, '_>>| text(node.map(canonical::to_string).as_deref());
        let place = if difference.pointer.is_empty() {
            "the document itself".to_owned()
        } else {
            code(&difference.pointer)
        };
        line(&format!("- {place}"));
        line(&format!("  - A: {}", node(difference.a)));
        line(&format!("  - B: {}", node(difference.b)));
    }
    if let Some(more) = Compared::more(compared.comparison.member_count, members.len()) {
        line(&format!("\n{more}"));
    }
}
