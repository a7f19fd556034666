//! The trace: every event of a run in order, with its time, its cause and what it rests on.

use std::sync::Arc;

use crate::model::{
    ActionId, ClauseId, Grounds, MessageId, Model, ParticipantId, RuleId, SettingId, StateId, TimerId, Value,
};
use crate::time::{Instant, Millis};

/// The number of an event, counted from 1 over all events but [`EventKind::Delivered`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EventNumber(pub u32);

/// The number of a connection, counted from 1 in a run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Connection(pub u32);

/// A set of settings: those that something rests on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Assumptions(u64);

impl Assumptions {
    /// No setting.
    pub const NONE: Self = Self(0);

    /// This set and one setting more.
    #[must_use]
    pub fn and(self, setting: SettingId) -> Self {
        Self(self.0 | 1_u64.checked_shl(u32::from(setting.0)).unwrap_or(0))
    }

    /// What is in either set.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the setting is in it.
    #[must_use]
    pub fn contains(self, setting: SettingId) -> bool {
        self != Self::NONE && self.union(Self::NONE.and(setting)) == self
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// One thing that happened.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "a field without a sentence is what its name says")]
pub struct Event {
    pub at: Instant,
    pub kind: EventKind,
    /// What brought it about.
    pub cause: Cause,
    /// The assumed settings that it, or its time, rests on.
    pub rests_on: Assumptions,
}

/// What brought an event about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cause {
    /// The reader's action.
    Action(ActionId),
    /// A rule of a participant.
    Rule(RuleId),
    /// The transport: what it delivers and what it loses.
    Transport,
}

/// What happened.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "a field without a sentence is what its name says")]
pub enum EventKind {
    /// A connection was opened; its far end opens on arrival.
    Opened {
        connection: Connection,
        by: ParticipantId,
        to: ParticipantId,
        /// When it reaches the far end.
        arrives: Instant,
    },
    /// A connection was closed; its far end closes on arrival.
    Closed {
        connection: Connection,
        by: ParticipantId,
        to: ParticipantId,
        /// When it reaches the far end.
        arrives: Instant,
        why: CloseCause,
    },
    /// A message was sent.
    Message(Arc<Sent>),
    /// A message, an opening or a closing arrived and took effect.
    ///
    /// It has no number and no row: it is the far end of another event.
    Delivered {
        /// What arrived.
        of: EventNumber,
    },
    /// A message was lost.
    Lost {
        of: EventNumber,
        /// Where it was lost: the receiver, or the sender where it never left. On its way, the receiver that it did not reach.
        at: ParticipantId,
        why: Loss,
    },
    /// A message arrived, and no rule took it.
    NotHandled {
        of: EventNumber,
        by: ParticipantId,
        /// The state the receiver was in.
        state: StateId,
    },
    /// A timer was set.
    TimerSet {
        owner: ParticipantId,
        timer: TimerId,
        /// When it will expire.
        due: Instant,
    },
    /// A running timer was set anew.
    TimerRestarted {
        owner: ParticipantId,
        timer: TimerId,
        /// When it will expire now.
        due: Instant,
    },
    /// A running timer was cancelled.
    TimerCancelled {
        owner: ParticipantId,
        timer: TimerId,
        /// The time that was left.
        left: Millis,
    },
    /// A timer expired.
    TimerExpired { owner: ParticipantId, timer: TimerId },
    /// A participant entered another state.
    State {
        /// Who.
        participant: ParticipantId,
        /// The state it left.
        from: StateId,
        /// The state it entered.
        to: StateId,
    },
    /// Something is said at a lifeline.
    Note {
        /// At whose.
        participant: ParticipantId,
        note: Note,
    },
}

/// A message on its way.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "a field without a sentence is what its name says")]
pub struct Sent {
    pub message: MessageId,
    pub from: ParticipantId,
    pub to: ParticipantId,
    /// The connection it goes over; none where the pair needs none, or where there was none to send over.
    pub connection: Option<Connection>,
    /// When it arrives; none where it never left, or was lost as soon as it had.
    pub arrives: Option<Instant>,
    /// The request it answers.
    pub answers: Option<EventNumber>,
    /// What the reader chose that its receiver will find, as an index of the message type's findings.
    pub finding: Option<u8>,
    /// Its fields, in the order of the message type; those that weren't given are absent.
    pub fields: Box<[Option<Value>]>,
}

/// Why a connection was closed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CloseCause {
    /// The reader acted for the one that closed it.
    Action,
    /// A timer of the one that closed it expired.
    Timer(TimerId),
    /// A rule of the one that closed it, on something that arrived.
    Rule,
}

/// Why a message was lost.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Loss {
    /// Its connection was not open at the receiver when it arrived.
    ClosedThere(Connection),
    /// Its connection was not open any more at the sender when it was sent.
    ClosedHere(Connection),
    /// The sender had no connection to the receiver.
    NotConnected,
    /// The reader let it be lost on its way.
    OnItsWay,
}

