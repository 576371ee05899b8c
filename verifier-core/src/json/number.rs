//! Number tokens: integers of any size, and binary64 with shortest digits.

/// Appends the canonical form of a floating-point number (`docs/format.md`, section 1): the shortest digits
/// that read back to `value`; positional with at least one digit after the point when the decimal
/// exponent is in -4..=15, else scientific with a sign and at least two exponent digits.
///
/// `value` is finite: the reader refuses what overflows.
pub(crate) fn write_float(value: f64, out: &mut Vec<u8>) {
    let shortest = shortest(value.abs());
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).collect();

    if value.is_sign_negative() {
        out.push(b'-');
    }
    match exponent {
        0..=15 => {
            let before_point = exponent.unsigned_abs() as usize + 1;
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
            out.extend(std::iter::repeat_n(b'0', exponent.unsigned_abs() as usize - 1));
            out.extend_from_slice(&digits);
        }
        _ => {
            let (first, rest) = digits.split_at(1.min(digits.len()));
            out.extend_from_slice(first);
            if !rest.is_empty() {
                out.push(b'.');
                out.extend_from_slice(rest);
            }
            let sign = if exponent < 0 { '-' } else { '+' };
            out.extend_from_slice(format!("e{sign}{:02}", exponent.unsigned_abs()).as_bytes());
        }
    }
}

/// The shortest digits that read back to `value`, as `d.ddde-x`; of several such, the ones closest to it;
/// of two equally close, the ones that end in an even digit.
///
/// `{:e}` finds how many digits it takes, but of two equally close it takes the larger ones: 10^15 + 0.25 is
/// 1000000000000000.3 there and 1000000000000000.2 in the format. Rounding to as many digits breaks ties the
/// right way; next to a power of two, where the neighbours of `value` are not equally far, what it gives may
/// read back to another number, and then the first answer is the only one.
fn shortest(value: f64) -> String {
    let found = format!("{value:e}");
    let digits = found.bytes().take_while(|byte| *byte != b'e').filter(u8::is_ascii_digit).count();
    let rounded = format!("{value:.*e}", digits.saturating_sub(1));
    if rounded == found || rounded.parse() == Ok(value) { rounded } else { found }
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
        // Without a precision, `{:.0}` of an integral binary64 prints all of its digits, exactly.
        Self::from_integer(&format!("{value:.0}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(value: f64) -> String {
        let mut out = Vec::new();
        write_float(value, &mut out);
        String::from_utf8(out).unwrap_or_default()
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
