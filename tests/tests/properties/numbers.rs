//! Random number tokens, with a liking for the places where something changes.

use conformance::Random;
use num_bigint::BigUint;

/// A number token.
pub fn number(random: &mut Random) -> String {
    let sign = if random.one_in(4) { "-" } else { "" };
    let token = match random.below(12) {
        0 => "0".to_owned(),
        1 | 2 => random.below(2000).to_string(),
        3 => integer(random),
        4 => random.pick(&["0.0", "0e5", "0.000E-7", "1.0", "10e-1", "100e-2"]).to_string(),
        5 => near_power_of_ten(random),
        6 | 7 => spelled(f64::from_bits(random.bits() >> 1), random),
        // A subnormal.
        8 => spelled(f64::from_bits(random.bits() >> (12 + random.below(52))), random),
        9 => halfway(random),
        10 => short_decimal(random),
        _ => digits_and_exponent(random),
    };
    format!("{sign}{token}")
}

fn integer(random: &mut Random) -> String {
    let length = match random.below(2000) {
        0 => 4299 + random.below(3),
        1..=20 => 300 + random.below(100),
        _ => 1 + random.below(40),
    };
    digits(length, random)
}

/// Digits of which the first is no zero.
fn digits(length: usize, random: &mut Random) -> String {
    let mut digits: String = (0..length).map(|_| char::from(random.pick(b"0123456789"))).collect();
    digits.replace_range(..1, random.pick(&["1", "5", "9"]));
    digits
}

/// Within some steps of a power of ten, where the layout changes or digits carry over.
fn near_power_of_ten(random: &mut Random) -> String {
    let exponent = random.pick(&[-5, -4, -3, -1, 0, 1, 14, 15, 16, 17, 21, 22, 23, 100, -100, 300, -300]);
    let exponent = if random.one_in(3) { i32::try_from(random.below(616)).unwrap() - 308 } else { exponent };
    let power: f64 = format!("1e{exponent}").parse().unwrap();
    let steps = random.below(9);
    spelled(f64::from_bits(power.to_bits() + steps as u64 - 4), random)
}

/// A double in one of the ways to write it, exactly or with digits that do not matter.
fn spelled(value: f64, random: &mut Random) -> String {
    if !value.is_finite() {
        return "1e999".to_owned();
    }
    match random.below(5) {
        // Long positional texts are dear, and all alike.
        0 if (1e-30..1e30).contains(&value) => format!("{value:?}"),
        1 => format!("{value:.16e}"),
        2 => format!("{value:.25E}").replace("E-", "E-0"),
        3 => format!("{value:e}").replace("e-", "E-00"),
        _ => {
            let text = format!("{value:e}");
            if text.contains("e-") { text } else { text.replace('e', "e+") }
        }
    }
}

/// The decimal half way between two neighbours, to the last digit, or a last digit beside it.
fn halfway(random: &mut Random) -> String {
    let mantissa = (1 << 52) + (random.bits() >> 12);
    // Subnormals and powers of two among them.
    let mantissa = match random.below(6) {
        0 => random.bits() >> (12 + random.below(52)),
        1 => 1 << 52,
        2 => (1 << 53) - 1,
        _ => mantissa,
    };
    let exponent = if mantissa < 1 << 52 {
        -1074
    } else if random.one_in(2) {
        i64::try_from(random.below(140)).unwrap() - 110
    } else {
        i64::try_from(random.below(2046)).unwrap() - 1074
    };
    // The half step is 2^(exponent - 1).
    let twice = BigUint::from(mantissa) * 2_u8 + 1_u8;
    let shift = u32::try_from((exponent - 1).unsigned_abs()).unwrap();
    let (scaled, places) =
        if exponent > 0 { (twice << shift, 0) } else { (twice * BigUint::from(5_u8).pow(shift), shift) };
    // Two more digits to step aside in.
    let aside = BigUint::from(100_u8) * scaled + BigUint::from(1_u8);
    let exact = aside.clone() - 1_u8;
    let below = exact.clone() - 1_u8;
    let digits = match random.below(4) {
        0 => aside,
        1 => below,
        _ => exact,
    };
    format!("{digits}e-{}", places + 2)
}

/// What people write: a few digits with a point among them.
fn short_decimal(random: &mut Random) -> String {
    let length = 1 + random.below(8);
    let fraction = digits(1 + random.below(8), random);
    let fraction: String = fraction.chars().rev().collect();
    format!("{}.{fraction}", digits(length, random))
}

fn digits_and_exponent(random: &mut Random) -> String {
    let length = 1 + random.below(25);
    let mantissa = digits(length, random);
    let point = random.below(length + 1);
    let mantissa = match point {
        0 => format!("0.{mantissa}"),
        _ if point == length => mantissa,
        _ => format!("{}.{}", &mantissa[..point], &mantissa[point..]),
    };
    let exponent = match random.below(20) {
        0 => format!("-{}", 300 + random.below(60)),
        1 => (290 + random.below(40)).to_string(),
        2 => random.pick(&["400", "-400", "99999999999999999999", "-99999999999999999999"]).to_string(),
        _ => (i64::try_from(random.below(60)).unwrap() - 30).to_string(),
    };
    format!("{mantissa}{}{exponent}", random.pick(&["e", "E"]))
}
