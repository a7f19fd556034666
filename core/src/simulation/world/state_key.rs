//! What tells worlds apart: two of one key go on alike, whatever is done.

use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_128;

use super::asked::Asked;
use super::{End, Payload, Running, Slot, World};
use crate::model::{Model, ParticipantId, SlotUse, Value, ValueType};
use crate::simulation::trace::{Connection, EventNumber};
use crate::simulation::watch::Owed;

/// What decides how a world can go on, as a fingerprint of 128 bits.
///
/// States, connections, timers by the time left, what is on its way, and what is remembered. What the model never asks for is left out;
/// numbers that only tell things apart (of connections, and `fresh` ones where nothing else is asked of them) are counted anew.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct StateKey(u128);

impl StateKey {
    /// Some of its bits, evenly spread.
    #[must_use]
    pub fn hash(self) -> u64 {
        self.0 as u64
    }
}

/// Gives the worlds of a model their keys.
#[derive(Clone, Debug)]
pub struct StateKeys<'m> {
    model: &'m Model,
    asked: Arc<Asked>,
    /// Whether any message can be lost.
    loses: bool,
    /// Whether any variable remembers requests.
    remembers: bool,
    /// What the key at hand is taken from.
    written: Vec<u8>,
    /// The fresh numbers in it, in order of appearance.
    fresh: Vec<u64>,
    /// The remembered requests in it, in order of appearance.
    requests: Vec<EventNumber>,
    /// The running timers, in the order in which they expire.
    timers: Vec<Running>,
}

impl<'m> StateKeys<'m> {
    /// Works out what the model asks for.
    #[must_use]
    pub fn of(model: &'m Model) -> Self {
        let loses = model.messages().any(|(_, message)| message.can_be_lost);
        Self {
            model,
            asked: Arc::new(Asked::of(model)),
            loses,
            remembers: model.variables().any(|(_, variable)| variable.value_type == ValueType::Request),
            written: Vec::new(),
            fresh: Vec::new(),
            requests: Vec::new(),
            timers: Vec::new(),
        }
    }

    /// How many bytes the last key was taken from.
    #[must_use]
    pub fn width(&self) -> usize {
        self.written.len()
    }

    /// What tells this world from others under the same settings.
    pub fn key(&mut self, world: &World) -> StateKey {
        self.key_within(world, &[], 0)
    }

    /// As [`StateKeys::key`], of a world in which so much is still to be answered: by when, and what may answer it, counts as well; and
    /// so does how many messages have been lost.
    pub fn key_within(&mut self, world: &World, owed: &[Owed], losses: u8) -> StateKey {
        self.written.clear();
        self.fresh.clear();
        self.requests.clear();
        self.write(u64::from(losses));
        self.write(owed.len() as u64);
        for one in owed {
            self.write_all([u64::from(one.property.0), one.until.since(world.now).get(), place(owed, one.request)]);
        }
        world.states.iter().for_each(|state| self.write(u64::from(state.0)));
        for (used, slot) in self.model.slots.uses().iter().zip(&*world.slots) {
            if self.asked.variable(used.variable.0) {
                self.slot(world, owed, *used, slot);
            }
        }
        self.write(world.ends.len() as u64);
        for End { own, other, connection } in &world.ends {
            self.write_all([u64::from(own.0), u64::from(other.0), rank(world, *own, *other, *connection)]);
        }
        // In which order timers were set matters only where they are due together.
        self.timers.clear();
        self.timers.extend_from_slice(&world.timers);
        self.timers.sort_by_key(|running| running.due);
        self.write(self.timers.len() as u64);
        for index in 0..self.timers.len() {
            let Running { owner, timer, due, .. } = self.timers[index];
            self.write_all([u64::from(owner.0), u64::from(timer.0), due.since(world.now).get()]);
        }
        self.flight(world, owed);
        self.write(world.draws);
        self.write(world.losing.len() as u64);
        for (message, count) in &world.losing {
            self.write_all([u64::from(message.0), u64::from(*count)]);
        }
        if self.asked.counts_fresh() {
            self.write(world.fresh);
        }
        StateKey(xxh3_128(&self.written))
    }

    fn slot(&mut self, world: &World, owed: &[Owed], used: SlotUse, slot: &Slot) {
        match slot {
            Slot::Nothing => self.write(0),
            Slot::Value(value) => self.value(value, self.asked.is_fresh_variable(used.variable.0)),
            Slot::Request(request) => {
                // Nobody answers a request of their own, over whatever connection it went.
                let connection = request.connection.filter(|_| request.from != used.who);
                let connection = connection.map_or(1, |connection| rank(world, used.who, request.from, connection));
                let [from, message] = [u64::from(request.from.0), u64::from(request.message.0)];
                // Whoever waits for an answer may be asking for the very request that somebody else remembers.
                let known = self.requests.iter().position(|known| *known == request.number);
                let which = known.unwrap_or_else(|| {
                    self.requests.push(request.number);
                    self.requests.len() - 1
                });
                self.write_all([1, from, message, connection, which as u64, place(owed, request.number)]);
            }
        }
    }

