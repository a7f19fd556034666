//! Values and lengths; every value is of the type that its place needs.

use super::lookup::Fit;
use super::{Cause, Context, Resolver};
use crate::language::names::{NameKind, Scope};
use crate::language::syntax::{self, Name, OperandKind};
use crate::model::{Domain, Length, Operand, ParticipantId, RoleId, Span, Value, ValueType, VariableId};

/// A value, and what it is, if that is known.
pub(super) type Typed = (Operand, Option<ValueType>);

impl<'s> Resolver<'_, 's, '_> {
    /// A value, which must be of this type.
    pub(super) fn fitting(
        &mut self,
        context: Context,
        value: &syntax::Operand<'s>,
        wanted: Option<ValueType>,
    ) -> Option<Operand> {
        let (operand, found) = self.operand(context, value, Fit::Value(wanted))?;
        match (&value.kind, found, wanted) {
            (OperandKind::Name(name), Some(found), Some(wanted)) if found != wanted => {
                self.mistaken_name(context, Name { text: name, span: value.span }, found, wanted);
            }
            _ => self.check_type(value.span, found, wanted),
        }
        Some(operand)
    }

    /// Says so where a value is of another type than its place needs.
    pub(super) fn check_type(&mut self, span: Span, found: Option<ValueType>, wanted: Option<ValueType>) {
        let (Some(found), Some(wanted)) = (found, wanted) else { return };
        if found == wanted {
            return;
        }
        let expected = match (found, wanted) {
            (ValueType::Number, ValueType::Duration) => "a duration has a unit, such as `10s` or `500ms`",
            (ValueType::Duration, ValueType::Number) => "a number has no unit",
            (_, ValueType::Participant) => "such as `sender` or `self`",
            _ => "",
        };
        let said = format!("this is {}, where {} is needed", called(found), called(wanted));
        self.diagnostics.mistake(span, said, expected);
    }

    /// Says so where what has this name is of another type than its place needs.
    fn mistaken_name(&mut self, context: Context, name: Name<'s>, found: ValueType, wanted: ValueType) {
        let said = format!("`{}` is {}, where {} is needed", name.text, called(found), called(wanted));
        let variable = context.role.map(Scope::Role);
        let scopes = [variable.map(|role| (NameKind::Variable, role)), Some((NameKind::Setting, Scope::File))];
        let declared = scopes.into_iter().flatten().find_map(|(kind, scope)| self.names.find(kind, scope, name.text));
        let expected = declared.map_or(String::new(), |declared| {
            format!("it is declared in line {}", self.diagnostics.line(declared.span))
        });
        self.diagnostics.mistake(name.span, said, expected);
    }

    pub(super) fn operand(&mut self, context: Context, operand: &syntax::Operand<'s>, fit: Fit) -> Option<Typed> {
        match &operand.kind {
            OperandKind::Literal(value) => Some((Operand::Literal(value.clone()), Some(type_of(value)))),
            OperandKind::Fresh => Some((Operand::Fresh, Some(ValueType::Number))),
            OperandKind::Itself => Some((Operand::Itself, Some(ValueType::Participant))),
            OperandKind::Sender => {
                self.check_sender(context, operand.span);
                Some((Operand::Sender, Some(ValueType::Participant)))
            }
            OperandKind::Sum(left, right) => {
                let (left, right, of) = self.two_amounts(context, left, right)?;
                Some((Operand::Sum(left.into(), right.into()), of))
            }
            OperandKind::Difference(left, right) => {
                let (left, right, of) = self.two_amounts(context, left, right)?;
                Some((Operand::Difference(left.into(), right.into()), of))
            }
            OperandKind::Of(variable, whom) => {
                let (variable, held) = self.variable(context.role, *variable, fit)?;
                let whom = self.whom(context, variable, operand.span, whom)?;
                Some((Operand::Of(variable, Box::new(whom)), held))
            }
            OperandKind::Its(field) => self.its(context, operand.span, *field),
            OperandKind::Name(text) => self.named_value(context, Name { text, span: operand.span }, fit),
        }
    }

