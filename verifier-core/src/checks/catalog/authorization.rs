//! What there is to say about the checks of the authorization layer.

use super::Entry;

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "policy_attached",
        layer: "authorization",
        title: "There was a policy",
        proves: "Every run was requested while a policy was attached to the decision.",
        limits: "It does not judge whether the policy is a good one.",
        failure: "A run was requested without any rules for it.",
        next: "Do not take the run as approved. Ask the issuer who let it run.",
    },
    Entry {
        name: "approvals_met",
        layer: "authorization",
        title: "Enough people had approved",
        proves: "For every run, the approvals were counted as they stood when it was requested: of \
                 different people, neither revoked nor expired then, nor dated later. They are as many as the policy asks \
                 for.",
        limits: "People are told apart by the ids that the issuer gave them, and the times are those of \
                 its clock.",
        failure: "A run was requested with too few approvals.",
        next: "Do not take the run as approved. Ask the issuer who approved it, and when.",
    },
    Entry {
        name: "mode_allowed",
        layer: "authorization",
        title: "The mode was allowed",
        proves: "The policy that was in force allows the mode, dry run or apply, in which each run was \
                 requested.",
        limits: "What the router then did is in its own record.",
        failure: "A run was requested in a mode that its policy forbids.",
        next: "Do not take the run as approved. Ask the issuer why the policy did not stop it.",
    },
    Entry {
        name: "step_limit",
        layer: "authorization",
        title: "The limit of steps was kept",
        proves: "Each run that was completed took no more steps than the policy allows.",
        limits: "The number of steps is what the router reported. Of a run that failed none is looked at.",
        failure: "A run took more steps than were allowed.",
        next: "Ask the issuer what the additional steps did.",
    },
    Entry {
        name: "mode_as_requested",
        layer: "authorization",
        title: "The runs are in the mode that was asked for",
        proves: "Each run was in the mode, dry run or apply, that the decision asked for when it was \
                 created.",
        limits: "A dry run ahead of an apply is common, and is no harm.",
        failure: "A run was in another mode than the one that people were asked to approve.",
        next: "Ask the issuer whether the approvers knew.",
    },
    Entry {
        name: "single_apply",
        layer: "authorization",
        title: "Approvals served once",
        proves: "No two completed applies ran on the same approvals.",
        limits: "Runs in other packages are not known here.",
        failure: "The same approvals served for a second change.",
        next: "Ask the issuer whether the second change was meant to be covered by the approvals for the \
               first.",
    },
    Entry {
        name: "policy_stable",
        layer: "authorization",
        title: "The rules did not change under the approvals",
        proves: "No policy was attached after somebody had approved, or while a run was under way.",
        limits: "The approvals may still have been for something else in the minds of those who gave them.",
        failure: "Approvals were given to one policy, or to none yet, and another was in force afterwards.",
        next: "Ask the approvers whether they agree to the later policy.",
    },
    Entry {
        name: "separation_of_duties",
        layer: "authorization",
        title: "Nobody approved their own request",
        proves: "Whoever created the decision is not among those whose approvals counted, all of which are \
                 said to be of people, and no two approvers have ids that look the same.",
        limits: "One person can have several ids, also such as look the same in letters of two alphabets. Who \
                 attached the policy, or asked for the run, is not looked at.",
        failure: "An approval that counted came from whoever asked for the decision, from something that is not \
                  said to be a person, or perhaps twice from one person.",
        next: "Ask the issuer whether its rules allow that.",
    },
];
