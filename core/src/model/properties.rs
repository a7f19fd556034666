//! What shall hold in every run of a model.

use super::{MessageId, ParticipantId, SettingId, StateId, Text, TimerId, Value, VariableId};
use crate::time::Millis;

/// Something that shall hold in every run.
#[derive(Clone, PartialEq, Debug)]
pub struct Property {
    /// Its id.
    pub id: Box<str>,
    /// What it says, in words.
    pub label: Text,
    /// When it holds.
    pub kind: PropertyKind,
    /// The line of the file it begins at, counted from 1.
    pub line: u32,
}

/// When a property holds.
#[derive(Clone, PartialEq, Debug)]
pub enum PropertyKind {
    /// Where none of these cases is ever so: not at the start, and not after any action or rule.
    Never(Vec<Case>),
    /// Where all these cases are so whenever a step has left nothing due and nothing on its way.
    Finally(Vec<Case>),
    /// Where the answer to each such message has arrived at its sender before more than this time has passed.
    Answered {
        /// The request.
        message: MessageId,
        /// Within which time, this included.
        within: Within,
        /// Nothing need answer it any more once this has been so.
        unless: Option<Case>,
    },
}

/// A length of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Within {
    /// Itself.
    Length(Millis),
    /// What a duration setting is.
    Setting(SettingId),
}

/// One of these lists of facts holds as a whole.
///
/// Where a property speaks of every two of a role, it has a case for each two of its participants.
#[derive(Clone, PartialEq, Debug)]
pub struct Case {
    /// Lists with "or" between them.
    pub any: Vec<Vec<Fact>>,
    /// A bit for each participant whose doings can make a difference to it.
    depends_on: u64,
}

/// Something that is so at an instant, or isn't.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "a field without a sentence is what its name says")]
pub enum Fact {
    /// The participant is in one of these states, or in none of them.
    In { who: ParticipantId, states: Vec<StateId>, holds: bool },
    /// The participant's timer is running, or isn't.
    Running { who: ParticipantId, timer: TimerId, holds: bool },
    /// The setting has one of these choices, or none of them.
    Chosen { setting: SettingId, among: Vec<u8>, holds: bool },
    /// The value is one of these, or none of them. A value that isn't there equals nothing.
    Equals { left: Term, among: Vec<Term>, holds: bool },
    /// The first number or duration stands in this order to the second.
    Compared { left: Term, order: Order, right: Term },
}

/// How two numbers or durations compare.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    /// The first is not less.
    AtLeast,
    /// The first is not more.
    AtMost,
    /// The first is more.
    MoreThan,
    /// The first is less.
    LessThan,
}

impl Order {
    /// Whether the first stands in this order to the second.
    #[must_use]
    pub fn holds<T: PartialOrd>(self, left: T, right: T) -> bool {
        match self {
            Self::AtLeast => left >= right,
            Self::AtMost => left <= right,
            Self::MoreThan => left > right,
            Self::LessThan => left < right,
        }
    }
}

/// A value that a property speaks of.
#[derive(Clone, PartialEq, Debug)]
pub enum Term {
    /// Itself.
    Literal(Value),
    /// What a duration or number setting is.
    Setting(SettingId),
    /// What a participant's variable holds.
    Held {
        /// Whose variable.
        who: ParticipantId,
        /// Which.
        variable: VariableId,
        /// For whom, where it holds a value for each participant of a role.
        whom: Option<ParticipantId>,
    },
}

impl PropertyKind {
    /// All facts that decide it.
    pub fn facts(&self) -> impl Iterator<Item = &Fact> {
        let cases: &[Case] = match self {
            Self::Never(cases) | Self::Finally(cases) => cases,
            Self::Answered { unless, .. } => unless.as_slice(),
        };
        cases.iter().flat_map(|case| case.any.iter().flatten())
    }
}

impl Case {
    /// Lists with "or" between them.
    #[must_use]
    pub fn of(any: Vec<Vec<Fact>>) -> Self {
        let depends_on = any.iter().flatten().fold(0, |all, fact| all | fact.depends_on());
        Self { any, depends_on }
    }

    /// Whether what this participant does can make a difference to it.
    #[must_use]
    pub fn depends_on(&self, who: ParticipantId) -> bool {
        self.depends_on & bit(who) != 0
    }
}

impl Fact {
    /// A bit for each participant whose doings can make a difference to it.
    fn depends_on(&self) -> u64 {
        match self {
            Self::In { who, .. } => bit(*who),
            // A timer also expires where no rule minds it, which is seen as soon as anybody does anything.
            Self::Running { .. } => u64::MAX,
            Self::Chosen { .. } => 0,
            Self::Equals { .. } | Self::Compared { .. } => {
                self.compared().into_iter().fold(0, |all, term| match term {
                    Term::Held { who, .. } => all | bit(*who),
                    Term::Literal(_) | Term::Setting(_) => all,
                })
            }
        }
    }

    /// The values that it compares, the first with each of the others.
    #[must_use]
    pub fn compared(&self) -> Vec<&Term> {
        match self {
            Self::Equals { left, among, .. } => std::iter::once(left).chain(among).collect(),
            Self::Compared { left, right, .. } => vec![left, right],
            Self::In { .. } | Self::Running { .. } | Self::Chosen { .. } => Vec::new(),
        }
    }
}

/// A bit of its own: no model has more than [`PARTICIPANTS`](super::limits::PARTICIPANTS), which are far fewer than 64.
fn bit(who: ParticipantId) -> u64 {
    1_u64.checked_shl(u32::from(who.0)).unwrap_or(u64::MAX)
}
