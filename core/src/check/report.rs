//! Gathers what the scenarios and all explorations of a model have found: each thing once, with its shortest run.

use super::exploration::{Coverage, Ended, Exploration, First, Passed, Unhandled, Violated};
use super::settings::Tries;
use super::taken::Taken;
use crate::model::limits::SCENARIO_EVENTS;
use crate::model::{MessageId, Model, PropertyId, StateId, Step};
use crate::simulation::settings::Settings;
use crate::simulation::watch::Watching;
use crate::simulation::world::{Reason, Refused, Setup, World};

/// What a check has found so far.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// How many settings were tried.
    pub settings: usize,
    /// How many of them were not explored to the end.
    pub cut_short: usize,
    /// How many worlds were told apart, under all settings together.
    pub states: usize,
    /// How many steps were tried.
    pub steps: usize,
    /// The most steps that a world is away from the start.
    pub depth: usize,
    /// Whether there was quiet time of which some instants were not tried.
    pub waits_sampled: bool,
    /// Whether more messages could have been lost in some run.
    pub losses_bounded: bool,
    /// What came about, in the scenarios, too.
    pub coverage: Coverage,
    /// What came about, each with a shortest run of all that were looked at; how runs end, in explorations only.
    pub firsts: Vec<(First, Found)>,
    /// For each action that was never possible, why it was not.
    pub impossible: Vec<Option<Reason>>,
    /// Messages that arrived where no rule took them, in the model's order.
    pub unhandled: Vec<((MessageId, StateId), Found)>,
    /// Properties that were violated, in the model's order.
    pub violated: Vec<(PropertyId, Found)>,
    /// Bounds that were passed, each kind once, with the step that passed it as the run's last.
    pub refused: Vec<(Refused, Found)>,
}

/// A shortest run that shows something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// Under which settings.
    pub settings: Settings,
    /// Its steps.
    pub run: Vec<Step>,
}

/// What is known of a property.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict<'a> {
    /// It holds in every run.
    Holds,
    /// It does not hold in this run.
    Violated(&'a Found),
    /// No run was found in which it does not hold, but not everything was tried.
    Open,
}

impl Report {
    /// How many of the settings to try were not explored to the end, or not at all.
    #[must_use]
    pub fn unfinished(&self, tries: &Tries) -> usize {
        self.cut_short + tries.settings.len() - self.settings
    }

    /// Whether what was not seen can't come about.
    #[must_use]
    pub fn is_exact(&self, tries: &Tries) -> bool {
        self.unfinished(tries) == 0 && !self.waits_sampled && !self.losses_bounded && !tries.is_sampled()
    }

    /// What is known of a property; `is_exact` says whether everything was tried.
    #[must_use]
    pub fn verdict(&self, property: PropertyId, is_exact: bool) -> Verdict<'_> {
        match self.violated.iter().find(|(violated, _)| *violated == property) {
            Some((_, found)) => Verdict::Violated(found),
            None if is_exact => Verdict::Holds,
            None => Verdict::Open,
        }
    }

    /// What the model's scenarios show.
    #[must_use]
    pub fn of_scenarios(model: &Model) -> Self {
        let mut report = Self {
            settings: 0,
            cut_short: 0,
            states: 0,
            steps: 0,
            depth: 0,
            waits_sampled: false,
            losses_bounded: false,
            coverage: Coverage::none(model),
            firsts: Vec::new(),
            impossible: vec![None; model.actions().len()],
            unhandled: Vec::new(),
            violated: Vec::new(),
            refused: Vec::new(),
        };
        let mut events = 0;
        for (_, scenario) in model.scenarios() {
            // Those from here on were not played when the model was loaded, either.
            if events > SCENARIO_EVENTS {
                break;
            }
            let settings = Settings::of(model, scenario);
            let setup = Setup { model, settings: &settings };
            let mut world = World::new(setup);
            report.coverage.begin(model, &world);
            let (mut owed, mut taken) = (Vec::new(), Taken::default());
            for steps in 0..=scenario.steps.len() {
                // Before the first step, what rules do as the run begins.
                let step = scenario.steps[..steps].last().copied();
                let before = world.clone();
                taken.clear();
                let mut watching = match step {
                    Some(_) => Watching::new(setup, &before, &mut owed, &mut taken),
                    None => Watching::at_start(setup, &before, &mut owed, &mut taken),
                };
                let played = match step {
                    Some(step) => world.step(setup, step, &mut watching),
                    None => world.start(setup, &mut watching),
                };
                if played.is_err() {
                    break;
                }
                let so_far = || Found { settings: settings.clone(), run: scenario.steps[..steps].to_vec() };
                for violated in watching.ended(&world, world.now()) {
                    shorter(&mut report.violated, violated.property, steps, so_far);
                }
                report.coverage.note(step.unwrap_or(Step::Next), &taken);
                events += taken.events.len();
                let action = if let Some(Step::Act(action)) = step { Some(First::Action(action)) } else { None };
                for first in action.into_iter().chain(taken.rules.iter().copied().map(First::Rule)) {
                    shorter(&mut report.firsts, first, steps, so_far);
                }
                for what in taken.unhandled(&before) {
                    shorter(&mut report.unhandled, what, steps, so_far);
                }
            }
        }
        report
    }

    /// Adds what an exploration under these settings has found.
    pub fn add(&mut self, settings: &Settings, exploration: Exploration) {
        self.settings += 1;
        self.cut_short += usize::from(exploration.ended != Ended::Complete);
        self.states += exploration.states;
        self.steps += exploration.steps;
        self.depth = self.depth.max(exploration.depth);
        self.waits_sampled |= exploration.waits_sampled;
        self.losses_bounded |= exploration.losses_bounded;
        self.coverage.add(&exploration.coverage);
        for (first, run) in exploration.firsts {
            shorter(&mut self.firsts, first, run.len(), || Found { settings: settings.clone(), run });
        }
        for (known, reason) in self.impossible.iter_mut().zip(exploration.impossible) {
            *known = known.take().or(reason);
        }
        for unhandled in exploration.unhandled {
            let Unhandled { message, state, run } = unhandled;
            shorter(&mut self.unhandled, (message, state), run.len(), || Found { settings: settings.clone(), run });
        }
        self.unhandled.sort_by_key(|(what, _)| *what);
        for violated in exploration.violated {
            let Violated { property, run } = violated;
            shorter(&mut self.violated, property, run.len(), || Found { settings: settings.clone(), run });
        }
        self.violated.sort_by_key(|(property, _)| *property);
        for passed in exploration.refused {
            let Passed { why, run } = passed;
            shorter(&mut self.refused, why, run.len(), || Found { settings: settings.clone(), run });
        }
    }
}

/// Keeps the shorter of the runs that show the same; of two alike, the first. Most are not kept, and so not even written.
fn shorter<T: PartialEq>(known: &mut Vec<(T, Found)>, what: T, length: usize, found: impl FnOnce() -> Found) {
    match known.iter_mut().find(|(known, _)| *known == what) {
        Some((_, shortest)) if length < shortest.run.len() => *shortest = found(),
        Some(_) => {}
        None => known.push((what, found())),
    }
}