/// What is said at a lifeline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Note {
    /// The note of a rule or an action: the effect at this position.
    Written {
        /// The effect's position in its rule or action.
        effect: u16,
        /// Whether the rule was taken because of what the reader chose that is found.
        chosen: bool,
        /// What stood then for each of its gaps, where there was a value.
        values: Box<[Option<Value>]>,
    },
    /// A message could not be sent because nobody is known to send it to.
    NobodyToSendTo(MessageId),
    /// An answer could not be sent because no request is remembered.
    NothingToAnswer(MessageId),
    /// A timer could not be set because its length is not known.
    NoLength(TimerId),
}

/// Where an event comes from: the surer ones first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Provenance {
    /// The reference says so.
    Reference,
    /// It follows from what the reference says.
    Inferred,
    /// It is the model's own: its writer, or the transport, adds it to what the reference says.
    Own,
    /// It rests on a setting that assumes what the reference leaves open.
    Assumed,
}

impl Loss {
    /// Why, as exports and outcomes call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ClosedThere(_) => "closed-there",
            Self::ClosedHere(_) => "closed-here",
            Self::NotConnected => "not-connected",
            Self::OnItsWay => "on-its-way",
        }
    }
}

impl Provenance {
    /// Where from, as the page's marks and exports call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Inferred => "inferred",
            Self::Own => "own",
            Self::Assumed => "assumed",
        }
    }
}

impl EventKind {
    /// The kind of the event, as host pages and exports call it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Closed { .. } => "closed",
            Self::Message(_) => "message",
            Self::Delivered { .. } => "delivered",
            Self::Lost { .. } => "lost",
            Self::NotHandled { .. } => "not-handled",
            Self::TimerSet { .. } => "timer-set",
            Self::TimerRestarted { .. } => "timer-restarted",
            Self::TimerCancelled { .. } => "timer-cancelled",
            Self::TimerExpired { .. } => "timer-expired",
            Self::State { .. } => "state",
            Self::Note { .. } => "note",
        }
    }

    /// Whether it has a number, a row and a sentence.
    #[must_use]
    pub fn is_numbered(&self) -> bool {
        !matches!(self, Self::Delivered { .. })
    }
}

impl Event {
    /// The clauses that it carries out.
    #[must_use]
    pub fn clauses<'m>(&self, model: &'m Model) -> &'m [ClauseId] {
        match self.grounds(model) {
            Some(Grounds::Cites(clauses)) => clauses,
            _ => &[],
        }
    }

    /// Why its rule or action is in the model; nothing where that does not say so, and for what the transport did.
    #[must_use]
    pub fn grounds<'m>(&self, model: &'m Model) -> Option<&'m Grounds> {
        match self.cause {
            Cause::Action(action) => model[action].grounds.as_ref(),
            Cause::Rule(rule) => model[rule].grounds.as_ref(),
            Cause::Transport => None,
        }
    }

    /// Where it comes from; nothing in a model without clauses, which says of nothing where it comes from.
    #[must_use]
    pub fn provenance(&self, model: &Model) -> Option<Provenance> {
        if model.clauses().len() == 0 {
            return None;
        }
        if !self.rests_on.is_empty() {
            return Some(Provenance::Assumed);
        }
        let grounds = match self.grounds(model) {
            // What needs an inference as well is no surer than that.
            Some(Grounds::Cites(clauses)) if clauses.iter().any(|clause| model[*clause].is_inferred()) => {
                Provenance::Inferred
            }
            Some(Grounds::Cites(_)) => Provenance::Reference,
            Some(Grounds::Ours(_)) | None => Provenance::Own,
        };
        Some(match self.kind {
            // The reference tells what is sent; that this makes a state, and the state's name, is our reading.
            EventKind::State { .. } => grounds.max(Provenance::Inferred),
            _ => grounds,
        })
    }
}

/// The events of a run, findable by number.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Trace {
    events: Vec<Event>,
    /// For each number, the position of its event.
    numbered: Vec<u32>,
}

impl Trace {
    /// All events in order, the unnumbered deliveries among them.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// How many events have a number.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.numbered.len() as u32
    }

    /// The event with this number.
    #[must_use]
    pub fn get(&self, number: EventNumber) -> Option<&Event> {
        self.events.get(self.position(number)?)
    }

    /// The position among all events of the one with this number.
    #[must_use]
    pub fn position(&self, number: EventNumber) -> Option<usize> {
        let index = (number.0 as usize).checked_sub(1)?;
        self.numbered.get(index).map(|position| *position as usize)
    }

    /// How many of the first `events` events have a number.
    #[must_use]
    pub fn count_within(&self, events: usize) -> u32 {
        self.numbered.partition_point(|position| (*position as usize) < events) as u32
    }

    /// Adds an event at the end.
    pub fn push(&mut self, event: Event) {
        if event.kind.is_numbered() {
            self.numbered.push(self.events.len() as u32);
        }
        self.events.push(event);
    }

    /// Keeps the first `events` events, numbered or not.
    pub fn truncate(&mut self, events: usize) {
        self.events.truncate(events);
        self.numbered.truncate(self.count_within(events) as usize);
    }
}
