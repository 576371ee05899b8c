//! The nearest binary64 of a decimal, and the shortest decimal of a binary64, by exact integer arithmetic.
//!
//! The standard library does both several times faster, with tables that take a tenth of what a browser would load.
//! So it is used where size does not count, this where it does (WebAssembly), and the tests hold one against the other.

use super::natural::Natural;

/// Decimal that decide to which binary64 a decimal is nearest; of further ones only whether they are all zero.
const DECISIVE: usize = 800;

/// Bits of the significand of a binary64, the hidden one included.
const SIGNIFICAND: i32 = 53;
/// The exponent of the smallest binary64 with a significand of full length.
const SMALLEST: i32 = -1022;
/// The exponent that is written as zero.
const BIAS: i32 = 1023;

/// The binary64 that is nearest to `0.d1d2d3... * 10^point`, for digits of which the first is not zero; infinite where
/// it is too large.
pub(super) fn nearest(digits: &[u8], point: i64) -> f64 {
    // Beyond these the answer is certain, and the integers below stay short.
    if digits.is_empty() || point < -400 {
        return 0.0;
    }
    if point > 400 {
        return f64::INFINITY;
    }
    let (mut numerator, mut denominator) = (Natural::from(0), Natural::from(1));
    let (decisive, rest) = digits.split_at(digits.len().min(DECISIVE));
    for digit in decisive {
        numerator.multiply(10);
        numerator.add(&Natural::from(u32::from(digit - b'0')));
    }
    let mut count = decisive.len();
    if rest.iter().any(|digit| *digit != b'0') {
        numerator.multiply(10);
        numerator.add(&Natural::from(1));
        count += 1;
    }
    #[allow(
        clippy::cast_possible_wrap,
        clippy::cast_possible_truncation,
        reason = "both are in the hundreds"
    )]
    let exponent = point as i32 - count as i32;
    let scaled = if exponent < 0 { &mut denominator } else { &mut numerator };
    for _ in 0..exponent.unsigned_abs() {
        scaled.multiply(10);
    }

    // The quotient between 1 and 2, and the power of two that makes up for it.
    let mut power = numerator.bits() - denominator.bits();
    let scaled = if power < 0 { &mut numerator } else { &mut denominator };
    scaled.shift(power.unsigned_abs());
    if numerator < denominator {
        numerator.shift(1);
        power -= 1;
    }
    let bits = SIGNIFICAND + (power - SMALLEST).min(0);
    if power > BIAS {
        return f64::INFINITY;
    }
    if bits < 0 {
        return 0.0;
    }
    let mut significand = 0_u64;
    for _ in 0..bits {
        significand <<= 1;
        if numerator >= denominator {
            numerator.subtract(&denominator);
            significand |= 1;
        }
        numerator.shift(1);
    }
    // Half of the last bit is left over, or more: up, in the middle to the even one.
    if numerator > denominator || (numerator == denominator && significand & 1 == 1) {
        significand += 1;
    }
    // A carry goes on into the exponent, which is right there too.
    let exponent = u64::from((power - SMALLEST).max(0).unsigned_abs());
    f64::from_bits((exponent << (SIGNIFICAND - 1)) + significand)
}

/// The shortest digits that read back to `value`, which is finite and above zero, and the exponent of the first of
/// them; of several such digits the closest, of two equally close those that end in an even digit.
///
/// This is the algorithm of Steele and White ("How to print floating-point numbers accurately", 1990) with
/// integers: the value and half the distances to its neighbours, over a common denominator.
pub(super) fn shortest(value: f64) -> (Vec<u8>, i32) {
    let bits = value.to_bits();
    #[allow(clippy::cast_possible_truncation, reason = "eleven bits")]
    let exponent = (bits >> (SIGNIFICAND - 1)) as i32;
    let fraction = bits & ((1 << (SIGNIFICAND - 1)) - 1);
    let hidden = if exponent > 0 { 1 << (SIGNIFICAND - 1) } else { 0 };
    let significand = fraction | hidden;
    let power = exponent.max(1) - BIAS - (SIGNIFICAND - 1);
    // Above a power of two the neighbours are twice as far as below.
    let uneven = fraction == 0 && exponent > 1;

    let mut rest = Natural::from_u64(significand);
    let (mut above, mut below, mut whole) = (Natural::from(1), Natural::from(1), Natural::from(1));
    rest.shift(1 + u32::from(uneven));
    whole.shift(1 + u32::from(uneven));
    above.shift(u32::from(uneven));
    if power < 0 {
        whole.shift(power.unsigned_abs());
    } else {
        for part in [&mut rest, &mut above, &mut below] {
            part.shift(power.unsigned_abs());
        }
    }

    // Reaching the middle between two neighbours is enough where ties go to `value`.
    let inclusive = significand & 1 == 0;
    let reaches = |rest: &Natural, above: &Natural, whole: &Natural| {
        let mut end = rest.clone();
        end.add(above);
        end > *whole || (inclusive && end == *whole)
    };
    // The power of ten just above the value: near 0.30103 times that of two, and not above it.
    let mut point = (rest.bits() - whole.bits() - 1) * 30_102 / 100_000 - 1;
    for _ in 0..point.unsigned_abs() {
        if point < 0 {
            for part in [&mut rest, &mut above, &mut below] {
                part.multiply(10);
            }
        } else {
            whole.multiply(10);
        }
    }
    while reaches(&rest, &above, &whole) {
        whole.multiply(10);
        point += 1;
    }

    let mut digits = Vec::new();
    loop {
        for part in [&mut rest, &mut above, &mut below] {
            part.multiply(10);
        }
        let mut digit = b'0';
        while rest >= whole {
            rest.subtract(&whole);
            digit += 1;
        }
        let low = rest < below || (inclusive && rest == below);
        let high = reaches(&rest, &above, &whole);
        if low || high {
            let mut twice = rest.clone();
            twice.shift(1);
            let up = match (low, high) {
                (true, true) => twice > whole || (twice == whole && digit % 2 == 1),
                _ => high,
            };
            digits.push(digit + u8::from(up));
            return (digits, point - 1);
        }
        digits.push(digit);
    }
}

