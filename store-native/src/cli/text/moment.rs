//! Points in time, as people read them.

use verifier_core::decision::Timestamp;

/// `2026-11-22T20:12:08Z`: to the second, in UTC. A time without an offset stays as it is.
pub fn moment(time: Timestamp) -> String {
    const SECOND: i64 = 1_000_000;
    let whole =
        time.unix_micros().and_then(|micros| Timestamp::from_unix_micros(micros.div_euclid(SECOND) * SECOND));
    match whole {
        Some(whole) => whole.to_string().replace("+00:00", "Z"),
        None => time.to_string(),
    }
}

/// The same of a text that should be a timestamp; one that is not is shown as it is.
pub fn moment_of(text: &str) -> String {
    Timestamp::parse(text).map_or_else(|| super::visible(text).into_owned(), moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defends that what is shown is the same point in time, whatever its offset was.
    #[test]
    fn moments_are_in_utc_to_the_second() {
        for (text, shown) in [
            ("2026-11-22T20:12:08.842655+00:00", "2026-11-22T20:12:08Z"),
            ("2026-11-22T20:12:08+02:00", "2026-11-22T18:12:08Z"),
            ("2026-11-22T20:12:08", "2026-11-22T20:12:08"),
            ("soon\u{1b}", "soon\\x1b"),
        ] {
            assert_eq!(moment_of(text), shown);
        }
    }
}
