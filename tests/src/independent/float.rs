//! Numbers with a fraction or an exponent, by exact integer arithmetic.
//!
//! Nothing here uses the platform's floating point, nor the digits that a library prints.

use core::cmp::Ordering;

use num_bigint::BigUint;

/// The canonical form of a number token with a fraction or an exponent: the nearest binary64, ties to
/// even, in the fewest digits that read back to it, the closest of these, ties to even. `None` if it is
/// too large for a binary64.
pub fn canonical_float(token: &str) -> Option<String> {
    let (sign, token) = match token.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", token),
    };
    let layout = match Nearest::to(&Decimal::parse(token)) {
        Nearest::Zero => "0.0".to_owned(),
        Nearest::Value(value) => lay_out(&value.shortest()),
        Nearest::Infinity => return None,
    };
    Some(format!("{sign}{layout}"))
}

/// The value `digits` x 10^`exponent`.
struct Decimal {
    digits: String,
    exponent: i64,
}

impl Decimal {
    fn parse(token: &str) -> Self {
        let (mantissa, exponent) = token.split_once(['e', 'E']).unwrap_or((token, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        // An exponent beyond these bounds means zero or infinity, whatever digits an input can hold.
        let bound = 1_000_000_000_000_000;
        let exponent = match exponent.parse::<i64>() {
            Ok(exponent) => exponent.clamp(-bound, bound),
            Err(_) if exponent.starts_with('-') => -bound,
            Err(_) => bound,
        };
        let exponent = exponent - i64::try_from(fraction.len()).unwrap_or(bound);
        Self { digits: format!("{whole}{fraction}").trim_start_matches('0').to_owned(), exponent }
    }
}

/// The positive value `mantissa` x 2^`exponent`; the mantissa has 53 bits unless the value is subnormal.
struct Binary64 {
    mantissa: u64,
    exponent: i64,
}

const LEAST_EXPONENT: i64 = -1074;
const MOST_EXPONENT: i64 = 971;

/// What a decimal is rounded to.
enum Nearest {
    Zero,
    Value(Binary64),
    Infinity,
}

impl Nearest {
    fn to(decimal: &Decimal) -> Self {
        if decimal.digits.is_empty() {
            return Self::Zero;
        }
        let magnitude = decimal.exponent + i64::try_from(decimal.digits.len()).unwrap_or(i64::MAX / 2);
        if magnitude > 400 {
            return Self::Infinity;
        }
        if magnitude < -400 {
            return Self::Zero;
        }
        let digits = BigUint::parse_bytes(decimal.digits.as_bytes(), 10).expect("they are digits");
        let power = ten_to(decimal.exponent);
        let (above, below) =
            if decimal.exponent < 0 { (digits, power) } else { (digits * power, BigUint::from(1_u8)) };

        // The quotient has 53 bits, or 54 and then the next exponent is right.
        let bits = |number: &BigUint| i64::try_from(number.bits()).unwrap_or(i64::MAX);
        let mut exponent = (bits(&above) - bits(&below) - 53).max(LEAST_EXPONENT);
        let (mut quotient, mut remainder, mut divisor) = divided(&above, &below, exponent);
        if quotient.bits() > 53 {
            exponent += 1;
            (quotient, remainder, divisor) = divided(&above, &below, exponent);
        }
        let odd = quotient.bit(0);
        let up = match (remainder * 2_u8).cmp(&divisor) {
            Ordering::Less => false,
            Ordering::Equal => odd,
            Ordering::Greater => true,
        };
        let mut mantissa = u64::try_from(quotient).expect("it has 53 bits") + u64::from(up);
        if mantissa == 1 << 53 {
            mantissa >>= 1;
            exponent += 1;
        }
        match mantissa {
            _ if exponent > MOST_EXPONENT => Self::Infinity,
            0 => Self::Zero,
            _ => Self::Value(Binary64 { mantissa, exponent }),
        }
    }
}

impl Binary64 {
    /// The digits and the decimal exponent of the first one.
    fn shortest(&self) -> (String, i64) {
        // In quarters of the last place: the value, and how far a neighbour's half-way point is away.
        // Below a power of two the lower neighbour is half as far.
        let closer_below = self.mantissa == 1 << 52 && self.exponent > LEAST_EXPONENT;
        let quarters = BigUint::from(self.mantissa) * 4_u8;
        let below = &quarters - if closer_below { 1_u8 } else { 2 };
        let above = &quarters + 2_u8;
        let borders_count = self.mantissa.is_multiple_of(2);

        // Value and borders as fractions over one denominator.
        let exponent = self.exponent - 2;
        let scale = BigUint::from(1_u8) << exponent.unsigned_abs();
        let (value, low, high, one) = if exponent >= 0 {
            (quarters * &scale, below * &scale, above * &scale, BigUint::from(1_u8))
        } else {
            (quarters, below, above, scale)
        };
        let leading = leading_exponent(&value, &one);

        for count in 1..=17 {
            // Candidates are multiples of 10^place.
            let place = leading - count + 1;
            let power = ten_to(place);
            let (step, up) =
                if place >= 0 { (&one * power, BigUint::from(1_u8)) } else { (one.clone(), power) };
            let scaled = &value * &up;
            let floor = &scaled / &step;
            let candidates = [floor.clone(), floor + 1_u8];
            let within = |candidate: &BigUint| {
                let at = candidate * &step;
                let (low, high) = (&low * &up, &high * &up);
                if borders_count { low <= at && at <= high } else { low < at && at < high }
            };
            let distance = |candidate: &BigUint| {
                let at = candidate * &step;
                if at > scaled { at - &scaled } else { &scaled - at }
            };
            let best = candidates
                .into_iter()
                .filter(within)
                .min_by(|a, b| distance(a).cmp(&distance(b)).then(a.bit(0).cmp(&b.bit(0))));
            if let Some(best) = best {
                let digits = best.to_string();
                // The upper candidate may have one digit more.
                let first = place + i64::try_from(digits.len()).unwrap_or(1) - 1;
                return (digits.trim_end_matches('0').to_owned(), first);
            }
        }
        unreachable!("seventeen digits tell every binary64 from the next")
    }
}

/// 10 to the power of the magnitude of `exponent`.
fn ten_to(exponent: i64) -> BigUint {
    BigUint::from(10_u8).pow(u32::try_from(exponent.unsigned_abs()).expect("the text is not that long"))
}

/// `above` / (`below` x 2^`exponent`): quotient, remainder, divisor.
fn divided(above: &BigUint, below: &BigUint, exponent: i64) -> (BigUint, BigUint, BigUint) {
    let shift = exponent.unsigned_abs();
    let (dividend, divisor) =
        if exponent < 0 { (above << shift, below.clone()) } else { (above.clone(), below << shift) };
    (&dividend / &divisor, &dividend % &divisor, divisor)
}

/// The largest k with 10^k <= `value` / `one`.
fn leading_exponent(value: &BigUint, one: &BigUint) -> i64 {
    let at_least = |exponent: i64| {
        let power = ten_to(exponent);
        if exponent >= 0 { *value >= one * power } else { value * power >= *one }
    };
    // From the number of bits it is known to within one.
    let bits = |number: &BigUint| i64::try_from(number.bits()).unwrap_or(0);
    let mut exponent = (bits(value) - bits(one)) * 30_103 / 100_000 - 2;
    while at_least(exponent + 1) {
        exponent += 1;
    }
    exponent
}

/// As Python's `repr` does it: positional from 1e-4 to below 1e16, else scientific.
fn lay_out((digits, exponent): &(String, i64)) -> String {
    let rest = &digits[1..];
    let (size, padded) = (usize::try_from(exponent.unsigned_abs()).unwrap_or(0), exponent.unsigned_abs());
    match exponent {
        0..=15 => {
            let whole = format!("{digits:0<16}");
            let fraction = digits.get(size + 1..).filter(|fraction| !fraction.is_empty()).unwrap_or("0");
            format!("{}.{fraction}", &whole[..=size])
        }
        -4..=-1 => format!("0.{}{digits}", "0".repeat(size - 1)),
        _ => {
            let point = if rest.is_empty() { "" } else { "." };
            let sign = if *exponent < 0 { '-' } else { '+' };
            format!("{}{point}{rest}e{sign}{padded:02}", &digits[..1])
        }
    }
}
