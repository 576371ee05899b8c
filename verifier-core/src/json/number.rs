//! Number tokens: integers of any size, and binary64 with shortest digits.

#[cfg(target_family = "wasm")]
use super::exact;

/// Significant digits that every binary64 of ordinary size keeps: a decimal that has no more reads back to itself.
const KEPT: usize = 15;
/// Exponents between which a binary64 keeps that many.
const ORDINARY: std::ops::RangeInclusive<i32> = -290..=290;

/// A decimal: `0` or `d.ddd * 10^exponent`, with a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    pub negative: bool,
    /// In ASCII, the first and the last of which are not zero; none for zero.
    pub digits: Vec<u8>,
    pub exponent: i32,
}

/// Appends the canonical form of a number token that was accepted and is no integer (`docs/format.md`, section 1):
/// the shortest digits that read back to the nearest binary64.
pub(super) fn write_canonical(token: &[u8], out: &mut Vec<u8>) {
    let read = Decimal::of_token(token);
    if read.digits.len() <= KEPT && ORDINARY.contains(&read.exponent) {
        // Were there shorter ones, two decimals of so few digits would be one binary64.
        return read.write(out);
    }
    Decimal::shortest(value(token)).write(out);
}

/// The nearest binary64 of a number token that was accepted; infinite where there is none.
pub(super) fn value(token: &[u8]) -> f64 {
    #[cfg(target_family = "wasm")]
    {
        let read = Decimal::of_token(token);
        let value = exact::nearest(&read.digits, i64::from(read.exponent) + 1);
        if read.negative { -value } else { value }
    }
    #[cfg(not(target_family = "wasm"))]
    {
        std::str::from_utf8(token).ok().and_then(|token| token.parse().ok()).unwrap_or(f64::INFINITY)
    }
}

impl Decimal {
    /// What a number token says, whatever a binary64 keeps of it.
    pub fn of_token(token: &[u8]) -> Self {
        let negative = token.first() == Some(&b'-');
        let (mut digits, mut point, mut exponent) = (Vec::new(), None, 0_i64);
        for (at, byte) in token.iter().enumerate() {
            match byte {
                b'0'..=b'9' => digits.push(*byte),
                b'.' => point = Some(digits.len()),
                b'e' | b'E' => {
                    exponent = integer(token.get(at + 1..).unwrap_or_default());
                    break;
                }
                _ => {}
            }
        }
        let length = digits.len();
        let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
        digits.drain(..zeros);
        while digits.last() == Some(&b'0') {
            digits.pop();
        }
        if digits.is_empty() {
            return Self { negative, digits, exponent: 0 };
        }
        #[allow(clippy::cast_possible_wrap, reason = "lengths are below 2^31")]
        let exponent = exponent + point.unwrap_or(length) as i64 - zeros as i64 - 1;
        Self { negative, digits, exponent: i32::try_from(exponent.clamp(-FAR, FAR)).unwrap_or(0) }
    }

    /// The shortest digits that read back to `value`, which is finite; of several such, the ones closest to it; of two
    /// equally close, the ones that end in an even digit.
    fn shortest(value: f64) -> Self {
        let negative = value.is_sign_negative();
        if value == 0.0 {
            return Self { negative, digits: Vec::new(), exponent: 0 };
        }
        #[cfg(target_family = "wasm")]
        {
            let (digits, exponent) = exact::shortest(value.abs());
            Self { negative, digits, exponent }
        }
        #[cfg(not(target_family = "wasm"))]
        {
            Self { negative, ..Self::by_library(value.abs()) }
        }
    }

    /// The same by the standard library, for a value above zero.
    ///
    /// `{:e}` finds how many digits it takes, but of two equally close it takes the larger ones: 10^15 + 0.25 is
    /// 1000000000000000.3 there and 1000000000000000.2 in the format. Rounding to as many digits breaks ties the
    /// right way; next to a power of two, where the neighbours of `value` are not equally far, what it gives may
    /// read back to another number, and then the first answer is the only one.
    #[cfg(any(test, not(target_family = "wasm")))]
    pub fn by_library(value: f64) -> Self {
        let found = format!("{value:e}");
        let digits = found.bytes().take_while(|byte| *byte != b'e').filter(u8::is_ascii_digit).count();
        let rounded = format!("{value:.*e}", digits.saturating_sub(1));
        let closest = if rounded == found || rounded.parse() == Ok(value) { rounded } else { found };
        Self::of_token(closest.as_bytes())
    }

    /// Appends them: positional with at least one digit after the point when the exponent is in -4..=15, else
    /// scientific with a sign and at least two exponent digits.
    fn write(&self, out: &mut Vec<u8>) {
        let digits = match self.digits.as_slice() {
            [] => &b"0"[..],
            digits => digits,
        };
        if self.negative {
            out.push(b'-');
        }
        match self.exponent {
            0..=15 => {
                let before_point = self.exponent.unsigned_abs() as usize + 1;
                for place in 0..before_point {
                    out.push(digits.get(place).copied().unwrap_or(b'0'));
                }
                out.push(b'.');
                match digits.get(before_point..) {
                    Some(rest) if !rest.is_empty() => out.extend_from_slice(rest),
                    _ => out.push(b'0'),
                }
            }
            -4..=-1 => {
                out.extend_from_slice(b"0.");
                out.extend(std::iter::repeat_n(b'0', self.exponent.unsigned_abs() as usize - 1));
                out.extend_from_slice(digits);
            }
            _ => {
                let (first, rest) = digits.split_at(1.min(digits.len()));
                out.extend_from_slice(first);
                if !rest.is_empty() {
                    out.push(b'.');
                    out.extend_from_slice(rest);
                }
                let sign = if self.exponent < 0 { '-' } else { '+' };
                out.extend_from_slice(format!("e{sign}{:02}", self.exponent.unsigned_abs()).as_bytes());
            }
        }
    }
}

