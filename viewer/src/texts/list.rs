//! Several packages.

use super::counted;
use crate::present::list::Standing;

/// How many packages there are.
#[must_use]
pub fn packages(count: u64) -> String {
    counted(count, "package", "packages")
}

/// Takes every report away.
pub const ALL_REPORTS: &str = "All reports (JSON lines)";
/// Removes every package.
pub const REMOVE_ALL: &str = "Remove all";
/// Gives up on all that is not verified yet.
pub const CANCEL_ALL: &str = "Cancel all";
/// What the filters do.
pub const SHOW: &str = "Show";
/// No filter.
pub const ALL: &str = "all";
/// Before the field to filter with.
pub const FIND: &str = "Find";
/// What to filter by.
pub const FIND_HINT: &str = "name, goal, decision";
/// Before the orders.
pub const SORT_BY: &str = "Sort by";
/// An order.
pub const BY_ARRIVAL: &str = "arrival";
/// An order.
pub const BY_VERDICT: &str = "verdict, worst first";
/// An order.
pub const BY_NAME: &str = "name";
/// An order.
pub const BY_SIZE: &str = "size";
/// No package is shown.
pub const NONE_LIKE_THAT: &str = "None of them is like that.";

/// Where a file stands.
#[must_use]
pub const fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Failed => "failed",
        Standing::Malformed => "not a package",
        Standing::Unread => "not read",
        Standing::Attention => "needs attention",
        Standing::Verified => "verified",
        Standing::Pending => "under way",
    }
}

/// What is done with a file now.
pub const ROW_WAITING: &str = "waiting";
/// What is done with a file now.
pub const ROW_READING: &str = "reading …";
/// What is done with a file now.
pub const ROW_CHECKING: &str = "checking …";
/// What is done with a file now.
pub const ROW_CANCELLED: &str = "cancelled";
