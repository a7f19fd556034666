//! What participants do: rules with their triggers, conditions and effects, and the reader's actions.

use super::{Grounds, MessageId, Order, ParticipantId, RoleId, SettingId, StateId, Text, TimerId, Value, VariableId};
use crate::time::Millis;

/// In these states, on this trigger, under these conditions: these effects.
#[derive(Clone, PartialEq, Debug)]
pub struct Rule {
    /// The role that has it.
    pub role: RoleId,
    /// The states it holds in.
    pub states: Vec<StateId>,
    /// What sets it off.
    pub trigger: Trigger,
    /// All must hold.
    pub conditions: Vec<Condition>,
    /// Whether it is tried only after all others of a state, wherever it stands.
    pub is_default: bool,
    /// What it does, in order.
    pub effects: Vec<Effect>,
    /// Why it is here; nothing only in a model without clauses.
    pub grounds: Option<Grounds>,
    /// The line of the file it begins at, counted from 1.
    pub line: u32,
}

/// What sets a rule off.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Trigger {
    /// The run begins.
    Start,
    /// The other side's opening of a connection arrives.
    Connect {
        /// Whose, where it matters; a role stands for each participant in it.
        from: Option<RoleId>,
    },
    /// The other side's closing of the connection arrives.
    Disconnect {
        /// Whose, where it matters.
        from: Option<RoleId>,
    },
    /// A message arrives.
    Message {
        /// Which; any where none is named.
        message: Option<MessageId>,
        /// What the reader chose that its receiver finds, as an index of the message's findings.
        finding: Option<u8>,
        /// Whose, where it matters.
        from: Option<RoleId>,
        /// What it answers, where it matters.
        answers: Option<Answered>,
    },
    /// A timer of its own expires.
    Expiry(TimerId),
}

/// The request that an answer must belong to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answered {
    /// One of this kind.
    Kind(MessageId),
    /// The one that a variable remembers.
    Remembered(VariableId),
}

/// Something that must hold.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "a field without a sentence is what its name says")]
pub enum Condition {
    /// The setting has one of these values (indices of its choices), or has none of them.
    Chosen {
        setting: SettingId,
        among: Vec<u8>,
        /// Whether it must be among them; otherwise it must not.
        holds: bool,
    },
    /// The value is one of these, or none of them. A value that isn't there equals nothing.
    Equals {
        /// The value looked at.
        left: Operand,
        /// What it is compared with.
        among: Vec<Operand>,
        /// Whether it must equal one of them; otherwise it must equal none.
        holds: bool,
    },
    /// The first number or duration stands in this order to the second.
    Compared { left: Operand, order: Order, right: Operand },
    /// The participant is in one of these states, or in none of them.
    In {
        states: Vec<StateId>,
        /// Whether it must be in one of them; otherwise it must be in none.
        holds: bool,
    },
    /// One of these lists holds as a whole.
    Any(Vec<Vec<Condition>>),
    /// It holds for so many of a role's participants, the participant itself counted where it has that role.
    Counted { role: RoleId, count: Count, of: Box<Condition> },
    /// The timer is running, or isn't.
    Running {
        timer: TimerId,
        /// Whether it must be running; otherwise it must not.
        holds: bool,
    },
}

impl Condition {
    /// The values that it compares, the first with each of the others; not those of the conditions inside it.
    #[must_use]
    pub fn compared(&self) -> Vec<&Operand> {
        match self {
            Self::Equals { left, among, .. } => std::iter::once(left).chain(among).collect(),
            Self::Compared { left, right, .. } => vec![left, right],
            Self::Counted { count: Count::AtLeast(many) | Count::AtMost(many), .. } => vec![many],
            Self::Counted { count: Count::Every, .. }
            | Self::Chosen { .. }
            | Self::In { .. }
            | Self::Any(_)
            | Self::Running { .. } => Vec::new(),
        }
    }
}

/// For how many of a role's participants something must hold.
#[derive(Clone, PartialEq, Debug)]
pub enum Count {
    /// For all of them.
    Every,
    /// For at least so many.
    AtLeast(Operand),
    /// For at most so many.
    AtMost(Operand),
}

/// A value to be looked up when a rule runs.
#[derive(Clone, PartialEq, Debug)]
pub enum Operand {
    /// Itself.
    Literal(Value),
    /// What a variable holds.
    Variable(VariableId),
    /// What a variable holds for this participant.
    Of(VariableId, Box<Operand>),
    /// The participant at hand, where a condition is asked for several.
    Each,
    /// What a number or duration setting is.
    Setting(SettingId),
    /// A field of the message that set the rule off, by its position.
    Its(u8),
    /// A number that was never used before in this run.
    Fresh,
    /// The participant itself.
    Itself,
    /// The participant that set the rule off.
    Sender,
    /// Two numbers or durations together, or the greatest there is; no value where one of them has none.
    Sum(Box<Operand>, Box<Operand>),
    /// The first without the second, zero at least; no value where one of them has none.
    Difference(Box<Operand>, Box<Operand>),
}

