//! What differs between two packages: every member, by JSON pointer, and what that means.

mod facts;
mod members;

pub use facts::{Fact, Topic};
pub use members::Difference;

use verifier_core::package::Package;

/// What differs between two packages.
#[derive(Debug)]
pub struct Comparison<'d, 'a> {
    /// The differences that are kept, by pointer, in the order of the members' names.
    pub members: Vec<Difference<'d, 'a>>,
    /// How many members differ; of a member that only one package has, what is below it is not counted.
    pub member_count: usize,
    /// What is not the same in words, by topic.
    pub topics: Vec<Topic>,
    /// Whether both packages store the same binding digest.
    pub same_binding: bool,
}

impl<'d, 'a> Comparison<'d, 'a> {
    /// Compares two packages, in a time that grows with their lengths. Of the differences, `kept` are kept of the members
    /// and of each topic, and all are counted.
    #[must_use]
    pub fn of(
        a: &Package<'d, 'a>,
        b: &Package<'d, 'a>,
        roots: [verifier_core::json::Node<'d, 'a>; 2],
        kept: usize,
    ) -> Self {
        let [root_a, root_b] = roots;
        let (members, member_count) = members::differences(root_a, root_b, kept);
        // Facts follow from members: where no member differs, none does.
        let topics = if member_count == 0 { Vec::new() } else { facts::differences(a, b, roots, kept) };
        let same_binding = a.binding_digest.as_str() == b.binding_digest.as_str();
        Self { members, member_count, topics, same_binding }
    }

    /// Whether there is no difference: every member has the same canonical form, the binding digest among them.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.member_count == 0 && self.same_binding
    }
}
