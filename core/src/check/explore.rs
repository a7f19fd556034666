//! Explores everything that a model can do under given settings, breadth first, so that what it finds comes with a shortest run.

use std::ops::ControlFlow;

use hashbrown::HashTable;

use crate::model::{ActionId, MessageId, Model, RuleId, StateId, Step};
use crate::simulation::trace::{Event, EventKind};
use crate::simulation::world::{Reason, Refused, Setup, Sink, StateKey, StateKeys, World};
use crate::time::Millis;

/// How far an exploration goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bounds {
    /// The most worlds that are told apart. Work is bounded with them: 200 events for each, or what takes as long.
    pub states: usize,
    /// Whether actions are tried within quiet time, too: at its middle, and one millisecond before its end.
    pub waits: bool,
}

/// What an exploration has found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exploration {
    /// How many worlds were told apart, the first among them.
    pub states: usize,
    /// How many steps were tried from them.
    pub steps: usize,
    /// The most steps that a world is away from the first one.
    pub depth: usize,
    /// What came about.
    pub coverage: Coverage,
    /// For each action that was never possible, why it was not, as of the last world looked at.
    pub impossible: Vec<Option<Reason>>,
    /// Messages that arrived where no rule took them: each kind once for each state.
    pub unhandled: Vec<Unhandled>,
    /// Steps that passed a bound of the world: each kind once for each step.
    pub refused: Vec<Passed>,
    /// Whether there was quiet time of which some instants were not tried.
    pub waits_sampled: bool,
    /// How it ended.
    pub ended: Ended,
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
pub struct Unhandled {
    /// Which message.
    pub message: MessageId,
    /// The state its receiver was in.
    pub state: StateId,
    /// The steps of a shortest run that shows it.
    pub run: Vec<Step>,
}

/// A step that passed a bound of the world.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passed {
    /// The steps of a shortest run up to it, itself the last.
    pub run: Vec<Step>,
    /// Which bound.
    pub why: Refused,
}

/// How an exploration ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ended {
    /// Nothing was left to be tried.
    Complete,
    /// It came to its bounds.
    CutShort,
    /// It was told to stop.
    Stopped,
}

/// One step of an exploration, from one settled world to the next.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "a field without a sentence is what its name says")]
pub struct Transition<'a> {
    /// The world right before the step; time may have passed in it since the last one.
    pub before: &'a World,
    pub step: Step,
    /// What the step caused.
    pub events: &'a [Event],
    pub after: &'a World,
    /// How many worlds have been told apart so far.
    pub states: usize,
}

/// Explores from the start, breadth first, and shows every transition to `see`, which may end it.
///
/// The steps are all actions that can be done, and [`Step::Next`].
pub fn explore(
    setup: Setup<'_>,
    bounds: Bounds,
    see: &mut dyn FnMut(Transition<'_>) -> ControlFlow<()>,
) -> Exploration {
    let mut explorer = Explorer::new(setup, bounds);
    let mut front = explorer.begin();
    let ended = loop {
        let mut next_front = Vec::new();
        let flow =
            front.drain(..).try_for_each(|(number, before)| explorer.expand(number, &before, &mut next_front, see));
        if let ControlFlow::Break(ended) = flow {
            break ended;
        }
        if next_front.is_empty() {
            break Ended::Complete;
        }
        explorer.found.depth += 1;
        front = next_front;
    };
    explorer.finish(ended)
}

/// How a world was reached.
#[derive(Clone, Copy)]
struct Link {
    /// The number of the world before it.
    from: u32,
    wait: Wait,
    /// What was done; nothing for what was due.
    action: Option<ActionId>,
}

/// How much of the quiet time passes before an action.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wait {
    None,
    ToTheMiddle,
    ToTheEnd,
}

impl Wait {
    /// The length, of so much quiet time; nothing where another wait is just as long.
    fn of(self, quiet: u64) -> Option<Millis> {
        match self {
            Self::None => Some(Millis::ZERO),
            Self::ToTheMiddle => (quiet >= 2).then(|| Millis::new(quiet / 2)),
            Self::ToTheEnd => (quiet >= 3).then(|| Millis::new(quiet - 1)),
        }
    }
}

