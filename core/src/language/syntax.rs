//! A model file as its writer put it: every statement, every name with its span, and nothing looked up yet.
//!
//! `None` in a field that every good file has means that something else stood there, and that this was reported.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::properties::Property;
use crate::model::{Order, Pairing, Span, Text, Value, ValueType};
use crate::time::Millis;

/// A name where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name<'s> {
    pub text: &'s str,
    pub span: Span,
}

/// The statements of a file, by kind, each in the order of the file.
#[derive(Default, Debug)]
pub(super) struct File<'s> {
    pub header: Option<Header<'s>>,
    pub participants: Vec<Participant<'s>>,
    pub states: Vec<States<'s>>,
    pub variables: Vec<Variables<'s>>,
    pub timers: Vec<Timer<'s>>,
    pub pairings: Vec<Between<'s>>,
    pub messages: Vec<Message<'s>>,
    pub settings: Vec<Setting<'s>>,
    pub clauses: Vec<Clause<'s>>,
    pub inferences: Vec<Inference<'s>>,
    pub actions: Vec<Action<'s>>,
    pub rules: Vec<Rules<'s>>,
    pub properties: Vec<Property<'s>>,
    pub scenarios: Vec<Scenario<'s>>,
    /// Words of declarations that could not be parsed: they may be names, so none of them is called unknown.
    pub unread: BTreeSet<Cow<'s, str>>,
}

#[derive(Debug)]
pub(super) struct Header<'s> {
    pub id: Option<Name<'s>>,
    pub title: Option<Text>,
    pub about: Option<Text>,
    pub source: Option<Text>,
}

#[derive(Debug)]
pub(super) struct Participant<'s> {
    pub id: Name<'s>,
    pub name: Option<Text>,
    pub role: Option<Name<'s>>,
    pub is_played: bool,
    pub start: Option<Name<'s>>,
    pub values: Vec<FieldValue<'s>>,
}

#[derive(Debug)]
pub(super) struct States<'s> {
    pub role: Name<'s>,
    pub states: Vec<State<'s>>,
}

#[derive(Debug)]
pub(super) struct State<'s> {
    pub id: Name<'s>,
    pub label: Option<Text>,
    pub is_unconnected: bool,
}

#[derive(Debug)]
pub(super) struct Variables<'s> {
    pub role: Name<'s>,
    pub variables: Vec<Variable<'s>>,
}

#[derive(Debug)]
pub(super) struct Variable<'s> {
    pub id: Name<'s>,
    /// `for each ROLE`
    pub each: Option<Name<'s>>,
    pub held: Option<Held>,
}

/// What a variable holds.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub value_type: ValueType,
    pub start: Option<Value>,
    pub bounds: Option<(u64, u64)>,
}

#[derive(Debug)]
pub(super) struct Timer<'s> {
    pub id: Name<'s>,
    pub role: Name<'s>,
    pub label: Option<Text>,
}

#[derive(Debug)]
pub(super) struct Between<'s> {
    pub keyword: Span,
    pub one: Name<'s>,
    pub other: Name<'s>,
    pub pairing: Option<Pairing>,
    pub is_lossy: bool,
    pub latency: Option<Millis>,
}

#[derive(Debug)]
pub(super) struct Message<'s> {
    pub name: Name<'s>,
    pub about: Option<Text>,
    pub refuses: bool,
    pub label: Option<Text>,
    pub protocol: Option<Text>,
    pub number: Option<u64>,
    pub fields: Vec<Field<'s>>,
    pub findings: Vec<Name<'s>>,
    /// Whether every line below it could be parsed.
    pub is_whole: bool,
}

#[derive(Debug)]
pub(super) struct Field<'s> {
    pub name: Name<'s>,
    pub value_type: Option<ValueType>,
    pub about: Option<Text>,
}

#[derive(Debug)]
pub(super) struct Setting<'s> {
    pub keyword: Span,
    pub id: Name<'s>,
    pub label: Option<Text>,
    pub domain: Option<Domain<'s>>,
    pub assumed: Option<Text>,
    pub phrase: Option<Text>,
}

