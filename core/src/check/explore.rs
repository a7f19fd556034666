//! Explores everything that a model can do under given settings, breadth first, so that what it finds comes with a shortest run.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use hashbrown::HashTable;

use self::walk::{Link, Move, Violation, Wait, horizon, late_after};
use super::exploration::{Coverage, Ended, Exploration, First, Passed, Unhandled, Violated};
use super::taken::Taken;
use crate::model::{MessageId, StateId, Step};
use crate::simulation::trace::Event;
use crate::simulation::watch::{Owed, Watching};
use crate::simulation::world::{Refused, Setup, StateKey, StateKeys, World};
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
    explore_by(setup, bounds, &mut |jobs| jobs.into_iter().map(|job| job.done(see)).collect())
}

/// As [`explore`], but leaves it to `hands` to do the jobs at hand, which may be done at the same time.
///
/// What was done comes back in the order of the jobs. How many of them were done at the same time makes no difference to what is found.
pub fn explore_by<'a>(
    setup: Setup<'a>,
    bounds: Bounds,
    hands: &mut dyn FnMut(Vec<Job<'_, 'a>>) -> Vec<Done>,
) -> Exploration {
    let mut explorer = Explorer::new(setup, bounds);
    let mut front = explorer.begin();
    let ended = loop {
        let mut next_front = Vec::new();
        let mut nodes = front.into_iter();
        let flow = loop {
            let left = bounds.states.saturating_sub(explorer.known.len());
            let mut some = nodes.by_ref().take(left.clamp(1, JOB * JOBS_AT_ONCE)).peekable();
            let mut jobs: Vec<Job<'_, 'a>> = Vec::new();
            while some.peek().is_some() {
                jobs.push(Job { explorer: &explorer, nodes: some.by_ref().take(JOB).collect() });
            }
            if jobs.is_empty() {
                break ControlFlow::Continue(());
            }
            let mut done = hands(jobs).into_iter();
            let flow = done.try_for_each(|done| explorer.merge(done, &mut next_front));
            if flow.is_break() {
                break flow;
            }
        };
        if let ControlFlow::Break(ended) = flow {
            break ended;
        }
        if next_front.is_empty() {
            break Ended::Complete;
        }
        explorer.found.depth += 1;
        explorer.bytes = [explorer.bytes[1], 0];
        front = next_front;
    };
    explorer.finish(ended)
}

/// A world that was told apart, and its number.
struct Node {
    number: u32,
    world: World,
    /// What is still to be answered in it.
    owed: Vec<Owed>,
    /// How many messages were lost, or are to be lost once they are sent.
    losses: u8,
}

struct Explorer<'a> {
    setup: Setup<'a>,
    bounds: Bounds,
    keys: StateKeys<'a>,
    /// Whether any message can be lost.
    loses: bool,
    /// The keys of all worlds told apart, by their numbers.
    known: Vec<StateKey>,
    /// How each was reached; of the first, from itself.
    links: Vec<Link>,
    /// Finds a world's number by its key.
    numbers: HashTable<u32>,
    firsts: Vec<(First, Link)>,
    /// The states in which nothing was due any more.
    ends: BTreeSet<Vec<StateId>>,
    /// Steps to what was found, by kind, none of them to what comes about at the start; their runs are written at the end.
    unhandled: Vec<(MessageId, StateId, Option<Link>)>,
    refused: Vec<(Refused, Link)>,
    violated: Vec<Violation>,
    work: usize,
    /// What the worlds of this depth and those of the next one take.
    bytes: [usize; 2],
    found: Exploration,
}

