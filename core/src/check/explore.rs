//! Explores everything that a model can do under given settings, breadth first, so that what it finds comes with a shortest run.

use std::collections::{BTreeSet, VecDeque};
use std::mem;
use std::ops::ControlFlow;
use std::vec;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use self::walk::{Begun, Link, Move, Violation, Wait, horizon, late_after};
use super::exploration::{Coverage, Ended, Exploration, First, Passed, Unhandled, Violated};
use super::taken::Taken;
use crate::model::{MessageId, StateId, Step};
use crate::simulation::trace::Event;
use crate::simulation::watch::{Owed, Watching};
use crate::simulation::world::{Setup, StateKey, StateKeys, World};
use crate::time::Millis;

mod walk;

pub use walk::{Done, Job};

/// How far an exploration goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bounds {
    /// The most worlds that are told apart. Work is bounded with them: 200 events for each, or what takes as long.
    pub states: usize,
    /// Whether actions are tried within quiet time, too: at its middle, and one millisecond before its end.
    pub waits: bool,
    /// The most messages that are lost in one run: every one, and every several, up to so many.
    pub losses: u8,
    /// The most bytes that worlds and what is known of them take, as far as that can be told.
    pub memory: usize,
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
/// The steps are all actions that can be done, [`Step::Next`], and losses of messages.
pub fn explore(
    setup: Setup<'_>,
    bounds: Bounds,
    see: &mut dyn FnMut(Transition<'_>) -> ControlFlow<()>,
) -> Exploration {
    let mut explorer = Explorer::new(setup, bounds);
    while explorer.go_on(see).is_continue() {}
    explorer.found
}

/// An exploration that is held between turns: in however many it is done, the same is found.
pub struct Explorer<'a> {
    setup: Setup<'a>,
    bounds: Bounds,
    keys: StateKeys<'a>,
    /// Whether any message can be lost.
    loses: bool,
    /// The keys of all worlds told apart.
    known: HashTable<StateKey>,
    /// How each was reached, by their numbers; the first, from itself.
    links: Vec<Link>,
    /// The states in which nothing was due any more.
    ends: BTreeSet<Vec<StateId>>,
    /// The worlds of this depth that are still to be looked at, and those of the next one.
    front: Front,
    next_front: Front,
    brought: Brought,
    work: usize,
    found: Exploration,
}

/// Worlds of one depth, in the order of their numbers.
#[derive(Default)]
struct Front {
    nodes: VecDeque<Node>,
    /// The bytes of all that were ever in it.
    bytes: usize,
}

/// What jobs have brought and nobody has gone through yet: where one was interrupted, or the bounds were come to.
#[derive(Default)]
struct Brought {
    done: VecDeque<Done>,
    /// What the first of them has left to be done before the others are gone through.
    left: Vec<Node>,
    begun: Begun,
    fresh: vec::IntoIter<(StateKey, Link, Node)>,
    /// Whether what a job would still have brought is missing.
    is_stopped: bool,
}

/// A world that was told apart, and its number.
struct Node {
    number: u32,
    /// How many messages were lost, or are to be lost once they are sent.
    losses: u8,
    world: Box<World>,
    /// What is still to be answered in it.
    owed: Vec<Owed>,
    /// How many bytes it takes.
    bytes: usize,
}

impl Node {
    /// A world without a number.
    fn of(world: Box<World>, owed: Vec<Owed>, losses: u8) -> Self {
        let bytes = world.bytes() + size_of_val(&*owed);
        Self { number: 0, losses, world, owed, bytes }
    }
}

impl<'a> Explorer<'a> {
    /// Begins: only the first world is known.
    #[must_use]
    pub fn new(setup: Setup<'a>, bounds: Bounds) -> Self {
        let model = setup.model;
        let mut explorer = Self {
            setup,
            bounds,
            keys: StateKeys::of(model),
            loses: model.messages().any(|(_, message)| message.can_be_lost),
            known: HashTable::new(),
            links: Vec::new(),
            ends: BTreeSet::new(),
            front: Front::default(),
            next_front: Front::default(),
            brought: Brought::default(),
            work: 0,
            found: Exploration {
                states: 0,
                steps: 0,
                depth: 0,
                coverage: Coverage::none(model),
                firsts: Vec::new(),
                impossible: vec![None; model.actions().len()],
                unhandled: Vec::new(),
                refused: Vec::new(),
                violated: Vec::new(),
                waits_sampled: false,
                losses_bounded: false,
                ended: Ended::CutShort,
            },
        };
        explorer.begin();
        explorer
    }

    /// What was found so far.
    #[must_use]
    pub fn found(&self) -> &Exploration {
        &self.found
    }

