//! A checked protocol model: every index in it points at something, so whoever holds one need not ask again.
//!
//! A [`Model`] comes only from [`read`](crate::model::read), which reports every independent mistake of a file at once, or from
//! bytes that such a model was packed into.
//! Its parts are plain tables; ids are positions in them, each of a type of its own.

mod actions;
mod check;
mod cursor;
mod declare;
mod effects;
mod gaps;
mod length;
mod names;
mod pack;
mod problem;
mod reader;
mod reading;
mod rules;
mod tables;
mod text;
mod values;

pub use length::Length;
pub(crate) use names::nearest;
pub use problem::{Place, Problem, Problems};
pub use reader::read;
pub use reading::Reading;
pub use text::is_hidden;

use crate::time::Millis;

/// A text for people, in the model's own language first and perhaps in others.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Text {
    /// The text in the model's own language.
    pub plain: Box<str>,
    /// The same in other languages: a language code of two letters, and the text.
    pub others: Vec<(Box<str>, Box<str>)>,
}

impl Text {
    /// The text in `language`, or in the model's own where it has none.
    #[must_use]
    pub fn in_language(&self, language: &str) -> &str {
        self.others.iter().find(|(code, _)| &**code == language).map_or(&self.plain, |(_, text)| text)
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident indexes $field:ident of $target:ty;)+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
            pub struct $name(pub(crate) u16);

            impl $name {
                /// The position in the model's table.
                #[must_use]
                pub const fn index(self) -> usize {
                    self.0 as usize
                }
            }

            impl std::ops::Index<$name> for Model {
                type Output = $target;

                fn index(&self, id: $name) -> &$target {
                    &self.$field[id.index()]
                }
            }
        )+

        impl Model {
            $(
                /// The table's entries, each with its id, in file order.
                pub fn $field(&self) -> impl ExactSizeIterator<Item = ($name, &$target)> + DoubleEndedIterator {
                    self.$field.iter().enumerate().map(|(index, entry)| ($name(index as u16), entry))
                }
            )+
        }
    };
}

ids! {
    /// Which participant.
    ParticipantId indexes participants of Participant;
    /// Which role: a behaviour that one or several participants have.
    RoleId indexes roles of Role;
    /// Which state, of any role.
    StateId indexes states of State;
    /// Which variable, of any role.
    VariableId indexes variables of Variable;
    /// Which timer, of any role.
    TimerId indexes timers of Timer;
    /// Which message type.
    MessageId indexes messages of Message;
    /// Which setting.
    SettingId indexes settings of Setting;
    /// Which clause.
    ClauseId indexes clauses of Clause;
    /// Which rule.
    RuleId indexes rules of Rule;
    /// Which action.
    ActionId indexes actions of Action;
    /// Which scenario.
    ScenarioId indexes scenarios of Scenario;
}

/// A protocol: participants, messages, settings, rules, clauses, scenarios.
#[derive(Clone, PartialEq, Debug)]
pub struct Model {
    /// The model's id, as links write it.
    pub(crate) id: Box<str>,
    /// Its title.
    pub(crate) title: Text,
    /// One or two sentences about it; may be empty.
    pub(crate) about: Text,
    /// What it was made from; may be empty.
    pub(crate) source: Text,
    pub(crate) participants: Vec<Participant>,
    pub(crate) roles: Vec<Role>,
    pub(crate) states: Vec<State>,
    pub(crate) variables: Vec<Variable>,
    pub(crate) timers: Vec<Timer>,
    pub(crate) messages: Vec<Message>,
    pub(crate) settings: Vec<Setting>,
    pub(crate) clauses: Vec<Clause>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) actions: Vec<Action>,
    pub(crate) scenarios: Vec<Scenario>,
    /// One entry for each unordered pair of participants, in the order of [`Model::pair_index`].
    pub(crate) pairs: Vec<Pairing>,
    /// What is odd but harmless, such as a message that no rule takes.
    pub(crate) warnings: Vec<Problem>,
}

impl Model {
    /// The model's id, as links write it.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The model's title.
    #[must_use]
    pub fn title(&self) -> &Text {
        &self.title
    }

    /// One or two sentences about the protocol; may be empty.
    #[must_use]
    pub fn about(&self) -> &Text {
        &self.about
    }

    /// What the model was made from; may be empty.
    #[must_use]
    pub fn source(&self) -> &Text {
        &self.source
    }

