//! Numbers for people.

/// A number with a comma between thousands.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A length in bytes, exact below 10,000 and in a larger unit from there on.
#[must_use]
pub fn size(bytes: u64) -> String {
    const UNITS: [(&str, u64); 3] = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)];
    if bytes < 10_000 {
        return crate::texts::bytes(bytes);
    }
    let (unit, one) = UNITS.into_iter().find(|(_, one)| bytes >= *one).unwrap_or(("kB", 1_000));
    if bytes >= 100 * one {
        return format!("{} {unit}", grouped((bytes + one / 2) / one));
    }
    let tenths = (bytes + one / 20) / (one / 10);
    format!("{}.{} {unit}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated() {
        assert_eq!(
            [0, 999, 1000, 1_234_567].map(grouped),
            ["0", "999", "1,000", "1,234,567"].map(str::to_owned)
        );
        assert_eq!((crate::texts::steps(1), crate::texts::steps(0)), ("1 step".into(), "0 steps".into()));
    }

    #[test]
    fn sizes_have_two_or_three_digits() {
        let sizes = [9_999, 10_000, 123_456, 5_250_000, 100_000_000, 1_500_000_000].map(size);
        assert_eq!(sizes, ["9,999 bytes", "10.0 kB", "123 kB", "5.3 MB", "100 MB", "1.5 GB"]);
    }
}