/// Something a rule or an action does, perhaps under conditions.
#[derive(Clone, PartialEq, Debug)]
pub struct Effect {
    /// What it does.
    pub kind: EffectKind,
    /// All must hold, or nothing is done.
    pub conditions: Vec<Condition>,
}

/// What an effect does.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "a field without a sentence is what its name says")]
pub enum EffectKind {
    /// Sends a message.
    Send {
        message: MessageId,
        to: Receivers,
        /// Its fields, by position in the message type.
        with: Vec<(u8, Operand)>,
        /// What the receiver will find, as the reader chose it.
        finding: Option<u8>,
        /// The variable that remembers it, so that its answer is known.
        remembered: Option<VariableId>,
    },
    /// Answers a request: the one that set the rule off, or one remembered in a variable.
    Answer {
        /// With which message.
        message: MessageId,
        /// The variable that remembers the request; none for the message that set the rule off.
        request: Option<VariableId>,
        /// Its fields, by position in the message type.
        with: Vec<(u8, Operand)>,
    },
    /// Opens a connection; nothing where one is open.
    Connect(ParticipantId),
    /// Closes the connection; nothing where none is open.
    Disconnect(Receivers),
    /// Starts a timer, or restarts it.
    Start(TimerId, Length),
    /// Cancels a timer; nothing where it isn't running.
    Cancel(TimerId),
    /// Enters a state; nothing where it is the state already.
    Become(StateId),
    /// Says something at the lifeline; what stands in braces in the text is looked up.
    Note(Text, Vec<(Box<str>, Operand)>),
    /// Puts a value into a variable, within its bounds.
    Set(Target, Operand),
    /// Adds to a variable, within its bounds.
    Add(Target, Operand),
    /// Takes from a variable, within its bounds, and never beyond zero.
    Take(Target, Operand),
    /// Remembers the message that set the rule off, so that it can be answered later.
    Remember(VariableId),
}

/// Which value is changed.
#[derive(Clone, PartialEq, Debug)]
pub struct Target {
    /// The variable.
    pub variable: VariableId,
    /// For which participant; for all where none is named and it holds a value for each.
    pub of: Option<Operand>,
}

/// A timer's length, worked out when the timer is started.
#[derive(Clone, PartialEq, Debug)]
pub struct Length {
    /// The duration it starts from.
    pub base: Operand,
    /// Where it starts from anything up to this instead, as the run's chance has it.
    pub to: Option<Operand>,
    /// Times this …
    pub numerator: u64,
    /// … divided by this, rounded down to a millisecond.
    pub denominator: u64,
    /// Doubled as many times as this variable says.
    pub doubled: Option<VariableId>,
    /// But never longer than this.
    pub up_to: Option<Operand>,
}

impl Length {
    /// The length once its operands are known; the greatest there is where the product would be longer.
    #[must_use]
    pub fn of(&self, base: Millis, doublings: u64, up_to: Option<Millis>) -> Millis {
        let longest = up_to.unwrap_or(Millis::new(u64::MAX));
        let factor = u32::try_from(doublings).ok().and_then(|n| 1_u64.checked_shl(n));
        let doubled = factor.and_then(|factor| base.checked_scale(factor, 1));
        match doubled.and_then(|length| length.checked_scale(self.numerator, self.denominator)) {
            Some(length) => length.min(longest),
            None => longest,
        }
    }
}

/// To whom something goes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Receivers {
    /// These participants, in this order.
    These(Vec<ParticipantId>),
    /// Every participant of a role but the sender itself, in the model's order.
    Every(RoleId),
    /// The same, but without the participant that set the rule off.
    EveryButSender(RoleId),
    /// The participant that a variable holds.
    Held(VariableId),
    /// The participant that set the rule off.
    Sender,
}

/// What the reader can do for a played participant.
#[derive(Clone, PartialEq, Debug)]
pub struct Action {
    /// Its id, as links write it; of a role that several play, the participant's id is part of it.
    pub id: Box<str>,
    /// The one letter that stands for it in compact links, for ever.
    pub letter: Option<char>,
    /// Whose action it is.
    pub participant: ParticipantId,
    /// The button's words.
    pub label: Text,
    /// What it will cause, in a few words; may be empty.
    pub about: Text,
    /// When it can't be done, and why.
    pub refusals: Vec<Refusal>,
    /// What it does, in order.
    pub effects: Vec<Effect>,
    /// Why it is here; nothing only in a model without clauses.
    pub grounds: Option<Grounds>,
    /// The line of the file it begins at, counted from 1.
    pub line: u32,
}

/// When an action can't be done, and why.
#[derive(Clone, PartialEq, Debug)]
pub struct Refusal {
    /// In these states; in any where none is named.
    pub states: Vec<StateId>,
    /// And under these conditions.
    pub conditions: Vec<Condition>,
    /// The reason in words.
    pub reason: Text,
}
