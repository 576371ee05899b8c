//! Who acts, as it is written on a command line: `human:alice` or `system:scheduler`.

use std::fmt;

use verifier_core::decision::Actor;

/// The longest id of an actor, in characters.
const LONGEST: usize = 256;

/// Why a text names no actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorError {
    /// Neither `human:` nor `system:` stands before the id.
    Kind,
    /// There is no id.
    Empty,
    /// The id has more than 256 characters.
    TooLong,
    /// The id has a control character, or white space at an end.
    Unprintable,
}

impl fmt::Display for ActorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Kind => "an actor is written human:ID or system:ID",
            Self::Empty => "the id behind the colon is empty",
            Self::TooLong => "the id has more than 256 characters",
            Self::Unprintable => "the id has a control character, or a blank at an end",
        })
    }
}

impl std::error::Error for ActorError {}

/// Reads `human:ID` or `system:ID`.
///
/// # Errors
/// Where the text is something else.
pub fn parse_actor(text: &str) -> Result<Actor, ActorError> {
    let (human, id) = match text.split_once(':') {
        Some(("human", id)) => (true, id),
        Some(("system", id)) => (false, id),
        _ => return Err(ActorError::Kind),
    };
    if id.is_empty() {
        return Err(ActorError::Empty);
    }
    if id.chars().count() > LONGEST {
        return Err(ActorError::TooLong);
    }
    if id.trim() != id || id.chars().any(char::is_control) {
        return Err(ActorError::Unprintable);
    }
    Ok(if human { Actor::human(id) } else { Actor::system(id) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defends who can act: people and systems with an id that can be shown and told apart.
    #[test]
    fn an_actor_is_a_kind_and_an_id() {
        assert_eq!(parse_actor("human:alice@example.com"), Ok(Actor::human("alice@example.com")));
        assert_eq!(parse_actor("system:ci:main"), Ok(Actor::system("ci:main")));
        for (text, error) in [
            ("alice", ActorError::Kind),
            ("robot:r2", ActorError::Kind),
            ("Human:alice", ActorError::Kind),
            ("human:", ActorError::Empty),
            ("human: alice", ActorError::Unprintable),
            ("human:a\nb", ActorError::Unprintable),
        ] {
            assert_eq!(parse_actor(text), Err(error), "{text:?}");
        }
        assert_eq!(parse_actor(&format!("human:{}", "a".repeat(257))), Err(ActorError::TooLong));
    }
}
