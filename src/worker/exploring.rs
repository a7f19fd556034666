//! Explores a model in turns that are short enough to be stopped between them, each round deeper than the one before.

use std::ops::ControlFlow;
use std::rc::Rc;

use lifeline_core::check::{Bounds, Ended, Exploration, First, Found, Report, Tries, Verdict, explore};
use lifeline_core::link::write_whole;
use lifeline_core::model::{ClauseId, Grounds, Model, StateId};
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::world::Setup;
use serde::{Deserialize, Serialize};

/// What was found so far.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Explored {
    /// How many worlds were told apart.
    pub states: usize,
    /// How many steps were tried.
    pub steps: usize,
    /// Whether no more comes.
    pub is_done: bool,
    /// Whether everything was tried.
    pub is_exact: bool,
    /// What is known of each property.
    pub properties: Vec<ExploredVerdict>,
    /// For each clause, the link of a shortest run that shows it.
    pub clauses: Vec<Option<String>>,
    /// For each rule, the link of a shortest run that takes it.
    pub rules: Vec<Option<String>>,
    /// The messages that arrive where no rule takes them.
    pub unhandled: Vec<Shown>,
    /// The ways in which a run can end.
    pub ends: Vec<Shown>,
}

/// What is known of a property in all runs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ExploredVerdict {
    /// It holds in every run.
    Holds,
    /// No run was found in which it does not hold, but not everything was tried.
    Open,
    /// It does not hold in the run of this link, a shortest one.
    Violated(String),
}

/// Something, in words, and the link of a shortest run that shows it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Shown {
    /// What it is.
    pub words: String,
    /// The link.
    pub link: String,
}

/// A model being explored.
#[derive(Debug)]
pub struct Exploring {
    model: Rc<Model>,
    tries: Tries,
    /// The deepest exploration under each of the settings so far.
    found: Vec<Option<Exploration>>,
    /// The settings that this round comes to yet, the next one last, and those of the next round.
    pending: Vec<usize>,
    next: Vec<usize>,
    /// How many worlds are told apart under each in this round.
    share: usize,
}

impl Exploring {
    /// Begins.
    pub fn of(model: Rc<Model>) -> Self {
        let tries = Tries::of(&model);
        let many = tries.settings.len();
        Self {
            model,
            found: vec![None; many],
            pending: (0..many).rev().collect(),
            next: Vec::new(),
            share: FIRST_SHARE,
            tries,
        }
    }

    /// Explores under the next settings, and tells all that was found so far.
    pub fn go_on(&mut self) -> Explored {
        if let Some(index) = self.pending.pop() {
            let setup = Setup { model: &self.model, settings: &self.tries.settings[index] };
            let bounds = Bounds { states: self.share, waits: true, losses: LOSSES, memory: MEMORY };
            let exploration = explore(setup, bounds, &mut |_| ControlFlow::Continue(()));
            if exploration.ended != Ended::Complete {
                self.next.push(index);
            }
            self.found[index] = Some(exploration);
        }
        if self.pending.is_empty() && self.share * DEEPER * self.next.len() <= STATES {
            self.share *= DEEPER;
            self.pending = std::mem::take(&mut self.next);
            self.pending.reverse();
        }
        self.told()
    }

    fn told(&self) -> Explored {
        let model = &self.model;
        let mut report = Report::of_scenarios(model);
        for (settings, found) in self.tries.settings.iter().zip(&self.found) {
            if let Some(found) = found {
                report.add(settings, found.clone());
            }
        }
        let is_whole = report.settings == self.tries.settings.len() && report.cut_short == 0;
        let is_exact = is_whole && !report.waits_sampled && !report.losses_bounded && !self.tries.is_sampled();
        let link = |found: &Found| write_whole(&Run::with(Rc::clone(model), found.settings.clone(), &found.run));
        let verdict = |id| match report.verdict(id, is_exact) {
            Verdict::Holds => ExploredVerdict::Holds,
            Verdict::Open => ExploredVerdict::Open,
            Verdict::Violated(found) => ExploredVerdict::Violated(link(found)),
        };
        let taken = |rule| report.firsts.iter().find(|(first, _)| *first == First::Rule(rule)).map(|(_, found)| found);
        let unhandled = report.unhandled.iter().map(|((message, state), found)| {
            let words = format!("{} → {}", model[*message].name, label(model, *state));
            Shown { words, link: link(found) }
        });
        let ends = report.firsts.iter().filter_map(|(first, found)| match first {
            First::End(states) => Some(Shown { words: ending(model, states), link: link(found) }),
            First::Action(_) | First::Rule(_) => None,
        });
        Explored {
            states: report.states,
            steps: report.steps,
            is_done: self.pending.is_empty(),
            is_exact,
            properties: model.properties().map(|(id, _)| verdict(id)).collect(),
            clauses: model.clauses().map(|(id, _)| shortest(model, &report, id).map(link)).collect(),
            rules: model.rules().map(|(id, _)| taken(id).map(link)).collect(),
            unhandled: unhandled.collect(),
            ends: ends.collect(),
        }
    }
}

/// The shortest run in which something is done that cites the clause.
fn shortest<'r>(model: &Model, report: &'r Report, clause: ClauseId) -> Option<&'r Found> {
    let cites = |grounds: Option<&Grounds>| matches!(grounds, Some(Grounds::Cites(all)) if all.contains(&clause));
    let shows = report.firsts.iter().filter(|(first, _)| match first {
        First::Action(action) => cites(model[*action].grounds.as_ref()),
        First::Rule(rule) => cites(model[*rule].grounds.as_ref()),
        First::End(_) => false,
    });
    shows.map(|(_, found)| found).min_by_key(|found| found.run.len())
}

/// Who is in which state, in words.
fn ending(model: &Model, states: &[StateId]) -> String {
    let told = model
        .participants()
        .zip(states)
        .map(|((_, participant), state)| format!("{}: {}", participant.name.plain, label(model, *state)));
    told.collect::<Vec<_>>().join("; ")
}

fn label(model: &Model, state: StateId) -> &str {
    &model[state].label.plain
}

/// So few worlds are told apart at first, so that something is there soon.
const FIRST_SHARE: usize = 500;
/// How many times as many in each round as in the one before.
const DEEPER: usize = 4;
/// The most worlds of a round, under all settings: a few seconds.
const STATES: usize = 100_000;
/// The most messages that are lost in one run.
const LOSSES: u8 = 1;
/// The most bytes of worlds: models can come from strangers.
const MEMORY: usize = 100_000_000;
