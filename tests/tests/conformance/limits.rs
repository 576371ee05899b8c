//! Each limit lets through what is exactly at its bound and refuses what is just beyond.

use verifier_core::json::Document;
use verifier_core::{Code, Limits, Options, Refusal, Verdict};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::checked;
use crate::small_package::small_package_text;

fn read(text: &str, limits: &Limits) -> Result<(), Refusal> {
    Document::read(text.as_bytes(), limits).map(drop)
}

fn refused(text: &str, limits: &Limits) -> (Code, String, usize) {
    let refusal = read(text, limits).expect_err("it is beyond the limit");
    (refusal.code, refusal.pointer, refusal.offset)
}

/// Defends the documented defaults.
#[test]
fn the_defaults_are_those_of_the_documentation() {
    let expected = Limits { bytes: 1 << 30, depth: 512, integer_digits: 4300, members: 1 << 26 };
    assert_eq!(Limits::default(), expected);
    assert_eq!(Limits::MAX_BYTES, (1 << 31) - 1);
}

/// Defends the bound on depth for arrays, objects, and both in turn.
#[test]
fn the_depth_is_bounded() {
    let limits = Limits::default();
    for shape in
        [&[("[", "]", "/0")][..], &[("{\"k\":", "}", "/k")], &[("[", "]", "/0"), ("{\"k\":", "}", "/k")]]
    {
        let nested = |depth: usize| {
            let levels: Vec<_> = shape.iter().cycle().take(depth).collect();
            let open: String = levels.iter().map(|level| level.0).collect();
            let close: String = levels.iter().rev().map(|level| level.1).collect();
            let pointer: String = levels.iter().map(|level| level.2).collect();
            (open, close, pointer)
        };
        for inner in ["", "0", "\"[[[{{{\""] {
            // An empty object member is no JSON.
            if inner.is_empty() && shape.last().is_some_and(|level| level.0 != "[") {
                continue;
            }
            let (open, close, _) = nested(512);
            assert_eq!(read(&format!("{open}{inner}{close}"), &limits), Ok(()));
        }
        let (open, close, pointer) = nested(512);
        for beyond in ["[]", "{}"] {
            let refusal = refused(&format!("{open}{beyond}{close}"), &limits);
            assert_eq!(refusal, (Code::TooDeep, pointer.clone(), open.len()));
        }
        // Depth is not the number of arrays and objects.
        let wide = format!("[{}[]]", "[],{},".repeat(1000));
        assert_eq!(read(&wide, &Limits { depth: 2, ..limits }), Ok(()));
        assert_eq!(refused(&wide, &Limits { depth: 1, ..limits }), (Code::TooDeep, "/0".to_owned(), 1));
    }
    assert_eq!(read("7", &Limits { depth: 0, ..limits }), Ok(()));
    assert_eq!(refused("[]", &Limits { depth: 0, ..limits }), (Code::TooDeep, String::new(), 0));
}

/// Defends the bounds in elements that look like earlier ones, which the reader takes a shorter way
/// through: at another depth, as one too many, with a longer integer.
#[test]
fn elements_that_look_alike_are_bounded_too() {
    let limits = Limits::default();
    // An element of two levels, the member that is its second level, where that starts, and how many
    // members and elements it is with itself.
    let elements = [
        ("{\"a\":[1]}", "a", 5, 3),
        ("[[1]]", "0", 1, 3),
        ("[2,[1]]", "1", 3, 4),
        ("{\"b\":{\"a\":3},\"a\":2}", "b", 5, 4),
    ];
    for (element, member, inner, members) in elements {
        let alike = [element; 9].join(",");
        let deeper = format!("[{alike},[[[{alike},{alike}]]]]");
        assert_eq!(read(&deeper, &Limits { depth: 6, ..limits }), Ok(()), "{deeper}");
        let offset = 1 + alike.len() + 1 + 3 + inner;
        let expected = (Code::TooDeep, format!("/9/0/0/0/{member}"), offset);
        assert_eq!(refused(&deeper, &Limits { depth: 5, ..limits }), expected, "{deeper}");

        let text = format!("[{alike}]");
        assert_eq!(read(&text, &Limits { members: 9 * members, ..limits }), Ok(()), "{text}");
        let refusal = refused(&text, &Limits { members: 9 * members - 1, ..limits });
        assert_eq!(refusal.0, Code::TooManyMembers, "{text}");
        assert!(refusal.1.starts_with("/8"), "{text}: {}", refusal.1);

        let longer = format!("[{alike},{}]", element.replace(['1', '2', '3'], "-777"));
        assert_eq!(read(&longer, &Limits { integer_digits: 3, ..limits }), Ok(()), "{longer}");
        let refusal = refused(&longer, &Limits { integer_digits: 2, ..limits });
        let offset = longer.find("-777").expect("it is there");
        assert_eq!((refusal.0, refusal.2), (Code::NumberTooLong, offset), "{longer}");
        assert!(refusal.1.starts_with("/9/"), "{longer}: {}", refusal.1);
    }
}

