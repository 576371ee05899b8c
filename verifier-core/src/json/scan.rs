//! Finding the end of a run of bytes, eight at a time in ordinary registers.
//!
//! The tricks are those of "Bit Twiddling Hacks" (haszero, hasless): a byte of the result has its top
//! bit set where the predicate holds. Borrows can set bits above a true one, never below, so the lowest
//! set bit is exact, and it is the only one that is used.

const ONES: u64 = u64::from_le_bytes([0x01; 8]);
const TOPS: u64 = u64::from_le_bytes([0x80; 8]);

const fn splat(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// Bytes that equal zero.
const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & TOPS
}

/// Bytes below U+0020.
const fn controls(word: u64) -> u64 {
    word.wrapping_sub(splat(0x20)) & !word & TOPS
}

#[inline(always)]
fn word_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk::<8>().map(|chunk| u64::from_le_bytes(*chunk))
}

/// Offset of the first byte from `at` on that is not plain string content: a quote, a backslash, a
/// control character or a byte outside ASCII; or the length of the input.
#[inline(always)]
pub(super) fn after_plain(bytes: &[u8], from: usize) -> usize {
    let (words, tail) = bytes.get(from..).unwrap_or_default().as_chunks::<8>();
    let mut at = from;
    for word in words {
        let word = u64::from_le_bytes(*word);
        // A byte outside ASCII has its top bit set as it is.
        let stops = zeros_of_ascii(word ^ splat(b'"'))
            | zeros_of_ascii(word ^ splat(b'\\'))
            | word.wrapping_sub(splat(0x20))
            | word;
        let stops = stops & TOPS;
        if stops != 0 {
            return at + (stops.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    let plain = |byte: &&u8| **byte != b'"' && **byte != b'\\' && byte.cast_signed() >= 0x20;
    at + tail.iter().take_while(plain).count()
}

/// As [`zeros`], where bytes with their top bit set may count as zeros too.
const fn zeros_of_ascii(word: u64) -> u64 {
    word.wrapping_sub(ONES)
}

/// The same, going on over bytes outside ASCII.
pub(super) fn after_content(bytes: &[u8], mut at: usize) -> usize {
    while let Some(word) = word_at(bytes, at) {
        let stops = zeros(word ^ splat(b'"')) | zeros(word ^ splat(b'\\')) | controls(word);
        if stops != 0 {
            return at + (stops.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|byte| *byte != b'"' && *byte != b'\\' && *byte >= 0x20) {
        at += 1;
    }
    at
}

/// Offset of the first byte from `at` on that is not a space.
#[inline(always)]
pub(super) fn after_spaces(bytes: &[u8], mut at: usize) -> usize {
    while let Some(word) = word_at(bytes, at) {
        let other = word ^ splat(b' ');
        if other != 0 {
            return at + (other.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while bytes.get(at) == Some(&b' ') {
        at += 1;
    }
    at
}

/// Whether the `length` bytes at `a` are those at `b`.
#[inline(always)]
pub(super) fn same(bytes: &[u8], a: usize, b: usize, length: usize) -> bool {
    let (Some(left), Some(right)) = (bytes.get(a..a + length), bytes.get(b..b + length)) else {
        return false;
    };
    let (Some(left_end), Some(right_end)) = (left.last_chunk::<8>(), right.last_chunk::<8>()) else {
        return left.iter().eq(right);
    };
    // The last word overlaps the one before it where the length is no multiple of eight.
    left_end == right_end && left.as_chunks::<8>().0.iter().zip(right.as_chunks::<8>().0).all(|(x, y)| x == y)
}

/// Offset of the first byte from `at` on that is not a decimal digit.
#[inline(always)]
pub(super) fn after_digits(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defends the bit tricks: every stop byte at every position of a word, behind every kind of byte.
    #[test]
    fn runs_agree_with_a_byte_loop() {
        for stop in
            [b'"', b'\\', 0x00, 0x01, 0x1f, 0x20, 0x21, 0x23, 0x5b, 0x5d, 0x7f, 0x80, 0xa2, 0xdc, 0xff]
        {
            for filler in [b'a', 0x20, 0x21, 0x23, 0x5b, 0x5d, 0x7f, 0x80, 0xa2, 0xdc, 0xff] {
                for length in 0..40 {
                    for start in 0..=length {
                        let mut text = vec![filler; length];
                        text.push(stop);
                        text.extend_from_slice(&[b'x', b'"', 0x1f]);
                        let plain = |byte: &u8| *byte != b'"' && *byte != b'\\' && *byte >= 0x20;
                        let run = text[start..].iter().take_while(|byte| plain(byte)).count();
                        assert_eq!(after_content(&text, start), start + run, "{text:x?} from {start}");
                        let run =
                            text[start..].iter().take_while(|byte| plain(byte) && byte.is_ascii()).count();
                        assert_eq!(after_plain(&text, start), start + run, "{text:x?} from {start}");
                    }
                }
            }
        }
    }

    /// Defends the comparison at every length and at the end of the input.
    #[test]
    fn same_compares_just_the_length() {
        for length in 0..30 {
            let text: Vec<u8> = (0..30).chain(0..30).collect();
            assert!(same(&text[..30 + length], 0, 30, length));
            assert!(!same(&text[..30 + length], 0, 30, length + 1));
            for differing in 0..30 {
                let mut text = text.clone();
                text[30 + differing] ^= 0x80;
                assert_eq!(same(&text, 0, 30, length), differing >= length);
            }
        }
    }

    /// Defends the skipping of indentation at word boundaries.
    #[test]
    fn spaces_are_skipped_exactly() {
        for length in 0..40 {
            for tail in [&b""[..], b"x", b"\n    ", b"\x00"] {
                let mut text = vec![b' '; length];
                text.extend_from_slice(tail);
                assert_eq!(after_spaces(&text, 0), length);
            }
        }
    }
}
