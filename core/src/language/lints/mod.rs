//! What can only be said of the whole model: rules that never fire, timers and states that nothing uses.

use std::collections::{BTreeMap, BTreeSet};

use super::diagnostics::Diagnostics;
use super::names::{NameKind, Names, Scope};
use crate::model::{EffectKind, LATENCY, Model, RoleId, Rule, Span, State, StateId, TimerId, Trigger, ValueType};

/// Reports rules that never fire, because earlier ones always do; `spans` tells where each rule begins.
pub(super) fn forestalled(states: &[State], rules: &[Rule], spans: &[Span], diagnostics: &mut Diagnostics) {
    // For each rule, in how many states an earlier one forestalls it, and that one.
    let mut forestalled = vec![(0, 0); rules.len()];
    let mut states_of: BTreeMap<RoleId, usize> = BTreeMap::new();
    for state in states {
        *states_of.entry(state.role).or_default() += 1;
    }
    for state in states {
        // The rules so far that always fire, but for those that never do.
        let mut always: Vec<usize> = Vec::new();
        for rule in state.rules.iter().map(|rule| rule.index()) {
            let later = &rules[rule];
            let earlier = always.iter().find(|earlier| covers(&rules[**earlier].trigger, &later.trigger)).copied();
            let Some(earlier) = earlier else {
                if later.conditions.is_empty() {
                    always.push(rule);
                }
                continue;
            };
            // A catch-all for every state is a default where a state has one of its own.
            let is_for_any_state = states_of.get(&later.role) == Some(&later.states.len());
            let is_default = later.is_default || (is_catch_all(later) && is_for_any_state);
            if is_catch_all(&rules[earlier]) && !is_default {
                let (state, line) = (&state.id, rules[earlier].line);
                let taken = format!("`any other message` in line {line} takes every message");
                let found = format!("in state `{state}` this rule is never reached: {taken}");
                diagnostics.mistake(spans[rule], found, format!("put this rule above line {line}"));
            } else {
                forestalled[rule] = (forestalled[rule].0 + 1, earlier);
            }
        }
    }
    for (rule, (count, earlier)) in forestalled.into_iter().enumerate() {
        if count > 0 && count == rules[rule].states.len() {
            let line = rules[earlier].line;
            let found =
                format!("this rule is never reached: the one in line {line} is taken first, and without any condition");
            let expected = if rules[rule].is_default {
                "drop one of the two".to_owned()
            } else {
                format!("drop one of the two, or give line {line} a condition with `when`")
            };
            diagnostics.mistake(spans[rule], found, expected);
        }
    }
}

fn is_catch_all(rule: &Rule) -> bool {
    matches!(rule.trigger, Trigger::Message { message: None, .. })
}

/// Whether everything that sets `later` off sets `earlier` off too.
fn covers(earlier: &Trigger, later: &Trigger) -> bool {
    let whose = |one: &Option<RoleId>, other: &Option<RoleId>| one.is_none() || one == other;
    match (earlier, later) {
        (Trigger::Connect { from }, Trigger::Connect { from: other })
        | (Trigger::Disconnect { from }, Trigger::Disconnect { from: other }) => whose(from, other),
        (Trigger::Expiry(timer), Trigger::Expiry(other)) => timer == other,
        (Trigger::Start, Trigger::Start) => true,
        (
            Trigger::Message { message, finding, from, answers },
            Trigger::Message { message: other_message, finding: other_finding, from: other, answers: other_answers },
        ) => {
            (message.is_none() || message == other_message)
                && (finding.is_none() || finding == other_finding)
                && whose(from, other)
                && (answers.is_none() || answers == other_answers)
        }
        _ => false,
    }
}

/// Warns of what is odd in a model that can be played.
pub(super) fn warn(
    model: &Model,
    names: &Names<'_>,
    used: &BTreeSet<(NameKind, Scope, u16)>,
    diagnostics: &mut Diagnostics,
) {
    unused_names(model, names, used, diagnostics);
    unused_timers(model, names, diagnostics);
    let entered = entered(model);
    for (id, span) in declared(names, NameKind::State).map(|(id, span)| (StateId(id), span)) {
        let state = &model[id];
        let is_awaiting = |rule: &&Rule| rule.states == [id] && matches!(rule.trigger, Trigger::Message { .. });
        if state.unconnected
            && let Some(rule) = state.rules.iter().map(|rule| &model[*rule]).find(is_awaiting)
        {
            let found = format!("`{}` is marked `unconnected`, but line {} takes a message in it", state.id, rule.line);
            diagnostics.warning(span, found, "drop the one or the other");
        }
        if !entered[id.index()] {
            let name = &model[id].id;
            let expected = format!("enter it with `become {name}`, or drop it");
            diagnostics.warning(span, format!("nobody is ever in the state `{name}`"), expected);
        }
    }
}

/// Warns of what is declared and stands nowhere else; of timers and states, more is known.
fn unused_names(
    model: &Model,
    names: &Names<'_>,
    used: &BTreeSet<(NameKind, Scope, u16)>,
    diagnostics: &mut Diagnostics,
) {
    for name in names.iter().filter(|name| !used.contains(&(name.kind, name.scope, name.index))) {
        let can_be_unused = match (name.kind, name.scope) {
            (NameKind::Setting, _) => name.text == LATENCY,
            // References are set by themselves.
            (NameKind::Field, Scope::Message(message)) => {
                model[message].fields[usize::from(name.index)].value_type == ValueType::Reference
            }
            (NameKind::Message | NameKind::Clause | NameKind::Variable | NameKind::Finding, _) => false,
            _ => true,
        };
        if !can_be_unused {
            let (kind, text) = (name.kind.word(), &name.text);
            diagnostics.warning(name.span, format!("the {kind} `{text}` is never used"), "use it, or drop it");
        }
    }
}

/// Every name of a kind, with its position in the model's table.
fn declared(names: &Names<'_>, kind: NameKind) -> impl Iterator<Item = (u16, Span)> {
    names.iter().filter(move |name| name.kind == kind).map(|name| (name.index, name.span))
}

fn unused_timers(model: &Model, names: &Names<'_>, diagnostics: &mut Diagnostics) {
    let mut started = vec![false; model.timers().len()];
    for (.., effect) in model.effects() {
        if let EffectKind::Start(timer, _) = &effect.kind {
            started[timer.index()] = true;
        }
    }
    let mut heard = vec![false; model.timers().len()];
    for (_, rule) in model.rules() {
        if let Trigger::Expiry(timer) = rule.trigger {
            heard[timer.index()] = true;
        }
    }
    for (id, span) in declared(names, NameKind::Timer).map(|(id, span)| (TimerId(id), span)) {
        let name = &model[id].id;
        if !started[id.index()] {
            let expected = format!("start it with `start {name} for …`, or drop it");
            diagnostics.warning(span, format!("the timer `{name}` is never started"), expected);
        } else if !heard[id.index()] {
            let found = format!("nothing happens when the timer `{name}` expires");
            diagnostics.warning(span, found, format!("add a rule `on {name} expires`"));
        }
    }
}

/// For each state, whether somebody starts in it or an effect leads there.
fn entered(model: &Model) -> Vec<bool> {
    let mut entered = vec![false; model.states().len()];
    for (_, participant) in model.participants() {
        entered[participant.start.index()] = true;
    }
    for (.., effect) in model.effects() {
        if let EffectKind::Become(state) = &effect.kind {
            entered[state.index()] = true;
        }
    }
    entered
}
