//! What a run exercises: statements of the reference, the model's rules, and its messages, by which events; found once for each event.

use lifeline_core::model::{ClauseId, MessageId, ParticipantId, RuleId};
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::{Cause, EventKind, EventNumber};

/// What a trace exercises.
#[derive(Clone, Debug, Default)]
pub struct Exercised {
    /// By the statement's position: the first event that carries it out.
    first: Vec<Option<u32>>,
    /// By the rule's position: the first event that it causes.
    first_of_rule: Vec<Option<u32>>,
    /// The messages, in the order in which they first come.
    sendings: Vec<Sending>,
    /// How many events of the trace have been looked at, and how many of them have a number.
    seen: (usize, u32),
}

/// A message that one participant sends to another, and when it does.
#[derive(Clone, Debug)]
pub struct Sending {
    /// Which message.
    pub message: MessageId,
    /// Its sender.
    pub from: ParticipantId,
    /// Its receiver.
    pub to: ParticipantId,
    /// The events by which it is sent, in order.
    events: Vec<EventNumber>,
}

impl Exercised {
    /// Whether the statement is exercised by the first `count` numbered events.
    pub fn is_lit(&self, clause: ClauseId, count: u32) -> bool {
        matches!(self.first.get(clause.index()), Some(Some(number)) if *number <= count)
    }

    /// Whether the rule causes one of the first `count` numbered events.
    pub fn has_row_of(&self, rule: RuleId, count: u32) -> bool {
        matches!(self.first_of_rule.get(rule.index()), Some(Some(number)) if *number <= count)
    }

    /// The messages sent in the first `count` numbered events, each with the events by which it is.
    pub fn sendings(&self, count: u32) -> impl Iterator<Item = (&Sending, &[EventNumber])> {
        let until = move |sending: &Sending| sending.events.partition_point(|number| number.0 <= count);
        self.sendings
            .iter()
            .map(move |sending| (sending, &sending.events[..until(sending)]))
            .filter(|(_, events)| !events.is_empty())
    }

    /// Looks at the events that are new in the run's trace.
    pub fn follow(&mut self, run: &Run) {
        let model = run.model();
        self.first.resize(model.clauses().len(), None);
        self.first_of_rule.resize(model.rules().len(), None);
        let (seen, mut number) = self.seen;
        let events = run.trace().events();
        for event in events.iter().skip(seen).filter(|event| event.kind.is_numbered()) {
            number += 1;
            for clause in event.clauses(model) {
                self.first[clause.index()].get_or_insert(number);
            }
            if let Cause::Rule(rule) = event.cause {
                self.first_of_rule[rule.index()].get_or_insert(number);
            }
            if let EventKind::Message(sent) = &event.kind {
                self.send(sent.message, sent.from, sent.to, EventNumber(number));
            }
        }
        self.seen = (events.len(), number);
    }

    /// Forgets it all where events from this position on are about to change; the next call of `follow` begins anew.
    pub fn truncate(&mut self, events: usize) {
        if events < self.seen.0 {
            *self = Self::default();
        }
    }

    fn send(&mut self, message: MessageId, from: ParticipantId, to: ParticipantId, number: EventNumber) {
        let known = self.sendings.iter_mut().find(|it| (it.message, it.from, it.to) == (message, from, to));
        match known {
            Some(sending) => sending.events.push(number),
            None => self.sendings.push(Sending { message, from, to, events: vec![number] }),
        }
    }
}
