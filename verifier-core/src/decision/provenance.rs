//! What an exported file says about its making (`docs/format.md`, sections 2 and 3). No digest covers it.

use crate::canonical::Value;
use crate::digest::{self, RawDigest};

/// What was exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Artifact {
    /// A decision bundle; its digest is the control digest.
    Bundle,
    /// An audit package; its digest is the binding digest.
    Package,
}

impl Artifact {
    /// The id of the method that made it.
    #[must_use]
    pub const fn method_id(self) -> &'static str {
        match self {
            Self::Bundle => "nexus-control.export_v0_5",
            Self::Package => "nexus-control.audit_export_v0_6",
        }
    }

    /// What an output is called.
    const fn name(self) -> &'static str {
        match self {
            Self::Bundle => "bundle",
            Self::Package => "audit_package",
        }
    }

    /// The provenance of an export: one record, whose id follows from the decision and the digest.
    #[must_use]
    pub fn provenance(self, decision_id: &str, digest: RawDigest) -> Value {
        let record = Value::object(self.record(decision_id, digest));
        Value::object([("records", Value::array([record]))])
    }

    /// The members of that record.
    pub(crate) fn record(self, decision_id: &str, digest: RawDigest) -> [(&'static str, Value); 4] {
        [
            ("prov_id", Value::from(prov_id(decision_id, digest))),
            ("method_id", Value::from(self.method_id())),
            ("inputs", Value::array([format!("decision:{decision_id}")])),
            ("outputs", Value::array([format!("{}:{}", self.name(), digest.prefixed())])),
        ]
    }
}

/// The id of a record: `prov_` and the first 12 digits of H(`{decision_id}:{digest}`), the digest raw: the
/// control digest for a bundle, the binding digest for a package.
#[must_use]
pub fn prov_id(decision_id: &str, digest: RawDigest) -> String {
    let hex = digest::of_bytes(format!("{decision_id}:{digest}").as_bytes()).to_string();
    format!("prov_{}", hex.get(..12).unwrap_or_default())
}
