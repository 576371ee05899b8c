//! Arguments that are not what the functions take.

use js_sys::{ArrayBuffer, Function, Proxy, Uint8Array, Uint8ClampedArray, Uint16Array};
use verifier_wasm::{canonicalize, digest, verify, verify_to_json};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::values::{at, bytes, code, object};

/// Defends against bytes that are none: a text would have to be encoded first, and nothing else is meant.
#[wasm_bindgen_test]
fn bytes_are_a_uint8_array() {
    let pretender = Function::new_no_args(
        "return { length: 2, byteLength: 2, [Symbol.toStringTag]: 'Uint8Array', 0: 91, 1: 93 }",
    );
    let wrong = [
        JsValue::UNDEFINED,
        JsValue::NULL,
        "[]".into(),
        7.into(),
        object([]),
        js_sys::Array::of2(&91.into(), &93.into()).into(),
        ArrayBuffer::new(2).into(),
        Uint16Array::new_with_length(2).into(),
        Uint8ClampedArray::new_with_length(2).into(),
        pretender.call0(&JsValue::NULL).expect("it is a value"),
    ];
    for value in wrong {
        let errors = [
            verify(&value, &JsValue::UNDEFINED).expect_err("it is refused"),
            verify_to_json(&value, &JsValue::UNDEFINED).expect_err("it is refused"),
            canonicalize(&value, &JsValue::UNDEFINED).expect_err("it is refused"),
            digest(&value, &JsValue::UNDEFINED).expect_err("it is refused"),
        ];
        for error in errors {
            assert_eq!(code(&error), "INVALID_ARGUMENT", "{value:?}");
            assert!(at(&error, "pointer").is_undefined() && at(&error, "offset").is_undefined());
        }
    }
}

/// Defends parts of a buffer: a view is its own bytes and not the whole buffer.
#[wasm_bindgen_test]
fn a_view_is_its_own_bytes() {
    let whole = Uint8Array::from(&b"xx[1, 2]xx"[..]);
    let view = whole.subarray(2, 8);
    assert_eq!(canonicalize(&view, &JsValue::UNDEFINED).expect("it is JSON"), b"[1,2]");
    assert_eq!(whole.to_vec(), b"xx[1, 2]xx", "the bytes are not changed");
}

/// Defends arrays of another window, which have another constructor.
#[wasm_bindgen_test]
fn an_array_of_another_window_is_one_too() {
    let foreign = Function::new_no_args(
        "const frame = document.createElement('iframe');
         document.body.append(frame);
         const foreign = new frame.contentWindow.Uint8Array([91, 93]);
         if (foreign instanceof Uint8Array) throw new Error('not foreign');
         return foreign;",
    );
    let foreign = foreign.call0(&JsValue::NULL).expect("it is a value");
    assert_eq!(canonicalize(&foreign, &JsValue::UNDEFINED).expect("it is JSON"), b"[]");
}

/// What the body of a function returns.
fn evaluated(body: &str) -> JsValue {
    Function::new_no_args(body).call0(&JsValue::NULL).expect("it is a value")
}

/// Defends against options that are none.
#[wasm_bindgen_test]
fn options_are_an_object() {
    let throwing = Proxy::new(
        &js_sys::Object::new(),
        &object([("ownKeys", Function::new_no_args("throw new Error('no')").into())]).into(),
    );
    let wrong = [
        JsValue::NULL,
        7.into(),
        "maxBytes".into(),
        js_sys::Array::new().into(),
        true.into(),
        throwing.into(),
    ];
    // What these hold would be passed over.
    let elsewhere = [
        "return new Map([['pins', []]])",
        "return Object.create({ pins: [] })",
        "return new (class { get pins() { return []; } })()",
        "return new Uint8Array()",
    ];
    let elsewhere = elsewhere.map(evaluated);
    for value in wrong.into_iter().chain(elsewhere) {
        let error = verify(&bytes(b"[]"), &value).expect_err("it is refused");
        assert_eq!(code(&error), "INVALID_ARGUMENT");
    }
    for plain in [
        "return { __proto__: null, maxBytes: 2 }",
        "return Object.freeze({ maxBytes: 2 })",
        "const frame = document.createElement('iframe');
         document.body.append(frame);
         return frame.contentWindow.eval('({ maxBytes: 2 })');",
    ] {
        assert!(verify(&bytes(b"[]"), &evaluated(plain)).is_ok(), "{plain}");
    }
}
