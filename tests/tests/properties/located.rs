//! Where a fault is found, and how members, levels and digits are counted, in random documents.

use conformance::Random;
use conformance::independent::Tree;
use verifier_core::json::Document;
use verifier_core::{Code, Limits};

use crate::documents::document;
use crate::layout;
use crate::runs::for_each_seed;

/// Defends pointer and offset of a fault anywhere, also in elements that look like others: a value is
/// replaced by something that is none.
#[test]
fn a_fault_is_found_where_it_is() {
    const MARK: &str = "this stands for a fault";
    for_each_seed(1, |random| {
        let mut tree = document(random);
        if !is_sound(&tree) {
            return;
        }
        let pointer = replace_scalar(&mut tree, Tree::String(MARK.to_owned()), random);
        // The mark has to stand as it is, so nothing is escaped that needs not be.
        let text = layout::write(&tree, random);
        let token = format!("\"{MARK}\"");
        let Some(offset) = text.find(&token) else { return };
        let (fault, code, inside) = random.pick(&[
            ("?", Code::Syntax, 0),
            ("", Code::Syntax, 0),
            ("nul", Code::Syntax, 0),
            ("-", Code::Syntax, 1),
            ("01", Code::Syntax, 1),
            ("1.e", Code::Syntax, 2),
            ("1e999", Code::NumberOverflow, 0),
            ("\"\\ud800\"", Code::LoneSurrogate, 1),
            ("\"ab\u{1}\"", Code::Syntax, 3),
            ("\"ab\\x\"", Code::Syntax, 3),
        ]);
        let text = text.replacen(&token, fault, 1);
        let mut expected = offset + inside;
        if fault.is_empty() {
            // Where nothing stands, it is noticed at what comes after.
            expected += text[offset..].len() - text[offset..].trim_start().len();
            if is_alone(&text, offset) {
                return;
            }
        }
        let refusal = Document::read(text.as_bytes(), &Limits::default()).expect_err("there is a fault");
        assert_eq!(
            (refusal.code, refusal.offset, &refusal.pointer),
            (code, expected, &pointer),
            "{refusal}: {text}"
        );
    });
}

/// Whether the only thing in an array is missing, which is fine.
fn is_alone(text: &str, offset: usize) -> bool {
    text[..offset].trim_end().ends_with('[') && text[offset..].trim_start().starts_with(']')
}

/// Defends the counting of members, levels and digits: the limit that is exactly met lets a document
/// through, the next lower one does not.
#[test]
fn limits_are_met_exactly() {
    for_each_seed(1, |random| {
        let tree = document(random);
        if !is_sound(&tree) {
            return;
        }
        let text = layout::write(&tree, random);
        let mut counted = Limits { bytes: text.len(), depth: 0, integer_digits: 0, members: 0 };
        count(&tree, 1, &mut counted);
        let code = |limits: Limits| {
            Document::read(text.as_bytes(), &limits).map(drop).map_err(|refusal| refusal.code)
        };
        assert_eq!(code(counted), Ok(()), "{counted:?}: {text}");
        let one_less = [
            (Code::TooLarge, Limits { bytes: counted.bytes - 1, ..counted }),
            (Code::TooDeep, Limits { depth: counted.depth.saturating_sub(1), ..counted }),
            (
                Code::NumberTooLong,
                Limits { integer_digits: counted.integer_digits.saturating_sub(1), ..counted },
            ),
            (Code::TooManyMembers, Limits { members: counted.members.saturating_sub(1), ..counted }),
        ];
        for (expected, limits) in one_less {
            if limits != counted {
                assert_eq!(code(limits), Err(expected), "{limits:?}: {text}");
            }
        }
    });
}

fn count(tree: &Tree, depth: usize, counted: &mut Limits) {
    let inner: Vec<&Tree> = match tree {
        Tree::Array(elements) => elements.iter().collect(),
        Tree::Object(members) => members.iter().map(|(_, value)| value).collect(),
        Tree::Number(token) if !token.contains(['.', 'e', 'E']) => {
            let digits = token.trim_start_matches('-').len();
            counted.integer_digits = counted.integer_digits.max(digits);
            return;
        }
        _ => return,
    };
    counted.depth = counted.depth.max(depth);
    counted.members += inner.len();
    for value in inner {
        count(value, depth + 1, counted);
    }
}

fn is_sound(tree: &Tree) -> bool {
    conformance::independent::canonical_text(tree).is_ok()
}

/// Puts `mark` in the place of a value and returns the pointer to it.
fn replace_scalar(tree: &mut Tree, mark: Tree, random: &mut Random) -> String {
    let here = random.one_in(5);
    match tree {
        Tree::Array(elements) if !here && !elements.is_empty() => {
            let index = random.below(elements.len());
            format!("/{index}{}", replace_scalar(&mut elements[index], mark, random))
        }
        Tree::Object(members) if !here && !members.is_empty() => {
            let index = random.below(members.len());
            let (key, value) = &mut members[index];
            let step = key.replace('~', "~0").replace('/', "~1");
            format!("/{step}{}", replace_scalar(value, mark, random))
        }
        _ => {
            *tree = mark;
            String::new()
        }
    }
}
