//! What the reader refuses, with code, pointer and offset, reviewed against RFC 8259 and RFC 6901.
//!
//! The pointer is that of the innermost value that was being read: a value counts from the `[`, `,` or
//! `:` before it on, and no longer once it has ended. The offset is that of the first byte that cannot
//! stand where it does, the length of the input where something is missing at its end, or the start of
//! the token that is wrong as a whole.

use verifier_core::Code;
use verifier_core::Code::{
    DuplicateKey, LoneSurrogate, NotUtf8, NumberOverflow, NumberTooLong, Syntax, TooDeep,
};

/// A row.
pub struct Reviewed {
    pub input: Vec<u8>,
    pub code: Code,
    pub pointer: String,
    pub offset: usize,
}

/// Every row.
pub fn refusal_table() -> Vec<Reviewed> {
    let row = |input: &[u8], code, pointer: &str, offset| Reviewed {
        input: input.to_vec(),
        code,
        pointer: pointer.to_owned(),
        offset,
    };
    let mut table: Vec<_> =
        REFUSED.iter().map(|(input, code, pointer, offset)| row(input, *code, pointer, *offset)).collect();
    table.push(row(&[b'1'; 4301], NumberTooLong, "", 0));
    table.push(row(&[&b"[0,-"[..], &[b'9'; 4301], b"]"].concat(), NumberTooLong, "/1", 3));
    table.push(row(&[b'['; 513], TooDeep, &"/0".repeat(512), 512));
    table.push(row(&[&b"{\"n\":"[..], &[b'9'; 310], b".0}"].concat(), NumberOverflow, "/n", 5));
    table
}

type Row = (&'static [u8], Code, &'static str, usize);

