//! Ties: in which order things happened that were due at one instant; none where only one was.

use crate::model::ParticipantId;
use crate::simulation::trace::{Event, EventKind, EventNumber, Loss, Trace};
use crate::time::Millis;

/// In which order several things happened that were due at one instant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tie {
    /// What arrived, and then the timers.
    DeliveriesFirst,
    /// Several timers: in the order set.
    AsSet,
    /// What arrived at one participant from several others: in the order sent.
    AsSent,
}

/// Events in order, findable by number: a trace, or one with what would follow.
pub trait Events {
    /// The event at a position, the unnumbered counted.
    fn at(&self, position: usize) -> Option<&Event>;
    /// The event with a number.
    fn numbered(&self, number: EventNumber) -> Option<&Event>;
}

impl Events for Trace {
    fn at(&self, position: usize) -> Option<&Event> {
        self.events().get(position)
    }

    fn numbered(&self, number: EventNumber) -> Option<&Event> {
        self.get(number)
    }
}

/// The tie that the event at a position came out of, where it is the first to tell of it.
#[must_use]
pub fn tie(events: &impl Events, position: usize) -> Option<Tie> {
    let own = due(events, position)?;
    let at = events.at(position)?.at;
    // Back to what was due before it at its instant, and to the one before that.
    let same = |place: &usize| events.at(*place).is_some_and(|before| before.at == at);
    let mut before = (0..position).rev().take_while(same).filter_map(|place| due(events, place));
    let (first, earlier) = (before.next()?, before.next());
    match (first, own) {
        (Due::Arrival(from, to), Due::Arrival(other, there)) => {
            let told = matches!(earlier, Some(Due::Arrival(early, to)) if to == there && early != from);
            (from != other && to == there && !told).then_some(Tie::AsSent)
        }
        (Due::Arrival(..), _) => Some(Tie::DeliveriesFirst),
        (Due::Expiry, Due::Expiry | Due::Stopped) => {
            (!matches!(earlier, Some(Due::Expiry | Due::Stopped))).then_some(Tie::AsSet)
        }
        _ => None,
    }
}

/// Something that was due at the instant at which it happened.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Due {
    /// Something sent earlier arrives: from whom, and at whom.
    Arrival(ParticipantId, ParticipantId),
    /// A timer expires.
    Expiry,
    /// A timer is stopped that would have expired, had nothing come before it.
    Stopped,
}

/// What was due, if the event at a position was.
fn due(events: &impl Events, position: usize) -> Option<Due> {
    let event = events.at(position)?;
    match event.kind {
        // That one is the reader's doing, and was not due.
        EventKind::Lost { why: Loss::OnItsWay, .. } => None,
        EventKind::Delivered { of } | EventKind::Lost { of, .. } => {
            match &events.numbered(of).filter(|sent| sent.at < event.at)?.kind {
                EventKind::Message(sent) => Some(Due::Arrival(sent.from, sent.to)),
                EventKind::Opened { by, to, .. } | EventKind::Closed { by, to, .. } => Some(Due::Arrival(*by, *to)),
                _ => None,
            }
        }
        EventKind::TimerExpired { .. } => Some(Due::Expiry),
        EventKind::TimerCancelled { left, .. } => (left == Millis::ZERO).then_some(Due::Stopped),
        EventKind::TimerRestarted { owner, timer, .. } => {
            let set = |event: &Event| match event.kind {
                EventKind::TimerSet { owner: whose, timer: which, due }
                | EventKind::TimerRestarted { owner: whose, timer: which, due } => {
                    ((whose, which) == (owner, timer)).then_some(due)
                }
                _ => None,
            };
            let was_due = (0..position).rev().find_map(|place| events.at(place).and_then(set));
            (was_due == Some(event.at)).then_some(Due::Stopped)
        }
        _ => None,
    }
}
