//! Options, read from a JavaScript object. Nothing is ignored: a misspelt limit would be no limit.

use js_sys::{Array, JsString, Reflect};
use verifier_core::digest::RawDigest;
use verifier_core::{Limits, Options};
use wasm_bindgen::{JsCast, JsValue};

use crate::bytes::LARGEST;
use crate::failure::Failure;

/// An option that bounds the input.
struct Bound {
    name: &'static str,
    /// Its largest value.
    largest: u32,
    set: fn(&mut Limits, usize),
}

const BOUNDS: [Bound; 4] = [
    Bound { name: "maxBytes", largest: LARGEST, set: |limits, value| limits.bytes = value },
    Bound { name: "maxDepth", largest: u32::MAX, set: |limits, value| limits.depth = value },
    Bound { name: "maxIntegerDigits", largest: u32::MAX, set: |limits, value| limits.integer_digits = value },
    Bound { name: "maxMembers", largest: u32::MAX, set: |limits, value| limits.members = value },
];

const INPUT_DIGEST: &str = "inputDigest";

/// Reads the options of functions that take limits alone.
pub fn limits(value: &JsValue) -> Result<Limits, Failure> {
    let mut limits = Limits::default();
    for (name, value) in entries(value)? {
        bound(&mut limits, &name, &value, &[])?;
    }
    Ok(limits)
}

/// Reads the options of a verification.
pub fn verification(value: &JsValue) -> Result<Options, Failure> {
    let mut limits = Limits::default();
    let mut digest = None;
    for (name, value) in entries(value)? {
        if name == INPUT_DIGEST {
            digest = Some(input_digest(&value)?);
        } else {
            bound(&mut limits, &name, &value, &[INPUT_DIGEST])?;
        }
    }
    let options = Options::default().with_limits(limits);
    Ok(match digest {
        Some(digest) => options.with_input_digest(digest),
        None => options,
    })
}

/// The members of the object with their values. One that is undefined counts as absent, as usual in
/// JavaScript.
fn entries(options: &JsValue) -> Result<Vec<(String, JsValue)>, Failure> {
    if options.is_undefined() {
        return Ok(Vec::new());
    }
    if !options.is_object() || Array::is_array(options) {
        return Err(Failure::Argument("the options must be an object".to_owned()));
    }
    let unreadable = |_| Failure::Argument("the options cannot be read: reading them throws".to_owned());
    let mut entries = Vec::new();
    for key in Reflect::own_keys(options).map_err(unreadable)? {
        let value = Reflect::get(options, &key).map_err(unreadable)?;
        let name = key.dyn_into::<JsString>().map_or_else(|_| "Symbol()".to_owned(), String::from);
        if !value.is_undefined() {
            entries.push((name, value));
        }
    }
    Ok(entries)
}

fn bound(limits: &mut Limits, name: &str, value: &JsValue, others: &[&str]) -> Result<(), Failure> {
    let Some(bound) = BOUNDS.iter().find(|bound| bound.name == name) else {
        let known: Vec<&str> = BOUNDS.iter().map(|bound| bound.name).chain(others.iter().copied()).collect();
        return Err(Failure::UnknownOption(format!(
            "there is no option {name:?} here; there are {}",
            known.join(", ")
        )));
    };
    let range = 0.0..=f64::from(bound.largest);
    match value.as_f64().filter(|value| range.contains(value) && value.fract() == 0.0) {
        Some(value) => {
            // An integer within 32 bits.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            (bound.set)(limits, value as usize);
            Ok(())
        }
        None => Err(Failure::Option(format!(
            "the option {name} must be an integer from 0 to {}, not {}",
            bound.largest,
            shown(value)
        ))),
    }
}

fn input_digest(value: &JsValue) -> Result<RawDigest, Failure> {
    value.as_string().and_then(|text| RawDigest::from_hex(&text)).ok_or_else(|| {
        Failure::Option(format!(
            "the option {INPUT_DIGEST} must be 64 hexadecimal digits in lower case, not {}",
            shown(value)
        ))
    })
}

/// A value for an error message: itself where it is short, else its type.
fn shown(value: &JsValue) -> String {
    const SHORT: usize = 80;
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
