//! Templates: policies that have a name.

use super::fields::Fields;
use super::{Actor, Policy, Timestamp, Unreplayable};
use crate::canonical::{Canonical, Value};
use crate::digest::{self, RawDigest};

/// A policy that has a name, so that decisions can be made from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The name; not empty.
    pub name: String,
    /// What it is for; may be empty.
    pub description: String,
    /// The rules.
    pub policy: Policy,
    /// When it was made.
    pub created_at: Timestamp,
    /// Who made it.
    pub created_by: Actor,
}

impl Template {
    /// The digest of the template, raw: H(C({`allowed_modes`, `created_at`, `created_by`: {id, type},
    /// description, labels, `max_steps`, `min_approvals`, name, `require_adapter_capabilities`})), the time
    /// in its normal form.
    #[must_use]
    pub fn digest(&self) -> RawDigest {
        digest::of(&self.policy.with([
            ("name", Value::from(&self.name)),
            ("description", Value::from(&self.description)),
            ("created_at", Value::from(self.created_at.to_string())),
            ("created_by", self.created_by.to_value()),
        ]))
    }

    /// What a decision keeps of the template: `template_snapshot` of `POLICY_ATTACHED`.
    #[must_use]
    pub fn snapshot(&self) -> Value {
        self.policy.with([
            ("template_name", Value::from(&self.name)),
            ("template_description", Value::from(&self.description)),
        ])
    }

    /// The payload of the `TEMPLATE_CREATED` that records it.
    #[must_use]
    pub fn to_payload(&self) -> Value {
        self.policy.with([("name", Value::from(&self.name)), ("description", Value::from(&self.description))])
    }
}

/// The template that a policy was made from, as it was then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateUse {
    /// Its name.
    pub name: String,
    /// Its digest, raw; the text of the event, empty where it has none.
    pub digest: String,
    /// What it said; `None` where the event has nothing or an empty object.
    pub snapshot: Option<Canonical>,
    /// What was decided otherwise; `None` where the event has nothing or an empty object.
    pub overrides: Option<Canonical>,
}

impl TemplateUse {
    /// Reads what a `POLICY_ATTACHED` says about its template. Without a name, or with an empty one, there
    /// is none.
    pub(super) fn read(payload: &Fields<'_, '_>) -> Result<Option<Self>, Unreplayable> {
        let Some(name) = payload.optional_text("template_name")?.filter(|name| !name.is_empty()) else {
            return Ok(None);
        };
        Ok(Some(Self {
            name,
            digest: payload.text_or_empty("template_digest")?,
            snapshot: payload.optional_object("template_snapshot")?.map(Canonical::of),
            overrides: payload.optional_object("overrides_applied")?.map(Canonical::of),
        }))
    }
}