    /// What is odd in the file but no mistake.
    #[must_use]
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }

    /// The setting that says how long a message travels one way; every model has it.
    #[must_use]
    pub fn latency(&self) -> SettingId {
        let found = self.settings.iter().position(|setting| &*setting.id == LATENCY);
        SettingId(found.unwrap_or_default() as u16)
    }

    /// How the pair of participants is joined.
    #[must_use]
    pub fn pairing(&self, one: ParticipantId, other: ParticipantId) -> Pairing {
        self.pairs[self.pair_index(one, other)]
    }

    /// The position of the unordered pair among all pairs: 0-1, 0-2, 1-2, 0-3, 1-3, …
    #[must_use]
    pub(crate) fn pair_index(&self, one: ParticipantId, other: ParticipantId) -> usize {
        let (low, high) = if one < other { (one, other) } else { (other, one) };
        high.index() * high.index().saturating_sub(1) / 2 + low.index()
    }
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
#[derive(Clone, PartialEq, Eq, Debug)]
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
}

/// What a variable, or a field of a message, holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
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
    pub kind: Kind,
    /// What it holds at the start; nothing for a request or a participant not yet known.
    pub start: Option<Value>,
    /// The least and the greatest it can hold; it stays inside. Only numbers and durations have bounds.
    pub bounds: Option<(u64, u64)>,
}

/// A value: of a variable, a field, or a literal in a rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// A whole number.
    Number(u64),
    /// A length of time.
    Duration(Millis),
    /// A text.
    Text(std::rc::Rc<str>),
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

/// A message type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// Its name in the protocol.
    pub name: Box<str>,
    /// What it is for; may be empty.
    pub about: Text,
    /// The protocol it belongs to, as the reference prints it; may be empty.
    pub protocol: Text,
    /// Its number in the protocol, where that is publicly known.
    pub number: Option<u64>,
    /// Its fields, in order.
    pub fields: Vec<Field>,
    /// What its receiver may find about it (the reader's choice, not a field); empty where nothing is found.
    pub findings: Vec<Box<str>>,
}

/// A field of a message type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// Its name in the protocol.
    pub name: Box<str>,
    /// What it holds.
    pub kind: Kind,
    /// What it is for; may be empty.
    pub about: Text,
}

/// What the reader may change about a model before or during a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Setting {
    /// Its id, as links write it.
    pub id: Box<str>,
    /// Its name for people.
    pub label: Text,
    /// What can be chosen.
    pub domain: Domain,
    /// What the reference leaves open, where the value is our assumption; none where it isn't.
    pub assumed: Option<Text>,
    /// How a picture words the value in its line of assumptions, `{}` standing for it; may be empty.
    pub phrase: Text,
}

/// What a setting can be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Domain {
    /// One of several; the first is the default.
    Choice(Vec<Choice>),
    /// A length of time within bounds, both included.
    Duration {
        /// What it is unless changed.
        default: Millis,
        /// The shortest.
        least: Millis,
        /// The longest.
        greatest: Millis,
    },
}

/// One value of a choice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// Its id, as links write it.
    pub id: Box<str>,
    /// What people read; it also stands in the line of assumptions.
    pub label: Text,
}

/// One thing the reference says, in our words, or that we infer from it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clause {
    /// Its id, and those of the other places that say the same.
    pub ids: Vec<Box<str>>,
    /// What it says.
    pub text: Text,
    /// Where it says so; one entry for each place.
    pub places: Vec<Text>,
    /// For an inference, the clauses it follows from; empty where the reference says it itself.
    pub inferred_from: Vec<ClauseId>,
}

impl Clause {
    /// Whether this is our inference and not the reference's own statement.
    #[must_use]
    pub fn is_inferred(&self) -> bool {
        !self.inferred_from.is_empty()
    }
}

/// Why a rule or an action is in the model.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Grounds {
    /// It carries out these clauses.
    Cites(Vec<ClauseId>),
    /// It is ours, for this reason.
    Ours(Text),
}

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
    /// What it does, in order.
    pub effects: Vec<Effect>,
    /// Why it is here.
    pub grounds: Grounds,
    /// The line of the file it begins at, counted from 1.
    pub line: u32,
}

/// What sets a rule off.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Trigger {
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
    },
    /// A timer of its own expires.
    Expiry(TimerId),
}

