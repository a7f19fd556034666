//! The world: all that is true at one instant; the same inputs give the same events.
//!
//! Three primitives move it: [`World::act`] for the reader's action, [`World::settle`] for what is due at the next instant, and
//! [`World::pass`] for quiet time up to then. [`World::step`] plays a whole step with them, event by event. Within an instant the
//! order is: deliveries in the order sent, then timers in the order set, then the reader's action; each with the whole chain of
//! answers it sets off at that instant.

mod asked;
mod conditions;
mod effects;
mod facts;
mod losses;
mod offers;
mod settle;
mod state_key;

use std::sync::Arc;

use conditions::Asker;
pub use losses::LossOffer;
pub use offers::{Offer, Reason};
use smallvec::{Array, SmallVec};
pub use state_key::{StateKey, StateKeys};

use crate::model::limits::PARTICIPANTS;
use crate::model::{ActionId, MessageId, Model, Pairing, ParticipantId, RuleId, StateId, Step, TimerId, Value};
use crate::simulation::settings::Settings;
use crate::simulation::trace::{Assumptions, Cause, CloseCause, Connection, Event, EventNumber, Sent};
use crate::time::{Instant, Millis};

/// The most events of one action, or of what is due at one instant; more is a model that goes round.
pub const EVENTS_AT_ONCE: u32 = 10_000;
/// The most events of a run.
pub const EVENTS: u32 = 1_000_000;
/// The most messages, openings and closings on their way at once.
pub const IN_FLIGHT: usize = 1_000;
/// The longest run, in simulated time: ten years of 365 days.
pub const LONGEST: Instant = Instant::from_millis(10 * 365 * 24 * 60 * 60 * 1_000);

/// What a run is played by: its model, and the settings as they are.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "a field without a sentence is what its name says")]
pub struct Setup<'a> {
    pub model: &'a Model,
    pub settings: &'a Settings,
}

/// Takes the events as they happen.
pub trait Sink {
    /// Takes the next event.
    fn event(&mut self, event: Event);

    /// Hears that a rule was taken, before its events; some rules have none.
    fn ran(&mut self, _rule: RuleId) {}

    /// Hears that a rule or an action of a participant has been carried out, and what the world is like then.
    fn done(&mut self, _who: ParticipantId, _world: &World) {}
}

impl<F: FnMut(Event)> Sink for F {
    fn event(&mut self, event: Event) {
        self(event);
    }
}

/// All that is true at one instant.
///
/// An exploration keeps very many of them: what most models have few of stands in the world itself, and worlds that come of one another
/// share what variables hold and what is on its way.
#[derive(PartialEq, Debug)]
pub struct World {
    now: Instant,
    /// The state of each participant.
    states: SmallVec<[StateId; PARTICIPANTS]>,
    /// What the variables of all participants hold, at the places that the model gives them.
    slots: Arc<[Slot]>,
    /// The ends of connections that are open, in order. A participant has two towards another only where both have opened at once.
    ends: SmallVec<[End; 2]>,
    /// What is on its way, in the order it arrives in; at one instant, in the order sent.
    flight: SmallVec<[Arc<Envelope>; 3]>,
    /// How many of the next messages of a type are to be lost, in the model's order; those of which none is are not in it.
    losing: Vec<(MessageId, u32)>,
    /// The running timers, in the order set.
    timers: SmallVec<[Running; 1]>,
    /// The assumed settings that have been looked at so far: what the run rests on, also where nothing came of it.
    rests_on: Assumptions,
    connections: u32,
    references: u64,
    fresh: u64,
    /// How often chance has decided something.
    draws: u64,
    events: u32,
}

/// Some participants, in order.
type Participants = SmallVec<[ParticipantId; PARTICIPANTS]>;

/// One end of a connection that is open there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct End {
    own: ParticipantId,
    other: ParticipantId,
    connection: Connection,
}

impl Clone for World {
    fn clone(&self) -> Self {
        // Collected, it would have room for more.
        let mut flight = SmallVec::with_capacity(self.flight.len());
        flight.extend(self.flight.iter().cloned());
        Self {
            states: SmallVec::from_slice(&self.states),
            slots: Arc::clone(&self.slots),
            ends: SmallVec::from_slice(&self.ends),
            flight,
            losing: self.losing.clone(),
            timers: SmallVec::from_slice(&self.timers),
            ..*self
        }
    }