    /// How much was done so far, of what [`Bounds::states`] allows.
    #[must_use]
    pub fn work(&self) -> usize {
        self.work
    }

    /// Lets it tell apart so many worlds in all, in so much memory, so that it can go on where it was cut short.
    pub fn extend(&mut self, states: usize, memory: usize) {
        self.bounds = Bounds { states, memory, ..self.bounds };
    }

    /// Looks at a few more worlds, and shows every transition to `see`, which may end it; says how it ended where there is no more to do.
    pub fn go_on(&mut self, see: &mut dyn FnMut(Transition<'_>) -> ControlFlow<()>) -> ControlFlow<Ended> {
        self.turn(1, &mut |jobs| jobs.into_iter().map(|job| job.done(see)).collect())
    }

    /// As [`Explorer::go_on`], but leaves it to `hands` to do the jobs at hand, which may be done at the same time.
    ///
    /// What was done comes back in the order of the jobs. How many of them were done at the same time makes no difference to what is found.
    pub fn go_on_by(&mut self, hands: &mut dyn FnMut(Vec<Job<'_, 'a>>) -> Vec<Done>) -> ControlFlow<Ended> {
        self.turn(JOBS_AT_ONCE, hands)
    }

    /// Does up to so many jobs.
    fn turn(&mut self, jobs: usize, hands: &mut dyn FnMut(Vec<Job<'_, 'a>>) -> Vec<Done>) -> ControlFlow<Ended> {
        let flow = self.look_further(jobs, hands);
        if let ControlFlow::Break(ended) = flow {
            self.found.ended = ended;
        }
        flow
    }

    fn look_further(
        &mut self,
        jobs: usize,
        hands: &mut dyn FnMut(Vec<Job<'_, 'a>>) -> Vec<Done>,
    ) -> ControlFlow<Ended> {
        self.gather()?;
        if !self.brought.left.is_empty() {
            let (nodes, begun) = (mem::take(&mut self.brought.left), mem::take(&mut self.brought.begun));
            let rest = hands(vec![Job { explorer: &*self, nodes, begun }]);
            rest.into_iter().for_each(|done| self.brought.done.push_front(done));
            return self.gather();
        }
        if self.front.nodes.is_empty() {
            if self.next_front.nodes.is_empty() {
                return ControlFlow::Break(Ended::Complete);
            }
            self.found.depth += 1;
            self.front = mem::take(&mut self.next_front);
        }
        let left = self.bounds.states.saturating_sub(self.known.len());
        let jobs = left.div_ceil(JOB).clamp(1, jobs);
        let mut nodes = mem::take(&mut self.front.nodes);
        let mut all = Vec::new();
        while all.len() < jobs && !nodes.is_empty() {
            let some = nodes.drain(..JOB.min(nodes.len())).collect();
            all.push(Job { explorer: &*self, nodes: some, begun: Begun::default() });
        }
        let done = hands(all);
        self.front.nodes = nodes;
        self.brought.done.extend(done);
        self.gather()
    }

    /// Goes through what jobs have brought, until the bounds are come to.
    fn gather(&mut self) -> ControlFlow<Ended> {
        loop {
            while let Some((key, link, node)) = self.brought.fresh.as_slice().first() {
                let fronts = self.front.bytes + self.next_front.bytes + node.bytes;
                let all = fronts + self.known.len() * BYTES_PER_KEY;
                let has_room = self.known.len() < self.bounds.states && all <= self.bounds.memory;
                let number = u32::try_from(self.links.len()).ok().filter(|_| has_room);
                match (self.known.entry(key.hash(), |known| known == key, |known| known.hash()), number) {
                    (Entry::Occupied(_), _) => {
                        self.brought.fresh.next();
                    }
                    (Entry::Vacant(_), None) => return ControlFlow::Break(Ended::CutShort),
                    (Entry::Vacant(place), Some(number)) => {
                        place.insert(*key);
                        self.links.push(*link);
                        self.found.states = self.links.len();
                        self.next_front.bytes += node.bytes;
                        let next = self.brought.fresh.next().map(|(_, _, node)| Node { number, ..node });
                        self.next_front.nodes.extend(next);
                    }
                }
            }
            if self.brought.is_stopped {
                return ControlFlow::Break(Ended::Stopped);
            }
            if self.work >= self.bounds.states.saturating_mul(WORK_PER_STATE) {
                return ControlFlow::Break(Ended::CutShort);
            }
            if !self.brought.left.is_empty() {
                return ControlFlow::Continue(());
            }
            let Some(done) = self.brought.done.pop_front() else { return ControlFlow::Continue(()) };
            self.merge(done);
        }
    }

    fn begin(&mut self) {
        let before = World::new(self.setup);
        let (mut world, mut owed, mut taken) = (before.clone(), Vec::new(), Taken::default());
        let mut watching = Watching::at_start(self.setup, &before, &mut owed, &mut taken);
        // What is refused at the start is refused in every run, and told where the model is loaded.
        let _refused = world.start(self.setup, &mut watching);
        for property in watching.ended(&world, horizon(&world)).into_iter().map(|violated| violated.property) {
            let wait = late_after(property, &owed, &world);
            self.add_violated(Violation { property, link: None, wait });
        }
        self.found.coverage.begin(self.setup.model, &before);
        self.found.coverage.note(Step::Next, &taken);
        for (message, state) in taken.unhandled(&before) {
            self.add_unhandled(message, state, None);
        }
        let key = self.keys.clone().key_within(&world, &owed, 0);
        self.known.insert_unique(key.hash(), key, |known| known.hash());
        self.links.push(Link { from: 0, wait: Wait::None, what: Move::Next });
        self.found.states = 1;
        self.front.nodes.push_back(Node::of(Box::new(world), owed, 0));
    }

    /// Adds what came of a job, the worlds aside.
    fn merge(&mut self, done: Done) {
        self.found.steps += done.steps;
        self.work += done.cost;
        for (first, link) in done.firsts {
            let is_new = match &first {
                First::Action(action) => !self.found.coverage.actions[action.index()],
                First::Rule(rule) => !self.found.coverage.rules[rule.index()],
                First::End(states) => self.ends.len() < ENDS && self.ends.insert(states.clone()),
            };
            if is_new && !self.found.firsts.iter().any(|(known, _)| *known == first) {
                self.found.firsts.push((first, self.run(link)));
            }
        }
        self.found.coverage.add(&done.coverage);
        self.found.waits_sampled |= done.waits_sampled;
        self.found.losses_bounded |= done.losses_bounded;
        for (known, reason) in self.found.impossible.iter_mut().zip(done.impossible) {
            *known = reason.or(*known);
        }
        for (message, state, link) in done.unhandled {
            self.add_unhandled(message, state, Some(link));
        }
        for (why, link) in done.refused {
            let step = link.what.step();
            if !self.found.refused.iter().any(|known| known.why == why && known.run.last() == Some(&step)) {
                self.found.refused.push(Passed { run: self.run(link), why });
            }
        }
        done.violated.into_iter().for_each(|violation| self.add_violated(violation));
        let brought = &mut self.brought;
        (brought.left, brought.begun, brought.fresh) = (done.left, done.begun, done.fresh.into_iter());
        brought.is_stopped |= done.is_stopped;
    }

    fn add_violated(&mut self, Violation { property, link, wait }: Violation) {
        if !self.found.violated.iter().any(|known| known.property == property) {
            let mut run = link.map_or_else(Vec::new, |link| self.run(link));
            run.extend(wait.and_then(|wait| wait.checked_add(Millis::new(1))).map(Step::Wait));
            self.found.violated.push(Violated { property, run });
        }
    }

    /// `link` is nothing where it comes about at the start.
    fn add_unhandled(&mut self, message: MessageId, state: StateId, link: Option<Link>) {
        if !self.found.unhandled.iter().any(|known| (known.message, known.state) == (message, state)) {
            let run = link.map_or_else(Vec::new, |link| self.run(link));
            self.found.unhandled.push(Unhandled { message, state, run });
        }
    }

    fn knows(&self, key: StateKey) -> bool {
        self.known.find(key.hash(), |known| *known == key).is_some()
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
            for step in wait.into_iter().chain([link.what.step()]) {
                steps.push(step);
                // What was possible when it was found is so again; the last step may be the one that is refused.
                let _last = world.step(self.setup, step, &mut |_| {});
            }
        }
        steps
    }
}

/// How many ways to end are told apart.
const ENDS: usize = 100;
/// The work that is allowed for each world, an event being one unit of it.
const WORK_PER_STATE: usize = 200;
/// The work after which a job is interrupted, before its next step.
const WORK_AT_ONCE: usize = 100_000;
/// What a step takes, whatever it causes.
const WORK_PER_STEP: usize = 5;
/// What is kept of every world: its key, in a table that has room for twice as many at most, and how it was reached.
const BYTES_PER_KEY: usize = 2 * size_of::<StateKey>() + size_of::<Link>();
/// How many worlds are looked at in one go by one thread: enough to be worth handing over.
const JOB: usize = 64;
/// How many jobs are given out before what came of them is gathered, so that little is found twice.
const JOBS_AT_ONCE: usize = 32;
/// So many bytes of a key are one unit of work.
const BYTES_PER_WORK: usize = 256;
