//! The template that a policy was made from.

use super::Unreplayable;
use super::fields::Fields;
use crate::canonical::Canonical;

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
            digest: payload.optional_text("template_digest")?.unwrap_or_default(),
            snapshot: payload.optional_object("template_snapshot")?.map(Canonical::of),
            overrides: payload.optional_object("overrides_applied")?.map(Canonical::of),
        }))
    }
}
