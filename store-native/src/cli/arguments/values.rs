//! How values are written on the command line: who acts, how long, until when.

use std::fmt;
use std::time::Duration;

use store_native::workflow::{ActorError, parse_actor};
use verifier_core::decision::{Actor, Timestamp};

/// How people see who acts.
pub const ACTOR: &str = "human:ID|system:ID";

/// Reads `human:ID` or `system:ID`.
pub fn actor(text: &str) -> Result<Actor, ActorError> {
    parse_actor(text)
}

/// Reads a time limit or a time to wait: seconds, or a span such as `2m` or `1h 30m`.
pub fn time_limit(text: &str) -> Result<Duration, SpanError> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().map(Duration::from_secs).map_err(|_| SpanError::TooLong);
    }
    span(text)
}

/// Reads a time limit that is not zero.
pub fn time_limit_above_zero(text: &str) -> Result<Duration, SpanError> {
    time_limit(text).and_then(|limit| if limit.is_zero() { Err(SpanError::Zero) } else { Ok(limit) })
}

/// Until when something counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expiry {
    /// Until this point in time.
    At(Timestamp),
    /// For so long from now on.
    After(Duration),
}

/// Reads a point in time (RFC 3339) or a span from now on.
pub fn expiry(text: &str) -> Result<Expiry, ExpiryError> {
    if let Some(time) = Timestamp::parse(text) {
        return if time.offset().is_some() { Ok(Expiry::At(time)) } else { Err(ExpiryError::NoOffset) };
    }
    match span(text) {
        Ok(span) if span.is_zero() => Err(ExpiryError::Span(SpanError::Zero)),
        Ok(span) => Ok(Expiry::After(span)),
        Err(SpanError::NoSpan) => Err(ExpiryError::Neither),
        Err(error) => Err(ExpiryError::Span(error)),
    }
}

/// The units of a span, from the longest to the shortest, in milliseconds.
const UNITS: [(&str, u64); 6] =
    [("w", 7 * 86_400_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)];

/// Reads `1h 30m`: numbers with their units, each unit once, longer ones first, blanks between them or not.
fn span(text: &str) -> Result<Duration, SpanError> {
    let mut rest = text.trim();
    let mut millis: u64 = 0;
    let mut units = UNITS.iter();
    while !rest.is_empty() {
        let (number, behind) = split(rest, |character| character.is_ascii_digit());
        let (unit, behind) = split(behind, |character| character.is_ascii_alphabetic());
        if number.is_empty() {
            return Err(SpanError::NoSpan);
        }
        if unit.is_empty() {
            let ends = behind.is_empty() || behind.starts_with(' ');
            return Err(if ends { SpanError::NoUnit } else { SpanError::NoSpan });
        }
        let Some((_, size)) = units.find(|(name, _)| *name == unit) else {
            let known = UNITS.iter().any(|(name, _)| *name == unit);
            return Err(if known { SpanError::Order } else { SpanError::NoSpan });
        };
        let number: u64 = number.parse().map_err(|_| SpanError::TooLong)?;
        let part = number.checked_mul(*size).ok_or(SpanError::TooLong)?;
        millis = millis.checked_add(part).ok_or(SpanError::TooLong)?;
        rest = behind.trim_start_matches(' ');
    }
    if text.trim().is_empty() { Err(SpanError::NoSpan) } else { Ok(Duration::from_millis(millis)) }
}

/// What of `text` comes first and is of one kind, and the rest.
fn split(text: &str, is_kind: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|character| !is_kind(character)).unwrap_or(text.len()))
}

/// Why a text is no span of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpanError {
    /// It is something else.
    NoSpan,
    /// A number has no unit.
    NoUnit,
    /// A unit stands twice, or behind a shorter one.
    Order,
    /// It is nothing.
    Zero,
    /// It is longer than can be counted.
    TooLong,
}

impl fmt::Display for SpanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoSpan => "a duration is written like 90s, 8h, 7d or \"1h 30m\" (w, d, h, m, s, ms)",
            Self::NoUnit => "a number needs its unit: w, d, h, m (minutes), s or ms",
            Self::Order => "each unit stands once, and longer ones before shorter ones, as in \"1h 30m\"",
            Self::Zero => "it has to be longer than nothing",
            Self::TooLong => "it is longer than can be counted",
        })
    }
}

impl std::error::Error for SpanError {}

/// Why a text does not say until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpiryError {
    /// It is neither a time nor a span.
    Neither,
    /// It is a time without an offset, which is no point in time.
    NoOffset,
    /// It was to be a span.
    Span(SpanError),
}

impl fmt::Display for ExpiryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Neither => f.write_str(
                "it is neither a time such as 2026-12-31T18:00:00Z nor a duration such as 8h, 7d or \"1h 30m\"",
            ),
            Self::NoOffset => f.write_str("a time needs its offset: Z for UTC, or one such as +02:00"),
            Self::Span(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ExpiryError {}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defends what a duration may look like, to the second.
    #[test]
    fn spans_are_numbers_with_units() {
        for (text, seconds) in [
            ("90s", 90),
            ("8h", 28_800),
            ("7d", 604_800),
            ("1h 30m", 5400),
            ("1h30m", 5400),
            (" 2w  1s ", 1_209_601),
            ("0s", 0),
        ] {
            assert_eq!(span(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        assert_eq!(span("1s 250ms"), Ok(Duration::from_millis(1250)));
        for (text, error) in [
            ("", SpanError::NoSpan),
            ("8", SpanError::NoUnit),
            ("8 h", SpanError::NoUnit),
            ("-8h", SpanError::NoSpan),
            ("1.5h", SpanError::NoSpan),
            ("8hours", SpanError::NoSpan),
            ("8H", SpanError::NoSpan),
            ("30m 1h", SpanError::Order),
            ("1h 1h", SpanError::Order),
            ("99999999999999999999h", SpanError::TooLong),
            ("9999999999999999h", SpanError::TooLong),
        ] {
            assert_eq!(span(text), Err(error), "{text}");
        }
    }

    /// Defends that a bare number is seconds where a time limit is meant, and nothing where a time could be.
    #[test]
    fn a_bare_number_is_a_time_limit_only() {
        assert_eq!(time_limit("5"), Ok(Duration::from_secs(5)));
        assert_eq!(time_limit_above_zero("0"), Err(SpanError::Zero));
        assert_eq!(expiry("8"), Err(ExpiryError::Span(SpanError::NoUnit)));
    }

    /// Defends that an expiry is a point in time: no guess at an offset, no date alone.
    #[test]
    fn an_expiry_is_a_point_in_time_or_a_span() {
        assert!(matches!(expiry("2026-12-31T18:00:00+02:00"), Ok(Expiry::At(_))));
        assert_eq!(expiry("2026-12-31T18:00:00"), Err(ExpiryError::NoOffset));
        assert_eq!(expiry("8h"), Ok(Expiry::After(Duration::from_hours(8))));
        assert_eq!(expiry("0h"), Err(ExpiryError::Span(SpanError::Zero)));
        assert_eq!(expiry("tomorrow"), Err(ExpiryError::Neither));
        assert_eq!(expiry("2026-12-31"), Err(ExpiryError::Neither));
    }
}
