//! Effects: each with names that exist, values that fit, and someone it can reach.

use super::lookup::Fit;
use super::{Cause, Context, Resolver};
use crate::language::names::{NameKind, Scope};
use crate::language::syntax::{self, EffectKind as Kind, FieldValue, Name};
use crate::model::{
    Effect, EffectKind, MessageId, Operand, Pairing, ParticipantId, Receivers, Span, Target, ValueType, VariableId,
};

impl<'f, 's> Resolver<'f, 's, '_> {
    pub(super) fn effects(&mut self, context: Context, effects: &[syntax::Effect<'s>]) -> Option<Vec<Effect>> {
        for pair in effects.windows(2) {
            if let [first, second] = pair
                && [first, second].iter().all(|effect| matches!(effect.kind, Kind::Become(_)))
                && second.conditions.is_empty()
            {
                let expected = format!("nothing happens in the state of line {}", self.diagnostics.line(first.keyword));
                self.diagnostics.warning(second.keyword, "another state is entered right before this one", expected);
            }
        }
        super::all(effects.iter().map(|effect| {
            let kind = self.effect(context, effect);
            let conditions = self.conditions(context, &effect.conditions);
            Some(Effect { kind: kind?, conditions: conditions? })
        }))
    }

    fn effect(&mut self, context: Context, effect: &syntax::Effect<'s>) -> Option<EffectKind> {
        match &effect.kind {
            Kind::Send { message, to, with, finding, remembered } => {
                let remembered = super::if_given(remembered.map(|variable| self.remembering(context, variable)));
                let mut sent = self.send(context, *message, to, with, *finding);
                if let Some(EffectKind::Send { remembered: place, .. }) = &mut sent {
                    *place = remembered?;
                }
                sent
            }
            Kind::Answer { message, request, with } => self.answer(context, effect.keyword, *message, *request, with),
            Kind::Connect(other) => self.connect(context, *other),
            Kind::Disconnect(None) => self.all_connected(context).map(EffectKind::Disconnect),
            Kind::Disconnect(Some(receivers)) => self.receivers(context, receivers).map(EffectKind::Disconnect),
            Kind::Start(timer, length) => {
                let timer = self.timer(context.role, *timer);
                let length = self.length(context, length);
                Some(EffectKind::Start(timer?, length?))
            }
            Kind::Cancel(timer) => self.timer(context.role, *timer).map(EffectKind::Cancel),
            Kind::Become(state) => self.state(context.role, *state).map(EffectKind::Become),
            Kind::Note(text, gaps) => self.note(context, text, gaps),
            Kind::Set(target, value) => {
                let found = self.target(context, target, Fit::Value(None));
                let value = self.fitting(context, value, found.as_ref().and_then(|(_, held)| *held));
                Some(EffectKind::Set(found?.0, value?))
            }
            Kind::Add(amount, target) => {
                self.amount_of(context, amount, target).map(|(target, amount)| EffectKind::Add(target, amount))
            }
            Kind::Take(amount, target) => {
                self.amount_of(context, amount, target).map(|(target, amount)| EffectKind::Take(target, amount))
            }
            Kind::Remember(variable) => self.remember(context, effect.keyword, *variable),
        }
    }

    fn send(
        &mut self,
        context: Context,
        name: Name<'s>,
        to: &syntax::Receivers<'s>,
        with: &[FieldValue<'s>],
        finding: Option<Name<'s>>,
    ) -> Option<EffectKind> {
        let message = self.message(name);
        let to = self.receivers(context, to);
        let with = self.fields(context, message, with);
        let found = super::if_given(finding.map(|finding| self.finding(message, finding)));
        let findings = message.map_or(&[][..], |message| &self.file.messages[message.index()].findings);
        if let Some(first) = findings.first()
            && finding.is_none()
        {
            let said = format!("it is not said what is found about `{}`", name.text);
            self.diagnostics.mistake(name.span, said, format!("add it at the end: `found {}`", first.text));
        }
        Some(EffectKind::Send { message: message?, to: to?, with: with?, finding: found?, remembered: None })
    }

    fn answer(
        &mut self,
        context: Context,
        keyword: Span,
        name: Name<'s>,
        request: Option<Name<'s>>,
        with: &[FieldValue<'s>],
    ) -> Option<EffectKind> {
        let message = self.message(name);
        let variable = super::if_given(request.map(|request| self.request(context, request)));
        if request.is_none() && context.cause.is_some_and(|cause| !is_message(cause)) {
            let expected = "use `send`, or answer a request remembered before: `answer … to` and its variable";
            self.diagnostics.mistake(keyword, "no message set this off, so there is nothing to answer", expected);
        }
        if message.is_some_and(|message| !self.file.messages[message.index()].findings.is_empty()) {
            let expected = "a message about which something is found is sent: use `send`";
            self.diagnostics.mistake(name.span, "this message can't be an answer", expected);
        }
        let with = self.fields(context, message, with);
        Some(EffectKind::Answer { message: message?, request: variable?, with: with? })
    }

    /// A variable whose request is answered.
    fn request(&mut self, context: Context, name: Name<'s>) -> Option<VariableId> {
        let (variable, held) = self.variable(context.role, name, Fit::Request)?;
        if held.is_some_and(|held| held != ValueType::Request) {
            let expected = "an answer goes to a request remembered before; to answer what just arrived, drop `to`";
            self.diagnostics.mistake(name.span, "this variable holds no request", expected);
        }
        Some(variable)
    }

    fn remember(&mut self, context: Context, keyword: Span, name: Name<'s>) -> Option<EffectKind> {
        let variable = self.remembering(context, name);
        if context.cause.is_some_and(|cause| !is_message(cause)) {
            let expected = "only a rule that a message sets off can remember it";
            self.diagnostics.mistake(keyword, "no message set this off, so there is no request", expected);
        }
        variable.map(EffectKind::Remember)
    }

    /// A variable that remembers a request.
    fn remembering(&mut self, context: Context, name: Name<'s>) -> Option<VariableId> {
        let (variable, held) = self.variable(context.role, name, Fit::Request)?;
        if held.is_some_and(|held| held != ValueType::Request) {
            let expected = "declare it as a request: `pending request`";
            self.diagnostics.mistake(name.span, "this variable holds no request", expected);
        }
        Some(variable)
    }

    /// The value that is changed, and what it is.
    fn target(
        &mut self,
        context: Context,
        target: &syntax::Target<'s>,
        fit: Fit,
    ) -> Option<(Target, Option<ValueType>)> {
        let (variable, held) = self.variable(context.role, target.variable, fit)?;
        let span = target.variable.span;
        let of = super::if_given(target.of.as_ref().map(|whom| self.whom(context, variable, span, whom)))?;
        Some((Target { variable, of }, held))
    }

    /// What is added to a variable or taken from it.
    fn amount_of(
        &mut self,
        context: Context,
        amount: &syntax::Operand<'s>,
        target: &syntax::Target<'s>,
    ) -> Option<(Target, Operand)> {
        let operand = self.operand(context, amount, Fit::Amount);
        let target = self.target(context, target, Fit::Amount);
        let held = target.as_ref().and_then(|(_, held)| *held);
        self.check_type(amount.span, operand.as_ref().and_then(|(_, of)| *of), held);
        if let Some(held) = held.filter(|held| !super::values::is_amount(*held)) {
            let found = format!("nothing can be added to {}, nor taken from it", super::values::called(held));
            self.diagnostics.mistake(amount.span, found, "only numbers and durations change so; use `set`");
        }
        Some((target?.0, operand?.0))
    }

    fn connect(&mut self, context: Context, name: Name<'s>) -> Option<EffectKind> {
        let other = self.participant(name)?;
        let is_needless = |pairing: Option<Pairing>| pairing == Some(Pairing::NoConnection);
        if context.role.is_some() && self.pairings(context, other).all(is_needless) {
            let expected = "drop this line, or the `between` that says so";
            let found = format!("no connection is needed with `{}`", name.text);
            self.diagnostics.mistake(name.span, found, expected);
        }
        self.check_other(context, other, name.span);
        Some(EffectKind::Connect(other))
    }

    /// How each participant of the role is joined with this one; nothing for itself.
    fn pairings(&self, context: Context, other: ParticipantId) -> impl Iterator<Item = Option<Pairing>> {
        let pairing = move |one| self.pairs[crate::model::pair_index(one, other)].pairing;
        self.members(context.role).map(move |one| (one != other).then(|| pairing(one)))
    }

    /// Says so where a participant is told to reach itself.
    fn check_other(&mut self, context: Context, other: ParticipantId, span: Span) {
        if self.members(context.role).eq([other]) {
            self.diagnostics.mistake(span, "this is the participant itself", "name another one");
        }
    }

    /// Everyone of another role that this one can have a connection with.
    fn all_connected(&self, context: Context) -> Option<Receivers> {
        let role = context.role?;
        let others = (0..).map(ParticipantId).zip(&self.participants);
        let others = others.filter(|(_, (_, of))| *of != role).map(|(other, _)| other);
        let is_connected = |other: &ParticipantId| {
            self.pairings(context, *other).any(|pairing| pairing != Some(Pairing::NoConnection))
        };
        Some(Receivers::These(others.filter(is_connected).collect()))
    }

    fn receivers(&mut self, context: Context, receivers: &syntax::Receivers<'s>) -> Option<Receivers> {
        match receivers {
            syntax::Receivers::Sender(span) => {
                self.check_sender(context, *span);
                Some(Receivers::Sender)
            }
            syntax::Receivers::Every(role) => self.role(*role).map(Receivers::Every),
            syntax::Receivers::EveryButSender(role, sender) => {
                self.check_sender(context, *sender);
                self.role(*role).map(Receivers::EveryButSender)
            }
            syntax::Receivers::Named(names) => {
                if let [name] = names[..]
                    && let Some(role) = context.role
                    && self.names.find(NameKind::Variable, Scope::Role(role), name.text).is_some()
                {
                    let (variable, held) = self.variable(Some(role), name, Fit::Any)?;
                    self.check_type(name.span, held, Some(ValueType::Participant));
                    self.check_single(variable, name.span);
                    return Some(Receivers::Held(variable));
                }
                self.receiving_participants(context, names)
            }
        }
    }

    fn receiving_participants(&mut self, context: Context, names: &[Name<'s>]) -> Option<Receivers> {
        let mut these = Vec::new();
        for name in names {
            let one = self.receiver(context, *name);
            if let Some(one) = one {
                self.check_other(context, one, name.span);
                if these.contains(&Some(one)) {
                    self.diagnostics.mistake(name.span, format!("`{}` stands here twice", name.text), "drop one");
                }
            }
            these.push(one);
        }
        these.into_iter().collect::<Option<_>>().map(Receivers::These)
    }

    fn receiver(&mut self, context: Context, name: Name<'s>) -> Option<ParticipantId> {
        if let Some(one) = self.used(NameKind::Participant, Scope::File, name) {
            return Some(ParticipantId(one));
        }
        let variable = context.role.map(|role| (NameKind::Variable, Scope::Role(role)));
        let is_variable = variable.is_some_and(|(kind, scope)| self.names.find(kind, scope, name.text).is_some());
        let is_role = self.names.find(NameKind::Role, Scope::File, name.text).is_some();
        if is_role && !self.unread.contains(name.text) {
            let found = format!("`{}` is a role of several participants", name.text);
            self.diagnostics.mistake(name.span, found, format!("write `every {}`", name.text));
        } else if is_variable {
            let found = format!("`{}` is a variable, which stands here alone", name.text);
            self.diagnostics.mistake(name.span, found, "send to it in a line of its own");
        } else if let Some(variable) = variable {
            let receiver = Fit::Value(Some(ValueType::Participant));
            self.unknown(name, &[(NameKind::Participant, Scope::File), variable], receiver);
        }
        None
    }

    /// The fields that are set, each once.
    fn fields(
        &mut self,
        context: Context,
        message: Option<MessageId>,
        fields: &[FieldValue<'s>],
    ) -> Option<Vec<(u8, Operand)>> {
        let mut seen = Vec::new();
        super::all(fields.iter().map(|FieldValue { field: name, value }| {
            let field = self.field(message, *name);
            let held = field.and_then(|(_, held)| held);
            if held == Some(ValueType::Reference) {
                let expected = "drop it: an answer and its request are numbered by themselves";
                let found = format!("`{}` is a reference, and can't be set", name.text);
                self.diagnostics.mistake(name.span, found, expected);
                return None;
            }
            let value = self.fitting(context, value, held);
            let (field, _) = field?;
            if seen.contains(&field) {
                self.diagnostics.mistake(name.span, format!("`{}` stands here twice", name.text), "drop one");
            }
            seen.push(field);
            Some((field, value?))
        }))
    }
}

fn is_message(cause: Cause) -> bool {
    matches!(cause, Cause::AnyMessage | Cause::Message(_))
}
