//! What an exploration finds, with shortest runs that show it.

use super::taken::Taken;
use crate::model::{ActionId, MessageId, Model, PropertyId, RuleId, StateId, Step};
use crate::simulation::trace::EventKind;
use crate::simulation::world::{Reason, Refused, World};

/// What an exploration has found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exploration {
    /// How many worlds were told apart, the first among them.
    pub states: usize,
    /// How many steps were tried from them.
    pub steps: usize,
    /// The most steps that a world is away from the first one.
    pub depth: usize,
    /// What came about in any run, told without the runs.
    pub coverage: Coverage,
    /// What came about, each with the steps of a shortest run that shows it; of ends, the first of them.
    pub firsts: Vec<(First, Vec<Step>)>,
    /// For each action that was never possible, why it was not, as of the last world looked at.
    pub impossible: Vec<Option<Reason>>,
    /// Messages that arrived where no rule took them: each kind once for each state.
    pub unhandled: Vec<Unhandled>,
    /// Steps that passed a bound of the world: each kind once for each step.
    pub refused: Vec<Passed>,
    /// Properties that were violated, each once.
    pub violated: Vec<Violated>,
    /// Whether there was quiet time of which some instants were not tried.
    pub waits_sampled: bool,
    /// Whether more messages could have been lost in some run.
    pub losses_bounded: bool,
    /// How it ended.
    pub ended: Ended,
}

/// Something that comes about in a run.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum First {
    /// An action is done.
    Action(ActionId),
    /// A rule is taken.
    Rule(RuleId),
    /// Nothing is due any more: the states of all participants then.
    End(Vec<StateId>),
}

/// What came about of a model, by positions in its tables.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Coverage {
    /// For each rule, whether it was taken.
    pub rules: Vec<bool>,
    /// For each action, whether it was done.
    pub actions: Vec<bool>,
    /// For each state, whether it was entered or begun in.
    pub states: Vec<bool>,
}

/// A message that arrived where no rule took it.
#[derive(Clone, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "a field without a sentence is what its name says")]
pub struct Unhandled {
    pub message: MessageId,
    /// The state its receiver was in.
    pub state: StateId,
    /// The steps of a shortest run that shows it.
    pub run: Vec<Step>,
}

/// A property that was violated.
#[derive(Clone, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "a field without a sentence is what its name says")]
pub struct Violated {
    pub property: PropertyId,
    /// The steps of a shortest run that shows it.
    pub run: Vec<Step>,
}

/// A step that passed a bound of the world.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passed {
    /// The steps of a shortest run up to it, itself the last.
    pub run: Vec<Step>,
    /// The bound.
    pub why: Refused,
}

/// How an exploration ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ended {
    /// Nothing was left to be tried.
    Complete,
    /// It came to its bounds, or goes on yet.
    CutShort,
    /// It was told to stop.
    Stopped,
}

impl Coverage {
    /// Of a model of which nothing has come about.
    #[must_use]
    pub fn none(model: &Model) -> Self {
        Self {
            rules: vec![false; model.rules().len()],
            actions: vec![false; model.actions().len()],
            states: vec![false; model.states().len()],
        }
    }

    /// Adds what came about elsewhere.
    pub fn add(&mut self, other: &Self) {
        let tables =
            [(&mut self.rules, &other.rules), (&mut self.actions, &other.actions), (&mut self.states, &other.states)];
        for (all, more) in tables {
            all.iter_mut().zip(more).for_each(|(all, more)| *all |= more);
        }
    }

    /// Adds what came about in a step that was done.
    pub(super) fn note(&mut self, step: Step, taken: &Taken) {
        if let Step::Act(action) = step {
            self.actions[action.index()] = true;
        }
        for rule in &taken.rules {
            self.rules[rule.index()] = true;
        }
        for event in &taken.events {
            if let EventKind::State { to, .. } = event.kind {
                self.states[to.index()] = true;
            }
        }
    }

    /// Adds the states that the participants begin in.
    pub(super) fn begin(&mut self, model: &Model, start: &World) {
        for (participant, _) in model.participants() {
            self.states[start.state(participant).index()] = true;
        }
    }
}
