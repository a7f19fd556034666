//! Where the participants start, and how each two of them are joined.

use super::Resolver;
use crate::language::names::{NameKind, Scope};
use crate::language::syntax::{Between, Name};
use crate::model::{Pair, Pairing, Participant, ParticipantId, RoleId, Rule, RuleId, State, StateId, pair_index};

impl<'s> Resolver<'_, 's, '_> {
    pub(super) fn participants(&mut self) -> Option<Vec<Participant>> {
        let declared = self.participants.clone();
        super::all(declared.into_iter().map(|(participant, role)| {
            let start = self.state(Some(role), participant.start?)?;
            let name = participant.name.clone()?;
            Some(Participant { id: participant.id.text.into(), name, role, start, played: participant.is_played })
        }))
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
        if let Some(one) = self.names.find(NameKind::Participant, Scope::File, name.text) {
            return Some(vec![ParticipantId(one.index)]);
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
            });
        }
        for (index, rule) in rules.iter().enumerate() {
            for state in &rule.states {
                states[state.index()].rules.push(RuleId(index as u16));
            }
        }
        states
    }

    /// All states of a role.
    pub(super) fn any_state(&self, role: RoleId) -> Vec<StateId> {
        self.roles[role.index()].states.clone().map(StateId).collect()
    }
}
