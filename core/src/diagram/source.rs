//! Where a diagram's events come from: a trace up to a cursor, and after it what has not happened.

use crate::model::ParticipantId;
use crate::narration::Narrator;
use crate::simulation::ties::Events;
use crate::simulation::trace::{Event, EventKind, EventNumber, Trace};
use crate::time::Instant;

/// Where events come from: a trace up to a cursor, and what would follow.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub narrator: Narrator<'a>,
    pub trace: &'a Trace,
    /// How many events of the trace count.
    pub split: usize,
    /// How many of those have numbers.
    pub count: u32,
    pub ghosts: &'a [Event],
}

/// Something that travels.
#[derive(Clone, Copy)]
pub(super) struct Journey {
    pub from: ParticipantId,
    pub to: ParticipantId,
    pub arrives: Option<Instant>,
    pub answers: Option<EventNumber>,
}

impl Events for Source<'_> {
    fn at(&self, position: usize) -> Option<&Event> {
        self.event(position)
    }

    fn numbered(&self, number: EventNumber) -> Option<&Event> {
        Source::numbered(self, number)
    }
}

impl<'a> Source<'a> {
    /// The event at a position.
    pub fn event(&self, position: usize) -> Option<&'a Event> {
        match position.checked_sub(self.split) {
            Some(ghost) => self.ghosts.get(ghost),
            None => self.trace.events().get(position),
        }
    }

    /// The event with this number.
    pub fn numbered(&self, number: EventNumber) -> Option<&'a Event> {
        match number.0.checked_sub(self.count + 1) {
            Some(ghost) => self.ghosts.iter().filter(|event| event.kind.is_numbered()).nth(ghost as usize),
            None => self.trace.get(number),
        }
    }

    /// The name of the message with this number.
    pub fn message_name(&self, number: EventNumber) -> Option<&'a str> {
        match &self.numbered(number)?.kind {
            EventKind::Message(sent) => Some(self.narrator.message_name(sent.message)),
            _ => None,
        }
    }

    /// Whether what has this number was sent before a time.
    pub fn sent_before(&self, number: EventNumber, at: Instant) -> bool {
        self.numbered(number).is_some_and(|sent| sent.at < at)
    }
}

/// The journey that an event begins, if it does.
pub(super) fn journey(event: &Event) -> Option<Journey> {
    match &event.kind {
        EventKind::Opened { by, to, arrives, .. } | EventKind::Closed { by, to, arrives, .. } => {
            Some(Journey { from: *by, to: *to, arrives: Some(*arrives), answers: None })
        }
        EventKind::Message(sent) => {
            Some(Journey { from: sent.from, to: sent.to, arrives: sent.arrives, answers: sent.answers })
        }
        _ => None,
    }
}
