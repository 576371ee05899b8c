//! What nexus-router exports about a run (`docs/format.md`, section 7).

use crate::canonical::{self, Sink};
use crate::digest::{self, RawDigest};
use crate::json::Node;

/// A bundle that nexus-router 0.3 exported, where it stands in a document.
#[derive(Debug, Clone, Copy)]
pub struct RouterBundle<'d, 'a> {
    /// `run`: what was asked for, and how it ended.
    pub run: Node<'d, 'a>,
    /// `events`
    pub events: Node<'d, 'a>,
    /// `digests.sha256`, if present: the digest that the bundle states for itself.
    pub stated: Option<Node<'d, 'a>>,
}

impl<'d, 'a> RouterBundle<'d, 'a> {
    /// The `bundle_version` of the format.
    pub const VERSION: &'static str = "0.3";

    /// Reads a bundle; `None` where it is in no format that is known here: another version, or without
    /// `run` or `events`. Its digest can be compared then, not recomputed.
    #[must_use]
    pub fn read(bundle: Node<'d, 'a>) -> Option<Self> {
        if bundle.member("bundle_version")?.as_str()? != Self::VERSION {
            return None;
        }
        Some(Self {
            run: bundle.member("run")?,
            events: bundle.member("events")?,
            stated: bundle.member("digests").and_then(|digests| digests.member("sha256")),
        })
    }

    /// The id of the run, if it has one.
    #[must_use]
    pub fn run_id(&self) -> Option<Node<'d, 'a>> {
        self.run.member("run_id")
    }

    /// The digest of the bundle, recomputed: H over C({events, run}) in which every character outside of
    /// U+0020..U+007E is escaped. `exported_at`, `provenance` and unknown members are not hashed.
    #[must_use]
    pub fn digest(&self) -> RawDigest {
        digest::of_written(|hasher| {
            let mut ascii = Ascii::new(hasher);
            ascii.write(b"{\"events\":");
            canonical::write(self.events, &mut ascii);
            ascii.write(b",\"run\":");
            canonical::write(self.run, &mut ascii);
            ascii.write(b"}");
        })
    }
}

/// A sink that passes on ASCII: other characters, and U+007F, as `\uXXXX` in lower-case hexadecimal, as
/// surrogate pairs above U+FFFF. It expects canonical text, in which they stand in strings alone.
struct Ascii<'s, S> {
    sink: &'s mut S,
    /// The character whose bytes are coming in, and how many of them are still to come. A text may be cut
    /// anywhere.
    character: u32,
    missing: u8,
}

impl<'s, S: Sink> Ascii<'s, S> {
    fn new(sink: &'s mut S) -> Self {
        Self { sink, character: 0, missing: 0 }
    }

    /// Takes a byte that is not passed on as it is.
    fn take(&mut self, byte: u8) {
        (self.character, self.missing) = match byte {
            0x80..=0xbf => (self.character << 6 | u32::from(byte & 0x3f), self.missing.saturating_sub(1)),
            0xc0..=0xdf => (u32::from(byte & 0x1f), 1),
            0xe0..=0xef => (u32::from(byte & 0x0f), 2),
            0xf0..=0xff => (u32::from(byte & 0x07), 3),
            _ => (u32::from(byte), 0),
        };
        if self.missing > 0 {
            return;
        }
        let mut units = [0; 2];
        let character = char::from_u32(self.character).unwrap_or(char::REPLACEMENT_CHARACTER);
        for unit in character.encode_utf16(&mut units) {
            self.sink.write(format!("\\u{unit:04x}").as_bytes());
        }
    }
}

impl<S: Sink> Sink for Ascii<'_, S> {
    fn write(&mut self, mut bytes: &[u8]) {
        while let Some(at) = bytes.iter().position(|byte| *byte >= 0x7f) {
            let (plain, rest) = bytes.split_at(at);
            self.sink.write(plain);
            if let Some((byte, rest)) = rest.split_first() {
                self.take(*byte);
                bytes = rest;
            }
        }
        self.sink.write(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Document, Limits};

    fn escaped(pieces: &[&[u8]]) -> String {
        let mut out = Vec::new();
        let mut ascii = Ascii::new(&mut out);
        for piece in pieces {
            ascii.write(piece);
        }
        String::from_utf8(out).unwrap()
    }

    /// Defends the escapes at every border between one, two, three and four bytes.
    #[test]
    fn characters_outside_of_printable_ascii_are_escaped() {
        for (character, expected) in [
            (" ", " "),
            ("~", "~"),
            ("\u{7f}", "\\u007f"),
            ("\u{80}", "\\u0080"),
            ("\u{7ff}", "\\u07ff"),
            ("\u{800}", "\\u0800"),
            ("\u{ffff}", "\\uffff"),
            ("\u{10000}", "\\ud800\\udc00"),
            ("\u{1f69a}", "\\ud83d\\ude9a"),
            ("\u{10ffff}", "\\udbff\\udfff"),
        ] {
            assert_eq!(escaped(&[character.as_bytes()]), expected);
        }
    }

    /// Defends that it does not matter where the text is cut.
    #[test]
    fn a_text_may_be_cut_anywhere() {
        let text = "a\u{7f}ü€🚚b".as_bytes();
        let whole = escaped(&[text]);
        assert_eq!(whole, "a\\u007f\\u00fc\\u20ac\\ud83d\\ude9ab");
        for cut in 0..=text.len() {
            let (left, right) = text.split_at(cut);
            assert_eq!(escaped(&[left, right]), whole, "cut at {cut}");
        }
        let bytes: Vec<&[u8]> = text.chunks(1).collect();
        assert_eq!(escaped(&bytes), whole);
    }

    /// Defends that a digest is computed only for what is known to be hashed in this way.
    #[test]
    fn other_formats_are_not_read() {
        for text in [
            "{}",
            "[]",
            "{\"bundle_version\":0.3,\"run\":{},\"events\":[]}",
            "{\"bundle_version\":\"0.4\",\"run\":{},\"events\":[]}",
            "{\"bundle_version\":\"0.3\",\"events\":[]}",
            "{\"bundle_version\":\"0.3\",\"run\":{}}",
        ] {
            let document = Document::read(text.as_bytes(), &Limits::default()).unwrap();
            assert!(RouterBundle::read(document.root()).is_none(), "{text}");
        }
    }
}
