//! Carries out what rules and actions say, effect by effect, each handing out its events in order.

use std::sync::Arc;

use smallvec::{SmallVec, smallvec};

use super::conditions::{Asker, difference, sum};
use super::{End, Envelope, IN_FLIGHT, Input, Participants, Payload, Refused, Request, Running, Setup, Slot, World};
use crate::model::limits::PARTICIPANTS;
use crate::model::{
    Effect, EffectKind, Length, MessageId, Operand, Pairing, ParticipantId, Receivers, TimerId, Value, ValueType,
    VariableId,
};
use crate::simulation::chance;
use crate::simulation::trace::{Assumptions, Cause, CloseCause, Connection, EventKind, Loss, Note, Sent};
use crate::time::{Instant, Millis};

/// Where effects are carried out: for whom, why, and on what message.
pub(super) struct Occasion<'a> {
    pub who: ParticipantId,
    pub cause: Cause,
    pub closing: CloseCause,
    pub envelope: Option<&'a Envelope>,
    pub chosen: bool,
    pub rests_on: Assumptions,
}

impl<'a> Occasion<'a> {
    fn asker(&self) -> Asker<'a> {
        Asker::of(self.who, self.envelope)
    }
}

/// A message about to be sent.
struct Post<'a> {
    message: MessageId,
    with: &'a [(u8, Operand)],
    finding: Option<u8>,
    /// The request that it answers.
    answers: Option<Request>,
    /// The variable that remembers it.
    remembered: Option<VariableId>,
}

impl World {
    /// Carries out the effects, in order.
    pub(super) fn run(
        &mut self,
        input: &mut Input<'_>,
        effects: &[Effect],
        occasion: &Occasion<'_>,
    ) -> Result<(), Refused> {
        for (index, effect) in effects.iter().enumerate() {
            let mut rests_on = occasion.rests_on;
            if self.hold(input.setup, &effect.conditions, occasion.asker(), &mut rests_on) {
                self.carry_out(input, &effect.kind, index as u16, occasion, rests_on)?;
            }
        }
        input.sink.done(occasion.who, self);
        Ok(())
    }

    fn carry_out(
        &mut self,
        input: &mut Input<'_>,
        kind: &EffectKind,
        index: u16,
        occasion: &Occasion<'_>,
        rests_on: Assumptions,
    ) -> Result<(), Refused> {
        let who = occasion.who;
        match kind {
            EffectKind::Send { message, to, with, finding, remembered } => {
                let receivers = self.receivers(input.setup, to, who, occasion.envelope);
                if receivers.is_empty() {
                    return self.note(input, Note::NobodyToSendTo(*message), occasion, rests_on);
                }
                for receiver in receivers {
                    let (finding, remembered) = (*finding, *remembered);
                    let post = Post { message: *message, with, finding, answers: None, remembered };
                    self.send(input, &post, receiver, occasion, rests_on)?;
                }
                Ok(())
            }
            EffectKind::Answer { message, request, with } => match self.request(input.setup, *request, occasion) {
                Some(request) => {
                    let (finding, remembered) = (None, None);
                    let post = Post { message: *message, with, finding, answers: Some(request), remembered };
                    self.send(input, &post, request.from, occasion, rests_on)
                }
                None => self.note(input, Note::NothingToAnswer(*message), occasion, rests_on),
            },
            EffectKind::Connect(to) => self.connect(input, *to, occasion, rests_on),
            EffectKind::Disconnect(from) => {
                for other in self.receivers(input.setup, from, who, occasion.envelope) {
                    self.disconnect(input, other, occasion, rests_on)?;
                }
                Ok(())
            }
            EffectKind::Start(timer, length) => self.start_timer(input, *timer, length, occasion, rests_on),
            EffectKind::Cancel(timer) => {
                let Some(index) =
                    self.timers.iter().position(|running| running.owner == who && running.timer == *timer)
                else {
                    return Ok(());
                };
                let running = self.timers.remove(index);
                let left = running.due.since(self.now);
                // That there was something to cancel rests on what had set it.
                let rests_on = rests_on.union(running.rests_on);
                self.emit(
                    input,
                    EventKind::TimerCancelled { owner: who, timer: *timer, left },
                    occasion.cause,
                    rests_on,
                )?;
                Ok(())
            }
            EffectKind::Become(state) => {
                let from = std::mem::replace(&mut self.states[who.index()], *state);
                if from != *state {
                    let kind = EventKind::State { participant: who, from, to: *state };
                    self.emit(input, kind, occasion.cause, rests_on)?;
                }
                Ok(())
            }
            EffectKind::Note(_, values) => {
                let mut rests_on = rests_on;
                let mut look_up = |(_, operand): &(_, Operand)| {
                    self.evaluate_resting(input.setup, operand, occasion.asker(), &mut rests_on)
                };
                let values = values.iter().map(&mut look_up).collect();
                let note = Note::Written { effect: index, chosen: occasion.chosen, values };
                self.note(input, note, occasion, rests_on)
            }
            EffectKind::Set(..) | EffectKind::Add(..) | EffectKind::Take(..) => {
                self.change(input.setup, kind, occasion.asker());
                Ok(())
            }
            EffectKind::Remember(variable) => {
                let request = self.request(input.setup, None, occasion);
                self.store(input.setup, who, (*variable, None), request.map_or(Slot::Nothing, Slot::Request));
                Ok(())
            }
        }
    }

