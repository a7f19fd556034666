//! Loses messages on their way, where the reader says so and the way is one that loses some.

use std::sync::Arc;

use super::{EVENTS_AT_ONCE, Envelope, Input, Payload, Reason, Refused, Setup, World};
use crate::model::{MessageId, Model, ParticipantId};
use crate::simulation::trace::{Assumptions, Cause, EventKind, EventNumber, Loss};

/// A type of message that can be lost now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "a field without a sentence is what its name says")]
pub struct LossOffer {
    pub message: MessageId,
    /// The one on its way that would be lost; where there is none, the next one sent would be.
    pub on_its_way: Option<EventNumber>,
    /// How many of the next are to be lost already.
    pub awaited: u32,
}

impl World {
    /// Every type of message that can be lost, in the model's order.
    #[must_use]
    pub fn losses(&self, model: &Model) -> Vec<LossOffer> {
        let lossy = model.messages().filter(|(_, message)| message.can_be_lost);
        let offer = |message| LossOffer {
            message,
            on_its_way: self.earliest(model, message).map(|envelope| envelope.number),
            awaited: self.awaited(message).map_or(0, |place| self.losing[place].1),
        };
        lossy.map(|(message, _)| offer(message)).collect()
    }

    /// Whether the next message of some type is to be lost.
    pub(crate) fn awaits_loss(&self) -> bool {
        !self.losing.is_empty()
    }

    /// Whether a message of this type is on its way that can be lost.
    pub(crate) fn has_losable(&self, model: &Model, message: MessageId) -> bool {
        self.earliest(model, message).is_some()
    }

    /// Loses the earliest message of a type that is on its way; where none is, the next one that is sent.
    ///
    /// # Errors
    /// Refuses a type that never goes a way on which messages are lost.
    pub(super) fn lose(
        &mut self,
        setup: Setup<'_>,
        message: MessageId,
        sink: &mut dyn super::Sink,
    ) -> Result<(), Refused> {
        if !setup.model[message].can_be_lost {
            return Err(Refused::Impossible(Reason::NeverLost(message)));
        }
        let Some(number) = self.earliest(setup.model, message).map(|envelope| envelope.number) else {
            match self.awaited(message) {
                Ok(place) => self.losing[place].1 = self.losing[place].1.saturating_add(1),
                Err(place) => self.losing.insert(place, (message, 1)),
            }
            return Ok(());
        };
        if let Some(place) = self.flight.iter().position(|envelope| envelope.number == number) {
            let lost = self.flight.remove(place);
            let kind = EventKind::Lost { of: number, at: lost.to, why: Loss::OnItsWay };
            let mut input = Input { setup, sink, left: EVENTS_AT_ONCE, round: Vec::new() };
            self.emit(&mut input, kind, Cause::Transport, Assumptions::NONE)?;
        }
        Ok(())
    }

    /// Why a message sent now is lost, where the reader has said that the next one of its type is.
    pub(super) fn lose_next(
        &mut self,
        setup: Setup<'_>,
        message: MessageId,
        from: ParticipantId,
        to: ParticipantId,
    ) -> Option<Loss> {
        if !setup.model.pair(from, to).is_lossy {
            return None;
        }
        let place = self.awaited(message).ok()?;
        self.losing[place].1 -= 1;
        if self.losing[place].1 == 0 {
            self.losing.remove(place);
        }
        Some(Loss::OnItsWay)
    }

    /// Where it stands how many of the next messages of a type are to be lost, or would stand.
    fn awaited(&self, message: MessageId) -> Result<usize, usize> {
        self.losing.binary_search_by_key(&message, |(known, _)| *known)
    }

    /// The message of this type that was sent first of those that are on their way and can be lost.
    fn earliest(&self, model: &Model, message: MessageId) -> Option<&Envelope> {
        let can_be_lost = |envelope: &&Arc<Envelope>| {
            matches!(&envelope.payload, Payload::Message { sent, .. } if sent.message == message)
                && model.pair(envelope.from, envelope.to).is_lossy
        };
        self.flight.iter().filter(can_be_lost).min_by_key(|envelope| envelope.number).map(|envelope| &**envelope)
    }
}