#[derive(Debug)]
pub(super) enum Domain<'s> {
    Duration { default: Millis, least: Millis, greatest: Millis },
    Number { default: u64, least: u64, greatest: u64 },
    Choice(Vec<Choice<'s>>),
}

#[derive(Debug)]
pub(super) struct Choice<'s> {
    pub id: Name<'s>,
    pub label: Option<Text>,
}

#[derive(Debug)]
pub(super) struct Clause<'s> {
    pub ids: Vec<Name<'s>>,
    pub text: Option<Text>,
    pub places: Vec<Text>,
}

#[derive(Debug)]
pub(super) struct Inference<'s> {
    pub keyword: Span,
    pub id: Name<'s>,
    pub text: Option<Text>,
    pub from: Vec<Name<'s>>,
    pub is_whole: bool,
}

#[derive(Debug)]
pub(super) struct Action<'s> {
    pub keyword: Span,
    pub id: Name<'s>,
    pub role: Option<Name<'s>>,
    pub label: Option<Text>,
    pub letters: Vec<Letter>,
    pub about: Option<Text>,
    pub refusals: Vec<Refusal<'s>>,
    pub body: Body<'s>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    pub letter: char,
    pub span: Span,
}

/// `not in STATES when CONDITIONS "reason"`
#[derive(Debug)]
pub(super) struct Refusal<'s> {
    pub states: Vec<Name<'s>>,
    pub conditions: Vec<Condition<'s>>,
    pub reason: Text,
}

/// What an action or a rule does, and why it is there.
#[derive(Default, Debug)]
pub(super) struct Body<'s> {
    pub effects: Vec<Effect<'s>>,
    pub grounds: Option<Grounds<'s>>,
    /// Whether a line below could not be parsed, so that something else may seem to be missing.
    pub has_unread_lines: bool,
}

#[derive(Debug)]
pub(super) enum Grounds<'s> {
    Cites(Vec<Name<'s>>),
    Ours(Text),
}

/// `in ROLE STATES`, and the rules below.
#[derive(Debug)]
pub(super) struct Rules<'s> {
    pub role: Name<'s>,
    pub states: Option<InStates<'s>>,
    pub rules: Vec<Rule<'s>>,
}

#[derive(Debug)]
pub(super) enum InStates<'s> {
    Any,
    These(Vec<Name<'s>>),
}

#[derive(Debug)]
pub(super) struct Rule<'s> {
    pub keyword: Span,
    /// What sets it off, one or several; none where that could not be parsed.
    pub triggers: Vec<Trigger<'s>>,
    /// Whether it says `otherwise`.
    pub is_default: bool,
    pub conditions: Option<Vec<Condition<'s>>>,
    pub body: Body<'s>,
}

#[derive(Debug)]
pub(super) struct Trigger<'s> {
    pub kind: TriggerKind<'s>,
    pub from: Option<Name<'s>>,
    /// `to` a message or a variable
    pub answers: Option<Name<'s>>,
}

