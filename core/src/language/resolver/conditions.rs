//! Conditions: about settings, timers, and values that can be compared.

use super::lookup::Fit;
use super::{Context, Resolver};
use crate::language::syntax::{self, Name, OperandKind};
use crate::model::{Condition, Count, Domain, Operand, SettingId, ValueType};

impl<'s> Resolver<'_, 's, '_> {
    pub(super) fn conditions(
        &mut self,
        context: Context,
        conditions: &[syntax::Condition<'s>],
    ) -> Option<Vec<Condition>> {
        super::all(conditions.iter().map(|condition| self.condition(context, condition)))
    }

    fn condition(&mut self, context: Context, condition: &syntax::Condition<'s>) -> Option<Condition> {
        match condition {
            syntax::Condition::Running { timer, holds } => {
                self.timer(context.role, *timer).map(|timer| Condition::Running { timer, holds: *holds })
            }
            syntax::Condition::Compared { left, order, right } => {
                let (left, right) = self.compared(context, left, right)?;
                Some(Condition::Compared { left, order: *order, right })
            }
            syntax::Condition::In { states, holds } => {
                let states: Option<Vec<_>> = self.named_states(context.role, states).into_iter().collect();
                Some(Condition::In { states: states?, holds: *holds })
            }
            syntax::Condition::Counted { role, count, of, span } => {
                let role = self.role(*role)?;
                if context.each.is_some() {
                    self.diagnostics.mistake(*span, "this is counted already", "drop it");
                }
                let of = self.condition(Context { each: Some(role), ..context }, of)?;
                if !asks_for_each(&of) {
                    let found = format!("nothing in this condition is kept for each `{}`", self.roles[role.index()].id);
                    self.diagnostics.mistake(*span, found, "declare a variable for each: `acked for each site 0`");
                }
                let count = match count {
                    syntax::Count::Every => Count::Every,
                    syntax::Count::AtLeast(least) => {
                        Count::AtLeast(self.fitting(context, least, Some(ValueType::Number))?)
                    }
                    syntax::Count::AtMost(most) => {
                        Count::AtMost(self.fitting(context, most, Some(ValueType::Number))?)
                    }
                };
                Some(Condition::Counted { role, count, of: Box::new(of) })
            }
            syntax::Condition::Any(lists) => {
                super::all(lists.iter().map(|list| self.conditions(context, list))).map(Condition::Any)
            }
            syntax::Condition::Equals { left, among, holds } => {
                if let Some(setting) = self.choice_setting(left) {
                    let among = super::all(among.iter().map(|choice| self.named_choice(setting, choice)));
                    return Some(Condition::Chosen { setting, among: among?, holds: *holds });
                }
                // What is compared with an unknown value can't be understood either.
                let (left, of) = self.operand(context, left, Fit::Any)?;
                let among = super::all(among.iter().map(|value| self.fitting(context, value, of)));
                Some(Condition::Equals { left, among: among?, holds: *holds })
            }
        }
    }

    /// Two numbers, or two durations.
    fn compared(
        &mut self,
        context: Context,
        left: &syntax::Operand<'s>,
        right: &syntax::Operand<'s>,
    ) -> Option<(Operand, Operand)> {
        let (operand, of) = self.operand(context, left, Fit::Amount)?;
        let right = self.fitting(context, right, of);
        if let Some(of) = of.filter(|of| !super::values::is_amount(*of)) {
            let found = format!("{} is neither more nor less than another", super::values::called(of));
            let expected = "numbers and durations can be more or less; use `is`";
            self.diagnostics.mistake(left.span, found, expected);
        }
        Some((operand, right?))
    }

    /// The setting that a condition asks for, where it is a choice.
    fn choice_setting(&mut self, operand: &syntax::Operand<'s>) -> Option<SettingId> {
        let id = self.setting_called(name_of(operand)?)?;
        let setting = self.settings[id.index()].as_ref()?;
        matches!(setting.domain, Domain::Choice(_)).then_some(id)
    }

    /// A choice of a setting.
    pub(super) fn named_choice(&mut self, setting: SettingId, operand: &syntax::Operand<'s>) -> Option<u8> {
        match name_of(operand) {
            Some(name) => self.choice(setting, name),
            None => {
                let found = "this is a value, where a choice is needed";
                let id = self.file.settings[setting.index()].id.text;
                self.diagnostics.mistake(operand.span, found, format!("name one of the choices of `{id}`"));
                None
            }
        }
    }
}

/// The name that an operand is, in the place of a choice: there, the words for values are names like any other.
fn name_of<'s>(operand: &syntax::Operand<'s>) -> Option<Name<'s>> {
    let text = match operand.kind {
        OperandKind::Name(text) => text,
        OperandKind::Fresh => "fresh",
        OperandKind::Itself => "self",
        OperandKind::Sender => "sender",
        OperandKind::Of(..)
        | OperandKind::Its(_)
        | OperandKind::Literal(_)
        | OperandKind::Sum(..)
        | OperandKind::Difference(..) => {
            return None;
        }
    };
    Some(Name { text, span: operand.span })
}

/// Whether a condition asks for a value that is kept for each participant at hand.
fn asks_for_each(condition: &Condition) -> bool {
    fn of_each(operand: &Operand) -> bool {
        match operand {
            Operand::Of(_, whom) => of_each(whom),
            Operand::Each => true,
            Operand::Sum(left, right) | Operand::Difference(left, right) => of_each(left) || of_each(right),
            _ => false,
        }
    }
    condition.compared().into_iter().any(of_each)
}
