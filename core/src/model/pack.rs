//! A checked model as bytes: what is packed is unpacked as the same model, and bytes that are not whole are refused.
//!
//! The page gets its models packed, so that it need not carry the reader, which is larger than all the rest of the core. The bytes
//! are made and read by one version of the program, built together; nothing else should keep them. A sum over all of them
//! stands in front: what was cut or changed on its way never becomes a model.

use std::ops::Range;
use std::rc::Rc;

use super::{
    Action, ActionId, Choice, Clause, ClauseId, Condition, Domain, Effect, EffectKind, Field, Grounds, Length, Message,
    MessageId, Model, Operand, Pairing, Participant, ParticipantId, Place, Problem, Receivers, Refusal, Role, RoleId,
    Rule, RuleId, Scenario, Setting, SettingId, SettingValue, State, StateId, Step, Text, Timer, TimerId, Trigger,
    Value, ValueType, Variable, VariableId,
};
use crate::time::Millis;

impl Model {
    /// Packs the model. Its warnings are left out: they are for its writer.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        pack(self)
    }

    /// Unpacks a model; nothing where the bytes are not what [`Model::pack`] gave.
    #[must_use]
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        unpack(bytes)
    }
}

/// Packs anything that can be, with the sum in front.
pub(super) fn pack(what: &impl Packed) -> Vec<u8> {
    let mut body = Vec::new();
    what.put(&mut body);
    let mut bytes = sum(&body).to_le_bytes().to_vec();
    bytes.extend(body);
    bytes
}

/// Unpacks what [`pack`] gave; nothing where the bytes are not that.
pub(super) fn unpack<T: Packed>(bytes: &[u8]) -> Option<T> {
    let (expected, body) = bytes.split_first_chunk()?;
    if sum(body) != u64::from_le_bytes(*expected) {
        return None;
    }
    let mut source = Source { rest: body, bad: false };
    let taken = T::take(&mut source);
    (!source.bad && source.rest.is_empty()).then_some(taken)
}

/// What can be packed. Taking never fails by itself: what can't be taken is noted in the source, and asked for once, at the end; a check at
/// every step would cost the page more than all the rest of this.
pub(super) trait Packed: Sized {
    fn put(&self, out: &mut Vec<u8>);
    fn take(from: &mut Source<'_>) -> Self;
}

/// The bytes not yet taken, and whether something could not be.
pub(super) struct Source<'b> {
    rest: &'b [u8],
    bad: bool,
}

impl<'b> Source<'b> {
    #[inline(never)]
    fn byte(&mut self) -> u8 {
        match self.rest.split_first() {
            Some((byte, rest)) => {
                self.rest = rest;
                *byte
            }
            None => self.spoil(),
        }
    }

    /// Seven bits a byte, the lowest first.
    #[inline(never)]
    fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte();
            number |= u64::from(byte & 127) << shift;
            if byte & 128 == 0 {
                return number;
            }
        }
        self.spoil()
    }

    #[inline(never)]
    fn text(&mut self) -> &'b str {
        let length = self.number() as usize;
        match self.rest.split_at_checked(length) {
            Some((text, rest)) => {
                self.rest = rest;
                std::str::from_utf8(text).unwrap_or_else(|_| self.spoil())
            }
            None => self.spoil(),
        }
    }

    fn spoil<T: Default>(&mut self) -> T {
        self.bad = true;
        T::default()
    }
}