    /// Two numbers or two durations, with what they are.
    fn two_amounts(
        &mut self,
        context: Context,
        left: &syntax::Operand<'s>,
        right: &syntax::Operand<'s>,
    ) -> Option<(Operand, Operand, Option<ValueType>)> {
        for operand in [left, right] {
            if matches!(operand.kind, OperandKind::Fresh) {
                let expected = "set a variable to `fresh`, and add to that";
                self.diagnostics.mistake(operand.span, "`fresh` stands alone", expected);
                return None;
            }
        }
        let found = self.operand(context, left, Fit::Amount);
        let of = found.as_ref().and_then(|(_, of)| *of);
        if let Some(of) = of.filter(|of| !is_amount(*of)) {
            let found = format!("{} has no sum and no difference", called(of));
            self.diagnostics.mistake(left.span, found, "only numbers and durations do");
            return None;
        }
        let right = self.fitting(context, right, of)?;
        Some((found?.0, right, of))
    }

    /// What a participant, a variable or a setting stands for.
    fn named_value(&mut self, context: Context, name: Name<'s>, fit: Fit) -> Option<Typed> {
        if let Some(one) = self.used(NameKind::Participant, Scope::File, name) {
            let value = Value::Participant(ParticipantId(one));
            return Some((Operand::Literal(value), Some(ValueType::Participant)));
        }
        let variable = context.role.map(|role| (NameKind::Variable, Scope::Role(role)));
        if let Some(id) = variable.and_then(|(kind, scope)| self.used(kind, scope, name)).map(VariableId) {
            let held = self.variable_type(id);
            if let Some(each) = self.kept_for_each(id) {
                if context.each == Some(each) {
                    return Some((Operand::Of(id, Box::new(Operand::Each)), held));
                }
                let each = &self.roles[each.index()].id;
                let found = format!("`{}` is kept for each `{each}`", name.text);
                let expected = format!(
                    "say for whom: `{} of sender`; or for how many it must hold: `for every {each}`",
                    name.text
                );
                self.diagnostics.mistake(name.span, found, expected);
                return None;
            }
            if held == Some(ValueType::Request) {
                let expected = format!("a request can only be answered: `answer … to {}`", name.text);
                let found = format!("`{}` holds a request, which is no value", name.text);
                self.diagnostics.mistake(name.span, found, expected);
                return None;
            }
            return Some((Operand::Variable(id), held));
        }
        if let Some(id) = self.setting_called(name) {
            return match self.settings[id.index()].as_ref()?.domain {
                Domain::Duration { .. } => Some((Operand::Setting(id), Some(ValueType::Duration))),
                Domain::Number { .. } => Some((Operand::Setting(id), Some(ValueType::Number))),
                Domain::Choice(_) => {
                    let expected = format!("it can only be asked for: `when {} is …`", name.text);
                    let found = format!("`{}` is a choice and no value", name.text);
                    self.diagnostics.mistake(name.span, found, expected);
                    None
                }
            };
        }
        let variable = variable?;
        let kinds = [(NameKind::Participant, Scope::File), variable, (NameKind::Setting, Scope::File)];
        self.unknown(name, &kinds, fit);
        None
    }

    /// The role for each of whose participants a variable holds a value.
    pub(super) fn kept_for_each(&self, variable: VariableId) -> Option<RoleId> {
        self.variables[variable.index()].as_ref()?.each
    }

    /// The participant for whom a variable holds what is meant.
    pub(super) fn whom(
        &mut self,
        context: Context,
        variable: VariableId,
        span: Span,
        whom: &syntax::Operand<'s>,
    ) -> Option<Operand> {
        let resolved = self.fitting(context, whom, Some(ValueType::Participant))?;
        let declared = self.variables[variable.index()].as_ref()?;
        let id = &declared.id;
        match (declared.each, &resolved) {
            (None, _) => {
                let found = format!("`{id}` holds a single value");
                let expected = format!("declare it as one value for each: `{id} for each` and a role");
                self.diagnostics.mistake(span, found, expected);
            }
            (Some(each), Operand::Literal(Value::Participant(one))) if self.participants[one.index()].1 != each => {
                let found = format!("`{id}` is kept for each `{}`", self.roles[each.index()].id);
                self.diagnostics.mistake(whom.span, found, "name one of those");
            }
            _ => {}
        }
        Some(resolved)
    }

