//! Reads effects: what a rule or an action does, each with names that exist and values that fit.

use super::names::{Sort, UNKNOWN};
use super::problem::Spot;
use super::reader::Reader;
use super::values::called;
use super::{
    Effect, EffectKind, MessageId, Operand, Pairing, ParticipantId, Receivers, RoleId, StateId, TimerId, ValueType,
    VariableId,
};

/// Where an effect or condition stands.
#[derive(Clone, Copy)]
pub(super) struct Context {
    pub role: u16,
    pub by: By,
}

/// What sets it off.
#[derive(Clone, Copy)]
pub(super) enum By {
    Action,
    Connection,
    Timer,
    AnyMessage,
    Message(u16),
}

impl By {
    pub(super) fn is_message(self) -> bool {
        matches!(self, Self::AnyMessage | Self::Message(_))
    }
}

impl Reader<'_> {
    /// Takes an effect, after its first word.
    pub(super) fn effect(&mut self, cx: Context, word: &str) -> Option<Effect> {
        let what = match word {
            "send" => self.send(cx)?,
            "answer" => self.answer(cx)?,
            "connect" => self.connect(cx)?,
            "disconnect" if self.at_end() || self.word(0) == "when" => EffectKind::Disconnect(self.all_connected(cx)),
            "disconnect" => EffectKind::Disconnect(self.receivers(cx)?),
            "start" => {
                let timer = self.resolve(Sort::Timer, cx.role)?;
                self.need("for")?;
                EffectKind::Start(TimerId(timer), self.length(cx)?)
            }
            "cancel" => EffectKind::Cancel(TimerId(self.resolve(Sort::Timer, cx.role)?)),
            "become" => EffectKind::Become(StateId(self.resolve(Sort::State, cx.role)?)),
            "note" => EffectKind::Note(self.text()?),
            "set" => {
                let (variable, kind) = self.variable(cx)?;
                self.need("to")?;
                EffectKind::Set(variable, self.fitting(cx, kind)?)
            }
            "add" => {
                let spot = self.spot();
                let (operand, kind) = self.operand(cx)?;
                self.need("to")?;
                let (variable, held) = self.variable(cx)?;
                self.fit(spot, kind, held);
                if let Some(held) = held.filter(|held| !matches!(held, ValueType::Number | ValueType::Duration)) {
                    let expected = "only numbers and durations can be added to; use `set`";
                    self.reports.problem(spot, "nothing can be added to {}", expected, &[called(held)]);
                }
                EffectKind::Add(variable, operand)
            }
            _ => self.remember(cx)?,
        };
        let conditions = self.when(cx)?;
        self.finish()?;
        Some(Effect { kind: what, conditions })
    }

    pub(super) fn send(&mut self, cx: Context) -> Option<EffectKind> {
        let spot = self.spot();
        let message = self.resolve(Sort::Message, 0)?;
        self.need("to")?;
        let to = self.receivers(cx)?;
        let with = self.fields(cx, message)?;
        let finding = self.found(message)?;
        if let Some(message) = self.model.messages.get(usize::from(message))
            && let Some(first) = message.findings.first()
            && finding.is_none()
            && (self.at_end() || self.word(0) == "when")
        {
            let (found, expected) = ("it is not said what is found about `{}`", "add it at the end: `found {}`");
            self.reports.problem(spot, found, expected, &[&*message.name, first]);
        }
        Some(EffectKind::Send { message: MessageId(message), to, with, finding })
    }

    pub(super) fn answer(&mut self, cx: Context) -> Option<EffectKind> {
        let head = self.head_spot();
        let spot = self.spot();
        let message = self.resolve(Sort::Message, 0)?;
        let mut request = None;
        if self.accept("to") {
            let at = self.spot();
            let (variable, kind) = self.variable(cx)?;
            if kind.is_some_and(|kind| kind != ValueType::Request) {
                let expected = "an answer goes to a request remembered before; to answer what just arrived, drop `to`";
                self.reports.problem(at, "this variable holds no request", expected, &[]);
            }
            request = Some(variable);
        } else if !cx.by.is_message() {
            let expected = "use `send`, or answer a request remembered before: `answer … to` and its variable";
            self.reports.problem(head, "no message set this off, so there is nothing to answer", expected, &[]);
        }
        if self.model.messages.get(usize::from(message)).is_some_and(|message| !message.findings.is_empty()) {
            let expected = "a message about which something is found is sent: use `send`";
            self.reports.problem(spot, "this message can't be an answer", expected, &[]);
        }
        let with = self.fields(cx, message)?;
        Some(EffectKind::Answer { message: MessageId(message), request, with })
    }

    pub(super) fn remember(&mut self, cx: Context) -> Option<EffectKind> {
        let head = self.head_spot();
        self.need("request")?;
        self.need("as")?;
        let spot = self.spot();
        let (variable, kind) = self.variable(cx)?;
        if kind.is_some_and(|kind| kind != ValueType::Request) {
            let expected = "declare it as a request: `{} request`";
            self.reports.problem(spot, "this variable holds no request", expected, &["pending"]);
        }
        if !cx.by.is_message() {
            let expected = "only a rule that a message sets off can remember it";
            self.reports.problem(head, "no message set this off, so there is no request", expected, &[]);
        }
        Some(EffectKind::Remember(variable))
    }

    pub(super) fn connect(&mut self, cx: Context) -> Option<EffectKind> {
        self.need("to")?;
        let (spot, name) = (self.spot(), self.word(0));
        let other = self.resolve(Sort::Participant, 0)?;
        let known = other != UNKNOWN && cx.role != UNKNOWN;
        if known && self.pairings(cx, other).all(|pairing| pairing == Some(Pairing::NoConnection)) {
            let expected = "drop this line, or the `between` that says so";
            self.reports.problem(spot, "no connection is needed with `{}`", expected, &[name]);
        }
        self.not_itself(cx, other, spot);
        Some(EffectKind::Connect(ParticipantId(other)))
    }

    /// How each participant of the role is joined with this one; nothing for itself.
    pub(super) fn pairings(&self, cx: Context, other: u16) -> impl Iterator<Item = Option<Pairing>> {
        self.members(cx.role).map(move |one| {
            (one != usize::from(other)).then(|| self.model.pairing(ParticipantId(one as u16), ParticipantId(other)))
        })
    }

    pub(super) fn not_itself(&mut self, cx: Context, other: u16, spot: Spot) {
        let mut members = self.members(cx.role);
        if members.next() == Some(usize::from(other)) && members.next().is_none() {
            drop(members);
            self.reports.problem(spot, "this is the participant itself", "name another one", &[]);
        }
    }

    /// Everyone of another role that this one can have a connection with.
    pub(super) fn all_connected(&self, cx: Context) -> Receivers {
        let others = 0..self.model.participants.len() as u16;
        let connected = others.filter(|other| {
            self.model.participants[usize::from(*other)].role != RoleId(cx.role)
                && self.pairings(cx, *other).any(|pairing| pairing != Some(Pairing::NoConnection))
        });
        Receivers::These(connected.map(ParticipantId).collect())
    }

    pub(super) fn receivers(&mut self, cx: Context) -> Option<Receivers> {
        if self.word(0) == "sender" {
            self.sender(cx);
            return Some(Receivers::Sender);
        }
        if self.accept("every") {
            return Some(Receivers::Every(RoleId(self.role()?)));
        }
        let word = self.word(0);
        if let Some(variable) = self.names.find(Sort::Variable, cx.role, word).map(|name| name.id) {
            let spot = self.spot();
            let (_, kind) = self.variable(cx)?;
            self.fit(spot, kind, Some(ValueType::Participant));
            return Some(Receivers::Held(VariableId(variable)));
        }
        let mut these = Vec::new();
        loop {
            let (spot, word) = (self.spot(), self.word(0));
            if word.is_empty() {
                self.wrong("expected a participant, `every` and a role, or `sender`", &[]);
                return None;
            }
            let one = match self.names.find(Sort::Participant, 0, word).map(|name| name.id) {
                Some(one) => one,
                None if self.model.roles.iter().any(|role| &*role.id == word) => {
                    let (found, expected) = ("`{}` is a role of several participants", "write `every {}`");
                    self.reports.problem(spot, found, expected, &[word, word]);
                    UNKNOWN
                }
                None => {
                    self.unknown(&[(Sort::Participant, 0), (Sort::Variable, cx.role)]);
                    UNKNOWN
                }
            };
            self.skip();
            self.not_itself(cx, one, spot);
            if one != UNKNOWN && these.contains(&ParticipantId(one)) {
                self.reports.problem(spot, "`{}` stands here twice", "drop one", &[word]);
            }
            these.push(ParticipantId(one));
            if !self.comma(these.len()) {
                return Some(Receivers::These(these));
            }
        }
    }

    /// Takes `sender`, which needs someone who sent or did something.
    pub(super) fn sender(&mut self, cx: Context) {
        if matches!(cx.by, By::Action | By::Timer) {
            let what = if matches!(cx.by, By::Action) { "an action" } else { "a timer" };
            let expected = "name a participant";
            self.reports.problem(self.spot(), "{} has no sender", expected, &[what]);
        }
        self.skip();
    }

    /// Takes `with` and the fields of a message, where it stands here.
    pub(super) fn fields(&mut self, cx: Context, message: u16) -> Option<Vec<(u8, Operand)>> {
        let mut with: Vec<(u8, Operand)> = Vec::new();
        if !self.accept("with") {
            return Some(with);
        }
        loop {
            let (spot, word) = (self.spot(), self.word(0));
            let field = self.resolve(Sort::Field, message)?;
            let kind = self.field_kind(message, field);
            if kind == Some(ValueType::Reference) {
                let expected = "drop it: an answer and its request are numbered by themselves";
                self.reports.problem(spot, "`{}` is a reference, and can't be set", expected, &[word]);
                self.operand(cx)?;
            } else {
                let operand = self.fitting(cx, kind)?;
                let field = field.min(255) as u8;
                if with.iter().any(|(other, _)| *other == field && field != 255) {
                    self.reports.problem(spot, "`{}` stands here twice", "drop one", &[word]);
                }
                with.push((field, operand));
            }
            if !self.comma(with.len()) {
                return Some(with);
            }
        }
    }
}
