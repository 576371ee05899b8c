//! Points in time, as events have them.

use core::cmp::Ordering;

use crate::json::Node;
use core::fmt;

/// A date and a time of day to the microsecond, with the offset from UTC that it was written with.
///
/// Years are 1 to 9999. Without an offset it is no point in time: it can be kept and written, and compared
/// with others of its kind only, as in the reference implementation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Timestamp {
    /// Microseconds from 1970-01-01T00:00:00 to what the text says, the offset not considered.
    written: i64,
    /// Seconds east of UTC.
    offset: Option<i32>,
}

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;

impl Timestamp {
    /// 1970-01-01T00:00:00 UTC.
    pub const EPOCH: Self = Self { written: 0, offset: Some(0) };

    /// Reads `2026-11-22T20:12:08.842655+00:00` and what differs from it in this way: `t` or a blank for
    /// `T`; one to nine digits of a fraction, of which six are kept, or none; `Z`, another offset
    /// (`±hh:mm` or `±hh:mm:ss`) or none. `None` for anything else, and for dates and times that do not
    /// exist, leap seconds included.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::parse_bytes(text.as_bytes())
    }

    /// Reads a timestamp where it stands in a document.
    pub(crate) fn of(node: Node<'_, '_>) -> Option<Self> {
        match node.plain_bytes() {
            Some(text) => Self::parse_bytes(text),
            None => Self::parse(&node.as_str()?),
        }
    }

    fn parse_bytes(text: &[u8]) -> Option<Self> {
        let mut text = Scanner(text);
        let (year, month, day) =
            (text.number(4)?, text.after(b"-")?.number(2)?, text.after(b"-")?.number(2)?);
        if !(1..=9999).contains(&year) || !(1..=days_in_month(year, month)?).contains(&day) {
            return None;
        }
        let time = text.after(b"Tt ")?.time_of_day()?;
        let written = days_from_civil(year, month, day) * DAY + time * SECOND + text.fraction()?;
        let offset = text.offset()?;
        text.0.is_empty().then_some(Self { written, offset })
    }

    /// The point in time, `micros` microseconds after 1970-01-01T00:00:00 UTC (before it if negative), in
    /// UTC; `None` outside of the years 1 to 9999.
    #[must_use]
    pub fn from_unix_micros(micros: i64) -> Option<Self> {
        let years = days_from_civil(1, 1, 1) * DAY..days_from_civil(10_000, 1, 1) * DAY;
        years.contains(&micros).then_some(Self { written: micros, offset: Some(0) })
    }

    /// Microseconds since 1970-01-01T00:00:00 UTC; `None` without an offset.
    #[must_use]
    pub fn unix_micros(self) -> Option<i64> {
        self.offset.map(|seconds| self.written - i64::from(seconds) * SECOND)
    }

    /// Seconds east of UTC, if the text had an offset.
    #[must_use]
    pub const fn offset(self) -> Option<i32> {
        self.offset
    }

    /// Which of the two comes first; `None` where one has an offset and the other has none, because that
    /// has no answer.
    #[must_use]
    pub fn compare(self, other: Self) -> Option<Ordering> {
        match (self.unix_micros(), other.unix_micros()) {
            (Some(a), Some(b)) => Some(a.cmp(&b)),
            (None, None) => Some(self.written.cmp(&other.written)),
            _ => None,
        }
    }

    /// Whether `text` is this timestamp in its normal form, to the character.
    #[must_use]
    pub fn is_written_as(self, text: &str) -> bool {
        self.to_string() == text
    }
}

/// The normal form: `2026-11-22T20:12:08.842655+00:00`, without the fraction where it is zero, without the
/// offset where there is none; seconds of an offset only where they are not zero.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, micros) = (self.written.div_euclid(DAY), self.written.rem_euclid(DAY));
        let (year, month, day) = civil_from_days(days);
        let (seconds, fraction) = (micros / SECOND, micros % SECOND);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        if fraction != 0 {
            write!(f, ".{fraction:06}")?;
        }
        let Some(offset) = self.offset else { return Ok(()) };
        let (sign, east) = if offset < 0 { ('-', -offset) } else { ('+', offset) };
        write!(f, "{sign}{:02}:{:02}", east / 3600, east / 60 % 60)?;
        if east % 60 != 0 {
            write!(f, ":{:02}", east % 60)?;
        }
        Ok(())
    }
}

/// What is left of a text.
struct Scanner<'t>(&'t [u8]);

