//! Points in time, in UTC and in the reader's own time.

use verifier_core::decision::Timestamp;

use crate::texts;
use crate::wire::wired;

wired! {
    /// A point in time that a package states.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Moment {
        /// As it is written there; cut where it is long, which no timestamp is.
        pub written: String,
        /// Microseconds since 1970-01-01T00:00:00 UTC; `None` where it is no point in time.
        pub micros: Option<i64>,
    }
}

/// What is kept of what is written, in characters.
const LONGEST: usize = 80;

/// Characters of a time of day.
const TIME_OF_DAY: usize = 8;

impl Moment {
    /// The moment that a text states.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self {
            written: match text.char_indices().nth(LONGEST) {
                Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
                None => text.to_owned(),
            },
            micros: Timestamp::parse(text).and_then(Timestamp::unix_micros),
        }
    }

    /// Date and time of day in UTC, `22 Nov 2026 20:12:08 UTC`; nothing where it is no point in time.
    #[must_use]
    pub fn utc(&self) -> Option<String> {
        Some(texts::in_utc(&shown(self.micros?, 0)?))
    }

    /// The same in a zone that is `minutes` east of UTC then: the time of day, with the date where it is another one;
    /// nothing where that is no point in time.
    #[must_use]
    pub fn local(&self, minutes: i32) -> Option<String> {
        let (utc, local) = (shown(self.micros?, 0)?, shown(self.micros?, minutes)?);
        // Both end with a time of day.
        let (day, time) = local.split_at_checked(local.len().checked_sub(TIME_OF_DAY)?)?;
        Some(if utc.starts_with(day) { time.to_owned() } else { local })
    }

    /// The date and time of an HTML `time` element: always in UTC; nothing where it is no point in time.
    #[must_use]
    pub fn machine(&self) -> Option<String> {
        let text = Timestamp::from_unix_micros(self.micros?)?.to_string();
        Some(format!("{}Z", text.get(..19)?))
    }
}

impl From<Timestamp> for Moment {
    fn from(timestamp: Timestamp) -> Self {
        Self { written: timestamp.to_string(), micros: timestamp.unix_micros() }
    }
}

fn shown(micros: i64, minutes: i32) -> Option<String> {
    let written = Timestamp::from_unix_micros(micros + i64::from(minutes) * 60_000_000)?.to_string();
    let (year, month, day) = (written.get(..4)?, written.get(5..7)?, written.get(8..10)?);
    let month = texts::MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    let day = day.strip_prefix('0').unwrap_or(day);
    Some(texts::date(day, month, year, written.get(11..19)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_shown_in_utc_and_in_another_zone() {
        let moment = Moment::of("2026-11-02T20:12:08.842655+00:00");
        assert_eq!(moment.utc().as_deref(), Some("2 Nov 2026 20:12:08 UTC"));
        assert_eq!(moment.local(330).as_deref(), Some("3 Nov 2026 01:42:08"));
        assert_eq!(moment.local(-300).as_deref(), Some("15:12:08"));
        assert_eq!(moment.machine().as_deref(), Some("2026-11-02T20:12:08Z"));
        assert_eq!(Moment::of("2026-11-02T22:12:08+02:00").utc(), moment.utc());
    }

    #[test]
    fn what_is_no_moment_has_no_date() {
        assert_eq!(Moment::of(&"9".repeat(81)).written, format!("{}…", "9".repeat(80)));
        for text in [
            "yesterday\u{202e}",
            "",
            "-0001-01-01T00:00:00Z",
            "10000-01-01T00:00:00Z",
            "2026-02-30T00:00:00Z",
        ] {
            let moment = Moment::of(text);
            assert_eq!((moment.utc(), moment.local(60), moment.machine()), (None, None, None), "{text}");
            assert_eq!(moment.written, text);
        }
    }

    /// Defends that the ends of the calendar are shown, and that where the reader's own time lies beyond them,
    /// that alone is not.
    #[test]
    fn the_ends_of_the_calendar_are_shown() {
        let last = Moment::of("9999-12-31T23:59:59Z");
        assert_eq!(last.utc().as_deref(), Some("31 Dec 9999 23:59:59 UTC"));
        assert_eq!((last.local(60), last.local(-60).is_some()), (None, true));
        let first = Moment::of("0001-01-01T00:00:00Z");
        assert_eq!(first.utc().as_deref(), Some("1 Jan 0001 00:00:00 UTC"));
        assert_eq!((first.local(-60), first.machine().as_deref()), (None, Some("0001-01-01T00:00:00Z")));
    }
}
