//! The third sweep: what can only be said of the whole model, such as a rule that an earlier one always forestalls.

use super::names::Sort;
use super::problem::Spot;
use super::reader::Reader;
use super::{Effect, EffectKind, RoleId, StateId, Trigger};

impl Reader<'_> {
    /// Warns of what is odd in the model as a whole.
    pub(super) fn warn(&mut self) {
        let entered = self.unused();
        self.gaps(&entered);
    }

    /// Reports rules that never fire, because earlier ones always do.
    pub(super) fn forestalled(&mut self) {
        let rules = self.model.rules.len();
        // For each rule, the states in which an earlier one forestalls it, and that one.
        let mut forestalled: Vec<(usize, usize)> = vec![(0, 0); rules];
        for (id, state) in self.model.states() {
            // The rules so far that always fire, but for those that never do.
            let mut always: Vec<usize> = Vec::new();
            for rule in state.rules.iter().map(|rule| rule.index()) {
                let later = &self.model.rules[rule];
                let earlier = |earlier: &&usize| covers(&self.model.rules[**earlier].trigger, &later.trigger);
                let Some(earlier) = always.iter().find(earlier).copied() else {
                    if later.conditions.is_empty() {
                        always.push(rule);
                    }
                    continue;
                };
                let catch_all = matches!(self.model.rules[earlier].trigger, Trigger::Message { message: None, .. });
                if catch_all {
                    let line = self.model.rules[earlier].line.to_string();
                    let found =
                        "in state `{}` this rule is never reached: `any other message` in line {} takes every message";
                    let with = [&*self.model[id].id, &line, &line];
                    self.reports.problem(self.rule_spots[rule], found, "put this rule above line {}", &with);
                } else {
                    forestalled[rule] = (forestalled[rule].0 + 1, earlier);
                }
            }
        }
        for (rule, (states, earlier)) in forestalled.into_iter().enumerate() {
            if states > 0 && states == self.model.rules[rule].states.len() {
                let line = self.model.rules[earlier].line.to_string();
                let found = "this rule is never reached: the one in line {} is taken first, and without any condition";
                let expected = "drop one of the two, or give line {} a condition with `when`";
                self.reports.problem(self.rule_spots[rule], found, expected, &[&line, &line]);
            }
        }
    }

    /// Every effect of the model with its role, and its trigger where a rule has it.
    pub(super) fn effects(&self) -> impl Iterator<Item = (RoleId, Option<&Trigger>, &Effect)> {
        let rules = self.model.rules.iter();
        let rules =
            rules.flat_map(|rule| rule.effects.iter().map(move |effect| (rule.role, Some(&rule.trigger), effect)));
        let actions = self.model.actions.iter().flat_map(|action| {
            let role = self.model[action.participant].role;
            action.effects.iter().map(move |effect| (role, None, effect))
        });
        rules.chain(actions)
    }

    /// The places of everything of a sort, with its id, in the order of declaration.
    pub(super) fn spots(&self, sort: Sort) -> Vec<(u16, Spot)> {
        self.names.list.iter().filter(|name| name.sort == sort).map(|name| (name.id, name.spot)).collect()
    }

    /// Warns of timers and states that nothing uses; tells which states are entered.
    fn unused(&mut self) -> Vec<bool> {
        let mut entered = vec![false; self.model.states.len()];
        let mut started = vec![false; self.model.timers.len()];
        let mut heard = vec![false; self.model.timers.len()];
        for participant in &self.model.participants {
            entered[participant.start.index()] = true;
        }
        for (_, _, effect) in self.effects() {
            match &effect.kind {
                EffectKind::Become(state) => entered[state.index()] = true,
                EffectKind::Start(timer, _) => started[timer.index()] = true,
                _ => {}
            }
        }
        for rule in &self.model.rules {
            if let Trigger::Expiry(timer) = rule.trigger {
                heard[timer.index()] = true;
            }
        }
        for (id, spot) in self.spots(Sort::Timer) {
            let name = &*self.model.timers[usize::from(id)].id;
            if !started[usize::from(id)] {
                let expected = "start it with `start {} for …`, or drop it";
                self.reports.warning(spot, "the timer `{}` is never started", expected, &[name, name]);
            } else if !heard[usize::from(id)] {
                let expected = "add a rule `on {} expires`";
                self.reports.warning(spot, "nothing happens when the timer `{}` expires", expected, &[name, name]);
            }
        }
        for (id, spot) in self.spots(Sort::State) {
            if !entered[usize::from(id)] {
                let name = &*self.model[StateId(id)].id;
                let expected = "enter it with `become {}`, or drop it";
                self.reports.warning(spot, "nobody is ever in the state `{}`", expected, &[name, name]);
            }
        }
        entered
    }
}

/// Whether everything that sets `later` off sets `earlier` off too.
fn covers(earlier: &Trigger, later: &Trigger) -> bool {
    let whose = |one: &Option<RoleId>, other: &Option<RoleId>| one.is_none() || one == other;
    match (earlier, later) {
        (Trigger::Connect { from }, Trigger::Connect { from: other })
        | (Trigger::Disconnect { from }, Trigger::Disconnect { from: other }) => whose(from, other),
        (Trigger::Expiry(timer), Trigger::Expiry(other)) => timer == other,
        (
            Trigger::Message { message, finding, from },
            Trigger::Message { message: other_message, finding: other_finding, from: other },
        ) => {
            (message.is_none() || message == other_message)
                && (finding.is_none() || finding == other_finding)
                && whose(from, other)
        }
        _ => false,
    }
}
