//! The end of a stream.

use super::visible::visible;

/// The last bytes of a stream, and how many came before them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tail {
    bytes: Vec<u8>,
    omitted: u64,
}

impl Tail {
    /// The bytes that were kept.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many bytes came before them.
    #[must_use]
    pub fn omitted(&self) -> u64 {
        self.omitted
    }

    /// Whether nothing was written to the stream.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty() && self.omitted == 0
    }

    /// The last lines, `most` at most, safe to show: what is not visible is written as an escape.
    #[must_use]
    pub fn lines(&self, most: usize) -> Vec<String> {
        let text = self.bytes.strip_suffix(b"\n").unwrap_or(&self.bytes);
        if text.is_empty() {
            return Vec::new();
        }
        let mut lines: Vec<String> = text
            .rsplit(|byte| *byte == b'\n')
            .take(most)
            .map(|line| visible(line.strip_suffix(b"\r").unwrap_or(line)))
            .collect();
        lines.reverse();
        lines
    }

    /// Takes the next bytes of the stream. Of what is kept, `most` bytes matter.
    pub(super) fn extend(&mut self, bytes: &[u8], most: usize) {
        self.bytes.extend_from_slice(bytes);
        // Moving what stays for every few bytes would take quadratic time.
        if self.bytes.len() / 2 > most {
            self.shorten(most);
        }
    }

    /// Keeps the last `most` bytes.
    pub(super) fn shorten(&mut self, most: usize) {
        let surplus = self.bytes.len().saturating_sub(most);
        self.bytes.drain(..surplus);
        self.omitted += surplus as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defends the bound on what is kept of standard error, however it is cut into pieces.
    #[test]
    fn the_last_bytes_are_kept_and_the_others_counted() {
        let text: Vec<u8> = (b'a'..=b'z').cycle().take(1000).collect();
        for most in [0, 1, 7, 999, 1000, 2000] {
            for piece in [1, 3, 64, 1000] {
                let mut tail = Tail::default();
                for bytes in text.chunks(piece) {
                    tail.extend(bytes, most);
                    assert!(tail.bytes.len() <= 2 * most + 1, "{} kept of {most}", tail.bytes.len());
                }
                tail.shorten(most);
                let kept = most.min(text.len());
                assert_eq!(tail.bytes(), &text[text.len() - kept..]);
                assert_eq!(tail.omitted(), (text.len() - kept) as u64);
            }
        }
    }

    /// Defends terminals: what a router writes is shown, not obeyed.
    #[test]
    fn lines_are_safe_to_show() {
        let tail = Tail { bytes: b"one\ntwo\r\n\x1b[31mred\xff\n".to_vec(), omitted: 0 };
        assert_eq!(tail.lines(9), ["one", "two", "\\u{1b}[31mred\\xff"]);
        assert_eq!(tail.lines(1), ["\\u{1b}[31mred\\xff"]);
        assert_eq!(Tail { bytes: b"\n".to_vec(), omitted: 0 }.lines(9), [""; 0]);
    }
}