#[derive(Debug)]
pub(super) enum TriggerKind<'s> {
    /// `start`, unless that is a message
    Start(Name<'s>),
    Connect,
    Disconnect,
    AnyMessage,
    Message {
        message: Name<'s>,
        finding: Option<Name<'s>>,
    },
    Expiry(Name<'s>),
}

#[derive(Debug)]
pub(super) enum Condition<'s> {
    /// `timer is [not] running`
    Running { timer: Name<'s>, holds: bool },
    /// `left is [not] [one of] among`
    Equals { left: Operand<'s>, among: Vec<Operand<'s>>, holds: bool },
    /// `[self] [not] in states`
    In { states: Vec<Name<'s>>, holds: bool },
    /// `left is order right`
    Compared { left: Operand<'s>, order: Order, right: Operand<'s> },
    /// Several lists with `or` between them, one of which must hold as a whole
    Any(Vec<Vec<Condition<'s>>>),
    /// `of for count ROLE`
    Counted { role: Name<'s>, count: Count<'s>, of: Box<Condition<'s>>, span: Span },
}

#[derive(Debug)]
pub(super) enum Count<'s> {
    Every,
    AtLeast(Operand<'s>),
    AtMost(Operand<'s>),
}

#[derive(Debug)]
pub(super) struct Operand<'s> {
    pub kind: OperandKind<'s>,
    pub span: Span,
}

#[derive(Debug)]
pub(super) enum OperandKind<'s> {
    Literal(Value),
    Name(&'s str),
    /// `variable of whom`
    Of(Name<'s>, Box<Operand<'s>>),
    Its(Name<'s>),
    Fresh,
    Itself,
    Sender,
    /// `left plus right`
    Sum(Box<Operand<'s>>, Box<Operand<'s>>),
    /// `left minus right`
    Difference(Box<Operand<'s>>, Box<Operand<'s>>),
}

#[derive(Debug)]
pub(super) struct Effect<'s> {
    pub keyword: Span,
    pub kind: EffectKind<'s>,
    pub conditions: Vec<Condition<'s>>,
}

#[derive(Debug)]
pub(super) enum EffectKind<'s> {
    Send {
        message: Name<'s>,
        to: Receivers<'s>,
        with: Vec<FieldValue<'s>>,
        finding: Option<Name<'s>>,
        remembered: Option<Name<'s>>,
    },
    Answer {
        message: Name<'s>,
        request: Option<Name<'s>>,
        with: Vec<FieldValue<'s>>,
    },
    Connect(Name<'s>),
    Disconnect(Option<Receivers<'s>>),
    Start(Name<'s>, Length<'s>),
    Cancel(Name<'s>),
    Become(Name<'s>),
    /// A text, and what stands in braces in it
    Note(Text, Vec<Name<'s>>),
    Set(Target<'s>, Operand<'s>),
    Add(Operand<'s>, Target<'s>),
    Take(Operand<'s>, Target<'s>),
    Remember(Name<'s>),
}

/// `VARIABLE ['of' whom]`
#[derive(Debug)]
pub(super) struct Target<'s> {
    pub variable: Name<'s>,
    pub of: Option<Operand<'s>>,
}

#[derive(Debug)]
pub(super) enum Receivers<'s> {
    Sender(Span),
    Every(Name<'s>),
    /// `every ROLE but sender`, and where `sender` stands
    EveryButSender(Name<'s>, Span),
    /// Participants, or one variable.
    Named(Vec<Name<'s>>),
}

#[derive(Debug)]
pub(super) struct FieldValue<'s> {
    pub field: Name<'s>,
    pub value: Operand<'s>,
}

/// `numerator/denominator of base to other doubled VARIABLE times up to bound`
#[derive(Debug)]
pub(super) struct Length<'s> {
    pub base: Operand<'s>,
    pub to: Option<Operand<'s>>,
    pub numerator: u64,
    pub denominator: u64,
    pub doubled: Option<Name<'s>>,
    pub up_to: Option<Operand<'s>>,
}

#[derive(Debug)]
pub(super) struct Scenario<'s> {
    pub keyword: Span,
    pub id: Name<'s>,
    pub label: Option<Text>,
    pub is_figure: bool,
    /// Where it says that it plays on arrival.
    pub arrival: Option<Span>,
    pub about: Option<Text>,
    pub settings: Vec<SettingValue<'s>>,
    pub steps: Vec<Step<'s>>,
}

/// `with SETTING VALUE`
#[derive(Debug)]
pub(super) struct SettingValue<'s> {
    pub setting: Name<'s>,
    /// A choice, or a duration.
    pub value: Operand<'s>,
}

#[derive(Debug)]
pub(super) struct Step<'s> {
    pub kind: StepKind<'s>,
    pub times: usize,
    pub span: Span,
}

#[derive(Debug)]
pub(super) enum StepKind<'s> {
    Act(Name<'s>),
    Wait(Millis),
    Next,
    Lose(Name<'s>),
}
