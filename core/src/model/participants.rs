//! Who takes part: participants, the roles they have, and what a role knows.

use super::{Operand, ParticipantId, RoleId, RuleId, StateId, Text, VariableId};
use crate::time::Millis;

/// What lies between two participants.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pair {
    /// How they are joined.
    pub pairing: Pairing,
    /// Whether a message between them can be lost on its way, where the reader says so.
    pub is_lossy: bool,
    /// How long whatever goes between them travels; as the setting says where nothing is given.
    pub latency: Option<Millis>,
}

/// How two participants are joined.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pairing {
    /// One must open a connection before either can send.
    Connects,
    /// As `Connects`, and connection is open from the start.
    Connected,
    /// They send without any connection.
    NoConnection,
}

/// One lifeline.
#[derive(Clone, PartialEq, Debug)]
pub struct Participant {
    /// Its id.
    pub id: Box<str>,
    /// Its name for people.
    pub name: Text,
    /// The behaviour it has, perhaps shared with others.
    pub role: RoleId,
    /// The state it starts in.
    pub start: StateId,
    /// Whether the reader acts for it.
    pub played: bool,
    /// What its variables hold at the start, where that is not what they hold for its whole role.
    pub values: Vec<(VariableId, Operand)>,
}

/// A behaviour: states, variables, timers and rules, of one or several participants.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Role {
    /// Its id: the participant's own where only one has this behaviour.
    pub id: Box<str>,
    /// Its states, as a range of the model's table.
    pub states: std::ops::Range<u16>,
    /// Its variables, as a range of the model's table.
    pub variables: std::ops::Range<u16>,
    /// Its timers, as a range of the model's table.
    pub timers: std::ops::Range<u16>,
}

/// A state of a role.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct State {
    /// Its id, unique in its role.
    pub id: Box<str>,
    /// What people read: its label, or its id.
    pub label: Text,
    /// The role it belongs to.
    pub role: RoleId,
    /// Whether the model says that nothing can arrive in it, so that missing rules are no gap.
    pub unconnected: bool,
    /// The rules that hold in this state, in file order: the first that matches is taken.
    pub rules: Vec<RuleId>,
    /// The line of its declaration, counted from 1.
    pub line: u32,
}

/// What a variable, or a field of a message, holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ValueType {
    /// A whole number, zero or more.
    Number,
    /// A length of time.
    Duration,
    /// A text.
    Text,
    /// A participant.
    Participant,
    /// A request that waits for its answer (variables only).
    Request,
    /// The number that ties an answer to its request (fields only).
    Reference,
}

/// What a participant remembers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Variable {
    /// Its id, unique in its role and different from every setting's.
    pub id: Box<str>,
    /// What it holds.
    pub value_type: ValueType,
    /// What it holds at the start; nothing for a request or a participant not yet known.
    pub start: Option<Value>,
    /// The least and the greatest it can hold; it stays inside. Only numbers and durations have bounds.
    pub bounds: Option<(u64, u64)>,
    /// The role for each of whose participants it holds a value of its own.
    pub each: Option<RoleId>,
}

/// A value: of a variable, a field, or a literal in a rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// A whole number.
    Number(u64),
    /// A length of time.
    Duration(Millis),
    /// A text.
    Text(std::sync::Arc<str>),
    /// A participant.
    Participant(ParticipantId),
}

/// A named timer of a role; each participant of the role has one of its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Timer {
    /// Its id, unique in its role.
    pub id: Box<str>,
    /// What people read, such as "registration timeout".
    pub label: Text,
    /// The role it belongs to.
    pub role: RoleId,
}