/// Exponents beyond this are all the same: far too large or far too small.
const FAR: i64 = 1_000_000;

/// The exponent with these digits, and a sign.
fn integer(text: &[u8]) -> i64 {
    let digits = text.iter().filter(|byte| byte.is_ascii_digit());
    let size =
        digits.fold(0_i64, |size, digit| (size * 10 + i64::from(digit - b'0')).min(i64::from(u32::MAX)));
    if text.first() == Some(&b'-') { -size } else { size }
}

/// A number by value, for comparing across the ways in which it can be written.
#[derive(PartialEq, Debug)]
pub(crate) enum Numeric {
    /// An integer, as its decimal digits with a sign where negative; zero has none.
    Integer(String),
    /// A binary64 that is no integer.
    Fraction(f64),
}

impl Numeric {
    /// The value of an integer token.
    pub(crate) fn from_integer(token: &str) -> Self {
        Self::Integer(if token == "-0" { "0".to_owned() } else { token.to_owned() })
    }

    /// The value of a floating-point number.
    pub(crate) fn from_float(value: f64) -> Self {
        if value.fract() != 0.0 {
            return Self::Fraction(value);
        }
        #[cfg(target_family = "wasm")]
        let digits = exact::integer(value.abs());
        // `{:.0}` of an integral binary64 prints all of its digits, exactly.
        #[cfg(not(target_family = "wasm"))]
        let digits = format!("{:.0}", value.abs());
        Self::from_integer(&if value < 0.0 { format!("-{digits}") } else { digits })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(value: f64) -> String {
        let mut out = Vec::new();
        Decimal::shortest(value).write(&mut out);
        let written = String::from_utf8(out).unwrap_or_default();
        // What is written is canonical: it is written again as it stands.
        assert_eq!(rewritten(&written), written);
        written
    }

    fn rewritten(token: &str) -> String {
        let mut out = Vec::new();
        write_canonical(token.as_bytes(), &mut out);
        String::from_utf8(out).unwrap_or_default()
    }

    /// Defends the short way, which asks no binary64: it gives the digits of the long one, however a number is spelt.
    #[test]
    fn few_digits_are_written_as_they_stand() {
        let cases = [
            ("0e5", "0.0"),
            ("-0.000", "-0.0"),
            ("-1e-999", "-0.0"),
            ("7e-999999999999999999999", "0.0"),
            ("1e0", "1.0"),
            ("0.00012300", "0.000123"),
            ("123.4500e3", "123450.0"),
            ("1234567890123.45E+0", "1234567890123.45"),
            ("100000000000000000000000e-20", "1000.0"),
            ("0.000000000000000000000000000001e30", "1.0"),
            ("1e290", "1e+290"),
            ("1.5e-290", "1.5e-290"),
            ("4e-324", "5e-324"),
            ("123456789012345678e-2", "1234567890123456.8"),
        ];
        for (token, expected) in cases {
            assert_eq!(rewritten(token), expected, "{token}");
        }
        let mut state = 1_u64;
        for _ in 0..20_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let digits = (state >> 20) % 10_u64.pow(1 + u32::try_from(state >> 60).unwrap_or(0) % 15);
            let token = format!("{digits}e{}", i32::try_from(state >> 34).unwrap_or(0) % 270 - 30);
            let value: f64 = token.parse().unwrap_or(0.0);
            assert_eq!(rewritten(&token), canonical(value), "{token}");
        }
    }

    /// Defends the switch between positional and scientific, on both sides of each border.
    #[test]
    fn layout_changes_where_the_format_says() {
        let cases = [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (100.0, "100.0"),
            (0.1, "0.1"),
            (0.0001, "0.0001"),
            (0.000_123, "0.000123"),
            (0.000_099_9, "9.99e-05"),
            (1e-5, "1e-05"),
            (1e15, "1000000000000000.0"),
            (1_234_567_890_123_456.0, "1234567890123456.0"),
            (9_999_999_999_999_998.0, "9999999999999998.0"),
            (1e16, "1e+16"),
            (1.5e300, "1.5e+300"),
            (-1.5e-300, "-1.5e-300"),
            (5e-324, "5e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            (f64::MIN_POSITIVE, "2.2250738585072014e-308"),
            // Two spellings are equally short and equally close: the even one.
            (1e15 + 0.25, "1000000000000000.2"),
            (1e15 + 0.75, "1000000000000000.8"),
            (19_799_237_758_105.0 + 0.8125, "19799237758105.812"),
            // Next to a power of two, the closest one of that length reads back to a neighbour.
            (9.007_199_254_740_992e15, "9007199254740992.0"),
            (2.0_f64.powi(-1017), "7.120236347223045e-307"),
        ];
        for (value, expected) in cases {
            assert_eq!(canonical(value), expected);
        }
    }

    /// Defends equality by value: 7, 7.0 and 70e-1 are one number, 2^53 and 2^53 + 1 are two.
    #[test]
    fn numbers_are_compared_exactly() {
        assert_eq!(Numeric::from_integer("7"), Numeric::from_float(7.0));
        assert_eq!(Numeric::from_integer("-0"), Numeric::from_float(-0.0));
        assert_ne!(Numeric::from_integer("9007199254740993"), Numeric::from_float(9_007_199_254_740_992.0));
        assert_ne!(Numeric::from_integer("1"), Numeric::from_float(1.5));
        assert_eq!(Numeric::from_integer("10000000000000000000000"), Numeric::from_float(1e22));
    }
}