    /// An exploration has one world become another for every step, so what is allocated already is used again.
    fn clone_from(&mut self, other: &Self) {
        let Self {
            now,
            states,
            slots,
            ends,
            flight,
            losing,
            timers,
            rests_on,
            connections,
            references,
            fresh,
            draws,
            events,
        } = other;
        fn copy<A: Array<Item: Copy>>(to: &mut SmallVec<A>, from: &[A::Item]) {
            to.clear();
            to.extend_from_slice(from);
        }
        copy(&mut self.states, states);
        copy(&mut self.ends, ends);
        copy(&mut self.timers, timers);
        // Threads that count the same thing wait for one another, so what is the same is left alone.
        if !Arc::ptr_eq(&self.slots, slots) {
            self.slots = Arc::clone(slots);
        }
        let same = self.flight.iter().zip(flight).take_while(|(own, other)| Arc::ptr_eq(own, other)).count();
        self.flight.truncate(same);
        self.flight.extend(flight[same..].iter().cloned());
        self.losing.clone_from(losing);
        (self.now, self.rests_on, self.events) = (*now, *rests_on, *events);
        (self.connections, self.references, self.fresh, self.draws) = (*connections, *references, *fresh, *draws);
    }
}

/// What a variable holds, for one participant where it holds a value for each.
#[derive(Clone, PartialEq, Debug)]
enum Slot {
    Nothing,
    Value(Value),
    Request(Request),
}

/// A request that can be answered, or whose answer is waited for.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Request {
    number: EventNumber,
    message: MessageId,
    from: ParticipantId,
    connection: Option<Connection>,
    reference: Option<u64>,
}

/// What travels.
#[derive(Clone, PartialEq, Debug)]
struct Envelope {
    number: EventNumber,
    from: ParticipantId,
    to: ParticipantId,
    connection: Option<Connection>,
    arrives: Instant,
    /// What its sending rests on; so does whatever it sets off.
    rests_on: Assumptions,
    payload: Payload,
}

#[derive(Clone, PartialEq, Debug)]
enum Payload {
    Opening,
    Closing,
    Message {
        sent: Arc<Sent>,
        reference: Option<u64>,
        /// The kind of the request that it answers.
        answered: Option<MessageId>,
    },
}

/// A timer that runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "a field without a sentence is what its name says")]
pub struct Running {
    pub owner: ParticipantId,
    pub timer: TimerId,
    /// When it was set.
    pub since: Instant,
    /// When it expires.
    pub due: Instant,
    /// The assumed settings that its start and its length rest on.
    pub rests_on: Assumptions,
}

/// The next instant at which something happens by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "a field without a sentence is what its name says")]
pub struct Due {
    pub at: Instant,
    /// What comes first then.
    pub kind: DueKind,
}

/// What is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DueKind {
    /// A message, an opening or a closing arrives: the far end of this event.
    Arrival(EventNumber),
    /// A timer expires.
    Expiry(ParticipantId, TimerId),
}

/// Why a step was not taken.
///
/// The world must not be used any further then: the run goes back to before the step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refused {
    /// The action can't be done now.
    Impossible(Reason),
    /// Nothing is due, however long one waits.
    NothingDue,
    /// One input would cause more than [`EVENTS_AT_ONCE`] events; these rules go round.
    GoesRound(Vec<RuleId>),
    /// More than [`IN_FLIGHT`] messages would be on their way at once.
    TooManyInFlight,
    /// The run would last longer than [`LONGEST`].
    TooLong,
    /// The run would have more than [`EVENTS`] events.
    TooManyEvents,
    /// The run would have more steps than a run may have.
    TooManySteps,
}

/// One input at work: where its events go, and how many it may still cause.
struct Input<'a> {
    setup: Setup<'a>,
    sink: &'a mut dyn Sink,
    left: u32,
    /// The rules that ran when hardly any events were left, so that an endless chain can be named.
    round: Vec<RuleId>,
}

