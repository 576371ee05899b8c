//! A package that is as small as the format allows with something in every sealed part, sealed by the
//! independent route.

use conformance::independent::{Tree, reseal};
use conformance::{Random, Spelling};

const UNSEALED: &[u8] = br#"{
  "package_version": "0.6",
  "control_bundle": {
    "decision": {"decision_id": "d", "goal": "\u00e9", "created_at": "t", "status": "S"},
    "events": [{"event_id": "e", "decision_id": "d", "seq": 0, "type": "T", "ts": "t", "payload": {"x": 1.5}}],
    "router_link": {"run_id": "r", "control_router_link_digest": "l"},
    "integrity": {"canonical_digest": ""}
  },
  "router": {"mode": "reference", "ref": {"run_id": "r", "digest": "q"}},
  "binding": {"control_digest": "", "router_digest": "q", "control_router_link_digest": "l"},
  "integrity": {"binding_digest": ""}
}"#;

/// The package as a tree.
pub fn small_package() -> Tree {
    let mut package = Tree::read(UNSEALED).expect("the template is JSON");
    reseal(&mut package).expect("the template has a canonical form");
    package
}

/// The package as text without white space.
pub fn small_package_text() -> String {
    Spelling::Compact.write(&small_package(), &mut Random::new(0))
}
