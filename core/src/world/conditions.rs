//! Looks values up and decides conditions; it reads the world, and notes only which assumed settings were looked at.

use super::{Load, Parcel, Rules, Slot, World};
use crate::model::{Condition, Operand, ParticipantId, SettingId, Value, VariableId};
use crate::trace::Assumptions;

impl World {
    /// Whether all conditions hold for `who`; adds the assumed settings it looked at to `rests_on`.
    pub(super) fn hold(
        &mut self,
        rules: Rules<'_>,
        conditions: &[Condition],
        who: ParticipantId,
        parcel: Option<&Parcel>,
        rests_on: &mut Assumptions,
    ) -> bool {
        let mut looked_at = Assumptions::NONE;
        let holds = conditions.iter().all(|condition| self.holds(rules, condition, who, parcel, &mut looked_at));
        self.rests_on = self.rests_on.union(looked_at);
        *rests_on = rests_on.union(looked_at);
        holds
    }

    /// Whether one condition holds for `who`.
    pub(super) fn holds(
        &self,
        rules: Rules<'_>,
        condition: &Condition,
        who: ParticipantId,
        parcel: Option<&Parcel>,
        looked_at: &mut Assumptions,
    ) -> bool {
        let mut value = |operand: &Operand| self.value(rules, operand, who, parcel, looked_at);
        match condition {
            Condition::Chosen { setting, among, holds } => {
                *looked_at = looked_at.union(assumed(rules, *setting));
                rules.settings.choice(*setting).is_some_and(|choice| among.contains(&choice)) == *holds
            }
            Condition::Equals { left, among, holds } => {
                let left = value(left);
                let found = left.is_some() && among.iter().any(|right| value(right) == left);
                found == *holds
            }
            Condition::AtLeast(left, right) => amount(value(left)) >= amount(value(right)),
            Condition::AtMost(left, right) => amount(value(left)) <= amount(value(right)),
            Condition::Running { timer, holds } => {
                self.timers.iter().any(|running| running.owner == who && running.timer == *timer) == *holds
            }
        }
    }

    /// What an operand stands for; nothing where it is not known. [`Operand::Fresh`] is no lookup and has no value here.
    pub(super) fn value(
        &self,
        rules: Rules<'_>,
        operand: &Operand,
        who: ParticipantId,
        parcel: Option<&Parcel>,
        looked_at: &mut Assumptions,
    ) -> Option<Value> {
        match operand {
            Operand::Literal(value) => Some(value.clone()),
            Operand::Variable(variable) => match self.slot(rules, who, *variable) {
                Slot::Value(value) => Some(value.clone()),
                Slot::Nothing | Slot::Request(_) => None,
            },
            Operand::Setting(setting) => {
                *looked_at = looked_at.union(assumed(rules, *setting));
                Some(Value::Duration(rules.settings.duration(*setting)))
            }
            Operand::Its(field) => match parcel.map(|parcel| &parcel.load) {
                Some(Load::Message { sent, .. }) => sent.fields.get(usize::from(*field)).cloned().flatten(),
                _ => None,
            },
            Operand::Fresh => None,
            Operand::Itself => Some(Value::Participant(who)),
            Operand::Sender => parcel.map(|parcel| Value::Participant(parcel.from)),
        }
    }

    /// What a participant's variable holds.
    pub(super) fn slot(&self, rules: Rules<'_>, who: ParticipantId, variable: VariableId) -> &Slot {
        let role = &rules.model[rules.model[who].role];
        let index = variable.index().saturating_sub(usize::from(role.variables.start));
        self.participants[who.index()].variables.get(index).unwrap_or(&Slot::Nothing)
    }
}

/// The setting, if it is an assumed one.
fn assumed(rules: Rules<'_>, setting: SettingId) -> Assumptions {
    match rules.model[setting].assumed {
        Some(_) => Assumptions::NONE.and(setting),
        None => Assumptions::NONE,
    }
}

/// The number in a number or a duration, in milliseconds; nothing, which is less than any, in all else.
fn amount(value: Option<Value>) -> Option<u64> {
    match value {
        Some(Value::Number(number)) => Some(number),
        Some(Value::Duration(length)) => Some(length.get()),
        Some(Value::Text(_) | Value::Participant(_)) | None => None,
    }
}
