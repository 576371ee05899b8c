//! What differs from run to run in the output of a command: ids, times, digests.
//!
//! That a time falls on a whole second, so that it is written shorter, is too rare to be provided for.

/// The ids that were seen so far, and names for everything that varies.
#[derive(Debug, Default)]
pub struct Varying {
    ids: Vec<String>,
}

impl Varying {
    /// The variables that stand for the ids: `ID_1` for the one that was seen first.
    pub fn ids(&self) -> impl Iterator<Item = (String, &String)> {
        (1..).zip(&self.ids).map(|(number, id)| (format!("ID_{number}"), id))
    }

    /// `text` with names for what varies.
    pub fn named(&mut self, text: &str) -> String {
        let mut named = String::with_capacity(text.len());
        let mut rest = text;
        // Only where no word goes on can one begin.
        let mut within = false;
        while let Some(next) = rest.chars().next() {
            let found = if within { None } else { self.at_start(rest) };
            if let Some((length, name)) = found {
                named.push_str(&name);
                rest = &rest[length..];
                within = true;
                continue;
            }
            named.push(next);
            within = next.is_ascii_alphanumeric();
            rest = &rest[next.len_utf8()..];
        }
        named
    }

    /// How long what varies is at the start of `text`, and its name, if it is something that varies.
    fn at_start(&mut self, text: &str) -> Option<(usize, String)> {
        if let Some(length) = time(text) {
            return Some((length, "[TIME]".to_owned()));
        }
        if shaped(text, DAY) && !text[DAY.len()..].starts_with('T') {
            return Some((DAY.len(), "[DAY]".to_owned()));
        }
        if let Some(length) = matching(text, &DIGEST) {
            return Some((length, "[DIGEST]".to_owned()));
        }
        if let Some(length) = text.strip_prefix("prov_").and_then(|behind| matching(behind, &PROVENANCE)) {
            return Some(("prov_".len() + length, "prov_[DIGEST]".to_owned()));
        }
        let length = matching(text, &ID)?;
        let id = &text[..length];
        let index = self.ids.iter().position(|seen| seen == id).unwrap_or_else(|| {
            self.ids.push(id.to_owned());
            self.ids.len() - 1
        });
        Some((length, format!("$ID_{}", index + 1)))
    }
}

/// Runs of hexadecimal digits, with what stands between them.
const DIGEST: [(usize, &str); 1] = [(64, "")];
const PROVENANCE: [(usize, &str); 1] = [(12, "")];
const ID: [(usize, &str); 5] = [(8, "-"), (4, "-"), (4, "-"), (4, "-"), (12, "")];

fn matching(text: &str, runs: &[(usize, &str)]) -> Option<usize> {
    let mut at = 0;
    for (digits, between) in runs {
        let run = text.as_bytes().get(at..at + digits)?;
        if !run.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            return None;
        }
        at += digits;
        text.get(at..)?.strip_prefix(between)?;
        at += between.len();
    }
    let goes_on = text.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
    (!goes_on).then_some(at)
}

const DAY: &str = "dddd-dd-dd";

/// A time as people see it, `2026-11-22T20:12:08Z`, or as it is stored.
fn time(text: &str) -> Option<usize> {
    const SECOND: &str = "dddd-dd-ddTdd:dd:dd";
    if !shaped(text, SECOND) {
        return None;
    }
    let behind = &text[SECOND.len()..];
    let fraction = behind
        .strip_prefix('.')
        .map_or(0, |behind| 1 + behind.bytes().take_while(u8::is_ascii_digit).count());
    let offset = ["Z", "+00:00"].into_iter().find(|offset| behind[fraction..].starts_with(offset))?;
    Some(SECOND.len() + fraction + offset.len())
}

/// Whether `text` begins like `shape`, in which `d` stands for a digit.
fn shaped(text: &str, shape: &str) -> bool {
    let fits = |(byte, shape): (u8, u8)| if shape == b'd' { byte.is_ascii_digit() } else { byte == shape };
    text.len() >= shape.len() && text.bytes().zip(shape.bytes()).all(fits)
}

/// Defends the transcripts: what varies is named, everything else stays as it is.
#[test]
fn what_varies_is_named() {
    let mut varying = Varying::default();
    let (one, two) = ("4d6b7923-4c4e-4909-8aec-2bff9880ec63", "9f6e26b8-1feb-4c96-9653-f76067a1c833");
    let digest = "ab".repeat(32);
    let text = format!(
        "evt_{one}_0 {two} {one} sha256:{digest} {digest}0 2026-11-22T20:12:08.842655+00:00 2026-11-22T20:12:08Z \
         2026-11-22 2026-11-22T20:12 é{two}0"
    );
    let expected = format!(
        "evt_$ID_1_0 $ID_2 $ID_1 sha256:[DIGEST] {digest}0 [TIME] [TIME] [DAY] 2026-11-22T20:12 é{two}0"
    );
    assert_eq!(varying.named(&text), expected);
    let ids: Vec<_> = varying.ids().map(|(name, id)| format!("{name}={id}")).collect();
    assert_eq!(ids, [format!("ID_1={one}"), format!("ID_2={two}")]);
}