impl Scanner<'_> {
    /// Goes over one of `signs`.
    fn after(&mut self, signs: &[u8]) -> Option<&mut Self> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        signs.contains(first).then_some(self)
    }

    fn starts_with(&self, signs: &[u8]) -> bool {
        self.0.first().is_some_and(|byte| signs.contains(byte))
    }

    fn digit(&mut self) -> Option<i64> {
        let (first, rest) = self.0.split_first()?;
        let digit = first.is_ascii_digit().then(|| i64::from(first - b'0'))?;
        self.0 = rest;
        Some(digit)
    }

    /// A number of exactly so many digits.
    fn number(&mut self, digits: usize) -> Option<i64> {
        (0..digits).try_fold(0, |number, _| Some(number * 10 + self.digit()?))
    }

    /// A number of two digits below `bound`.
    fn below(&mut self, bound: i64) -> Option<i64> {
        self.number(2).filter(|number| *number < bound)
    }

    /// `hh:mm:ss` in seconds.
    fn time_of_day(&mut self) -> Option<i64> {
        let (hour, minute) = (self.below(24)?, self.after(b":")?.below(60)?);
        let second = self.after(b":")?.below(60)?;
        Some(hour * 3600 + minute * 60 + second)
    }

    /// A fraction of a second in microseconds; zero if there is none.
    fn fraction(&mut self) -> Option<i64> {
        if !self.starts_with(b".") {
            return Some(0);
        }
        self.after(b".")?;
        let (mut micros, mut unit) = (self.digit()? * 100_000, 10_000);
        for _ in 1..9 {
            let Some(digit) = self.digit() else { break };
            micros += digit * unit;
            unit /= 10;
        }
        Some(micros)
    }

    /// The offset in seconds; the inner `None` if there is none.
    #[allow(clippy::option_option, reason = "the outer one says that the text is wrong")]
    fn offset(&mut self) -> Option<Option<i32>> {
        if self.0.is_empty() {
            return Some(None);
        }
        if self.starts_with(b"Z") {
            self.after(b"Z")?;
            return Some(Some(0));
        }
        let west = self.starts_with(b"-");
        let (hour, minute) = (self.after(b"+-")?.below(24)?, self.after(b":")?.below(60)?);
        let second = if self.starts_with(b":") { self.after(b":")?.below(60)? } else { 0 };
        let seconds = i32::try_from(hour * 3600 + minute * 60 + second).ok()?;
        Some(Some(if west { -seconds } else { seconds }))
    }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_month(year: i64, month: i64) -> Option<i64> {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if is_leap(year) { 29 } else { 28 }),
        _ => None,
    }
}

/// Days from 1970-01-01 to a date of the Gregorian calendar.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    // Years from March on: the leap day is the last one then, and the months before it have lengths
    // that repeat.
    let year = if month > 2 { year } else { year - 1 };
    let months = (month + 9) % 12;
    365 * year + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * months + 2) / 5
        + day
        - 1
        - DAYS_TO_1970
}

/// Days from March 1 of the year 0 to 1970-01-01.
const DAYS_TO_1970: i64 = 719_468;