/// FNV-1a over the bytes and [`VERSION`]: it is meant against accidents, not against anyone who means harm, whom the page's own files must keep out.
fn sum(bytes: &[u8]) -> u64 {
    VERSION
        .bytes()
        .chain(bytes.iter().copied())
        .fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Seven bits a byte, the lowest first.
fn put_number(mut number: u64, out: &mut Vec<u8>) {
    while number >= 128 {
        out.push(number as u8 | 128);
        number >>= 7;
    }
    out.push(number as u8);
}

fn put_text(text: &str, out: &mut Vec<u8>) {
    put_number(text.len() as u64, out);
    out.extend(text.as_bytes());
}

macro_rules! numbers {
    ($($type:ty),+) => { $(
        impl Packed for $type {
            fn put(&self, out: &mut Vec<u8>) {
                put_number(u64::from(*self), out);
            }

            fn take(from: &mut Source<'_>) -> Self {
                from.number().try_into().unwrap_or_else(|_| from.spoil())
            }
        }
    )+ };
}
numbers!(u8, u16, u32, u64);

macro_rules! texts {
    ($($type:ty),+) => { $(
        impl Packed for $type {
            fn put(&self, out: &mut Vec<u8>) {
                put_text(self, out);
            }

            fn take(from: &mut Source<'_>) -> Self {
                Self::from(from.text())
            }
        }
    )+ };
}
texts!(Box<str>, Rc<str>);

macro_rules! wrapped {
    ($($type:ident),+) => { $(
        impl Packed for $type {
            fn put(&self, out: &mut Vec<u8>) {
                self.0.put(out);
            }

            fn take(from: &mut Source<'_>) -> Self {
                Self(Packed::take(from))
            }
        }
    )+ };
}
wrapped!(ParticipantId, RoleId, StateId, VariableId, TimerId, MessageId, SettingId, ClauseId, RuleId, ActionId);

macro_rules! structs {
    ($($type:ident { $($field:ident),+ })+) => { $(
        impl Packed for $type {
            fn put(&self, out: &mut Vec<u8>) {
                $(self.$field.put(out);)+
            }

            #[inline(never)]
            fn take(from: &mut Source<'_>) -> Self {
                $(let $field = Packed::take(from);)+
                Self { $($field),+ }
            }
        }
    )+ };
}

macro_rules! enums {
    ($($type:ident { $($tag:literal => $variant:ident $(( $($part:ident),+ ))? $({ $($field:ident),+ })?),+ $(,)? })+) => { $(
        impl Packed for $type {
            fn put(&self, out: &mut Vec<u8>) {
                match self {
                    $(Self::$variant $(( $($part),+ ))? $({ $($field),+ })? => {
                        out.push($tag);
                        $($($part.put(out);)+)?
                        $($($field.put(out);)+)?
                    })+
                }
            }

            #[inline(never)]
            fn take(from: &mut Source<'_>) -> Self {
                loop {
                    match from.byte() {
                        $($tag => {
                            $($(let $part = Packed::take(from);)+)?
                            $($(let $field = Packed::take(from);)+)?
                            return Self::$variant $(( $($part),+ ))? $({ $($field),+ })?;
                        })+
                        // Looks for a tag that is known; at the end of the bytes that is 0.
                        _ => from.bad = true,
                    }
                }
            }
        }
    )+ };
}

impl Packed for bool {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn take(from: &mut Source<'_>) -> Self {
        from.byte() == 1
    }
}

impl Packed for char {
    fn put(&self, out: &mut Vec<u8>) {
        u32::from(*self).put(out);
    }

    fn take(from: &mut Source<'_>) -> Self {
        u32::take(from).try_into().unwrap_or_else(|_| from.spoil())
    }
}

impl Packed for Millis {
    fn put(&self, out: &mut Vec<u8>) {
        self.get().put(out);
    }

    fn take(from: &mut Source<'_>) -> Self {
        Self::new(from.number())
    }
}

impl<T: Packed> Packed for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.is_some().put(out);
        if let Some(held) = self {
            held.put(out);
        }
    }

    fn take(from: &mut Source<'_>) -> Self {
        bool::take(from).then(|| T::take(from))
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        put_number(self.len() as u64, out);
        for entry in self {
            entry.put(out);
        }
    }

    #[inline(never)]
    fn take(from: &mut Source<'_>) -> Self {
        let mut entries = Self::new();
        let count = from.number();
        while (entries.len() as u64) < count && !from.bad {
            entries.push(T::take(from));
        }
        entries
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
        self.1.put(out);
    }

    fn take(from: &mut Source<'_>) -> Self {
        (A::take(from), B::take(from))
    }
}

impl Packed for Range<u16> {
    fn put(&self, out: &mut Vec<u8>) {
        (self.start, self.end).put(out);
    }

    fn take(from: &mut Source<'_>) -> Self {
        u16::take(from)..u16::take(from)
    }
}

impl Packed for Model {
    fn put(&self, out: &mut Vec<u8>) {
        self.id.put(out);
        self.title.put(out);
        self.about.put(out);
        self.source.put(out);
        self.participants.put(out);
        self.roles.put(out);
        self.states.put(out);
        self.variables.put(out);
        self.timers.put(out);
        self.messages.put(out);
        self.settings.put(out);
        self.clauses.put(out);
        self.rules.put(out);
        self.actions.put(out);
        self.scenarios.put(out);
        self.pairs.put(out);
    }

