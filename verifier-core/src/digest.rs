//! SHA-256 digests. Nothing else in this crate hashes.

use core::fmt;

use sha2::block_api::compress256;

use crate::canonical::{self, Sink, Value};
use crate::json::Node;

/// A raw digest: 32 bytes, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct RawDigest([u8; 32]);

impl RawDigest {
    /// The digest with these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The digest that `text` is in hexadecimal: 64 digits, lower case; `None` for anything else.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        let mut bytes = [0; 32];
        if pairs.len() != bytes.len() || !rest.is_empty() {
            return None;
        }
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = digit(*high)? << 4 | digit(*low)?;
        }
        Some(Self(bytes))
    }

    /// Whether `text` writes some digest: 64 hexadecimal digits in lower case.
    pub(crate) fn is_written(text: &str) -> bool {
        Self::from_hex(text).is_some_and(|digest| digest.is_written_as(text))
    }

    /// The bytes of the digest.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The same digest with its algorithm named.
    #[must_use]
    pub const fn prefixed(self) -> PrefixedDigest {
        PrefixedDigest(self)
    }

    /// Whether `text` is this digest in hexadecimal, to the character.
    #[must_use]
    pub fn is_written_as(&self, text: &str) -> bool {
        self.is_written_in(text.as_bytes())
    }

    #[inline]
    pub(crate) fn is_written_in(&self, text: &[u8]) -> bool {
        self.digits() == *text
    }

    fn hex(self) -> String {
        self.digits().iter().map(|digit| char::from(*digit)).collect()
    }

    #[inline]
    fn digits(self) -> [u8; 64] {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let mut digits = [0; 64];
        for (pair, byte) in digits.as_chunks_mut::<2>().0.iter_mut().zip(self.0) {
            *pair = [HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]];
        }
        digits
    }
}

/// The value of a hexadecimal digit in lower case.
const fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

impl fmt::Display for RawDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex())
    }
}

impl fmt::Debug for RawDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawDigest({self})")
    }
}

/// A digest with its algorithm named: `sha256:` and 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct PrefixedDigest(RawDigest);

impl PrefixedDigest {
    /// What stands before the hexadecimal digits.
    pub const PREFIX: &'static str = "sha256:";

    /// The digest that `text` is: `sha256:` and 64 digits, lower case; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        text.strip_prefix(Self::PREFIX).and_then(RawDigest::from_hex).map(Self)
    }

    /// The digest without the name of its algorithm.
    #[must_use]
    pub const fn raw(self) -> RawDigest {
        self.0
    }
}

impl fmt::Display for PrefixedDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", Self::PREFIX, self.0)
    }
}

/// H(bytes) of `docs/format.md`.
#[must_use]
pub fn of_bytes(bytes: &[u8]) -> RawDigest {
    Companion::new(bytes).finish()
}

/// H(C(value)) of `docs/format.md`: the digest of the canonical form.
#[must_use]
pub fn of_value(node: Node<'_, '_>) -> RawDigest {
    let mut hasher = Hasher::new();
    canonical::write(node, &mut hasher);
    hasher.finish().0
}

/// H(C(value)) of `docs/format.md` for a value that was made here.
#[must_use]
pub fn of(value: &Value) -> RawDigest {
    of_written(|sink| value.write(sink))
}

/// H of what `write` writes.
pub(crate) fn of_written(write: impl FnOnce(&mut Hasher<'_>)) -> RawDigest {
    let mut hasher = Hasher::new();
    write(&mut hasher);
    hasher.finish().0
}

/// H of a few texts, one after the other. Where they are short together, they are put into one piece with
/// the padding, which is about twice as fast as taking them one by one.
pub(crate) fn of_texts(texts: [&[u8]; 5]) -> RawDigest {
    const SHORT: usize = 8 * BLOCK;
    let length: usize = texts.iter().map(|text| text.len()).sum();
    // FIPS 180-4, section 5.1.1: a bit, zeros, the length in eight bytes.
    let padded = (length + 9).next_multiple_of(BLOCK);
    if padded > SHORT {
        return of_written(|hasher| texts.into_iter().for_each(|text| hasher.write(text)));
    }
    let mut message = [0; SHORT];
    let mut at = 0;
    for text in texts {
        message[at..at + text.len()].copy_from_slice(text);
        at += text.len();
    }
    message[at] = 0x80;
    message[padded - 8..padded].copy_from_slice(&(length as u64 * 8).to_be_bytes());
    let mut state = INITIAL;
    compress256(&mut state, message[..padded].as_chunks().0);
    of_state(state)
}

/// FIPS 180-4, section 5.3.3.
const INITIAL: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

const BLOCK: usize = 64;

/// Whole blocks that gather before they are compressed. Few enough that the next ones are put together
/// while the processor is still busy with these.
const GATHERED: usize = 4 * BLOCK;

/// How far a short span is copied at once, whatever its length: a copy of a fixed size is a few moves,
/// one of a variable size a call.
const STRIDE: usize = 64;

/// A message that lies in memory as a whole, hashed along with another one.
///
/// One SHA-256 keeps a core waiting for its own last round most of the time. Two messages in turn, block
/// by block, fill those gaps, so the digest of the file is had on the way, while the digest of its
/// content is computed.
struct Companion<'m> {
    state: [u32; 8],
    blocks: &'m [[u8; BLOCK]],
    tail: &'m [u8],
    length: usize,
}