/// Defends the bound on the digits of integers, and that it is no bound on other numbers.
#[test]
fn the_digits_of_integers_are_bounded() {
    let limits = Limits::default();
    let at_bound = "1".repeat(4300);
    let beyond = "1".repeat(4301);
    assert_eq!(read(&at_bound, &limits), Ok(()));
    assert_eq!(read(&format!("-{at_bound}"), &limits), Ok(()));
    assert_eq!(refused(&beyond, &limits), (Code::NumberTooLong, String::new(), 0));
    assert_eq!(refused(&format!("-{beyond}"), &limits), (Code::NumberTooLong, String::new(), 0));
    let member = format!("{{\"a\":[0, -{beyond}]}}");
    assert_eq!(refused(&member, &limits), (Code::NumberTooLong, "/a/1".to_owned(), 9));
    assert_eq!(read(&format!("0.{beyond}"), &limits), Ok(()));
    assert_eq!(read(&format!("{beyond}e-4300"), &limits), Ok(()));
    let three = Limits { integer_digits: 3, ..limits };
    assert_eq!(read("[999,-999,0,-0,9999.0]", &three), Ok(()));
    assert_eq!(refused("[1000]", &three), (Code::NumberTooLong, "/0".to_owned(), 1));
}

/// Defends the bound on bytes, which comes before everything else.
#[test]
fn the_bytes_are_bounded() {
    let limits = Limits { bytes: 4, ..Limits::default() };
    assert_eq!(read("[10]", &limits), Ok(()));
    for text in ["[100]", "[10] ", "[[[[[", "\u{e9}\u{e9}\u{e9}"] {
        assert_eq!(refused(text, &limits), (Code::TooLarge, String::new(), 4));
    }
    let refusal = Document::read(b"\xff\xff\xff\xff\xff", &limits).expect_err("it is beyond the limit");
    assert_eq!((refusal.code, refusal.offset), (Code::TooLarge, 4));
}

/// Defends the bound on members and elements, which are counted over the whole document.
#[test]
fn the_members_are_bounded() {
    let limits = Limits { members: 4, ..Limits::default() };
    for text in ["[1,2,3,4]", "{\"a\":{\"b\":[1,2]}}", "[[],{},[],{}]", "[[[[]]],0]"] {
        assert_eq!(read(text, &limits), Ok(()), "{text}");
    }
    let element = |pointer: &str, offset| (Code::TooManyMembers, pointer.to_owned(), offset);
    assert_eq!(refused("[1,2,3,4, 5]", &limits), element("/4", 10));
    assert_eq!(refused("[[1,2],[3]]", &limits), element("/1/0", 8));
    let none = Limits { members: 0, ..limits };
    assert_eq!(read("[]", &none), Ok(()));
    assert_eq!(read("{}", &none), Ok(()));
    assert_eq!(refused("[1]", &none), element("/0", 1));
    // The key that is too many has not been read, so the pointer is that of the object.
    assert_eq!(refused("{\"a\":{\"b\":1,\"c\":2,\"d\":3,\"e\":4}}", &limits), element("/a", 24));
}

/// Defends that the verifier takes its limits from the options.
#[test]
fn limits_reach_the_verifier() {
    let package = small_package_text();
    let limits = Limits { bytes: package.len(), depth: 5, ..Limits::default() };
    let verdict = |limits| {
        let ours = checked::verify_with(package.as_bytes(), &Options::default().with_limits(limits));
        (ours.report.verdict(), ours.report.error().map(|error| error.code))
    };
    assert_eq!(verdict(limits).1, None);
    assert_eq!(
        verdict(Limits { bytes: package.len() - 1, ..limits }),
        (Verdict::Malformed, Some(Code::TooLarge))
    );
    assert_eq!(verdict(Limits { depth: 4, ..limits }), (Verdict::Malformed, Some(Code::TooDeep)));
    assert_eq!(verdict(Limits { members: 10, ..limits }), (Verdict::Malformed, Some(Code::TooManyMembers)));
}
