//! Settles an instant: what arrives and expires, in the stated order, with the rules it sets off.

use super::conditions::Asker;
use super::{EVENTS, End, Envelope, Input, Payload, Refused, Running, Setup, Slot, World, effects};
use crate::model::{Answered, Model, ParticipantId, RuleId, State, TimerId, Trigger};
use crate::simulation::trace::{Assumptions, Cause, CloseCause, Event, EventKind, EventNumber, Loss, Sent};

impl World {
    /// Settles everything that happens at this instant by itself.
    pub(super) fn drain(&mut self, input: &mut Input<'_>) -> Result<(), Refused> {
        loop {
            if self.flight.first().is_some_and(|envelope| envelope.arrives <= self.now) {
                let envelope = self.flight.remove(0);
                self.deliver(input, &envelope)?;
            } else if let Some(index) = self.next_timer().filter(|index| self.timers[*index].due <= self.now) {
                let timer = self.timers.remove(index);
                self.expire(input, timer)?;
            } else {
                return Ok(());
            }
        }
    }

    /// The position of the timer that expires first; of several at one instant, the one set first.
    pub(super) fn next_timer(&self) -> Option<usize> {
        // `min_by_key` keeps the first of equals, and the list is in the order set.
        (0..self.timers.len()).min_by_key(|index| self.timers[*index].due)
    }

    fn deliver(&mut self, input: &mut Input<'_>, envelope: &Envelope) -> Result<(), Refused> {
        let (own, other) = (envelope.to, envelope.from);
        let end = envelope.connection.map(|connection| End { own, other, connection });
        let is_open = end.is_some_and(|end| self.ends.binary_search(&end).is_ok());
        let trigger = match (&envelope.payload, end, is_open) {
            (Payload::Opening, Some(end), false) => {
                // Whoever has opened one at the same time is connected already.
                let is_first = self.connection(own, other).is_none();
                self.open_end(end);
                is_first.then_some(Fired::Connect)
            }
            (Payload::Closing, Some(end), true) => {
                self.ends.retain(|open| *open != end);
                self.connection(own, other).is_none().then_some(Fired::Disconnect)
            }
            (Payload::Message { .. }, Some(End { connection, .. }), false) => {
                let kind = EventKind::Lost { of: envelope.number, at: envelope.to, why: Loss::ClosedThere(connection) };
                self.emit(input, kind, Cause::Transport, Assumptions::NONE)?;
                return Ok(());
            }
            (Payload::Message { sent, .. }, ..) => Some(Fired::Message(sent)),
            // A close for a number that is not open there is ignored.
            (Payload::Opening | Payload::Closing, ..) => return Ok(()),
        };
        self.emit(input, EventKind::Delivered { of: envelope.number }, Cause::Transport, Assumptions::NONE)?;
        let Some(trigger) = trigger else {
            return Ok(());
        };
        if !self.fire(input, envelope.to, trigger, Some(envelope), envelope.rests_on)?
            && let Payload::Message { .. } = envelope.payload
        {
            let kind = EventKind::NotHandled { of: envelope.number, by: envelope.to, state: self.state(envelope.to) };
            self.emit(input, kind, Cause::Transport, Assumptions::NONE)?;
        }
        Ok(())
    }

    /// Opens an end of a connection.
    pub(super) fn open_end(&mut self, end: End) {
        let place = self.ends.partition_point(|open| *open < end);
        self.ends.insert(place, end);
    }

    /// The expiry of a running timer, as it will be if nothing comes before it.
    pub(crate) fn expiry(&self, setup: Setup<'_>, timer: Running) -> Event {
        let found = self.clone().find_rule(setup, timer.owner, &Fired::Expiry(timer.timer), None);
        let cause = found.map_or(Cause::Transport, |found| Cause::Rule(found.rule));
        let kind = EventKind::TimerExpired { owner: timer.owner, timer: timer.timer };
        Event { at: timer.due, kind, cause, rests_on: timer.rests_on }
    }

    fn expire(&mut self, input: &mut Input<'_>, timer: Running) -> Result<(), Refused> {
        let kind = EventKind::TimerExpired { owner: timer.owner, timer: timer.timer };
        let fired = Fired::Expiry(timer.timer);
        let found = self.find_rule(input.setup, timer.owner, &fired, None);
        let cause = found.as_ref().map_or(Cause::Transport, |found| Cause::Rule(found.rule));
        // That it expires may be the reference's; when it does rests on what its start and length rest on.
        self.emit(input, kind, cause, timer.rests_on)?;
        self.fire(input, timer.owner, fired, None, Assumptions::NONE)?;
        Ok(())
    }

