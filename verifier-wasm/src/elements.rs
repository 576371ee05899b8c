//! Options that are arrays: what a reader has from elsewhere, and names of checks.

use js_sys::{Array, JsString, Reflect};
use verifier_core::attestation::{Attestation, PublicKey};
use verifier_core::digest::PrefixedDigest;
use verifier_core::{Limits, catalog, trust};
use wasm_bindgen::{JsCast, JsValue};

use crate::bytes;
use crate::failure::Failure;
use crate::shown::shown;

/// Digests, as `--pin` takes them.
pub fn pins(option: &str, value: &JsValue) -> Result<Vec<PrefixedDigest>, Failure> {
    let wanted = "an array of digests, `sha256:` and 64 hexadecimal digits each";
    each(option, value, wanted, |element| {
        let text = element.as_string();
        let digest = match &text {
            Some(text) => trust::pin(text),
            None => Err("a digest is `sha256:` and 64 hexadecimal digits".to_owned()),
        };
        digest.map_err(|why| Failure::element(format!("{why}; this is {}", shown(element))))
    })
}

/// The contents of files of attestations, as `--attestation` takes them.
pub fn attestations(option: &str, value: &JsValue, limits: &Limits) -> Result<Vec<Attestation>, Failure> {
    let wanted = "an array of attestations, the content of a file each";
    each(option, value, wanted, |element| Ok(Attestation::read(&content(element)?, limits)?))
}

/// The contents of files of public keys, as `--trust` takes them.
pub fn keys(option: &str, value: &JsValue, limits: &Limits) -> Result<Vec<PublicKey>, Failure> {
    let wanted = "an array of public keys, the content of a file each";
    let files = each(option, value, wanted, |element| {
        let content = content(element)?;
        if content.len() > limits.bytes {
            let text = format!("it has {} bytes, and the limit is {}", content.len(), limits.bytes);
            return Err(Failure::too_large(text));
        }
        trust::keys(&content).map_err(|fault| Failure::key(&fault))
    })?;
    Ok(files.into_iter().flatten().collect())
}

/// Names of checks, as `--deny` takes them.
pub fn checks(option: &str, value: &JsValue) -> Result<Vec<&'static str>, Failure> {
    let wanted = "true, \"all\" or an array of names of checks";
    each(option, value, wanted, |element| {
        let entry = element.as_string().and_then(|name| catalog::entry(&name));
        entry.map(|entry| entry.name).ok_or_else(|| {
            let known: Vec<&str> = catalog::checks().map(|entry| entry.name).collect();
            let known = known.join(", ");
            Failure::element(format!("there is no check {}; there are {known}", shown(element)))
        })
    })
}

/// Reads each element of an array. One that is missing or undefined is an element like others.
fn each<T>(
    option: &str,
    value: &JsValue,
    wanted: &str,
    read: impl Fn(&JsValue) -> Result<T, Failure>,
) -> Result<Vec<T>, Failure> {
    if !Array::is_array(value) {
        return Err(Failure::option(option, &format!("be {wanted}, not {}", shown(value))));
    }
    let unreadable = |_| Failure::option(option, "be readable, but reading it throws");
    let length = Reflect::get(value, &"length".into()).map_err(unreadable)?.as_f64().unwrap_or_default();
    let mut all = Vec::new();
    let mut index = 0;
    while f64::from(index) < length {
        let element = Reflect::get_u32(value, index).map_err(unreadable)?;
        all.push(read(&element).map_err(|failure| failure.of_element(option, index))?);
        index += 1;
    }
    Ok(all)
}

/// The bytes of a file, which JavaScript has as they are or as a text.
fn content(value: &JsValue) -> Result<Vec<u8>, Failure> {
    match value.dyn_ref::<JsString>() {
        Some(text) if text.is_valid_utf16() => Ok(String::from(text).into_bytes()),
        Some(_) => {
            Err(Failure::element("the text has half of a surrogate pair, which stands for no character"))
        }
        None if bytes::is_uint8_array(value) => bytes::copied(value),
        None => Err(Failure::element(format!(
            "the content of a file is needed, a text or a Uint8Array, not {}",
            shown(value)
        ))),
    }
}