    /// Who remembers the request with this number, and where.
    fn rememberers(&mut self, world: &World, number: EventNumber) {
        for (place, slot) in world.slots.iter().enumerate() {
            if matches!(slot, Slot::Request(request) if request.number == number) {
                self.write(place as u64 + 1);
            }
        }
        self.write(0);
    }

    fn flight(&mut self, world: &World, owed: &[Owed]) {
        self.write(world.flight.len() as u64);
        for envelope in &world.flight {
            let kind = match &envelope.payload {
                Payload::Opening => 0,
                Payload::Closing => 1,
                Payload::Message { sent, .. } => 2 + u64::from(sent.message.0),
            };
            let left = envelope.arrives.since(world.now).get();
            // 1 where none is needed.
            let rank_of = |connection| rank(world, envelope.from, envelope.to, connection);
            let connection = envelope.connection.map_or(1, rank_of);
            self.write_all([u64::from(envelope.from.0), u64::from(envelope.to.0), kind, left, connection]);
            // Of a kind, the one sent first would be lost.
            if self.loses {
                let sent_before = world.flight.iter().filter(|other| other.number < envelope.number).count();
                self.write(sent_before as u64);
            }
            if let Payload::Message { sent, answered, .. } = &envelope.payload {
                let answered = answered.map_or(0, |kind| u64::from(kind.0) + 1);
                let finding = sent.finding.map_or(0, |finding| u64::from(finding) + 1);
                let answers = sent.answers.map_or(0, |request| place(owed, request));
                self.write_all([answered, finding, place(owed, envelope.number), answers]);
                if self.remembers {
                    self.rememberers(world, envelope.number);
                    sent.answers.into_iter().for_each(|number| self.rememberers(world, number));
                }
                for (field, value) in sent.fields.iter().enumerate() {
                    match value {
                        _ if !self.asked.field(sent.message, field) => {}
                        None => self.write(0),
                        Some(value) => self.value(value, self.asked.is_fresh_field(sent.message, field)),
                    }
                }
            }
        }
    }

    /// A value with its kind, so that no two are alike.
    fn value(&mut self, value: &Value, is_fresh: bool) {
        match value {
            Value::Number(0) if is_fresh => self.write_all([7, 0]),
            Value::Number(number) if is_fresh => {
                let known = self.fresh.iter().position(|known| known == number);
                let place = known.unwrap_or_else(|| {
                    self.fresh.push(*number);
                    self.fresh.len() - 1
                });
                self.write_all([7, place as u64 + 1]);
            }
            Value::Number(number) => self.write_all([3, *number]),
            Value::Duration(length) => self.write_all([4, length.get()]),
            Value::Participant(participant) => self.write_all([5, u64::from(participant.0)]),
            Value::Text(text) => {
                self.write_all([6, text.len() as u64]);
                self.written.extend_from_slice(text.as_bytes());
            }
        }
    }

    /// Small numbers, which nearly all are, take a byte.
    fn write(&mut self, number: u64) {
        match u8::try_from(number) {
            Ok(byte) if byte < u8::MAX => self.written.push(byte),
            _ => {
                self.written.push(u8::MAX);
                self.written.extend_from_slice(&number.to_le_bytes());
            }
        }
    }

    fn write_all<const N: usize>(&mut self, numbers: [u64; N]) {
        if numbers.iter().all(|number| *number < u64::from(u8::MAX)) {
            self.written.extend_from_slice(&numbers.map(|number| number as u8));
        } else {
            numbers.into_iter().for_each(|number| self.write(number));
        }
    }
}

/// The place of a request among those that are still to be answered, from 1 on; 0 where it isn't one of them.
fn place(owed: &[Owed], request: EventNumber) -> u64 {
    owed.iter().position(|one| one.request == request).map_or(0, |place| place as u64 + 1)
}

/// The place of a connection among those of its pair that are open or about to be, from 2 on; 0 where it isn't one of them.
///
/// Of several open ones the lowest is sent over, so the order is kept.
fn rank(world: &World, one: ParticipantId, other: ParticipantId, connection: Connection) -> u64 {
    let is_between = |from, to| (from, to) == (one, other) || (from, to) == (other, one);
    let ends = world.ends.iter().filter(|end| is_between(end.own, end.other)).map(|end| end.connection);
    let opening = world
        .flight
        .iter()
        .filter(|envelope| matches!(envelope.payload, Payload::Opening) && is_between(envelope.from, envelope.to));
    let live = ends.chain(opening.filter_map(|envelope| envelope.connection));
    let (mut is_live, mut before) = (false, Vec::new());
    for live in live {
        is_live |= live == connection;
        // The same one at both ends counts once. Nearly always there is none, and nothing is allocated.
        if live < connection && !before.contains(&live) {
            before.push(live);
        }
    }
    if is_live { before.len() as u64 + 2 } else { 0 }
}
