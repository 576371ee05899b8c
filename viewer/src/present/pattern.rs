//! Sentences in which other things stand: a pattern with `{0}` and `{1}` in the places of the things.

/// A piece of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(&'static str),
    /// The place of the thing with this number.
    Place(usize),
}

/// The pieces of a pattern, in order. A brace that is no place stays what it is.
#[must_use]
pub fn pieces(pattern: &'static str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = pattern;
    while let Some((before, number, behind)) = next_place(rest) {
        pieces.extend([Piece::Text(before), Piece::Place(number)]);
        rest = behind;
    }
    pieces.push(Piece::Text(rest));
    pieces.retain(|piece| *piece != Piece::Text(""));
    pieces
}

fn next_place(text: &'static str) -> Option<(&'static str, usize, &'static str)> {
    let (before, rest) = text.split_once('{')?;
    let (number, behind) = rest.split_once('}')?;
    Some((before, number.parse().ok()?, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defends that a translation may put the things in another order.
    #[test]
    fn places_stand_where_the_language_wants_them() {
        assert_eq!(
            pieces("von {1}, am {0}."),
            [Piece::Text("von "), Piece::Place(1), Piece::Text(", am "), Piece::Place(0), Piece::Text(".")]
        );
        assert_eq!(pieces("{0}"), [Piece::Place(0)]);
        assert_eq!(pieces("none"), [Piece::Text("none")]);
        assert_eq!(pieces(""), []);
    }
}
