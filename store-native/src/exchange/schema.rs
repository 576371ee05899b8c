//! What a text must have to be a decision bundle that can be imported.

use verifier_core::Code;
use verifier_core::bundle::Bundle;
use verifier_core::json::{Document, Kind, Limits};

use super::{Flaw, Place};

/// The bounds on a text that is to be imported: those that were given, but what is stored must be readable
/// with the default ones, like everything that is exported.
pub(super) fn bounds(limits: &Limits) -> Limits {
    let default = Limits::default();
    Limits {
        depth: limits.depth.min(default.depth),
        integer_digits: limits.integer_digits.min(default.integer_digits),
        ..*limits
    }
}

/// Reads a document as a bundle. The reference implementation requires two members here that it does not
/// require for a digest: `bundle_version`, and `events`, which must be an array.
///
/// # Errors
/// What is missing, or of the wrong type.
pub(super) fn read<'d, 'a>(document: &'d Document<'a>) -> Result<Bundle<'d, 'a>, Flaw> {
    let root = document.root();
    let missing = |name: &str| {
        let message = format!("the member {name:?} is missing");
        Flaw::new(Code::MissingMember, message, Place::of(root, format!("/{name}")))
    };
    if root.kind() == Kind::Object && root.member("decision").is_none() {
        let mut flaw = missing("decision");
        if root.member("control_bundle").is_some() {
            flaw.message.push_str("; this looks like an audit package, which has a bundle in control_bundle");
        }
        return Err(flaw);
    }
    let bundle = Bundle::read(&verifier_core::Place::root(root))?;
    if bundle.version.is_none() {
        return Err(missing("bundle_version"));
    }
    let Some(events) = bundle.events else { return Err(missing("events")) };
    if !events.is_array() {
        let message = format!("{} where an array is required", events.kind().described());
        return Err(Flaw::new(Code::WrongType, message, Place::of(root, "/events")));
    }
    Ok(bundle)
}
