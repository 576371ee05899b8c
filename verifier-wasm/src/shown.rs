//! A JavaScript value in an error message.

use wasm_bindgen::JsValue;

/// The longest text that is repeated, in bytes.
const SHORT: usize = 80;

/// A value for an error message: itself where it is short, else its type.
pub fn shown(value: &JsValue) -> String {
    if let Some(number) = value.as_f64() {
        return number.to_string();
    }
    match value.as_string() {
        Some(text) if text.len() <= SHORT => format!("{text:?}"),
        Some(_) => "another text".to_owned(),
        None if value.is_null() => "null".to_owned(),
        None => {
            value.js_typeof().as_string().map_or_else(String::new, |kind| format!("a value of type {kind}"))
        }
    }
}