impl World {
    /// The world before anything has happened, also what the model lets happen at the start.
    #[must_use]
    pub fn new(setup: Setup<'_>) -> Self {
        let model = setup.model;
        let mut world = Self {
            now: Instant::ZERO,
            states: model.participants().map(|(_, participant)| participant.start).collect(),
            slots: model.slots.uses().iter().map(|slot| Slot::of(model[slot.variable].start.clone())).collect(),
            ends: SmallVec::new(),
            flight: SmallVec::new(),
            losing: Vec::new(),
            timers: SmallVec::new(),
            rests_on: Assumptions::NONE,
            connections: 0,
            references: 0,
            fresh: 0,
            draws: 0,
            events: 0,
        };
        let each_two = (0..model.participants.len()).flat_map(|high| (0..high).map(move |low| (low, high)));
        for (one, other) in each_two.map(|(low, high)| (ParticipantId(low as u16), ParticipantId(high as u16))) {
            if model.pairing(one, other) == Pairing::Connected {
                world.connections += 1;
                let connection = Connection(world.connections);
                world.open_end(End { own: one, other, connection });
                world.open_end(End { own: other, other: one, connection });
            }
        }
        for (who, participant) in model.participants() {
            for (variable, value) in &participant.values {
                let value = world.evaluate(setup, value, Asker::of(who, None));
                world.store(setup, who, (*variable, None), Slot::of(value));
            }
        }
        world
    }

    /// Lets happen what the model says of the start, and settles all that comes of it.
    ///
    /// # Errors
    /// Refuses where a bound is passed; in that case the world is left half-way and must be dropped.
    pub fn start(&mut self, setup: Setup<'_>, sink: &mut dyn Sink) -> Result<(), Refused> {
        let mut input = Input { setup, sink, left: EVENTS_AT_ONCE, round: Vec::new() };
        for (who, _) in setup.model.participants() {
            self.fire(&mut input, who, settle::Fired::Start, None, Assumptions::NONE)?;
        }
        self.drain(&mut input)
    }

    /// How many bytes it takes, messages that it shares with others included.
    #[must_use]
    pub(crate) fn bytes(&self) -> usize {
        let sent = |envelope: &Arc<Envelope>| match &envelope.payload {
            Payload::Message { sent, .. } => size_of::<Sent>() + size_of_val(&*sent.fields),
            Payload::Opening | Payload::Closing => 0,
        };
        size_of::<Self>()
            + size_of_val(&*self.slots)
            + size_of_val(&*self.ends)
            + size_of_val(&*self.timers)
            + self.flight.iter().map(|envelope| size_of::<Envelope>() + sent(envelope)).sum::<usize>()
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.now
    }

    /// The state a participant is in.
    #[must_use]
    pub fn state(&self, participant: ParticipantId) -> StateId {
        self.states[participant.index()]
    }

    /// The states of all participants.
    #[must_use]
    pub(crate) fn states(&self) -> &[StateId] {
        &self.states
    }

    /// The running timers, in the order set.
    #[must_use]
    pub fn timers(&self) -> &[Running] {
        &self.timers
    }

    /// The assumed settings that have been looked at so far, also where nothing came of it.
    #[must_use]
    pub fn rests_on(&self) -> Assumptions {
        self.rests_on
    }

    /// How many numbered events have happened.
    #[must_use]
    pub fn events(&self) -> u32 {
        self.events
    }

    /// The connection that `own` sends over to `other`: of several, the one with the lowest number.
    #[must_use]
    pub fn connection(&self, own: ParticipantId, other: ParticipantId) -> Option<Connection> {
        self.open(own, other).next()
    }

    /// The connections open at `own`'s end towards `other`, by number.
    fn open(&self, own: ParticipantId, other: ParticipantId) -> impl Iterator<Item = Connection> + Clone {
        let open = self.ends.iter().filter(move |end| (end.own, end.other) == (own, other));
        open.map(|end| end.connection)
    }

    /// How many messages, openings and closings are on their way.
    #[must_use]
    pub fn in_flight(&self) -> usize {
        self.flight.len()
    }

    /// The message on its way that was sent as this event.
    #[must_use]
    pub fn on_its_way(&self, number: EventNumber) -> Option<&Sent> {
        self.flight.iter().find(|envelope| envelope.number == number).and_then(|envelope| match &envelope.payload {
            Payload::Message { sent, .. } => Some(&**sent),
            Payload::Opening | Payload::Closing => None,
        })
    }

