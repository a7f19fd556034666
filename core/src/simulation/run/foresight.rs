//! What can be done at the cursor, what that would cause, and what is due: foreseen on a copy of the world.

use super::Run;
use crate::model::{ActionId, MessageId};
use crate::simulation::trace::{Event, EventKind, EventNumber};
use crate::simulation::world::{LossOffer, Offer, Refused, Running};

impl Run {
    /// What can be done now, and what can't with its reason.
    #[must_use]
    pub fn offers(&self) -> Vec<Offer> {
        self.world().offers(self.setup())
    }

    /// What can be lost now: each type of message that goes a way on which messages are lost.
    #[must_use]
    pub fn losses(&self) -> Vec<LossOffer> {
        self.world().losses(&self.model)
    }

    /// The type to lose so that just this message is lost: one on its way, or one of `ghosts`, which are due or previewed.
    ///
    /// Nothing where another would be lost, or where it can't be. Ghosts are numbered as if they followed the events up to the cursor.
    #[must_use]
    pub fn loss_of(&self, number: EventNumber, ghosts: &[Event]) -> Option<MessageId> {
        let offers = self.losses();
        let Some(ghost) = number.0.checked_sub(self.count() + 1) else {
            return offers.iter().find(|offer| offer.on_its_way == Some(number)).map(|offer| offer.message);
        };
        let lossy = |event: &Event| match &event.kind {
            EventKind::Message(sent) if self.model.pair(sent.from, sent.to).is_lossy => Some(sent.message),
            _ => None,
        };
        let numbered: Vec<&Event> = ghosts.iter().filter(|event| event.kind.is_numbered()).collect();
        let message = lossy(numbered.get(ghost as usize)?)?;
        let is_next = offers.iter().any(|offer| (offer.message, offer.on_its_way, offer.awaited) == (message, None, 0));
        let is_first = numbered[..ghost as usize].iter().all(|event| lossy(event) != Some(message));
        (is_next && is_first).then_some(message)
    }

    /// The events that an action would cause now, numbered as if they followed those up to the cursor; what of the cursor's moment is
    /// not shown yet comes first.
    ///
    /// # Errors
    /// Refuses as the action itself would be.
    pub fn preview(&self, action: ActionId) -> Result<Vec<Event>, Refused> {
        let mut world = self.world().clone();
        let moment = self.moments[self.cursor].events as usize;
        let mut events = self.trace.events()[self.shown().len()..moment].to_vec();
        world.act(self.setup(), action, &mut |event| events.push(event))?;
        Ok(events)
    }

    /// The events of the next instant with something due, and after them the other timers' expiry; where not all of the cursor's moment
    /// is shown, the rest of that.
    ///
    /// Those are the timers that run now and still do then. There are no events where nothing is due, or where settling it would be
    /// refused.
    #[must_use]
    pub fn due(&self) -> Vec<Event> {
        if self.is_within_moment() {
            let moment = self.moments[self.cursor].events as usize;
            return self.trace.events()[self.shown().len()..moment].to_vec();
        }
        let (mut world, mut events) = (self.world().clone(), Vec::new());
        if world.settle(self.setup(), &mut |event| events.push(event)).is_err() {
            return Vec::new();
        }
        let mut timers = Vec::new();
        for timer in world.timers().iter().filter(|timer| self.world().timers().contains(timer)) {
            // Of several at one instant, the one set first.
            timers.insert(timers.partition_point(|other: &Running| other.due <= timer.due), *timer);
        }
        events.extend(timers.into_iter().map(|timer| world.expiry(self.setup(), timer)));
        events
    }
}
