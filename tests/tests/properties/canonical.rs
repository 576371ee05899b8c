//! The canonical form of random documents, and what is none.

use conformance::Random;
use conformance::agreement::{Accepted, canonical_forms_agree};
use conformance::independent::Tree;

use crate::documents::document;
use crate::layout;
use crate::runs::for_each_seed;

/// Defends the reader and the canonical writer on documents of every shape: two routes, one answer.
#[test]
fn canonical_forms_agree_with_the_independent_route() {
    for_each_seed(1, |random| {
        let tree = document(random);
        let text = layout::write(&tree, random);
        // The other route has to see what was generated, or it proves nothing.
        assert_eq!(Tree::read(text.as_bytes()).ok(), Some(tree), "{text}");
        canonical_forms_agree(text.as_bytes());
    });
}

/// Defends what is accepted: documents with a few bytes changed, most of which are no JSON any more.
#[test]
fn changed_texts_are_accepted_and_refused_alike() {
    let accepted = std::cell::Cell::new((0_u64, 0_u64));
    for_each_seed(1, |random| {
        let mut text = layout::write(&document(random), random).into_bytes();
        for _ in 0..=random.below(3) {
            change(&mut text, random);
        }
        let (yes, all) = accepted.get();
        let was_accepted = canonical_forms_agree(&text) == Accepted::Yes;
        accepted.set((yes + u64::from(was_accepted), all + 1));
    });
    let (yes, all) = accepted.get();
    assert!(
        all < 100 || (yes * 50 > all && yes < all),
        "{yes} of {all} are still JSON: a fair share of both"
    );
}

fn change(text: &mut Vec<u8>, random: &mut Random) {
    const BYTES: &[u8] =
        b"{}[]:,\"\\ \n\t0123456789-+.eEutrfnlas/\x00\x1f\x7f\x80\xbf\xc3\xa9\xe2\xed\xf0\xff";
    const PIECES: [&[u8]; 16] = [
        b"\\u",
        b"\\ud83d",
        b"\\ude00",
        b"\\n",
        b"\xef\xbb\xbf",
        b"NaN",
        b"null",
        b",,",
        b"[]",
        b"{}",
        b"\"\":0,",
        b"1e999",
        b"-0",
        b"01",
        b"\xed\xa0\x80",
        b"//",
    ];
    let at = random.below(text.len());
    match random.below(6) {
        0 if !text.is_empty() => text[at] = random.pick(BYTES),
        1 if !text.is_empty() => text[at] ^= 1 << random.below(8),
        2 if !text.is_empty() => {
            let end = text.len().min(at + 1 + random.below(3));
            text.drain(at..end);
        }
        3 => {
            let piece: &[u8] = random.pick(&PIECES);
            text.splice(at..at, piece.iter().copied());
        }
        // A part of the text once more: keys that stand twice, brackets that do not match.
        4 if !text.is_empty() => {
            let from = random.below(text.len());
            let part: Vec<u8> = text[from..].iter().take(1 + random.below(30)).copied().collect();
            text.splice(at..at, part);
        }
        5 if random.one_in(4) => text.truncate(at),
        _ => text.insert(at, random.pick(BYTES)),
    }
}