#[rustfmt::skip]
const REFUSED: &[Row] = &[
    // Nothing, or not only a value.
    (b"", Syntax, "", 0),
    (b" ", Syntax, "", 1),
    (b"\n\t\r ", Syntax, "", 4),
    (b"{}{}", Syntax, "", 2),
    (b"{\"a\":1}{\"b\":2}", Syntax, "", 7),
    (b"1 2", Syntax, "", 2),
    (b"null,", Syntax, "", 4),
    (b"[]]", Syntax, "", 2),
    (b"\"a\"\"b\"", Syntax, "", 3),
    (b"// c\n1", Syntax, "", 0),
    (b"1 // c", Syntax, "", 2),
    (b"/* c */ 1", Syntax, "", 0),
    (b"\x00", Syntax, "", 0),
    (b"1\x00", Syntax, "", 1),
    (b"\x0b1", Syntax, "", 0),
    (b"\x0c1", Syntax, "", 0),
    (b"\xc2\xa01", Syntax, "", 0),
    (b"\xe2\x80\xa81", Syntax, "", 0),
    (b"\xef\xbb\xbf{}", Syntax, "", 0),
    (b"[\xef\xbb\xbf1]", Syntax, "/0", 1),
    (b"{}\xef\xbb\xbf", Syntax, "", 2),

    // Words.
    (b"nul", Syntax, "", 0),
    (b"nullx", Syntax, "", 4),
    (b"True", Syntax, "", 0),
    (b"[tru]", Syntax, "/0", 1),
    (b"{\"a\":fals}", Syntax, "/a", 5),
    (b"NaN", Syntax, "", 0),
    (b"Infinity", Syntax, "", 0),
    (b"-Infinity", Syntax, "", 1),
    (b"[-NaN]", Syntax, "/0", 2),
    (b"undefined", Syntax, "", 0),
    (b"[a]", Syntax, "/0", 1),
    (b"'a'", Syntax, "", 0),

    // Numbers.
    (b"00", Syntax, "", 1),
    (b"01", Syntax, "", 1),
    (b"-01", Syntax, "", 2),
    (b"[0, 012]", Syntax, "/1", 5),
    (b"-", Syntax, "", 1),
    (b"--1", Syntax, "", 1),
    (b"-a", Syntax, "", 1),
    (b"+1", Syntax, "", 0),
    (b".5", Syntax, "", 0),
    (b"-.5", Syntax, "", 1),
    (b"1.", Syntax, "", 2),
    (b"1.e5", Syntax, "", 2),
    (b"[1.]", Syntax, "/0", 3),
    (b"1.5.5", Syntax, "", 3),
    (b"1e", Syntax, "", 2),
    (b"1e+", Syntax, "", 3),
    (b"1E-", Syntax, "", 3),
    (b"1e5.5", Syntax, "", 3),
    (b"1e 5", Syntax, "", 2),
    (b"{\"a\": 1ee5}", Syntax, "/a", 8),
    (b"0x10", Syntax, "", 1),
    (b"[0x10]", Syntax, "", 2),
    (b"1_000", Syntax, "", 1),
    (b"1,000", Syntax, "", 1),
    (b"\xef\xbc\x91", Syntax, "", 0),
    (b"1e400", NumberOverflow, "", 0),
    (b"-1e400", NumberOverflow, "", 0),
    (b"[0,1E+309]", NumberOverflow, "/1", 3),
    (b"[1.7976931348623159e308]", NumberOverflow, "/0", 1),
    (b"1e99999999999999999999", NumberOverflow, "", 0),

    // Strings.
    (b"\"", Syntax, "", 1),
    (b"\"abc", Syntax, "", 4),
    (b"\"\t\"", Syntax, "", 1),
    (b"\"\n\"", Syntax, "", 1),
    (b"[\"a\x00b\"]", Syntax, "/0", 3),
    (b"{\"a\":\"\x1f\"}", Syntax, "/a", 6),
    (b"{\"a\nb\":1}", Syntax, "", 3),
    (b"\"\\", Syntax, "", 2),
    (b"\"\\\"", Syntax, "", 3),
    (b"\"\\x41\"", Syntax, "", 1),
    (b"\"ab\\'\"", Syntax, "", 3),
    (b"\"\\U0041\"", Syntax, "", 1),
    (b"\"\\\n\"", Syntax, "", 1),
    (b"\"\\u12\"", Syntax, "", 5),
    (b"\"\\u123", Syntax, "", 6),
    (b"\"\\u00g0\"", Syntax, "", 5),
    (b"\"\\u 041\"", Syntax, "", 3),
    (b"\"\\u+041\"", Syntax, "", 3),
    (b"\"\\ud83d\\u\"", Syntax, "", 9),
    (b"\"\\ud800\"", LoneSurrogate, "", 1),
    (b"\"\\udc00\\ud800\"", LoneSurrogate, "", 1),
    (b"\"ab\\ud83dcd\"", LoneSurrogate, "", 3),
    (b"\"\\ud83d\\n\"", LoneSurrogate, "", 1),
    (b"\"\\ud83d\\u0041\"", LoneSurrogate, "", 1),
    (b"\"\\ud83d\\ud83d\\ude00\"", LoneSurrogate, "", 1),
    (b"\"\\ude00\"", LoneSurrogate, "", 1),
    (b"[\"\\ud83d\\ude00\\ude00\"]", LoneSurrogate, "/0", 14),
    (b"{\"a\":[0,\"\\ud800\"]}", LoneSurrogate, "/a/1", 9),
    (b"{\"\\ud800\":1}", LoneSurrogate, "", 2),

    // Arrays.
    (b"[", Syntax, "/0", 1),
    (b"]", Syntax, "", 0),
    (b"[1", Syntax, "", 2),
    (b"[1,", Syntax, "/1", 3),
    (b"[1,]", Syntax, "/1", 3),
    (b"[,1]", Syntax, "/0", 1),
    (b"[1,,2]", Syntax, "/1", 3),
    (b"[1 2]", Syntax, "", 3),
    (b"[1}", Syntax, "", 2),
    (b"[\"a\":1]", Syntax, "", 4),
    (b"[[1,2],[3,4,]]", Syntax, "/1/2", 12),
    (b"[[],[", Syntax, "/1/0", 5),
    (b"[{}", Syntax, "", 3),
    (b"(1)", Syntax, "", 0),

    // Objects.
    (b"{", Syntax, "", 1),
    (b"}", Syntax, "", 0),
    (b"{,}", Syntax, "", 1),
    (b"{\"a\"", Syntax, "", 4),
    (b"{\"a\" 1}", Syntax, "", 5),
    (b"{\"a\":", Syntax, "/a", 5),
    (b"{\"a\":}", Syntax, "/a", 5),
    (b"{\"a\":1", Syntax, "", 6),
    (b"{\"a\":1,", Syntax, "", 7),
    (b"{\"a\":1,}", Syntax, "", 7),
    (b"{\"a\":1,,\"b\":2}", Syntax, "", 7),
    (b"{\"a\":1 \"b\":2}", Syntax, "", 7),
    (b"{\"a\":1]", Syntax, "", 6),
    (b"{\"a\"::1}", Syntax, "/a", 5),
    (b"{\"a\",1}", Syntax, "", 4),
    (b"{a:1}", Syntax, "", 1),
    (b"{'a':1}", Syntax, "", 1),
    (b"{1:1}", Syntax, "", 1),
    (b"{null:1}", Syntax, "", 1),
    (b"{\"a\":{\"b\":{\"c\":?}}}", Syntax, "/a/b/c", 15),
    (b"{\"a/b~c\":[?]}", Syntax, "/a~1b~0c/0", 10),
    (b"{\"\":{\"\":?}}", Syntax, "//", 8),
    (b"{\"\\u00e9\":?}", Syntax, "/\u{e9}", 10),
    (b"{\"a\":1}\n}", Syntax, "", 8),

    // Keys that stand twice.
    (b"{\"a\":1,\"a\":2}", DuplicateKey, "/a", 7),
    (b"{\"a\":1,\"\\u0061\":2}", DuplicateKey, "/a", 7),
    (b"{\"b\":1,\"a\":2,\"b\":3}", DuplicateKey, "/b", 13),
    (b"{\"a\":1,\"b\":2,\"b\":3,\"a\":4}", DuplicateKey, "/b", 13),
    (b"{\"x\":[{\"\":1,\"\":2}]}", DuplicateKey, "/x/0/", 12),
    (b"{\"~\":1,\"~\":1}", DuplicateKey, "/~0", 7),
    (b"[{\"a\":1,\"b\":2},{\"a\":1,\"a\":2}]", DuplicateKey, "/1/a", 22),
    (b"[{\"b\":1,\"a\":2},{\"b\":1,\"b\":2}]", DuplicateKey, "/1/b", 22),
    (b"{\"\\ud83d\\ude00\":1,\"\xf0\x9f\x98\x80\":2}", DuplicateKey, "/\u{1f600}", 18),

    // What is not UTF-8, which comes before all else.
    (b"\xff", NotUtf8, "", 0),
    (b"\"\x80\"", NotUtf8, "", 1),
    (b"[\"\xc0\xaf\"]", NotUtf8, "/0", 2),
    (b"[0,\"a\xed\xa0\x80\"]", NotUtf8, "/1", 5),
    (b"{\"a\":\"\xf4\x90\x80\x80\"}", NotUtf8, "/a", 6),
    (b"{\"\xe9\":1}", NotUtf8, "", 2),
    (b"\"\xe2\x82", NotUtf8, "", 1),
    (b"\xff\xfe[\x00]\x00", NotUtf8, "", 0),
    (b"\xfe\xff\x00[\x00]", NotUtf8, "", 0),
    (b"[\x00]\x00", Syntax, "/0", 1),
    (b"\x00[\x00]", Syntax, "", 0),
    (b"{}\xff", NotUtf8, "", 2),
];