    /// Changes a variable as an effect says; effects that change none do nothing.
    pub(super) fn change(&mut self, setup: Setup<'_>, kind: &EffectKind, asker: Asker<'_>) {
        let (EffectKind::Set(target, operand) | EffectKind::Add(target, operand) | EffectKind::Take(target, operand)) =
            kind
        else {
            return;
        };
        let model = setup.model;
        let whom: SmallVec<[Option<ParticipantId>; PARTICIPANTS]> = match (&target.of, model[target.variable].each) {
            (None, None) => smallvec![None],
            (None, Some(each)) => {
                model.participants().filter(|(_, one)| one.role == each).map(|(one, _)| Some(one)).collect()
            }
            (Some(of), _) => match self.evaluate(setup, of, asker) {
                Some(Value::Participant(one)) => smallvec![Some(one)],
                _ => SmallVec::new(),
            },
        };
        let amount = self.evaluate(setup, operand, asker);
        for of in whom {
            let held = self.slot(setup, asker.who, (target.variable, of)).value();
            let changed = match (kind, held, &amount) {
                (EffectKind::Set(..), _, amount) => Slot::of(amount.clone()),
                (EffectKind::Add(..), Some(held), Some(amount)) => match sum(held, amount) {
                    Some(sum) => Slot::Value(sum),
                    None => continue,
                },
                (_, Some(held), Some(amount)) => match difference(held, amount) {
                    Some(difference) => Slot::Value(difference),
                    None => continue,
                },
                _ => continue,
            };
            self.store(setup, asker.who, (target.variable, of), changed);
        }
    }

    /// To whom something goes, in order.
    pub(super) fn receivers(
        &self,
        setup: Setup<'_>,
        receivers: &Receivers,
        who: ParticipantId,
        envelope: Option<&Envelope>,
    ) -> Participants {
        match receivers {
            Receivers::These(list) => Participants::from_slice(list),
            Receivers::Every(role) => {
                let of_role = setup.model.participants().filter(|(id, other)| other.role == *role && *id != who);
                of_role.map(|(id, _)| id).collect()
            }
            Receivers::EveryButSender(role) => {
                let mut others = self.receivers(setup, &Receivers::Every(*role), who, envelope);
                others.retain(|other| envelope.is_none_or(|envelope| envelope.from != *other));
                others
            }
            Receivers::Held(variable) => match self.slot(setup, who, (*variable, None)) {
                Slot::Value(Value::Participant(held)) if *held != who => smallvec![*held],
                _ => Participants::new(),
            },
            Receivers::Sender => envelope.map(|envelope| envelope.from).into_iter().collect(),
        }
    }

    /// The request to answer: one remembered, or the message that set the rule off.
    fn request(&self, setup: Setup<'_>, remembered: Option<VariableId>, occasion: &Occasion<'_>) -> Option<Request> {
        if let Some(variable) = remembered {
            return match self.slot(setup, occasion.who, (variable, None)) {
                // A request of one's own waits for the answer of somebody else.
                Slot::Request(request) => Some(*request).filter(|request| request.from != occasion.who),
                Slot::Nothing | Slot::Value(_) => None,
            };
        }
        let envelope = occasion.envelope?;
        match &envelope.payload {
            Payload::Message { sent, reference, .. } => Some(Request {
                number: envelope.number,
                message: sent.message,
                from: envelope.from,
                connection: envelope.connection,
                reference: *reference,
            }),
            Payload::Opening | Payload::Closing => None,
        }
    }