impl<'m> Companion<'m> {
    fn new(message: &'m [u8]) -> Self {
        let (blocks, tail) = message.as_chunks();
        Self { state: INITIAL, blocks, tail, length: message.len() }
    }

    fn finish(mut self) -> RawDigest {
        compress256(&mut self.state, self.blocks);
        finish(self.state, self.tail, self.length as u64)
    }
}

/// SHA-256 over what is written to it, and over a companion message if there is one.
pub(crate) struct Hasher<'m> {
    state: [u32; 8],
    length: u64,
    gathered: [u8; GATHERED + STRIDE],
    filled: usize,
    companion: Companion<'m>,
}

impl<'m> Hasher<'m> {
    pub fn new() -> Self {
        Self::with_companion(&[])
    }

    /// A hasher that computes the digest of `message` on the way.
    pub fn with_companion(message: &'m [u8]) -> Self {
        Self {
            state: INITIAL,
            length: 0,
            gathered: [0; GATHERED + STRIDE],
            filled: 0,
            companion: Companion::new(message),
        }
    }

    /// The digest of what was written, and that of the companion message.
    pub fn finish(mut self) -> (RawDigest, RawDigest) {
        self.flush();
        let rest = self.gathered.get(..self.filled).unwrap_or_default();
        let length = self.length + rest.len() as u64;
        (finish(self.state, rest, length), self.companion.finish())
    }

    #[inline]
    fn compress(&mut self, blocks: &[[u8; BLOCK]]) {
        compress_with(&mut self.state, blocks, &mut self.companion);
        self.length += (blocks.len() * BLOCK) as u64;
    }

    /// Compresses the whole blocks that have gathered.
    #[inline]
    fn flush(&mut self) {
        let (blocks, _) = self.gathered[..self.filled].as_chunks();
        compress_with(&mut self.state, blocks, &mut self.companion);
        let done = blocks.len() * BLOCK;
        self.length += done as u64;
        self.gathered.copy_within(done..self.filled, 0);
        self.filled -= done;
    }
}

impl Sink for Hasher<'_> {
    #[inline]
    fn write(&mut self, mut bytes: &[u8]) {
        loop {
            let room = self.gathered.len() - self.filled;
            let taken = bytes.len().min(room);
            let (now, later) = bytes.split_at(taken);
            self.gathered[self.filled..self.filled + taken].copy_from_slice(now);
            self.filled += taken;
            if self.filled >= GATHERED {
                self.flush();
            }
            if later.is_empty() {
                return;
            }
            bytes = later;
        }
    }

    #[inline]
    fn write_span(&mut self, input: &[u8], start: usize, end: usize) {
        let length = end.saturating_sub(start);
        if length <= STRIDE {
            // There is always room for a stride: what has gathered is below `GATHERED`.
            let to = self.gathered.get_mut(self.filled..).and_then(|rest| rest.first_chunk_mut::<STRIDE>());
            let from = input.get(start..).and_then(|rest| rest.first_chunk::<STRIDE>());
            if let (Some(to), Some(from)) = (to, from) {
                *to = *from;
                self.filled += length;
                if self.filled >= GATHERED {
                    self.flush();
                }
                return;
            }
        }
        let Some(bytes) = input.get(start..end) else { return };
        if bytes.len() < 2 * GATHERED {
            self.write(bytes);
            return;
        }
        // A long span: fill up to a whole block, then hash from where it lies.
        let (head, rest) = bytes.split_at((BLOCK - self.filled % BLOCK) % BLOCK);
        self.write(head);
        self.flush();
        let (blocks, tail) = rest.as_chunks();
        self.compress(blocks);
        self.write(tail);
    }
}

