//! Looks values up and decides conditions, noting only which assumed settings were looked at.

use super::{Envelope, Payload, Setup, Slot, World};
use crate::model::{Condition, Count, Operand, ParticipantId, SettingId, SettingValue, Value, VariableId};
use crate::simulation::trace::Assumptions;
use crate::time::Millis;

/// For whom something is looked up, and on what occasion.
#[derive(Clone, Copy)]
pub(super) struct Asker<'a> {
    pub who: ParticipantId,
    /// What set it off.
    pub envelope: Option<&'a Envelope>,
    /// The participant at hand, where several are gone through.
    pub each: Option<ParticipantId>,
}

impl<'a> Asker<'a> {
    pub fn of(who: ParticipantId, envelope: Option<&'a Envelope>) -> Self {
        Self { who, envelope, each: None }
    }
}

impl Slot {
    /// Holds the value, if there is one.
    pub(super) fn of(value: Option<Value>) -> Self {
        value.map_or(Self::Nothing, Self::Value)
    }

    /// The value that it holds, if it holds one.
    pub(super) fn value(&self) -> Option<&Value> {
        match self {
            Self::Value(value) => Some(value),
            Self::Nothing | Self::Request(_) => None,
        }
    }
}

impl World {
    /// Whether all conditions hold for the asker; adds the assumed settings it looked at to `rests_on`.
    pub(super) fn hold(
        &mut self,
        setup: Setup<'_>,
        conditions: &[Condition],
        asker: Asker<'_>,
        rests_on: &mut Assumptions,
    ) -> bool {
        let mut looked_at = Assumptions::NONE;
        let holds = conditions.iter().all(|condition| self.holds(setup, condition, asker, &mut looked_at));
        self.rests_on = self.rests_on.union(looked_at);
        *rests_on = rests_on.union(looked_at);
        holds
    }

    /// Whether one condition holds for the asker.
    pub(super) fn holds(
        &self,
        setup: Setup<'_>,
        condition: &Condition,
        asker: Asker<'_>,
        looked_at: &mut Assumptions,
    ) -> bool {
        let who = asker.who;
        let mut value = |operand: &Operand| self.value(setup, operand, asker, looked_at);
        match condition {
            Condition::Chosen { setting, among, holds } => {
                *looked_at = looked_at.union(assumed(setup, *setting));
                setup.settings.choice(*setting).is_some_and(|choice| among.contains(&choice)) == *holds
            }
            Condition::Equals { left, among, holds } => {
                let left = value(left);
                let found = left.is_some() && among.iter().any(|right| value(right) == left);
                found == *holds
            }
            Condition::Compared { left, order, right } => order.holds(amount(value(left)), amount(value(right))),
            Condition::In { states, holds } => states.contains(&self.state(who)) == *holds,
            Condition::Any(lists) => {
                lists.iter().any(|list| list.iter().all(|condition| self.holds(setup, condition, asker, looked_at)))
            }
            Condition::Counted { role, count, of } => {
                let members = setup.model.participants().filter(|(_, one)| one.role == *role);
                let (mut all, mut held) = (0, 0);
                for (each, _) in members {
                    all += 1;
                    let asker = Asker { each: Some(each), ..asker };
                    held += u64::from(self.holds(setup, of, asker, looked_at));
                }
                match count {
                    Count::Every => held == all,
                    Count::AtLeast(least) => {
                        let least = amount(self.value(setup, least, asker, looked_at));
                        least.is_some_and(|least| held >= least)
                    }
                    Count::AtMost(most) => {
                        let most = amount(self.value(setup, most, asker, looked_at));
                        most.is_some_and(|most| held <= most)
                    }
                }
            }
            Condition::Running { timer, holds } => {
                self.timers.iter().any(|running| running.owner == who && running.timer == *timer) == *holds
            }
        }
    }

