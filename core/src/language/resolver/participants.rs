//! Where the participants start, and how each two of them are joined.

use super::lookup::Fit;
use super::{Cause, Context, Resolver};
use crate::language::names::{NameKind, Scope};
use crate::language::syntax::{Between, FieldValue, Name};
use crate::model::{
    Operand, Pair, Pairing, Participant, ParticipantId, RoleId, Rule, RuleId, State, StateId, Value, ValueType,
    VariableId, pair_index,
};

impl<'s> Resolver<'_, 's, '_> {
    pub(super) fn participants(&mut self) -> Option<Vec<Participant>> {
        let declared = self.participants.clone();
        super::all(declared.into_iter().map(|(participant, role)| {
            let start = self.state(Some(role), participant.start?)?;
            let name = participant.name.clone()?;
            let values = super::all(participant.values.iter().map(|value| self.start_value(role, value)))?;
            let (id, played) = (participant.id.text.into(), participant.is_played);
            Some(Participant { id, name, role, start, played, values })
        }))
    }

    /// What a variable of one participant holds at the start.
    fn start_value(&mut self, role: RoleId, value: &FieldValue<'s>) -> Option<(VariableId, Operand)> {
        let context = Context { role: Some(role), cause: Some(Cause::Start), each: None };
        let variable = self.variable(Some(role), value.field, Fit::Value(None));
        let held = variable.and_then(|(_, held)| held);
        if held == Some(ValueType::Request) {
            let expected = "it holds nothing until a message is remembered";
            self.diagnostics.mistake(value.field.span, "a request has no start", expected);
            return None;
        }
        let operand = self.fitting(context, &value.value, held)?;
        let (variable, _) = variable?;
        if !is_known_at_start(&operand) {
            let expected = "give it a number, a duration, a text, a participant or a setting";
            self.diagnostics.mistake(value.value.span, "this is not known before the start", expected);
        }
        let amount = match operand {
            Operand::Literal(Value::Number(number)) => Some(number),
            Operand::Literal(Value::Duration(length)) => Some(length.get()),
            _ => None,
        };
        let bounds = self.variables[variable.index()].as_ref().and_then(|variable| variable.bounds);
        if let (Some(amount), Some((least, greatest))) = (amount, bounds)
            && !(least..=greatest).contains(&amount)
        {
            let found = format!("`{}` can't hold this", value.field.text);
            self.diagnostics.mistake(value.value.span, found, "its bounds stand where it is declared");
        }
        Some((variable, operand))
    }

    /// Joins each two by connections, unless a `between` says otherwise.
    pub(super) fn join_pairs(&mut self) {
        let file = self.file;
        let count = self.participants.len();
        let plain = Pair { pairing: Pairing::Connects, is_lossy: false, latency: None };
        let mut pairs = vec![plain; count * count.saturating_sub(1) / 2];
        let mut said: Vec<Option<&Between<'s>>> = vec![None; pairs.len()];
        for between in &file.pairings {
            let (Some(ones), Some(others)) = (self.who(between.one), self.who(between.other)) else { continue };
            let mut is_single = true;
            for (one, other) in ones.iter().flat_map(|one| others.iter().map(move |other| (*one, *other))) {
                if one == other {
                    continue;
                }
                is_single = false;
                let index = pair_index(one, other);
                if let Some(earlier) = said[index].filter(|earlier| earlier.keyword != between.keyword) {
                    let (low, high) = (one.min(other).index(), one.max(other).index());
                    let [low, high] = [low, high].map(|index| self.participants[index].0.id.text);
                    let found = format!("how `{low}` and `{high}` are joined was said before");
                    let expected = format!("it stands in line {}", self.diagnostics.line(earlier.keyword));
                    self.diagnostics.mistake(between.keyword, found, expected);
                }
                said[index] = Some(between);
                pairs[index] = Pair {
                    pairing: between.pairing.unwrap_or(Pairing::Connects),
                    is_lossy: between.is_lossy,
                    latency: between.latency,
                };
            }
            if is_single {
                let found = "this names a single participant twice";
                self.diagnostics.mistake(between.keyword, found, "name two that differ");
            }
        }
        self.pairs = pairs;
    }

    /// A participant, or all participants of a role.
    fn who(&mut self, name: Name<'s>) -> Option<Vec<ParticipantId>> {
        if let Some(one) = self.used(NameKind::Participant, Scope::File, name) {
            return Some(vec![ParticipantId(one)]);
        }
        let role = self.role(name)?;
        Some(self.members(Some(role)).collect())
    }

    /// The states, each with the rules that hold in it.
    pub(super) fn states(&self, rules: &[Rule]) -> Vec<State> {
        let mut states: Vec<State> = Vec::new();
        for (state, role) in &self.states {
            states.push(State {
                id: state.id.text.into(),
                label: state.label.clone().unwrap_or_else(|| super::declarations::label_from(state.id)),
                role: *role,
                unconnected: state.is_unconnected,
                rules: Vec::new(),
                line: self.diagnostics.line(state.id.span),
            });
        }
        for (index, rule) in rules.iter().enumerate() {
            for state in &rule.states {
                states[state.index()].rules.push(RuleId(index as u16));
            }
        }
        for state in &mut states {
            // Defaults come last, and those for every state after those that name some.
            state.rules.sort_by_key(|rule| {
                let rule = &rules[rule.index()];
                (rule.is_default, rule.is_default && self.is_for_any_state(rule))
            });
        }
        states
    }

    fn is_for_any_state(&self, rule: &Rule) -> bool {
        rule.states.len() == self.roles[rule.role.index()].states.len()
    }

    /// All states of a role.
    pub(super) fn any_state(&self, role: RoleId) -> Vec<StateId> {
        self.roles[role.index()].states.clone().map(StateId).collect()
    }
}

/// Whether a value can be looked up before anything has happened.
fn is_known_at_start(operand: &Operand) -> bool {
    match operand {
        Operand::Literal(_) | Operand::Setting(_) | Operand::Itself => true,
        Operand::Sum(left, right) | Operand::Difference(left, right) => {
            is_known_at_start(left) && is_known_at_start(right)
        }
        Operand::Variable(_) | Operand::Of(..) | Operand::Each | Operand::Its(_) | Operand::Fresh | Operand::Sender => {
            false
        }
    }
}