struct Explorer<'a> {
    setup: Setup<'a>,
    bounds: Bounds,
    keys: StateKeys<'a>,
    /// The keys of all worlds told apart, by their numbers.
    known: Vec<StateKey>,
    /// How each was reached; of the first, from itself.
    links: Vec<Link>,
    /// Finds a world's number by its key.
    numbers: HashTable<u32>,
    /// Steps to what was found, by kind; their runs are written at the end.
    unhandled: Vec<(MessageId, StateId, Link)>,
    refused: Vec<(Refused, Link)>,
    work: usize,
    taken: Taken,
    found: Exploration,
}

impl<'a> Explorer<'a> {
    fn new(setup: Setup<'a>, bounds: Bounds) -> Self {
        let model = setup.model;
        Self {
            setup,
            bounds,
            keys: StateKeys::of(model),
            known: Vec::new(),
            links: Vec::new(),
            numbers: HashTable::new(),
            unhandled: Vec::new(),
            refused: Vec::new(),
            work: bounds.states.saturating_mul(WORK_PER_STATE),
            taken: Taken::default(),
            found: Exploration {
                states: 0,
                steps: 0,
                depth: 0,
                coverage: Coverage::none(model),
                impossible: vec![None; model.actions().len()],
                unhandled: Vec::new(),
                refused: Vec::new(),
                waits_sampled: false,
                ended: Ended::Complete,
            },
        }
    }

    fn begin(&mut self) -> Vec<(u32, World)> {
        let mut start = World::new(self.setup);
        // What is refused at the start is refused in every run, and told where the model is loaded.
        let _refused = start.start(self.setup, &mut self.taken);
        self.found.coverage.begin(self.setup.model, &start);
        self.found.coverage.note(Step::Next, &self.taken);
        let number = self.number(&start, Link { from: 0, wait: Wait::None, action: None });
        vec![(number.unwrap_or_default(), start)]
    }