/// Year, month and day of what lies so many days after 1970-01-01.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + DAYS_TO_1970;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let months = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * months + 2) / 5 + 1;
    let month = if months < 10 { months + 3 } else { months - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(text: &str) -> Option<String> {
        Timestamp::parse(text).map(|timestamp| timestamp.to_string())
    }

    /// Defends the normal form: what is in it comes back to the byte.
    #[test]
    fn the_normal_form_is_kept() {
        for text in [
            "2026-11-22T20:12:08.842655+00:00",
            "2026-11-22T20:12:08+00:00",
            "2026-11-22T20:12:08.000001+00:00",
            "2026-11-22T20:12:08.842655",
            "0001-01-01T00:00:00+00:00",
            "9999-12-31T23:59:59.999999+00:00",
            "2000-02-29T23:59:59-11:30",
            "1969-12-31T23:59:59.999999+05:45",
            "1883-11-18T12:03:58-04:56:02",
        ] {
            let timestamp = Timestamp::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(timestamp.to_string(), text);
            assert!(timestamp.is_written_as(text));
        }
    }

    /// Defends that other ways to write it are read, and written in the normal form.
    #[test]
    fn other_forms_are_read() {
        for (text, expected) in [
            ("2026-11-22T20:12:08Z", "2026-11-22T20:12:08+00:00"),
            ("2026-11-22t20:12:08Z", "2026-11-22T20:12:08+00:00"),
            ("2026-11-22 20:12:08-00:00", "2026-11-22T20:12:08+00:00"),
            ("2026-11-22T20:12:08.5Z", "2026-11-22T20:12:08.500000+00:00"),
            ("2026-11-22T20:12:08.000000Z", "2026-11-22T20:12:08+00:00"),
            ("2026-11-22T20:12:08.123456789Z", "2026-11-22T20:12:08.123456+00:00"),
            ("2026-11-22T20:12:08.0000009Z", "2026-11-22T20:12:08+00:00"),
            ("2026-11-22T20:12:08+02:00:00", "2026-11-22T20:12:08+02:00"),
        ] {
            assert_eq!(normal(text).as_deref(), Some(expected), "{text}");
            assert!(!Timestamp::parse(text).unwrap().is_written_as(text));
        }
    }

    /// Defends that nothing else is read.
    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "2026-11-22",
            "2026-11-22T20:12",
            "2026-11-22T20:12:08.Z",
            "2026-11-22T20:12:08.1234567890Z",
            "2026-11-22T20:12:08+00",
            "2026-11-22T20:12:08+0000",
            "2026-11-22T20:12:08+24:00",
            "2026-11-22T20:12:08+00:60",
            "2026-11-22T20:12:08 +00:00",
            // The reference implementation knows no other Z.
            "2026-11-22T20:12:08z",
            "2026-11-22T20:12:08Zx",
            "2026-11-22T20:12:08+00:00x",
            "2026-11-22T24:00:00Z",
            "2026-11-22T20:60:00Z",
            "2026-11-22T20:12:60Z",
            "2026-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z",
            "2026-04-31T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-01-00T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "+026-01-01T00:00:00Z",
            "20261122T201208Z",
            " 2026-11-22T20:12:08Z",
            "2026-11-22T20:12:08\u{ff10}",
        ] {
            assert_eq!(normal(text), None, "{text}");
        }
    }

    /// Defends the calendar: every day of the years 1 to 9999 in turn, each one day after the other.
    #[test]
    fn every_day_follows_the_day_before() {
        let mut day = days_from_civil(1, 1, 1);
        for year in 1..=9999 {
            for month in 1..=12 {
                for number in 1..=days_in_month(year, month).unwrap() {
                    assert_eq!(days_from_civil(year, month, number), day);
                    assert_eq!(civil_from_days(day), (year, month, number));
                    day += 1;
                }
            }
        }
        assert_eq!(days_from_civil(1970, 1, 1), 0);
    }

    /// Defends the order of points in time, whatever the offset, and that without one there is none.
    #[test]
    fn order_is_that_of_points_in_time() {
        let at = |text| Timestamp::parse(text).unwrap();
        let utc = at("2026-11-22T20:00:00+00:00");
        assert_eq!(utc.compare(at("2026-11-22T22:00:00+02:00")), Some(Ordering::Equal));
        assert_eq!(utc.compare(at("2026-11-22T20:00:00-00:01")), Some(Ordering::Less));
        assert_eq!(utc.compare(at("2026-11-22T19:59:59.999999Z")), Some(Ordering::Greater));
        assert_eq!(utc.compare(at("2026-11-22T20:00:00")), None);
        assert_eq!(at("2026-11-22T20:00:00").compare(at("2026-11-22T20:00:01")), Some(Ordering::Less));
        assert_eq!(at("2026-11-22T20:00:00").unix_micros(), None);
    }

    /// Defends the way from a clock and back.
    #[test]
    fn microseconds_are_converted_both_ways() {
        for micros in [0, -1, 1, 1_795_378_328_842_655, -62_135_596_800_000_000, 253_402_300_799_999_999] {
            let timestamp = Timestamp::from_unix_micros(micros).unwrap();
            assert_eq!(timestamp.unix_micros(), Some(micros));
            assert_eq!(Timestamp::parse(&timestamp.to_string()), Some(timestamp));
        }
        assert_eq!(
            Timestamp::from_unix_micros(1_795_378_328_842_655).unwrap().to_string(),
            "2026-11-22T20:12:08.842655+00:00"
        );
        for micros in [-62_135_596_800_000_001, 253_402_300_800_000_000, i64::MIN, i64::MAX] {
            assert_eq!(Timestamp::from_unix_micros(micros), None);
        }
    }
}
