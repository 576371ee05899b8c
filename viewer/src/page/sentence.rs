//! Sentences in which other things stand.

use leptos::prelude::*;

use crate::present::pattern::{Piece, pieces};

/// A pattern with one thing in it.
pub fn sentence(pattern: &'static str, thing: impl IntoAny) -> AnyView {
    filled(pattern, vec![thing.into_any()])
}

/// A pattern with its things in their places.
pub fn filled(pattern: &'static str, things: Vec<AnyView>) -> AnyView {
    let mut things: Vec<_> = things.into_iter().map(Some).collect();
    let mut views = Vec::new();
    for piece in pieces(pattern) {
        match piece {
            Piece::Text(text) => views.push(text.into_any()),
            Piece::Place(number) => views.extend(things.get_mut(number).and_then(Option::take)),
        }
    }
    views.into_any()
}

/// Views with a dot between them.
pub fn dotted(views: Vec<AnyView>) -> AnyView {
    let mut dotted = Vec::new();
    for view in views {
        if !dotted.is_empty() {
            dotted.push(" · ".into_any());
        }
        dotted.push(view);
    }
    dotted.into_any()
}