/// The digits of `value`, which has no fraction and is not negative.
pub(super) fn integer(value: f64) -> String {
    let bits = value.to_bits();
    #[allow(clippy::cast_possible_truncation, reason = "eleven bits")]
    let power = (bits >> (SIGNIFICAND - 1)) as i32 - BIAS - (SIGNIFICAND - 1);
    let significand = bits & ((1 << (SIGNIFICAND - 1)) - 1) | 1 << (SIGNIFICAND - 1);
    let mut number = Natural::from_u64(significand >> (-power).clamp(0, SIGNIFICAND));
    number.shift(power.max(0).unsigned_abs());
    let mut digits = Vec::new();
    while number.bits() > 0 {
        digits.push(char::from_digit(number.divide(10), 10).unwrap_or('0'));
    }
    if digits.is_empty() { "0".to_owned() } else { digits.iter().rev().collect() }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "the very same number is meant")]
mod tests {
    use super::super::number::{Decimal, Numeric};
    use super::*;

    /// Values of every size, at random and next to powers of two and of ten.
    fn values() -> impl Iterator<Item = f64> {
        let mut state = 7_u64;
        let random = std::iter::repeat_with(move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            f64::from_bits((state ^ state >> 29) >> 1)
        });
        let near =
            |value: f64| (0..5).map(move |step| f64::from_bits((value.to_bits() + step).saturating_sub(2)));
        random
            .take(5_000)
            .chain((-1074..1024).flat_map(move |power| near(2_f64.powi(power))))
            .chain((-323..309).flat_map(move |power| near(format!("1e{power}").parse().unwrap_or(0.0))))
            .chain((0..2000).map(|n| f64::from(n) / 8.0 + 1e15))
            .filter(|value| value.is_finite() && *value > 0.0)
    }

    /// Defends that a browser and a command line write the same digits: this arithmetic against the standard library.
    #[test]
    fn digits_are_those_of_the_standard_library() {
        for value in values() {
            let (digits, exponent) = shortest(value);
            let found = Decimal::by_library(value);
            assert_eq!((&digits, exponent), (&found.digits, found.exponent), "{value:e}");
            assert_eq!(nearest(&digits, i64::from(exponent) + 1), value, "{value:e}");
        }
    }

    /// Defends reading: more digits than a binary64 has, ties and their neighbours, overflow and underflow.
    #[test]
    fn values_are_those_of_the_standard_library() {
        let mut decimals: Vec<String> = values().step_by(7).map(|value| format!("{value:.25e}")).collect();
        // Half way between two neighbours, to the last digit, and a little beyond.
        for value in values().step_by(31).filter(|value| *value < 1e300) {
            let next = f64::from_bits(value.to_bits() + 1);
            let exact = |value: f64| format!("{value:.800e}");
            if let (Some((low, power)), Some((high, other))) =
                (exact(value).split_once('e'), exact(next).split_once('e'))
                && power == other
            {
                let mut sum: Vec<u8> = Vec::new();
                let mut carry = 0;
                let digits = |text: &str| {
                    text.bytes().filter(u8::is_ascii_digit).map(|it| it - b'0').rev().collect::<Vec<_>>()
                };
                for (a, b) in digits(low).into_iter().zip(digits(high)) {
                    sum.push((a + b + carry) % 10);
                    carry = (a + b + carry) / 10;
                }
                sum.push(carry);
                let mut half = 0;
                let middle: String = sum
                    .iter()
                    .rev()
                    .map(|digit| {
                        let digit = half * 10 + digit;
                        half = digit % 2;
                        char::from(b'0' + digit / 2)
                    })
                    .collect();
                let middle = middle + if half == 1 { "5" } else { "" };
                let power: i32 = power.parse().unwrap_or(0);
                decimals.push(format!("{}.{}e{}", &middle[..1], &middle[1..], power + 1));
                decimals.push(format!("{}.{}00001e{}", &middle[..1], &middle[1..], power + 1));
            }
        }
        decimals.extend(
            [
                "1e400",
                "1e-400",
                "1.8e308",
                "1.7976931348623158e308",
                "1.7976931348623159e308",
                "2e-324",
                "3e-324",
                "2.4703282292062327e-324",
                "2.4703282292062328e-324",
            ]
            .map(str::to_owned),
        );
        assert!(decimals.len() > 4000);
        for decimal in decimals {
            let read = Decimal::of_token(decimal.as_bytes());
            let expected: f64 = decimal.parse().unwrap_or(f64::NAN);
            assert_eq!(nearest(&read.digits, i64::from(read.exponent) + 1), expected, "{decimal}");
        }
    }

    #[test]
    fn integers_are_printed_to_the_last_digit() {
        for value in values().map(f64::trunc).chain([0.0, 1.0, 7.0, 9_007_199_254_740_992.0, 1e22]) {
            assert_eq!(
                Numeric::from_integer(&integer(value)),
                Numeric::from_integer(&format!("{value:.0}")),
                "{value}"
            );
        }
    }
}
