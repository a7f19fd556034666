//! Which statements of the reference a run exercises, and by which event first; found once for each event.

use lifeline_core::model::ClauseId;
use lifeline_core::run::Run;

/// For each statement, the first event that carries it out.
#[derive(Clone, Debug, Default)]
pub struct Exercised {
    /// By the statement's position: the number of the event, and its position in the trace.
    first: Vec<Option<(u32, usize)>>,
    /// How many events of the trace have been looked at, and how many of them have a number.
    seen: (usize, u32),
}

impl Exercised {
    /// Whether the statement is exercised by the first `count` numbered events.
    pub fn is_lit(&self, clause: ClauseId, count: u32) -> bool {
        matches!(self.first.get(clause.index()), Some(Some((number, _))) if *number <= count)
    }

    /// Looks at the events that are new in the run's trace.
    pub fn follow(&mut self, run: &Run) {
        let model = run.model();
        self.first.resize(model.clauses().len(), None);
        let (seen, mut number) = self.seen;
        let events = run.trace().events();
        for (position, event) in events.iter().enumerate().skip(seen) {
            if event.what.is_numbered() {
                number += 1;
                for clause in event.clauses(model) {
                    self.first[clause.index()].get_or_insert((number, position));
                }
            }
        }
        self.seen = (events.len(), number);
    }

    /// Forgets what the events from this position on have exercised; called while the trace still has them.
    pub fn truncate(&mut self, events: usize) {
        if events >= self.seen.0 {
            return;
        }
        // How many of those that stay have a number is counted again from the start by the next call of `follow`.
        for first in &mut self.first {
            *first = first.filter(|(_, position)| *position < events);
        }
        self.seen = (0, 0);
    }
}