/// Compresses `blocks`, and as many blocks of the companion.
#[inline]
fn compress_with(state: &mut [u32; 8], blocks: &[[u8; BLOCK]], companion: &mut Companion<'_>) {
    let (beside, later) = companion.blocks.split_at(blocks.len().min(companion.blocks.len()));
    let (paired, alone) = blocks.split_at(beside.len());
    for (block, other) in paired.iter().zip(beside) {
        compress256(state, std::slice::from_ref(block));
        compress256(&mut companion.state, std::slice::from_ref(other));
    }
    compress256(state, alone);
    companion.blocks = later;
}

/// Pads and ends a message (FIPS 180-4, section 5.1.1): `rest` is what follows the last whole block.
fn finish(mut state: [u32; 8], rest: &[u8], length: u64) -> RawDigest {
    let mut last = [0_u8; 2 * BLOCK];
    let rest = rest.get(..BLOCK).unwrap_or(rest);
    last[..rest.len()].copy_from_slice(rest);
    last[rest.len()] = 0x80;
    let size = if rest.len() < BLOCK - 8 { BLOCK } else { 2 * BLOCK };
    last[size - 8..size].copy_from_slice(&(length * 8).to_be_bytes());
    let (blocks, _) = last[..size].as_chunks();
    compress256(&mut state, blocks);
    of_state(state)
}

fn of_state(state: [u32; 8]) -> RawDigest {
    let mut digest = [0; 32];
    for (bytes, word) in digest.chunks_exact_mut(4).zip(state) {
        bytes.copy_from_slice(&word.to_be_bytes());
    }
    RawDigest(digest)
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    fn library(message: &[u8]) -> RawDigest {
        RawDigest(Sha256::digest(message).into())
    }

    /// Defends padding, gathering and the companion: both digests agree with the library's, whatever
    /// the lengths and however the message is cut into pieces.
    #[test]
    fn every_length_and_cut_gives_the_digest_of_the_library() {
        let text: Vec<u8> = (0..4000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        for length in (0..700).chain([1023, 1024, 1025, 2047, 3001]) {
            let other = &text[..(length * 7) % 1500];
            for piece in [1, 3, 31, 63, 64, 65, 127, 128, 500, 4000] {
                let mut hasher = Hasher::with_companion(other);
                let mut at = 0;
                while at < length {
                    let end = length.min(at + piece);
                    if at % 2 == 0 {
                        hasher.write_span(&text, at, end);
                    } else {
                        hasher.write(&text[at..end]);
                    }
                    at = end;
                }
                let (digest, beside) = hasher.finish();
                assert_eq!(digest, library(&text[..length]), "{length} bytes in pieces of {piece}");
                assert_eq!(beside, library(other), "companion of {} bytes", other.len());
            }
        }
    }

    /// Defends the writing of digests: raw and prefixed, lower case.
    #[test]
    fn digests_are_written_in_lower_case_hex() {
        let digest = of_bytes(b"");
        let hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(digest.to_string(), hex);
        assert_eq!(digest.prefixed().to_string(), format!("sha256:{hex}"));
        assert!(digest.is_written_as(hex));
        assert!(!digest.is_written_as(&hex.to_uppercase()));
    }

    /// Defends the reading of digests: what is written is read back, and nothing that only looks alike.
    #[test]
    fn only_what_is_written_is_read() {
        let digest = of_bytes(b"x");
        let (raw, prefixed) = (digest.to_string(), digest.prefixed().to_string());
        assert_eq!(RawDigest::from_hex(&raw), Some(digest));
        assert_eq!(PrefixedDigest::parse(&prefixed), Some(digest.prefixed()));
        for text in
            ["", &raw[1..], &format!("{raw}0"), &raw.to_uppercase(), &format!("g{}", &raw[1..]), &prefixed]
        {
            assert_eq!(RawDigest::from_hex(text), None, "{text}");
        }
        for text in ["", &raw, &prefixed[1..], &prefixed.to_uppercase(), &format!("sha256:{prefixed}")] {
            assert_eq!(PrefixedDigest::parse(text), None, "{text}");
        }
    }

    /// Defends that a value is hashed as it is written.
    #[test]
    fn a_value_is_hashed_in_its_canonical_form() {
        let value = Value::object([("b", Value::from(1_u64)), ("a", Value::Null)]);
        assert_eq!(of(&value), of_bytes(b"{\"a\":null,\"b\":1}"));
    }
}