/// Something that must hold.
#[derive(Clone, PartialEq, Debug)]
pub enum Condition {
    /// The setting has one of these values (indices of its choices), or has none of them.
    Chosen {
        /// The setting.
        setting: SettingId,
        /// The choices.
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
    /// The number or duration is at least this.
    AtLeast(Operand, Operand),
    /// The number or duration is at most this.
    AtMost(Operand, Operand),
    /// The timer is running, or isn't.
    Running {
        /// The timer.
        timer: TimerId,
        /// Whether it must be running; otherwise it must not.
        holds: bool,
    },
}

/// A value to be looked up when a rule runs.
#[derive(Clone, PartialEq, Debug)]
pub enum Operand {
    /// Itself.
    Literal(Value),
    /// What a variable holds.
    Variable(VariableId),
    /// What a duration setting is.
    Setting(SettingId),
    /// A field of the message that set the rule off, by its position.
    Its(u8),
    /// A number that was never used before in this run.
    Fresh,
    /// The participant itself.
    Itself,
    /// The participant that set the rule off.
    Sender,
}

/// Something a rule or an action does, perhaps under conditions.
#[derive(Clone, PartialEq, Debug)]
pub struct Effect {
    /// What it does.
    pub what: What,
    /// All must hold, or nothing is done.
    pub conditions: Vec<Condition>,
}

/// What an effect does.
#[derive(Clone, PartialEq, Debug)]
pub enum What {
    /// Sends a message.
    Send {
        /// Which.
        message: MessageId,
        /// To whom.
        to: Receivers,
        /// Its fields, by position in the message type.
        with: Vec<(u8, Operand)>,
        /// What the receiver will find, as the reader chose it.
        finding: Option<u8>,
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
    /// Says something at the lifeline.
    Note(Text),
    /// Puts a value into a variable, within its bounds.
    Set(VariableId, Operand),
    /// Adds to a variable, within its bounds.
    Add(VariableId, Operand),
    /// Remembers the message that set the rule off, so that it can be answered later.
    Remember(VariableId),
}

/// To whom something goes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Receivers {
    /// These participants, in this order.
    These(Vec<ParticipantId>),
    /// Every participant of a role but the sender itself, in the model's order.
    Every(RoleId),
    /// The participant that a variable holds.
    Held(VariableId),
    /// The participant that set the rule off.
    Sender,
}

/// What the reader can do for a played participant.
#[derive(Clone, PartialEq, Debug)]
pub struct Action {
    /// Its id, as links write it; where a role has several played participants, the participant's id is part of it.
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
    /// Why it is here.
    pub grounds: Grounds,
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

/// A named run that ships with the model.
#[derive(Clone, PartialEq, Debug)]
pub struct Scenario {
    /// Its id, as links write it.
    pub id: Box<str>,
    /// Its name for people.
    pub label: Text,
    /// One sentence on what to look at.
    pub about: Text,
    /// Whether the reference itself shows it.
    pub figure: bool,
    /// The settings that differ from their defaults.
    pub settings: Vec<(SettingId, SettingValue)>,
    /// What the reader does.
    pub steps: Vec<Step>,
    /// The line of the file it begins at, counted from 1.
    pub line: u32,
    /// The place of each step in the file, for what can't be played.
    pub places: Vec<Place>,
}

/// What a setting is in a run.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum SettingValue {
    /// A choice, by its position.
    Choice(u8),
    /// A length of time.
    Duration(Millis),
}

/// What the reader did: the unit a run is made of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Step {
    /// An action.
    Act(ActionId),
    /// An amount of time passed.
    Wait(Millis),
    /// Time passed to the next thing due.
    Next,
}

/// Limits on a model file, stated in `docs/language.md`; each is far beyond what a protocol needs, and small enough that reading is always quick.
pub mod limits {
    /// Bytes of a model file.
    pub const FILE_BYTES: usize = 256 * 1024;
    /// Lines of a model file.
    pub const LINES: usize = 8_000;
    /// Characters of one text.
    pub const TEXT: usize = 600;
    /// Characters of one name or id.
    pub const NAME: usize = 40;
    /// Levels of indentation below the first.
    pub const DEPTH: usize = 3;
    /// Participants: more columns than this no screen shows.
    pub const PARTICIPANTS: usize = 8;
    /// Settings: the set of settings an event rests on is one 64-bit word.
    pub const SETTINGS: usize = 64;
    /// Entries of any other table.
    pub const ENTRIES: usize = 2_000;
    /// Effects, conditions or fields in one place.
    pub const PARTS: usize = 64;
    /// Scenarios: more than a page can offer.
    pub const SCENARIOS: usize = 100;
    /// Steps of a scenario.
    pub const STEPS: usize = 1_000;
    /// Rules, each counted once for every state it holds in.
    pub const HOLDINGS: usize = 20_000;
    /// Mistakes reported for one file; the rest are counted.
    pub const PROBLEMS: usize = 50;
    /// The greatest number a model may write.
    pub const NUMBER: u64 = 1_000_000_000;
    /// The greatest duration a model may write, in milliseconds: ten years, as long as a run can last.
    pub const DURATION: u64 = 10 * 365 * 24 * 60 * 60 * 1_000;
    /// The longest that a message can be set to travel, in milliseconds.
    pub const LATENCY: u64 = 60_000;
}

/// The setting every model has: how long a message travels one way.
pub const LATENCY: &str = "latency";