impl<'a> Explorer<'a> {
    fn new(setup: Setup<'a>, bounds: Bounds) -> Self {
        let model = setup.model;
        Self {
            setup,
            bounds,
            keys: StateKeys::of(model),
            loses: model.messages().any(|(_, message)| message.can_be_lost),
            known: Vec::new(),
            links: Vec::new(),
            numbers: HashTable::new(),
            firsts: Vec::new(),
            ends: BTreeSet::new(),
            unhandled: Vec::new(),
            refused: Vec::new(),
            violated: Vec::new(),
            work: bounds.states.saturating_mul(WORK_PER_STATE),
            bytes: [0; 2],
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
                ended: Ended::Complete,
            },
        }
    }

    fn begin(&mut self) -> Vec<Node> {
        let before = World::new(self.setup);
        let (mut world, mut owed, mut taken) = (before.clone(), Vec::new(), Taken::default());
        let mut watching = Watching::at_start(self.setup, &before, &mut owed, &mut taken);
        // What is refused at the start is refused in every run, and told where the model is loaded.
        let _refused = world.start(self.setup, &mut watching);
        for property in watching.ended(&world, horizon(&world)).into_iter().map(|violated| violated.property) {
            let wait = late_after(property, &owed, &world);
            self.violated.push(Violation { property, link: None, wait });
        }
        self.found.coverage.begin(self.setup.model, &before);
        self.found.coverage.note(Step::Next, &taken);
        for (message, state) in taken.unhandled(&before) {
            self.add_unhandled(message, state, None);
        }
        let key = self.keys.clone().key_within(&world, &owed, 0);
        let number = self.number(key, Link { from: 0, wait: Wait::None, what: Move::Next }).unwrap_or_default();
        vec![Node { number, world, owed, losses: 0 }]
    }

    /// Adds what came of a job.
    fn merge(&mut self, done: Done, next_front: &mut Vec<Node>) -> ControlFlow<Ended> {
        self.found.steps += done.steps;
        for (first, link) in done.firsts {
            let is_new = match &first {
                First::Action(action) => !self.found.coverage.actions[action.index()],
                First::Rule(rule) => !self.found.coverage.rules[rule.index()],
                First::End(states) => self.ends.len() < ENDS && self.ends.insert(states.clone()),
            };
            if is_new && !self.firsts.iter().any(|(known, _)| *known == first) {
                self.firsts.push((first, link));
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
            if !self.refused.iter().any(|(known, known_link)| *known == why && known_link.what == link.what) {
                self.refused.push((why, link));
            }
        }
        for violation in done.violated {
            if !self.violated.iter().any(|known| known.property == violation.property) {
                self.violated.push(violation);
            }
        }
        for (key, link, node) in done.fresh {
            if self.knows(key) {
                continue;
            }
            self.bytes[1] += node.world.bytes() + node.owed.len() * size_of::<Owed>();
            let bytes = self.bytes[0] + self.bytes[1] + self.known.len() * BYTES_PER_KEY;
            if self.known.len() == self.bounds.states || bytes > self.bounds.memory {
                return ControlFlow::Break(Ended::CutShort);
            }
            next_front.extend(self.number(key, link).map(|number| Node { number, ..node }));
        }
        if done.is_stopped {
            return ControlFlow::Break(Ended::Stopped);
        }
        self.work = self.work.saturating_sub(done.cost);
        if self.work == 0 { ControlFlow::Break(Ended::CutShort) } else { ControlFlow::Continue(()) }
    }

    fn add_unhandled(&mut self, message: MessageId, state: StateId, link: Option<Link>) {
        if !self.unhandled.iter().any(|(known, at, _)| (*known, *at) == (message, state)) {
            self.unhandled.push((message, state, link));
        }
    }

    fn knows(&self, key: StateKey) -> bool {
        self.numbers.find(key.hash(), |number| self.known[*number as usize] == key).is_some()
    }

    /// Numbers a world that is new; nothing where numbers have run out.
    fn number(&mut self, key: StateKey, link: Link) -> Option<u32> {
        let number = u32::try_from(self.known.len()).ok()?;
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
            for step in wait.into_iter().chain([link.what.step()]) {
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
        let firsts = self.firsts.iter();
        self.found.firsts = firsts.map(|(first, link)| (first.clone(), self.run(*link))).collect();
        let unhandled = self.unhandled.iter();
        self.found.unhandled = unhandled
            .map(|(message, state, link)| {
                let run = link.map_or_else(Vec::new, |link| self.run(link));
                Unhandled { message: *message, state: *state, run }
            })
            .collect();
        let violated = self.violated.iter();
        self.found.violated = violated
            .map(|violation| {
                let mut run = violation.link.map_or_else(Vec::new, |link| self.run(link));
                let wait = violation.wait.and_then(|wait| wait.checked_add(Millis::new(1)));
                run.extend(wait.map(Step::Wait));
                Violated { property: violation.property, run }
            })
            .collect();
        let refused = self.refused.iter();
        self.found.refused = refused.map(|(why, link)| Passed { run: self.run(*link), why: why.clone() }).collect();
        self.found
    }
}

/// How many ways to end are told apart.
const ENDS: usize = 100;
/// The work that is allowed for each world, an event being one unit of it.
const WORK_PER_STATE: usize = 200;
/// What a step takes, whatever it causes.
const WORK_PER_STEP: usize = 5;
/// What is kept of every world: its key, how it was reached, and its place in the table.
const BYTES_PER_KEY: usize = size_of::<StateKey>() + size_of::<Link>() + 2 * size_of::<u32>();
/// How many worlds are looked at in one go by one thread: enough to be worth handing over.
const JOB: usize = 64;
/// How many jobs are given out before what came of them is gathered, so that little is found twice.
const JOBS_AT_ONCE: usize = 32;
/// So many bytes of a key are one unit of work.
const BYTES_PER_WORK: usize = 256;