    fn take(from: &mut Source<'_>) -> Self {
        Self {
            id: Packed::take(from),
            title: Packed::take(from),
            about: Packed::take(from),
            source: Packed::take(from),
            participants: Packed::take(from),
            roles: Packed::take(from),
            states: Packed::take(from),
            variables: Packed::take(from),
            timers: Packed::take(from),
            messages: Packed::take(from),
            settings: Packed::take(from),
            clauses: Packed::take(from),
            rules: Packed::take(from),
            actions: Packed::take(from),
            scenarios: Packed::take(from),
            pairs: Packed::take(from),
            warnings: Vec::new(),
        }
    }
}

impl Packed for Scenario {
    fn put(&self, out: &mut Vec<u8>) {
        self.id.put(out);
        self.label.put(out);
        self.about.put(out);
        self.figure.put(out);
        self.settings.put(out);
        self.steps.put(out);
        self.line.put(out);
    }

    fn take(from: &mut Source<'_>) -> Self {
        Self {
            id: Packed::take(from),
            label: Packed::take(from),
            about: Packed::take(from),
            figure: Packed::take(from),
            settings: Packed::take(from),
            steps: Packed::take(from),
            line: Packed::take(from),
            // The places of the steps are for the writer of the file.
            places: Vec::new(),
        }
    }
}

structs! {
    Text { plain, others }
    Participant { id, name, role, start, played }
    Role { id, states, variables, timers }
    State { id, label, role, unconnected, rules }
    Variable { id, value_type, start, bounds }
    Timer { id, label, role }
    Message { name, about, protocol, number, fields, findings }
    Field { name, value_type, about }
    Setting { id, label, domain, assumed, phrase }
    Choice { id, label }
    Clause { ids, text, places, inferred_from }
    Rule { role, states, trigger, conditions, effects, grounds, line }
    Effect { kind, conditions }
    Action { id, letter, participant, label, about, refusals, effects, grounds, line }
    Refusal { states, conditions, reason }
    Length { base, numerator, denominator, doubled, up_to }
    Problem { place, excerpt, marked, found, expected, nearest }
    Place { line, column }
}

enums! {
    Pairing { 0 => Connects, 1 => Connected, 2 => NoConnection }
    ValueType { 0 => Number, 1 => Duration, 2 => Text, 3 => Participant, 4 => Request, 5 => Reference }
    Value { 0 => Number(number), 1 => Duration(length), 2 => Text(text), 3 => Participant(participant) }
    Domain { 0 => Choice(choices), 1 => Duration { default, least, greatest } }
    Grounds { 0 => Cites(clauses), 1 => Ours(reason) }
    Trigger {
        0 => Connect { from },
        1 => Disconnect { from },
        2 => Message { message, finding, from },
        3 => Expiry(timer),
    }
    Condition {
        0 => Chosen { setting, among, holds },
        1 => Equals { left, among, holds },
        2 => AtLeast(left, right),
        3 => AtMost(left, right),
        4 => Running { timer, holds },
    }
    Operand {
        0 => Literal(value),
        1 => Variable(variable),
        2 => Setting(setting),
        3 => Its(field),
        4 => Fresh,
        5 => Itself,
        6 => Sender,
    }
    EffectKind {
        0 => Send { message, to, with, finding },
        1 => Answer { message, request, with },
        2 => Connect(to),
        3 => Disconnect(from),
        4 => Start(timer, length),
        5 => Cancel(timer),
        6 => Become(state),
        7 => Note(text),
        8 => Set(variable, operand),
        9 => Add(variable, operand),
        10 => Remember(variable),
    }
    Receivers { 0 => These(list), 1 => Every(role), 2 => Held(variable), 3 => Sender }
    SettingValue { 0 => Choice(choice), 1 => Duration(length) }
    Step { 0 => Act(action), 1 => Wait(length), 2 => Next }
}

/// Stands in the sum, so that bytes of another version of the program are not taken for a model.
const VERSION: &str = concat!("lifeline ", env!("CARGO_PKG_VERSION"), " 1");
