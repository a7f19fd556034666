//! Explores everything that a model can do under given settings, by actions and by what is due.

use std::collections::BTreeSet;

use crate::model::{Model, RuleId, Step};
use crate::simulation::settings::Settings;
use crate::simulation::trace::{Event, EventKind};
use crate::simulation::world::{Refused, Setup, Sink, World};

/// What an exploration has found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exploration {
    /// How many worlds were told apart, the first among them.
    pub reached: usize,
    /// How many steps were tried from them.
    pub steps: usize,
    /// For each rule, whether it was ever taken.
    pub rules: Vec<bool>,
    /// For each action, whether it was ever possible.
    pub actions: Vec<bool>,
    /// For each state, whether it was ever entered or begun in.
    pub states: Vec<bool>,
    /// Steps that passed a bound of the world, with why.
    pub refused: Vec<(Step, Refused)>,
    /// Whether all was explored; otherwise the limit came first.
    pub complete: bool,
}

/// One step of an exploration, from one settled world to the next.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "a field without a sentence is what its name says")]
pub struct Transition<'a> {
    pub before: &'a World,
    pub step: Step,
    /// What the step caused.
    pub events: &'a [Event],
    pub after: &'a World,
}

/// Explores from the start, breadth first, through at most `limit` worlds, and shows every transition to `see`.
///
/// The steps are all actions that can be done, and [`Step::Next`].
pub fn explore(setup: Setup<'_>, limit: usize, see: &mut dyn FnMut(Transition<'_>)) -> Exploration {
    let model = setup.model;
    let mut start = World::new(setup);
    let mut found = Exploration {
        reached: 1,
        steps: 0,
        rules: vec![false; model.rules().len()],
        actions: vec![false; model.actions().len()],
        states: vec![false; model.states().len()],
        refused: Vec::new(),
        complete: true,
    };
    // What is refused at the start is refused in every run, and told where the model is loaded.
    let _refused = start.start(setup, &mut Taken { events: Vec::new(), rules: &mut found.rules });
    let mut seen = BTreeSet::from([start.state_key(model)]);
    let mut front = vec![start];
    while !front.is_empty() {
        let mut next_front = Vec::new();
        for before in front {
            found.note_states(model, &before);
            let actions = before.offers(setup).into_iter().filter(|offer| offer.refused.is_none());
            let acts: Vec<Step> = actions.map(|offer| Step::Act(offer.action)).collect();
            for step in acts.into_iter().chain(before.due().map(|_| Step::Next)) {
                let (mut after, mut taken) = (before.clone(), Taken { events: Vec::new(), rules: &mut found.rules });
                let done = after.step(setup, step, &mut taken);
                let events = taken.events;
                found.steps += 1;
                if let Step::Act(action) = step {
                    found.actions[action.index()] = true;
                }
                if let Err(why) = done {
                    found.refused.push((step, why));
                    continue;
                }
                for event in &events {
                    if let EventKind::State { to, .. } = event.kind {
                        found.states[to.index()] = true;
                    }
                }
                see(Transition { before: &before, step, events: &events, after: &after });
                if !seen.contains(&after.state_key(model)) {
                    if seen.len() >= limit {
                        found.complete = false;
                        continue;
                    }
                    seen.insert(after.state_key(model));
                    next_front.push(after);
                }
            }
        }
        front = next_front;
    }
    found.reached = seen.len();
    found
}

/// Every combination of the model's choice settings, the durations as they are by default.
#[must_use]
pub fn combinations(model: &Model) -> Vec<Settings> {
    let mut all = vec![Settings::defaults(model)];
    for (id, setting) in model.settings() {
        let crate::model::Domain::Choice(choices) = &setting.domain else {
            continue;
        };
        let mut more = Vec::new();
        for settings in &all {
            for choice in 0..choices.len() {
                let mut chosen = settings.clone();
                // A position in the setting's own choices always fits.
                let _fits = chosen.set(model, id, crate::model::SettingValue::Choice(choice as u8));
                more.push(chosen);
            }
        }
        all = more;
    }
    all
}

impl Exploration {
    fn note_states(&mut self, model: &Model, world: &World) {
        for (participant, _) in model.participants() {
            self.states[world.state(participant).index()] = true;
        }
    }
}

/// Takes the events of one step, and the rules that ran in it.
struct Taken<'a> {
    events: Vec<Event>,
    rules: &'a mut [bool],
}

impl Sink for Taken<'_> {
    fn event(&mut self, event: Event) {
        self.events.push(event);
    }

    fn ran(&mut self, rule: RuleId) {
        self.rules[rule.index()] = true;
    }
}
