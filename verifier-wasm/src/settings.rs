//! Options, read from a JavaScript object. Nothing is ignored: a misspelt limit would be no limit.

use js_sys::{Array, JsString, Reflect};
use verifier_core::digest::RawDigest;
use verifier_core::{Denied, Limits, Options, Trust};
use wasm_bindgen::{JsCast, JsValue};

use crate::bytes::LARGEST;
use crate::elements;
use crate::failure::Failure;
use crate::shown::shown;

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
const PINS: &str = "pins";
const ATTESTATIONS: &str = "attestations";
const TRUSTED_KEYS: &str = "trustedKeys";
const DENIED: &str = "denied";

/// The options of a verification that are no limits.
const BESIDE_LIMITS: [&str; 5] = [INPUT_DIGEST, PINS, ATTESTATIONS, TRUSTED_KEYS, DENIED];

/// Reads the options of functions that take limits alone.
pub fn limits(value: &JsValue) -> Result<Limits, Failure> {
    bounds(&entries(value)?, &[])
}

/// Reads the options of a verification.
pub fn verification(value: &JsValue) -> Result<Options, Failure> {
    let entries = entries(value)?;
    // First, because they bound the other options too, whatever the order.
    let limits = bounds(&entries, &BESIDE_LIMITS)?;
    let mut options = Options::default().with_limits(limits);
    let mut trust = Trust::default();
    for (name, value) in entries {
        match name.as_str() {
            INPUT_DIGEST => options = options.with_input_digest(input_digest(&value)?),
            PINS => trust.pins = elements::pins(PINS, &value)?,
            ATTESTATIONS => trust.attestations = elements::attestations(ATTESTATIONS, &value, &limits)?,
            TRUSTED_KEYS => trust.keys = elements::keys(TRUSTED_KEYS, &value, &limits)?,
            DENIED => options = options.with_denied(denied(&value)?),
            _ => {}
        }
    }
    Ok(options.with_trust(trust))
}

/// The members of the object with their values. One that is undefined counts as absent, as usual in
/// JavaScript.
fn entries(options: &JsValue) -> Result<Vec<(String, JsValue)>, Failure> {
    if options.is_undefined() {
        return Ok(Vec::new());
    }
    let unreadable = |_| Failure::argument("the options cannot be read: reading them throws");
    if !options.is_object() || Array::is_array(options) || !is_plain(options).map_err(unreadable)? {
        return Err(Failure::argument("the options must be a plain object, as {} makes one"));
    }
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

/// Whether an object has members of its own alone. What an instance of a class, or a `Map`, holds elsewhere would be
/// passed over. By how long the chain is, because an object of another window has another prototype.
fn is_plain(object: &JsValue) -> Result<bool, JsValue> {
    let parent = JsValue::from(Reflect::get_prototype_of(object)?);
    Ok(parent.is_null() || JsValue::from(Reflect::get_prototype_of(&parent)?).is_null())
}

/// The limits among the options; what is neither one nor named in `others` is refused.
fn bounds(entries: &[(String, JsValue)], others: &[&str]) -> Result<Limits, Failure> {
    let mut limits = Limits::default();
    for (name, value) in entries {
        if let Some(bound) = BOUNDS.iter().find(|bound| bound.name == name) {
            bound.read(value, &mut limits)?;
        } else if !others.contains(&name.as_str()) {
            let known: Vec<&str> =
                BOUNDS.iter().map(|bound| bound.name).chain(others.iter().copied()).collect();
            let text =
                format!("there is no option {} here; there are {}", shown(&name.into()), known.join(", "));
            return Err(Failure::unknown_option(name, text));
        }
    }
    Ok(limits)
}

impl Bound {
    fn read(&self, value: &JsValue, limits: &mut Limits) -> Result<(), Failure> {
        let range = 0.0..=f64::from(self.largest);
        match value.as_f64().filter(|value| range.contains(value) && value.fract() == 0.0) {
            Some(value) => {
                // An integer within 32 bits.
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                (self.set)(limits, value as usize);
                Ok(())
            }
            None => Err(Failure::option(
                self.name,
                &format!("be an integer from 0 to {}, not {}", self.largest, shown(value)),
            )),
        }
    }
}

fn input_digest(value: &JsValue) -> Result<RawDigest, Failure> {
    value.as_string().and_then(|text| RawDigest::from_hex(&text)).ok_or_else(|| {
        let must = format!("be 64 hexadecimal digits in lower case, not {}", shown(value));
        Failure::option(INPUT_DIGEST, &must)
    })
}

/// Which warnings count as failures.
fn denied(value: &JsValue) -> Result<Denied, Failure> {
    let mut denied = Denied::default();
    if let Some(all) = value.as_bool() {
        denied.all = all;
    } else if value.as_string().as_deref() == Some("all") {
        denied.all = true;
    } else {
        denied.checks = elements::checks(DENIED, value)?;
    }
    Ok(denied)
}