    fn send(
        &mut self,
        input: &mut Input<'_>,
        post: &Post<'_>,
        to: ParticipantId,
        occasion: &Occasion<'_>,
        mut rests_on: Assumptions,
    ) -> Result<(), Refused> {
        let (model, who) = (input.setup.model, occasion.who);
        let message = &model[post.message];
        let mut fields: Vec<Option<Value>> = vec![None; message.fields.len()];
        for (field, operand) in post.with {
            let value = self.evaluate_resting(input.setup, operand, occasion.asker(), &mut rests_on);
            if let Some(place) = fields.get_mut(usize::from(*field)) {
                *place = value;
            }
        }
        let mut reference = None;
        if let Some(field) = message.fields.iter().position(|field| field.value_type == ValueType::Reference) {
            // A request gets a number of its own; an answer carries its request's.
            reference = match post.answers {
                Some(request) => request.reference,
                None => {
                    self.references += 1;
                    Some(self.references)
                }
            };
            fields[field] = reference.map(Value::Number);
        }
        let open = match model.pairing(who, to) {
            Pairing::NoConnection => None,
            Pairing::Connects | Pairing::Connected => {
                post.answers.and_then(|request| request.connection).or_else(|| self.connection(who, to))
            }
        };
        let loss = match (model.pairing(who, to), post.answers.and_then(|request| request.connection)) {
            (Pairing::NoConnection, _) => None,
            // An answer goes over its request's connection or not at all, so that it never reaches a later one.
            (_, Some(asked)) if !self.open(who, to).any(|open| open == asked) => Some(Loss::ClosedHere(asked)),
            _ if open.is_none() => Some(Loss::NotConnected),
            _ => None,
        };
        let loss = loss.or_else(|| self.lose_next(input.setup, post.message, who, to));
        let arrives = if loss.is_none() { Some(self.arrival(input, who, to)?) } else { None };
        let sent = Arc::new(Sent {
            message: post.message,
            from: who,
            to,
            connection: if loss.is_none_or(|why| why == Loss::OnItsWay) { open } else { None },
            arrives,
            answers: post.answers.map(|request| request.number),
            finding: post.finding,
            fields: fields.into_boxed_slice(),
        });
        let number = self.emit(input, EventKind::Message(Arc::clone(&sent)), occasion.cause, rests_on)?;
        if let Some(variable) = post.remembered {
            let request = Request { number, message: post.message, from: who, connection: sent.connection, reference };
            self.store(input.setup, who, (variable, None), Slot::Request(request));
        }
        match (loss, arrives) {
            (Some(why), _) => {
                let at = if why == Loss::OnItsWay { to } else { who };
                self.emit(input, EventKind::Lost { of: number, at, why }, Cause::Transport, Assumptions::NONE)?;
            }
            (None, Some(arrives)) => {
                let answered = post.answers.map(|request| request.message);
                let payload = Payload::Message { sent, reference, answered };
                self.dispatch(Envelope { number, from: who, to, connection: open, arrives, rests_on, payload });
            }
            (None, None) => {}
        }
        Ok(())
    }

    fn connect(
        &mut self,
        input: &mut Input<'_>,
        to: ParticipantId,
        occasion: &Occasion<'_>,
        rests_on: Assumptions,
    ) -> Result<(), Refused> {
        let (model, by) = (input.setup.model, occasion.who);
        if by == to || model.pairing(by, to) == Pairing::NoConnection || self.connection(by, to).is_some() {
            return Ok(());
        }
        let arrives = self.arrival(input, by, to)?;
        self.connections += 1;
        let connection = Connection(self.connections);
        self.open_end(End { own: by, other: to, connection });
        let number = self.emit(input, EventKind::Opened { connection, by, to, arrives }, occasion.cause, rests_on)?;
        let connection = Some(connection);
        let payload = Payload::Opening;
        self.dispatch(Envelope { number, from: by, to, connection, arrives, rests_on, payload });
        Ok(())
    }

    fn disconnect(
        &mut self,
        input: &mut Input<'_>,
        to: ParticipantId,
        occasion: &Occasion<'_>,
        rests_on: Assumptions,
    ) -> Result<(), Refused> {
        let by = occasion.who;
        if by == to {
            return Ok(());
        }
        while let Some(connection) = self.connection(by, to) {
            self.ends.retain(|end| *end != End { own: by, other: to, connection });
            let arrives = self.arrival(input, by, to)?;
            let kind = EventKind::Closed { connection, by, to, arrives, why: occasion.closing };
            let number = self.emit(input, kind, occasion.cause, rests_on)?;
            let connection = Some(connection);
            let payload = Payload::Closing;
            self.dispatch(Envelope { number, from: by, to, connection, arrives, rests_on, payload });
        }
        Ok(())
    }