    /// Runs the first rule that the trigger fits, and says whether there was one.
    pub(super) fn fire(
        &mut self,
        input: &mut Input<'_>,
        who: ParticipantId,
        fired: Fired<'_>,
        envelope: Option<&Envelope>,
        rests_on: Assumptions,
    ) -> Result<bool, Refused> {
        let Some(found) = self.find_rule(input.setup, who, &fired, envelope) else {
            return Ok(false);
        };
        let rule = &input.setup.model[found.rule];
        let closing = match fired {
            Fired::Expiry(timer) => CloseCause::Timer(timer),
            _ => CloseCause::Rule,
        };
        let chosen = matches!(rule.trigger, Trigger::Message { finding: Some(_), .. });
        let cause = Cause::Rule(found.rule);
        let rests_on = rests_on.union(found.rests_on);
        let occasion = effects::Occasion { who, cause, closing, envelope, chosen, rests_on };
        input.sink.ran(found.rule);
        input.ran(found.rule);
        self.run(input, &rule.effects, &occasion)?;
        Ok(true)
    }

    /// The first rule that fits, with what finding it rested on.
    fn find_rule(
        &mut self,
        setup: Setup<'_>,
        who: ParticipantId,
        fired: &Fired<'_>,
        envelope: Option<&Envelope>,
    ) -> Option<Found> {
        let state: &State = &setup.model[self.state(who)];
        let mut rests_on = Assumptions::NONE;
        for id in &state.rules {
            let rule = &setup.model[*id];
            if !fired.fits(setup.model, &rule.trigger, envelope) || !self.answers(setup, who, &rule.trigger, envelope) {
                continue;
            }
            if self.hold(setup, &rule.conditions, Asker::of(who, envelope), &mut rests_on) {
                return Some(Found { rule: *id, rests_on });
            }
        }
        None
    }

    /// Whether what arrives answers the request that the trigger names, if it names one.
    fn answers(&self, setup: Setup<'_>, who: ParticipantId, trigger: &Trigger, envelope: Option<&Envelope>) -> bool {
        let Trigger::Message { answers: Some(wanted), .. } = trigger else { return true };
        let Some(Payload::Message { sent, answered, .. }) = envelope.map(|envelope| &envelope.payload) else {
            return false;
        };
        match wanted {
            Answered::Kind(kind) => *answered == Some(*kind),
            Answered::Remembered(variable) => match self.slot(setup, who, (*variable, None)) {
                Slot::Request(request) => sent.answers == Some(request.number),
                _ => false,
            },
        }
    }

    /// Numbers an event and hands it out.
    pub(super) fn emit(
        &mut self,
        input: &mut Input<'_>,
        kind: EventKind,
        cause: Cause,
        rests_on: Assumptions,
    ) -> Result<EventNumber, Refused> {
        input.left = input.left.checked_sub(1).ok_or_else(|| Refused::GoesRound(std::mem::take(&mut input.round)))?;
        if kind.is_numbered() {
            if self.events == EVENTS {
                return Err(Refused::TooManyEvents);
            }
            self.events += 1;
        }
        input.sink.event(Event { at: self.now, kind, cause, rests_on });
        Ok(EventNumber(self.events))
    }
}

/// What sets rules off, as it happens.
pub(super) enum Fired<'a> {
    Start,
    Connect,
    Disconnect,
    Message(&'a Sent),
    Expiry(TimerId),
}

struct Found {
    rule: RuleId,
    rests_on: Assumptions,
}

impl Fired<'_> {
    fn fits(&self, model: &Model, trigger: &Trigger, envelope: Option<&Envelope>) -> bool {
        let role = envelope.map(|envelope| model[envelope.from].role);
        match (self, trigger) {
            (Self::Connect, Trigger::Connect { from }) | (Self::Disconnect, Trigger::Disconnect { from }) => {
                from.is_none() || *from == role
            }
            (Self::Message(sent), Trigger::Message { message, finding, from, .. }) => {
                message.is_none_or(|message| message == sent.message)
                    && (finding.is_none() || *finding == sent.finding)
                    && (from.is_none() || *from == role)
            }
            (Self::Expiry(timer), Trigger::Expiry(wanted)) => timer == wanted,
            (Self::Start, Trigger::Start) => true,
            _ => false,
        }
    }
}

impl Input<'_> {
    /// Keeps the names of the rules that run last, where a chain comes near its bound.
    fn ran(&mut self, rule: RuleId) {
        if self.left < NEAR_THE_BOUND && self.round.len() < NAMED_RULES && !self.round.contains(&rule) {
            self.round.push(rule);
        }
    }
}

/// How many events before the bound the rules that run are remembered: enough for the longest round worth naming.
const NEAR_THE_BOUND: u32 = 500;
/// How many rules of a round are named at most: more would not help to find the mistake.
const NAMED_RULES: usize = 8;
