//! Text for people: safe to show, wrapped, aligned, coloured.

mod difference;
mod excerpt;
mod excerpted;
mod moment;
mod page;
mod paint;
mod table;
mod visible;
mod wrap;

pub use difference::rows;
pub use excerpt::Excerpt;
pub use excerpted::{excerpted, parts};
pub use moment::{moment, moment_of};
pub use page::Page;
pub use paint::Paint;
pub use table::{Column, Table};
pub use visible::visible;
pub use wrap::wrap;

/// A number with its digits in groups of three.
pub fn grouped(number: usize) -> String {
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

/// `1 check`, `2 checks`.
pub fn counted(number: usize, one: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {one}{plural}", grouped(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), text);
        }
    }
}