    /// Takes every step that is possible from a world.
    fn expand(
        &mut self,
        number: u32,
        world: &World,
        next_front: &mut Vec<(u32, World)>,
        see: &mut dyn FnMut(Transition<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<Ended> {
        let mut actions = Vec::new();
        for offer in world.offers(self.setup) {
            match offer.refused {
                None => actions.push(offer.action),
                why => self.found.impossible[offer.action.index()] = why,
            }
        }
        let quiet = world.due().map(|due| due.at.since(world.now()).get());
        if quiet.is_some() {
            self.take(Link { from: number, wait: Wait::None, action: None }, world, next_front, see)?;
        }
        if actions.is_empty() {
            return ControlFlow::Continue(());
        }
        // Two instants of quiet time are all there are between 0 ms and 3 ms.
        self.found.waits_sampled |= quiet.is_some_and(|quiet| quiet > if self.bounds.waits { 3 } else { 1 });
        for wait in [Wait::None, Wait::ToTheMiddle, Wait::ToTheEnd] {
            let Some(length) = wait.of(quiet.unwrap_or_default()) else { continue };
            if wait != Wait::None && !self.bounds.waits {
                break;
            }
            let mut before = world.clone();
            let end = before.now().checked_add(length);
            end.into_iter().for_each(|end| before.pass(end));
            for action in &actions {
                self.take(Link { from: number, wait, action: Some(*action) }, &before, next_front, see)?;
            }
        }
        ControlFlow::Continue(())
    }

    /// Takes one step, and notes what comes of it.
    fn take(
        &mut self,
        link: Link,
        before: &World,
        next_front: &mut Vec<(u32, World)>,
        see: &mut dyn FnMut(Transition<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<Ended> {
        let step = link.action.map_or(Step::Next, Step::Act);
        let mut after = before.clone();
        self.taken.clear();
        let done = after.step(self.setup, step, &mut self.taken);
        self.found.steps += 1;
        let cost = WORK_PER_STEP + self.taken.events.len();
        if let Err(why) = done {
            if !self.refused.iter().any(|(known, known_link)| *known == why && known_link.action == link.action) {
                self.refused.push((why, link));
            }
            return self.pay(cost);
        }
        self.found.coverage.note(step, &self.taken);
        for (message, state) in self.taken.unhandled(before) {
            if !self.unhandled.iter().any(|(known, at, _)| (*known, *at) == (message, state)) {
                self.unhandled.push((message, state, link));
            }
        }
        let states = self.known.len();
        if see(Transition { before, step, events: &self.taken.events, after: &after, states }).is_break() {
            return ControlFlow::Break(Ended::Stopped);
        }
        if let Some(number) = self.number(&after, link) {
            if self.known.len() > self.bounds.states {
                self.known.pop();
                return ControlFlow::Break(Ended::CutShort);
            }
            next_front.push((number, after));
        }
        self.pay(cost + self.keys.width() / BYTES_PER_WORK)
    }

    fn pay(&mut self, cost: usize) -> ControlFlow<Ended> {
        self.work = self.work.saturating_sub(cost);
        if self.work == 0 { ControlFlow::Break(Ended::CutShort) } else { ControlFlow::Continue(()) }
    }

    /// Numbers a world that is new; nothing for one that is known.
    fn number(&mut self, world: &World, link: Link) -> Option<u32> {
        let key = self.keys.key(world);
        let known = &self.known;
        if self.numbers.find(key.hash(), |number| known[*number as usize] == key).is_some() {
            return None;
        }
        let number = u32::try_from(known.len()).ok()?;
        self.known.push(key);
        self.links.push(link);
        let known = &self.known;
        self.numbers.insert_unique(key.hash(), number, |number| known[*number as usize].hash());
        Some(number)
    }

    /// The steps of a shortest run whose last one is this.
    fn run(&self, link: Link) -> Vec<Step> {
        let mut links = vec![link];
        let mut number = link.from;
        while number > 0 {
            let link = self.links[number as usize];
            links.push(link);
            number = link.from;
        }
        let mut world = World::new(self.setup);
        let _refused = world.start(self.setup, &mut |_| {});
        let mut steps = Vec::new();
        for link in links.iter().rev() {
            let quiet = world.due().map_or(0, |due| due.at.since(world.now()).get());
            let wait = link.wait.of(quiet).filter(|length| *length > Millis::ZERO).map(Step::Wait);
            for step in wait.into_iter().chain([link.action.map_or(Step::Next, Step::Act)]) {
                steps.push(step);
                // What was possible when it was found is so again; the last step may be the one that is refused.
                let _last = world.step(self.setup, step, &mut |_| {});
            }
        }
        steps
    }

    fn finish(mut self, ended: Ended) -> Exploration {
        self.found.states = self.known.len();
        self.found.ended = ended;
        let unhandled = self.unhandled.iter();
        self.found.unhandled = unhandled
            .map(|(message, state, link)| Unhandled { message: *message, state: *state, run: self.run(*link) })
            .collect();
        let refused = self.refused.iter();
        self.found.refused = refused.map(|(why, link)| Passed { run: self.run(*link), why: why.clone() }).collect();
        self.found
    }
}

impl Coverage {
    /// Nothing so far.
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

/// Takes what comes of one step.
#[derive(Default)]
pub(super) struct Taken {
    events: Vec<Event>,
    rules: Vec<RuleId>,
}

impl Taken {
    pub(super) fn clear(&mut self) {
        self.events.clear();
        self.rules.clear();
    }

    /// The messages that no rule took, each with the state that it arrived in; `before` is the world before the step.
    pub(super) fn unhandled(&self, before: &World) -> impl Iterator<Item = (MessageId, StateId)> {
        self.events.iter().filter_map(|event| {
            let EventKind::NotHandled { of, state, .. } = event.kind else { return None };
            if let Some(sent) = before.on_its_way(of) {
                return Some((sent.message, state));
            }
            // It was sent within this step.
            let place = of.0.checked_sub(before.events() + 1)? as usize;
            match &self.events.iter().filter(|event| event.kind.is_numbered()).nth(place)?.kind {
                EventKind::Message(sent) => Some((sent.message, state)),
                _ => None,
            }
        })
    }
}

impl Sink for Taken {
    fn event(&mut self, event: Event) {
        self.events.push(event);
    }

    fn ran(&mut self, rule: RuleId) {
        self.rules.push(rule);
    }
}

/// The work that is allowed for each world, an event being one unit of it.
const WORK_PER_STATE: usize = 200;
/// What a step takes, whatever it causes.
const WORK_PER_STEP: usize = 5;
/// So many bytes of a key are one unit of work.
const BYTES_PER_WORK: usize = 256;
