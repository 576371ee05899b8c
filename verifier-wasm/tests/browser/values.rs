//! JavaScript values, from the side of a test.

use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

/// The bytes as a page passes them.
pub fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

/// An object with these members.
pub fn object<const N: usize>(members: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        Reflect::set(&object, &name.into(), &value).expect("an object of our own can be changed");
    }
    object.into()
}

/// An array of these elements.
pub fn array<const N: usize>(elements: [JsValue; N]) -> JsValue {
    elements.into_iter().collect::<js_sys::Array>().into()
}

/// The value at the end of a path of member names and indices, such as `layers/router/checks/0`.
pub fn at(value: &JsValue, path: &str) -> JsValue {
    path.split('/').fold(value.clone(), |value, name| {
        Reflect::get(&value, &name.into()).unwrap_or_else(|_| panic!("{path} is there"))
    })
}

/// The text at the end of a path.
pub fn text(value: &JsValue, path: &str) -> String {
    at(value, path).as_string().unwrap_or_else(|| panic!("{path} is a text"))
}

/// What `JSON.stringify` makes of a value.
pub fn stringified(value: &JsValue) -> String {
    js_sys::JSON::stringify(value).expect("the value has a JSON form").into()
}

/// The code of an error, which is a real `Error` whose message begins with the code.
pub fn code(error: &JsValue) -> String {
    let real = error.dyn_ref::<js_sys::Error>().expect("what is thrown is an Error");
    assert_eq!(real.name(), "VerifierError");
    let code = text(error, "code");
    assert!(String::from(real.message()).starts_with(&format!("{code}: ")), "{:?}", real.message());
    code
}
