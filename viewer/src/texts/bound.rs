//! How the parts are bound.

/// Above the drawing.
pub const BOUND: &str = "How it is bound";
/// What the drawing shows.
pub const BOUND_HOW: &str = "Each box is a part of the package, each line a check that two of them belong together. A sign \
     inside a box is a check of the digest of that part; none, that no check recomputed it. The list below says the \
     same in words.";

/// A part of the drawing.
pub const CONTROL_BUNDLE: &str = "Control bundle";
/// A part of the drawing.
pub const LINK: &str = "Link: this allowed that";
/// A part of the drawing.
pub const ROUTER_RUN: &str = "Router run";
/// A part of the drawing.
pub const TEMPLATE: &str = "Policy template";
/// A part of the drawing: what the reader has from elsewhere.
pub const WHO_VOUCHES: &str = "Who vouches for it";

/// What of that there is: a digest, an attestation.
#[must_use]
pub const fn vouched_with(digest: bool, attestation: bool) -> &'static str {
    match (digest, attestation) {
        (false, false) => "nobody was asked",
        (true, false) => "a digest of yours",
        (false, true) => "an attestation",
        (true, true) => "a digest, an attestation",
    }
}

/// Where the package has none.
pub const NONE: &str = "none";

/// What a check shows where it passes, in a sentence; by its stable name.
#[must_use]
pub fn shows(check: &str) -> Option<&'static str> {
    Some(match check {
        "binding_control_match" => "The binding and the control bundle state the same control digest.",
        "binding_link_match" => "The binding and the control bundle state the same link digest.",
        "binding_router_match" => "The binding and the router section state the same digest of the run.",
        "router_run" => "The link and the router section name the same run.",
        "control_bundle_digest" => "The control bundle, hashed anew, gives the digest that it states.",
        "binding_digest" => "The binding, hashed anew, gives the binding digest that the package states.",
        "router_link" => "The link is that of the latest run in the events.",
        "router_request" => "What was run is what was approved: the digest of each request, recomputed.",
        "link_digest" => {
            "The decision, the run, its request and its result give the link digest that is stated."
        }
        "router_result" => "The result that is bound is the one that the events recorded.",
        "router_bundle_digest" => "The embedded router bundle, hashed anew, gives the digest that it states.",
        "template" => "The template is the one that the policy was made from.",
        "pinned_digest" => "The binding digest is one that you have from elsewhere.",
        "attestation" => "An attestation of this binding digest is signed with a key that you trust.",
        "router_digest" => "The embedded router bundle states a digest.",
        _ => return None,
    })
}

/// A digest of the package.
pub const CONTROL_DIGEST: &str = "Control digest";
/// A digest of the package.
pub const LINK_DIGEST: &str = "Link digest";
/// A digest of the package.
pub const ROUTER_DIGEST: &str = "Router digest";
/// The run by the router section.
pub const ROUTER_RUN_ID: &str = "Run of the router section";
/// The run by the link.
pub const LINKED_RUN_ID: &str = "Run that is linked";
