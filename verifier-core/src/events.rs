//! The events of a decision bundle, as the control digest covers them.

use crate::canonical::{Direct, Output, Sink, walk};
use crate::json::{Kind, Node, Refusal};
use crate::plan::Plans;
use crate::view::Place;

/// The members of an event that are hashed, by ascending key, with what stands for an absent one; the
/// others are required.
const MEMBERS: [(&str, Option<&str>); 8] = [
    ("actor", Some("{}")),
    ("decision_id", None),
    ("digest", Some("\"\"")),
    ("event_id", None),
    ("payload", Some("{}")),
    ("seq", None),
    ("ts", None),
    ("type", None),
];

/// Checks that events are an array of objects that have the required members. The reference
/// implementation also goes over an empty object or string, as if it were an empty array.
///
/// Returns the last one.
pub(crate) fn check<'d, 'a>(events: &Place<'d, 'a>) -> Result<Option<Node<'d, 'a>>, Refusal> {
    if is_empty_iterable(events.node) {
        return Ok(None);
    }
    events.array()?;
    // Elements with the same pattern have the same members, so one of them is looked at.
    let (mut complete, mut last) = (Vec::new(), None);
    for (index, event) in events.node.elements().enumerate() {
        last = Some(event);
        let pattern = event.repetition().map(|repetition| repetition.pattern);
        if pattern.is_some_and(|pattern| complete.contains(&pattern)) {
            continue;
        }
        let place = events.element(index, event);
        place.object()?;
        for (name, default) in MEMBERS {
            if default.is_none() {
                place.required(name)?;
            }
        }
        complete.extend(pattern);
    }
    Ok(last)
}

/// Writes the canonical form of the events, each projected to the members that are hashed.
pub(crate) fn project<S: Sink>(events: Option<Node<'_, '_>>, sink: &mut S) {
    sink.write(b"[");
    let mut begun = false;
    if let Some(events) = events {
        let input = events.document().input();
        let mut plans = Plans::default();
        // Events that are written as they stand, one after the other, as a span of the input.
        let mut verbatim = 0..0;
        for event in events.elements() {
            let repetition = event.repetition();
            let plan = repetition
                .map(|it| (it, plans.plan(it.pattern, event, |recorder| project_event(event, recorder))));
            if plan.is_some_and(|(_, plan)| plan.is_verbatim()) && event.is_canonical() {
                if event.offset() == verbatim.end + 1 && input.get(verbatim.end) == Some(&b',') {
                    verbatim.end = event.end();
                    continue;
                }
                flush(input, &verbatim, sink);
                separate(&mut begun, sink);
                verbatim = event.offset()..event.end();
                continue;
            }
            flush(input, &verbatim, sink);
            verbatim = 0..0;
            separate(&mut begun, sink);
            match plan {
                Some((repetition, plan)) => plan.write(repetition, input, sink),
                None => project_event(event, &mut Direct::new(sink)),
            }
        }
        flush(input, &verbatim, sink);
    }
    sink.write(b"]");
}

fn flush<S: Sink>(input: &[u8], verbatim: &core::ops::Range<usize>, sink: &mut S) {
    if !verbatim.is_empty() {
        sink.write_span(input, verbatim.start, verbatim.end);
    }
}

fn separate<S: Sink>(begun: &mut bool, sink: &mut S) {
    if *begun {
        sink.write(b",");
    }
    *begun = true;
}

fn project_event<O: Output>(event: Node<'_, '_>, output: &mut O) {
    let mut members = [None; MEMBERS.len()];
    for (key, value) in event.members() {
        if let Some(slot) = MEMBERS.iter().position(|(name, _)| key.is(name)) {
            members[slot] = Some(value);
        }
    }
    for (number, ((name, default), value)) in MEMBERS.iter().zip(members).enumerate() {
        output.text(if number == 0 { b"{\"" } else { b",\"" });
        output.text(name.as_bytes());
        output.text(b"\":");
        match value {
            Some(value) => walk(value, output),
            None => output.text(default.unwrap_or("null").as_bytes()),
        }
    }
    output.text(b"}");
}

/// An empty object or string, which the reference implementation iterates over like an empty array.
pub(crate) fn is_empty_iterable(node: Node<'_, '_>) -> bool {
    matches!(node.kind(), Kind::Object | Kind::String) && !node.is_truthy()
}
