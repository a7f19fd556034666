//! Explores a model in turns short enough to be stopped between them, each round deeper than the one before.

use std::cell::Cell;
use std::ops::ControlFlow;
use std::rc::{Rc, Weak};

use gloo_timers::callback::Interval;
use gloo_timers::future::TimeoutFuture;
use lifeline_core::check::{Bounds, Ended, Exploration, Explorer, First, Found, Report, Tries, Verdict};
use lifeline_core::link::write_whole;
use lifeline_core::model::{ClauseId, Grounds, Model, StateId};
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::world::Setup;
use serde::{Deserialize, Serialize};

use super::Response;

/// How far an exploration is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Progress {
    /// How many worlds were told apart.
    pub states: usize,
    /// How many steps were tried.
    pub steps: usize,
}

/// What was found so far.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Explored {
    /// How far the exploration is.
    pub progress: Progress,
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

/// Explores the model, each round deeper than the one before, and tells what it finds, for as long as that is wanted.
pub async fn explore(model: &Rc<Model>, wanted: &Weak<()>, tell: impl Fn(Response)) {
    let tries = Tries::of(model);
    let bounds = Bounds { states: 0, waits: true, losses: LOSSES, memory: 0 };
    let explorer = |settings| Explorer::new(Setup { model, settings }, bounds);
    let mut explorers: Vec<Explorer<'_>> = tries.settings.iter().map(explorer).collect();
    let mut pending: Vec<usize> = (0..explorers.len()).collect();
    let mut share = FIRST_SHARE;
    let is_due = Rc::new(Cell::new(true));
    let _interval = Interval::new(BETWEEN_ANSWERS, {
        let is_due = Rc::clone(&is_due);
        move || is_due.set(true)
    });
    let mut turn_ends = TURN;
    loop {
        for index in &pending {
            explorers[*index].extend(share, MEMORY / pending.len());
            loop {
                let flow = explorers[*index].go_on(&mut |_| ControlFlow::Continue(()));
                let work: usize = explorers.iter().map(Explorer::work).sum();
                if work >= turn_ends {
                    if is_due.take() {
                        tell(Response::Exploring(Progress::of(&explorers)));
                    }
                    // Meanwhile the worker hears what else is wanted.
                    TimeoutFuture::new(0).await;
                    if wanted.strong_count() == 0 {
                        return;
                    }
                    turn_ends = work + TURN;
                }
                if flow.is_break() {
                    break;
                }
            }
        }
        pending.retain(|index| explorers[*index].found().ended != Ended::Complete);
        share *= DEEPER;
        let is_done = pending.is_empty() || share * pending.len() > STATES;
        tell(Response::Explored(found(model, &tries, &explorers, is_done)));
        if is_done {
            return;
        }
    }
}

impl Progress {
    fn of(explorers: &[Explorer<'_>]) -> Self {
        let sum = |of: fn(&Exploration) -> usize| explorers.iter().map(|explorer| of(explorer.found())).sum();
        Self { states: sum(|found| found.states), steps: sum(|found| found.steps) }
    }
}

fn found(model: &Rc<Model>, tries: &Tries, explorers: &[Explorer<'_>], is_done: bool) -> Explored {
    let mut report = Report::of_scenarios(model);
    for (settings, explorer) in tries.settings.iter().zip(explorers) {
        report.add(settings, explorer.found().clone());
    }
    let is_exact = report.is_exact(tries);
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
        progress: Progress::of(explorers),
        is_done,
        is_exact,
        properties: model.properties().map(|(id, _)| verdict(id)).collect(),
        clauses: model.clauses().map(|(id, _)| shortest(model, &report, id).map(link)).collect(),
        rules: model.rules().map(|(id, _)| taken(id).map(link)).collect(),
        unhandled: unhandled.collect(),
        ends: ends.collect(),
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
/// The most bytes of worlds, under all settings: models can come from strangers.
const MEMORY: usize = 100_000_000;
/// The work of a turn, some 50 ms: nobody waits for a stop, and the pauses between turns, of 4 ms, cost little.
const TURN: usize = 100_000;
/// Milliseconds between two answers that count up.
const BETWEEN_ANSWERS: u32 = 250;