    fn start_timer(
        &mut self,
        input: &mut Input<'_>,
        timer: TimerId,
        length: &Length,
        occasion: &Occasion<'_>,
        mut rests_on: Assumptions,
    ) -> Result<(), Refused> {
        let owner = occasion.who;
        let base = self.evaluate_resting(input.setup, &length.base, occasion.asker(), &mut rests_on);
        let doublings = match length.doubled {
            Some(variable) => match self.slot(input.setup, owner, (variable, None)) {
                Slot::Value(Value::Number(count)) => *count,
                _ => 0,
            },
            None => 0,
        };
        let up_to = match &length.up_to {
            Some(operand) => match self.evaluate_resting(input.setup, operand, occasion.asker(), &mut rests_on) {
                Some(Value::Duration(bound)) => Some(bound),
                _ => None,
            },
            None => None,
        };
        let Some(Value::Duration(base)) = base else {
            return self.note(input, Note::NoLength(timer), occasion, rests_on);
        };
        let base = match &length.to {
            Some(to) => match self.evaluate_resting(input.setup, to, occasion.asker(), &mut rests_on) {
                Some(Value::Duration(to)) => self.draw(input.setup, base, to),
                _ => return self.note(input, Note::NoLength(timer), occasion, rests_on),
            },
            None => base,
        };
        let length = length.of(base, doublings, up_to);
        let due = self.now.checked_add(length).unwrap_or(Instant::from_millis(u64::MAX));
        let running = self.timers.iter().position(|running| running.owner == owner && running.timer == timer);
        let kind = match running {
            // A timer set anew stands behind those that are running already.
            Some(index) => {
                self.timers.remove(index);
                EventKind::TimerRestarted { owner, timer, due }
            }
            None => EventKind::TimerSet { owner, timer, due },
        };
        self.timers.push(Running { owner, timer, since: self.now, due, rests_on });
        self.emit(input, kind, occasion.cause, rests_on)?;
        Ok(())
    }

    /// A length between two, as the run's chance has it.
    fn draw(&mut self, setup: Setup<'_>, one: Millis, other: Millis) -> Millis {
        let seed = setup.model.chance().map_or(0, |chance| setup.settings.number(chance));
        self.draws += 1;
        chance::length(seed, self.draws - 1, one, other)
    }

    fn note(
        &mut self,
        input: &mut Input<'_>,
        note: Note,
        occasion: &Occasion<'_>,
        rests_on: Assumptions,
    ) -> Result<(), Refused> {
        self.emit(input, EventKind::Note { participant: occasion.who, note }, occasion.cause, rests_on)?;
        Ok(())
    }

    /// When something sent now arrives.
    fn arrival(&self, input: &Input<'_>, from: ParticipantId, to: ParticipantId) -> Result<Instant, Refused> {
        if self.flight.len() >= IN_FLIGHT {
            return Err(Refused::TooManyInFlight);
        }
        let Setup { model, settings } = input.setup;
        let latency = model.pair(from, to).latency.unwrap_or_else(|| settings.duration(model.latency()));
        self.now.checked_add(latency).ok_or(Refused::TooLong)
    }

    /// Puts something on its way, behind all that arrives no later.
    fn dispatch(&mut self, envelope: Envelope) {
        let place = self.flight.partition_point(|before| before.arrives <= envelope.arrives);
        self.flight.insert(place, Arc::new(envelope));
    }

    /// The value of an operand, a fresh number taken where one is asked for.
    pub(super) fn evaluate(&mut self, setup: Setup<'_>, operand: &Operand, asker: Asker<'_>) -> Option<Value> {
        self.evaluate_resting(setup, operand, asker, &mut Assumptions::default())
    }

    /// As [`World::evaluate`], adding the assumed settings it looked at.
    fn evaluate_resting(
        &mut self,
        setup: Setup<'_>,
        operand: &Operand,
        asker: Asker<'_>,
        rests_on: &mut Assumptions,
    ) -> Option<Value> {
        if *operand == Operand::Fresh {
            self.fresh += 1;
            return Some(Value::Number(self.fresh));
        }
        let mut looked_at = Assumptions::NONE;
        let value = self.value(setup, operand, asker, &mut looked_at);
        self.rests_on = self.rests_on.union(looked_at);
        *rests_on = rests_on.union(looked_at);
        value
    }

    /// Puts something into a variable, within its bounds: for one participant, where it holds a value for each; for all, where none
    /// is named.
    pub(super) fn store(
        &mut self,
        setup: Setup<'_>,
        who: ParticipantId,
        (variable, of): (VariableId, Option<ParticipantId>),
        slot: Slot,
    ) {
        let model = setup.model;
        let slot = match (model[variable].bounds, slot) {
            (Some((least, greatest)), Slot::Value(Value::Number(number))) => {
                Slot::Value(Value::Number(number.clamp(least, greatest)))
            }
            (Some((least, greatest)), Slot::Value(Value::Duration(length))) => {
                Slot::Value(Value::Duration(Millis::new(length.get().clamp(least, greatest))))
            }
            (_, slot) => slot,
        };
        if let Some(place) = model.slot(who, variable, of) {
            self.put(place, slot);
        } else if of.is_none() {
            for place in model.participants().filter_map(|(whom, _)| model.slot(who, variable, Some(whom))) {
                self.put(place, slot.clone());
            }
        }
    }

    /// Puts something into a slot; other worlds keep what they have.
    fn put(&mut self, place: usize, slot: Slot) {
        if self.slots[place] != slot {
            Arc::make_mut(&mut self.slots)[place] = slot;
        }
    }
}