    /// The next instant at which something happens by itself, if anything ever does.
    #[must_use]
    pub fn due(&self) -> Option<Due> {
        let timer = self.next_timer().map(|index| self.timers[index]);
        let arrival = self.flight.first();
        match (arrival, timer) {
            (Some(envelope), timer) if timer.is_none_or(|timer| envelope.arrives <= timer.due) => {
                Some(Due { at: envelope.arrives, kind: DueKind::Arrival(envelope.number) })
            }
            (_, Some(timer)) => Some(Due { at: timer.due, kind: DueKind::Expiry(timer.owner, timer.timer) }),
            (_, None) => None,
        }
    }

    /// Lets quiet time pass, up to `until`, or to the next instant with something due.
    ///
    /// It minds no bound: whoever calls it has asked [`World::after`].
    pub fn pass(&mut self, until: Instant) {
        let end = self.due().map_or(until, |due| until.min(due.at));
        self.now = self.now.max(end);
    }

    /// Goes back to `earlier`, where nothing but quiet time has passed since.
    pub(crate) fn go_back(&mut self, earlier: Instant) {
        self.now = earlier;
    }

    /// Goes to the next instant with something due and settles all that happens then.
    ///
    /// # Errors
    /// Refuses where nothing is due, and where a bound is passed; in that case the world is left half-way and must be dropped.
    pub fn settle(&mut self, setup: Setup<'_>, sink: &mut dyn Sink) -> Result<(), Refused> {
        let due = self.due().ok_or(Refused::NothingDue)?;
        if due.at > LONGEST {
            return Err(Refused::TooLong);
        }
        self.now = due.at;
        self.drain(&mut Input { setup, sink, left: EVENTS_AT_ONCE, round: Vec::new() })
    }

    /// Does the reader's action, and settles all that happens at this instant because of it.
    ///
    /// # Errors
    /// Refuses what [`World::offer`] says is not possible, and where a bound is passed; in that case the world is left half-way and
    /// must be dropped.
    pub fn act(&mut self, setup: Setup<'_>, action: ActionId, sink: &mut dyn Sink) -> Result<(), Refused> {
        match self.offer(setup, action).refused {
            Some(reason) => Err(Refused::Impossible(reason)),
            None => self.act_as_offered(setup, action, sink),
        }
    }

    /// As [`World::act`], for an action that [`World::offer`] has said to be possible now.
    pub(crate) fn act_as_offered(
        &mut self,
        setup: Setup<'_>,
        action: ActionId,
        sink: &mut dyn Sink,
    ) -> Result<(), Refused> {
        let mut input = Input { setup, sink, left: EVENTS_AT_ONCE, round: Vec::new() };
        let done = &setup.model[action];
        let occasion = effects::Occasion {
            who: done.participant,
            cause: Cause::Action(action),
            closing: CloseCause::Action,
            envelope: None,
            chosen: false,
            rests_on: Assumptions::NONE,
        };
        self.run(&mut input, &done.effects, &occasion)?;
        self.drain(&mut input)
    }

    /// Plays a whole step; time passes event by event, each seen at its own instant, the end included.
    ///
    /// # Errors
    /// As [`World::act`] and [`World::settle`] do.
    pub fn step(&mut self, setup: Setup<'_>, step: Step, sink: &mut dyn Sink) -> Result<(), Refused> {
        match step {
            Step::Act(action) => self.act(setup, action, sink),
            Step::Next => self.settle(setup, sink),
            Step::Lose(message) => self.lose(setup, message, sink),
            Step::Wait(length) => {
                let end = self.after(length)?;
                while self.due().is_some_and(|due| due.at <= end) {
                    self.settle(setup, sink)?;
                }
                self.pass(end);
                Ok(())
            }
        }
    }

    /// The instant `length` from now.
    ///
    /// # Errors
    /// Refuses what lies beyond the longest run.
    pub fn after(&self, length: Millis) -> Result<Instant, Refused> {
        self.now.checked_add(length).filter(|end| *end <= LONGEST).ok_or(Refused::TooLong)
    }
}