    /// What an operand stands for, where that is known; [`Operand::Fresh`] is no lookup, and has no value here.
    pub(super) fn value(
        &self,
        setup: Setup<'_>,
        operand: &Operand,
        asker: Asker<'_>,
        looked_at: &mut Assumptions,
    ) -> Option<Value> {
        let Asker { who, envelope, each } = asker;
        match operand {
            Operand::Literal(value) => Some(value.clone()),
            Operand::Variable(variable) => self.slot(setup, who, (*variable, None)).value().cloned(),
            Operand::Of(variable, whom) => {
                let Some(Value::Participant(whom)) = self.value(setup, whom, asker, looked_at) else { return None };
                self.slot(setup, who, (*variable, Some(whom))).value().cloned()
            }
            Operand::Each => each.map(Value::Participant),
            Operand::Setting(setting) => {
                *looked_at = looked_at.union(assumed(setup, *setting));
                setting_value(setup, *setting)
            }
            Operand::Its(field) => match envelope.map(|envelope| &envelope.payload) {
                Some(Payload::Message { sent, .. }) => sent.fields.get(usize::from(*field)).cloned().flatten(),
                _ => None,
            },
            Operand::Fresh => None,
            Operand::Sum(left, right) => {
                let left = self.value(setup, left, asker, looked_at)?;
                sum(&left, &self.value(setup, right, asker, looked_at)?)
            }
            Operand::Difference(left, right) => {
                let left = self.value(setup, left, asker, looked_at)?;
                difference(&left, &self.value(setup, right, asker, looked_at)?)
            }
            Operand::Itself => Some(Value::Participant(who)),
            Operand::Sender => envelope.map(|envelope| Value::Participant(envelope.from)),
        }
    }

    /// What a participant's variable holds, and for whom where it holds a value for each.
    pub(super) fn slot(
        &self,
        setup: Setup<'_>,
        who: ParticipantId,
        (variable, whom): (VariableId, Option<ParticipantId>),
    ) -> &Slot {
        setup.model.slot(who, variable, whom).map_or(&Slot::Nothing, |place| &self.slots[place])
    }
}

/// The setting, if it is an assumed one.
fn assumed(setup: Setup<'_>, setting: SettingId) -> Assumptions {
    match setup.model[setting].assumed {
        Some(_) => Assumptions::NONE.and(setting),
        None => Assumptions::NONE,
    }
}

/// Two numbers or two durations together, or the greatest there is; nothing of all else.
pub(super) fn sum(left: &Value, right: &Value) -> Option<Value> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => Some(Value::Number(left.saturating_add(*right))),
        (Value::Duration(left), Value::Duration(right)) => {
            Some(Value::Duration(left.checked_add(*right).unwrap_or(Millis::new(u64::MAX))))
        }
        _ => None,
    }
}

/// The first of two numbers or two durations without the second, zero at least; nothing of all else.
pub(super) fn difference(left: &Value, right: &Value) -> Option<Value> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => Some(Value::Number(left.saturating_sub(*right))),
        (Value::Duration(left), Value::Duration(right)) => {
            Some(Value::Duration(Millis::new(left.get().saturating_sub(right.get()))))
        }
        _ => None,
    }
}

/// The number in a number or a duration, in milliseconds; nothing, which is less than any, in all else.
pub(super) fn amount(value: Option<Value>) -> Option<u64> {
    match value {
        Some(Value::Number(number)) => Some(number),
        Some(Value::Duration(length)) => Some(length.get()),
        Some(Value::Text(_) | Value::Participant(_)) | None => None,
    }
}

/// The length or the number that a setting stands at.
pub(super) fn setting_value(setup: Setup<'_>, setting: SettingId) -> Option<Value> {
    match setup.settings.get(setting) {
        SettingValue::Duration(length) => Some(Value::Duration(length)),
        SettingValue::Number(number) => Some(Value::Number(number)),
        SettingValue::Choice(_) => None,
    }
}
