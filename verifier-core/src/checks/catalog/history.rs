//! What there is to say about the checks of the history layer.

use super::Entry;

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "event_digests",
        layer: "history",
        title: "Each event is what its digest says",
        proves: "The digest of every event was recomputed from its type and its payload, and compared with \
                 the one that it states.",
        limits: "It does not cover the time, the actor and the number of an event; the control digest \
                 does. Anyone can compute new digests.",
        failure: "The type or the payload of an event was changed after its digest was made, or the digest \
                  was.",
        next: "Ask the issuer for the events as they stand in its store, and compare the ones that are \
               named.",
    },
    Entry {
        name: "event_sequence",
        layer: "history",
        title: "The events are numbered without a gap",
        proves: "The events are numbered from 0, one after the other, in the order in which they stand.",
        limits: "Events can be left out and the rest renumbered; whether what is left makes sense is what \
                 event_types and the authorization checks ask.",
        failure: "An event is missing, added, moved, or numbered wrongly.",
        next: "Ask the issuer for the complete history of the decision.",
    },
    Entry {
        name: "event_identity",
        layer: "history",
        title: "The events belong to this decision",
        proves: "Every event names this decision, and its id is made of the decision and its number.",
        limits: "It compares ids. It does not show that the events happened.",
        failure: "An event of another decision stands in this one, or ids were changed.",
        next: "Ask the issuer for the history of this decision, and where the named events come from.",
    },
    Entry {
        name: "event_times",
        layer: "history",
        title: "The times are in order",
        proves: "The time of every event can be read, and no event is earlier than the one before it.",
        limits: "The times are those of the issuer's clock. Nobody else has confirmed them.",
        failure: "A clock was set back, or events were moved. Whether approvals had expired when a run was \
                  requested depends on these times.",
        next: "Ask the issuer for the reason, and whether approvals were given before the run.",
    },
    Entry {
        name: "event_types",
        layer: "history",
        title: "The history can be replayed",
        proves: "Every event is of a known type, carries what that type needs, and follows from the events \
                 before it: a run that is completed was started, one that is started was requested, the one \
                 before it had ended, and an approval that is taken back was given.",
        limits: "That a history is possible does not mean that it happened. Members of events that the \
                 format does not know are not looked at.",
        failure: "An event carries what no store writes, or stands where it cannot: events were left out, \
                  or made by hand. If it only asks for attention, a crash can be the reason too.",
        next: "Ask the issuer for the complete history of the decision, as it stands in its store.",
    },
    Entry {
        name: "replayed_state",
        layer: "history",
        title: "The header says what the events say",
        proves: "Status, goal, mode and time of creation were derived from the events, and compared with \
                 those that the header states.",
        limits: "The header and the events can be changed together.",
        failure: "The header tells another story than the events. One of them was changed, or the package \
                  was put together wrongly.",
        next: "Rely on neither. Ask the issuer for the decision as it stands in its store.",
    },
    Entry {
        name: "router_link",
        layer: "history",
        title: "The link is to the latest run",
        proves: "Run id, adapter and the digests of request and result in the link are those of the latest \
                 execution in the events.",
        limits: "It does not look at the router section; router_run does.",
        failure: "The link names a run that the history of the decision does not have, or an earlier one.",
        next: "Ask the issuer which run the decision led to.",
    },
    Entry {
        name: "link_digest",
        layer: "history",
        title: "The digest of the link is right",
        proves: "The digest of the link was recomputed from the decision, the run and the digests of \
                 request and result, as the events have them.",
        limits: "Anyone can change these and compute a new digest.",
        failure: "The link was changed after its digest was made, or the digest was.",
        next: "Ask the issuer for the link as recorded at export.",
    },
    Entry {
        name: "router_request",
        layer: "history",
        title: "What was asked of the router is what was decided",
        proves: "What the router was asked to do was put together again from the goal, the plan, the \
                 adapter, the mode and the policy in the events. Its digest is the one recorded when the \
                 run was started.",
        limits: "It shows what was asked for, not that it was approved: the authorization checks ask that. What \
                 the router then did is in its own record.",
        failure: "The run was started with another request than the decision and its policy give: another \
                  goal, plan, adapter, mode or limit.",
        next: "Ask the issuer for the request as it was sent, and who changed it.",
    },
    Entry {
        name: "template",
        layer: "history",
        title: "The policy is what its template says",
        proves: "The template that the package states is the one of the policy event, is written as a store writes \
                 one, and the policy is what it says, but for what is stated to be decided otherwise.",
        limits: "The digest of a template also covers when and by whom it was made, which is not in the \
                 package, so it is compared and not recomputed.",
        failure: "The template was changed, the policy differs from it without saying so, or what is said of the \
                  template is not what a store writes of one.",
        next: "Ask the issuer for the template as it stands in its store.",
    },
    Entry {
        name: "provenance",
        layer: "history",
        title: "The notes on the making fit",
        proves: "The notes on how the bundle and the package were made follow from the decision and the \
                 two digests.",
        limits: "No digest covers these notes; anybody can write them anew.",
        failure: "The notes are about another decision or another export, or they are missing.",
        next: "Ask the issuer how and from what the file was made.",
    },
];
