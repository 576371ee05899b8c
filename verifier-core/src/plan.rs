//! How elements with the same pattern are written: which text, and which scalar after it.

use crate::canonical::{Output, Sink, write_scalar};
use crate::json::{Node, Repetition};

/// Bytes behind the last text of a plan, so that a sink may read on there.
const SLACK: usize = 64;

/// What is written for an element with a certain pattern: text and scalars in turn. It was recorded
/// while one such element was gone through; the others differ in their scalars alone.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// All texts, one after the other, then some slack.
    texts: Vec<u8>,
    /// Where each text ends, and the number of the scalar that follows it.
    pieces: Vec<(usize, usize)>,
    /// Where the last text ends.
    end: usize,
    /// Whether an element that is canonical is written as it stands.
    verbatim: bool,
}

impl Plan {
    /// Whether an element that is canonical is written as it stands.
    pub fn is_verbatim(&self) -> bool {
        self.verbatim
    }

    /// Writes an element.
    #[inline]
    pub fn write<S: Sink>(&self, element: Repetition<'_>, input: &[u8], sink: &mut S) {
        let mut from = 0;
        for (end, number) in &self.pieces {
            sink.write_span(&self.texts, from, *end);
            from = *end;
            if let Some(scalar) = element.scalar(*number) {
                write_scalar(scalar, input, sink);
            }
        }
        sink.write_span(&self.texts, from, self.end);
    }

    /// Whether the plan puts the text between the scalars of `element` back where it was.
    fn writes_as_it_stands(&self, element: Node<'_, '_>) -> bool {
        let input = element.document().input();
        let Some(repetition) = element.repetition() else { return false };
        let (mut from, mut written) = (element.offset(), 0);
        for (place, (end, number)) in self.pieces.iter().enumerate() {
            let Some(scalar) = repetition.scalar(*number) else { return false };
            if *number != place || self.texts.get(written..*end) != input.get(from..scalar.start()) {
                return false;
            }
            (from, written) = (scalar.end(), *end);
        }
        self.texts.get(written..self.end) == input.get(from..element.end())
    }
}

/// Records a plan.
pub(crate) struct Recorder {
    plan: Plan,
}

impl Output for Recorder {
    fn text(&mut self, text: &[u8]) {
        self.plan.texts.extend_from_slice(text);
    }

    fn span(&mut self, input: &[u8], start: usize, end: usize) {
        self.text(input.get(start..end).unwrap_or_default());
    }

    fn value(&mut self, node: Node<'_, '_>) -> bool {
        let Some(number) = node.number_in_repetition() else { return false };
        self.plan.pieces.push((self.plan.texts.len(), number));
        true
    }
}

/// The plans for the patterns of a document.
#[derive(Debug, Default)]
pub(crate) struct Plans {
    plans: Vec<Option<Plan>>,
}

impl Plans {
    /// The plan for a pattern. If there is none yet, `record` is to go through `element`, which has it.
    #[inline]
    pub fn plan(
        &mut self,
        pattern: usize,
        element: Node<'_, '_>,
        record: impl FnOnce(&mut Recorder),
    ) -> &Plan {
        if self.plans.len() <= pattern {
            self.plans.resize_with(pattern + 1, || None);
        }
        self.plans[pattern].get_or_insert_with(|| {
            let mut recorder = Recorder { plan: Plan::default() };
            record(&mut recorder);
            let mut plan = recorder.plan;
            plan.end = plan.texts.len();
            plan.verbatim = plan.writes_as_it_stands(element);
            plan.texts.extend([0; SLACK]);
            plan
        })
    }
}
