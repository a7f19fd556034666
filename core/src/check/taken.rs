//! Gathers the events of one step and the rules taken, and what can be said of a step by these alone.

use crate::model::{MessageId, Model, RuleId, StateId};
use crate::simulation::trace::{Event, EventKind};
use crate::simulation::world::{Sink, World};

#[derive(Default)]
pub(super) struct Taken {
    pub(super) events: Vec<Event>,
    pub(super) rules: Vec<RuleId>,
}

impl Taken {
    pub(super) fn clear(&mut self) {
        self.events.clear();
        self.rules.clear();
    }

    /// The messages that no rule took, each with the state that it arrived in; `before` is the world before the step.
    pub(super) fn unhandled(&self, before: &World) -> impl Iterator<Item = (MessageId, StateId)> {
        self.events.iter().filter_map(|event| {
            let EventKind::NotHandled { of, state, .. } = event.kind else { return None };
            if let Some(sent) = before.on_its_way(of) {
                return Some((sent.message, state));
            }
            // It was sent within this step.
            let place = of.0.checked_sub(before.events() + 1)? as usize;
            match &self.events.iter().filter(|event| event.kind.is_numbered()).nth(place)?.kind {
                EventKind::Message(sent) => Some((sent.message, state)),
                _ => None,
            }
        })
    }

    /// The kinds of message that were sent where messages are lost, none of the kind being on its way; `before` is the world before.
    pub(super) fn losable(&self, model: &Model, before: &World) -> impl Iterator<Item = MessageId> {
        self.events.iter().filter_map(move |event| match &event.kind {
            EventKind::Message(sent)
                if sent.arrives.is_some()
                    && model.pair(sent.from, sent.to).is_lossy
                    && !before.has_losable(model, sent.message) =>
            {
                Some(sent.message)
            }
            _ => None,
        })
    }
}

impl Sink for Taken {
    fn event(&mut self, event: Event) {
        self.events.push(event);
    }

    fn ran(&mut self, rule: RuleId) {
        self.rules.push(rule);
    }
}
