//! Ids of decisions that come from outside.

/// Longest id of a decision that is imported, in bytes.
pub const MAX_DECISION_ID: usize = 255;

/// Why a decision with this id could not be spoken of on a command line or in a line of output; `None` if it
/// could.
pub(super) fn unusable(decision_id: &str) -> Option<String> {
    if decision_id.is_empty() {
        return Some("it is empty".to_owned());
    }
    if decision_id.len() > MAX_DECISION_ID {
        return Some(format!("it has {} bytes, and {MAX_DECISION_ID} at most are kept", decision_id.len()));
    }
    let control = decision_id.chars().find(|character| character.is_control())?;
    Some(format!("it has the control character U+{:04X} in it", u32::from(control)))
}
