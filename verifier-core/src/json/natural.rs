//! Natural numbers of any size: just what exact arithmetic on decimals takes.

use std::cmp::Ordering;

/// A natural number, in words of 32 bits, the lowest first; the last one is not zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Natural(Vec<u32>);

impl From<u32> for Natural {
    fn from(value: u32) -> Self {
        Self::from_u64(u64::from(value))
    }
}

impl Natural {
    pub fn from_u64(value: u64) -> Self {
        let mut number = Self(vec![low(value), low(value >> 32)]);
        number.trim();
        number
    }

    /// The number of bits; none for zero.
    pub fn bits(&self) -> i32 {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_possible_wrap,
            reason = "a few thousand at most"
        )]
        self.0.last().map_or(0, |last| 32 * self.0.len() as i32 - last.leading_zeros() as i32)
    }

    /// Multiplies by 2 to the power of `bits`.
    pub fn shift(&mut self, bits: u32) {
        self.multiply(1 << (bits % 32));
        if !self.0.is_empty() {
            self.0.splice(0..0, std::iter::repeat_n(0, (bits / 32) as usize));
        }
    }

    pub fn multiply(&mut self, factor: u32) {
        let mut carry = 0;
        for word in &mut self.0 {
            let product = u64::from(*word) * u64::from(factor) + carry;
            *word = low(product);
            carry = product >> 32;
        }
        self.0.push(low(carry));
        self.trim();
    }

    pub fn add(&mut self, other: &Self) {
        let length = self.0.len().max(other.0.len());
        self.0.resize(length + 1, 0);
        let mut carry = 0;
        for (word, other) in self.0.iter_mut().zip(other.0.iter().chain(std::iter::repeat(&0))) {
            let sum = u64::from(*word) + u64::from(*other) + carry;
            *word = low(sum);
            carry = sum >> 32;
        }
        self.trim();
    }

    /// Takes away a number that is not larger.
    pub fn subtract(&mut self, other: &Self) {
        let mut borrow = false;
        for (word, other) in self.0.iter_mut().zip(other.0.iter().chain(std::iter::repeat(&0))) {
            let (difference, first) = word.overflowing_sub(*other);
            let (difference, second) = difference.overflowing_sub(u32::from(borrow));
            *word = difference;
            borrow = first || second;
        }
        self.trim();
    }

    /// Divides by a number above zero and returns the remainder.
    pub fn divide(&mut self, divisor: u32) -> u32 {
        let mut remainder = 0;
        for word in self.0.iter_mut().rev() {
            let dividend = remainder << 32 | u64::from(*word);
            *word = low(dividend / u64::from(divisor));
            remainder = dividend % u64::from(divisor);
        }
        self.trim();
        low(remainder)
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The lowest 32 bits.
const fn low(value: u64) -> u32 {
    (value & 0xffff_ffff) as u32
}