    /// Says so where a single value is needed, and a variable holds one for each of several.
    pub(super) fn check_single(&mut self, variable: VariableId, span: Span) {
        if let Some(each) = self.kept_for_each(variable) {
            let found = format!("this variable holds a value for each `{}`", self.roles[each.index()].id);
            self.diagnostics.mistake(span, found, "a single value is needed here");
        }
    }

    /// A field of the message that set the rule off.
    fn its(&mut self, context: Context, span: Span, name: Name<'s>) -> Option<Typed> {
        let message = match context.cause? {
            Cause::Message(message) => message,
            Cause::AnyMessage => {
                let found = "`its` means the message that set this off, but nothing is known of any other message";
                self.diagnostics.mistake(span, found, "add a rule for the message, above this one");
                return None;
            }
            Cause::Start | Cause::Action | Cause::Connection | Cause::Timer => {
                let expected = "remember the field in a variable, in the rule where the message arrives";
                let found = "`its` means the message that set this off, but no message did";
                self.diagnostics.mistake(span, found, expected);
                return None;
            }
        };
        let (field, held) = self.field(Some(message), name)?;
        if held == Some(ValueType::Reference) {
            let found = format!("`{}` is a reference, which is no value", name.text);
            let expected = "an answer is tied to its request by itself: use `answer`";
            self.diagnostics.mistake(name.span, found, expected);
            return None;
        }
        Some((Operand::Its(field), held))
    }

    /// Says so where nobody set a rule off.
    pub(super) fn check_sender(&mut self, context: Context, span: Span) {
        let called = match context.cause {
            Some(Cause::Start) => "the start",
            Some(Cause::Action) => "an action",
            Some(Cause::Timer) => "a timer",
            _ => return,
        };
        self.diagnostics.mistake(span, format!("{called} has no sender"), "name a participant");
    }

    /// How long a timer runs.
    pub(super) fn length(&mut self, context: Context, length: &syntax::Length<'s>) -> Option<Length> {
        let base = self.fitting(context, &length.base, Some(ValueType::Duration));
        let to = super::if_given(length.to.as_ref().map(|to| self.fitting(context, to, Some(ValueType::Duration))));
        let doubled = length.doubled.map(|name| {
            let (variable, held) = self.variable(context.role, name, Fit::Value(Some(ValueType::Number)))?;
            self.check_type(name.span, held, Some(ValueType::Number));
            self.check_single(variable, name.span);
            Some(variable)
        });
        let up_to = length.up_to.as_ref().map(|bound| self.fitting(context, bound, Some(ValueType::Duration)));
        Some(Length {
            base: base?,
            to: to?,
            numerator: length.numerator,
            denominator: length.denominator,
            doubled: super::if_given(doubled)?,
            up_to: super::if_given(up_to)?,
        })
    }
}

pub(super) fn type_of(value: &Value) -> ValueType {
    match value {
        Value::Number(_) => ValueType::Number,
        Value::Duration(_) => ValueType::Duration,
        Value::Text(_) => ValueType::Text,
        Value::Participant(_) => ValueType::Participant,
    }
}

/// Whether values of this type can be more or less than others.
pub(super) fn is_amount(value_type: ValueType) -> bool {
    matches!(value_type, ValueType::Number | ValueType::Duration)
}

/// A type as people call it.
pub(super) fn called(value_type: ValueType) -> &'static str {
    match value_type {
        ValueType::Number => "a number",
        ValueType::Duration => "a duration",
        ValueType::Text => "a text",
        ValueType::Participant => "a participant",
        ValueType::Request => "a request",
        ValueType::Reference => "a reference",
    }
}
