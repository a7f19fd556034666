//! Explores everything that a model can do under given settings, breadth first, so that what it finds comes with a shortest run.

use std::ops::ControlFlow;

use hashbrown::HashTable;

use crate::model::{ActionId, MessageId, Model, PropertyId, RuleId, StateId, Step};
use crate::simulation::trace::{Event, EventKind};
use crate::simulation::watch::{Owed, Watching};
use crate::simulation::world::{Reason, Refused, Setup, Sink, StateKey, StateKeys, World};
use crate::time::{Instant, Millis};

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
    /// Properties that were violated, each once.
    pub violated: Vec<Violated>,
    /// Whether there was quiet time of which some instants were not tried.
    pub waits_sampled: bool,
    /// Whether more messages could have been lost in some run.
    pub losses_bounded: bool,
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

/// A property that was violated.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Violated {
    /// Which property.
    pub property: PropertyId,
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

/// Some worlds from which every step is to be taken.
pub struct Job<'e, 'a> {
    explorer: &'e Explorer<'a>,
    nodes: Vec<Node>,
}

/// What came of a job.
pub struct Done {
    steps: usize,
    cost: usize,
    coverage: Coverage,
    impossible: Vec<Option<Reason>>,
    unhandled: Vec<(MessageId, StateId, Link)>,
    refused: Vec<(Refused, Link)>,
    violated: Vec<Violation>,
    waits_sampled: bool,
    losses_bounded: bool,
    /// Worlds that were not known when the job began; none of them has its number yet.
    fresh: Vec<(StateKey, Link, Node)>,
    is_stopped: bool,
}

impl Job<'_, '_> {
    /// Takes every step that is possible from the job's worlds, and shows each to `see`, which may end it.
    pub fn done(self, see: &mut dyn FnMut(Transition<'_>) -> ControlFlow<()>) -> Done {
        let Explorer { setup, bounds, keys, .. } = self.explorer;
        let mut walk = Walk {
            explorer: self.explorer,
            setup: *setup,
            waits: bounds.waits,
            losses: bounds.losses,
            keys: keys.clone(),
            taken: Taken::default(),
            after: World::new(*setup),
            owed: Vec::new(),
            spare: Vec::new(),
            losable: Vec::new(),
            done: Done {
                steps: 0,
                cost: 0,
                coverage: Coverage::none(setup.model),
                impossible: vec![None; setup.model.actions().len()],
                unhandled: Vec::new(),
                refused: Vec::new(),
                violated: Vec::new(),
                waits_sampled: false,
                losses_bounded: false,
                fresh: Vec::new(),
                is_stopped: false,
            },
        };
        let mut before = World::new(*setup);
        let mut nodes = self.nodes.into_iter();
        walk.done.is_stopped = nodes.try_for_each(|node| walk.expand(node, &mut before, see)).is_break();
        walk.done
    }
}

/// A job at work.
struct Walk<'e, 'a> {
    explorer: &'e Explorer<'a>,
    setup: Setup<'a>,
    waits: bool,
    losses: u8,
    keys: StateKeys<'a>,
    taken: Taken,
    /// Becomes what each step leads to.
    after: World,
    /// Becomes what is owed then.
    owed: Vec<Owed>,
    /// Worlds that are done with: what they have allocated is used again.
    spare: Vec<World>,
    /// Messages that a step from the world at hand sends, and that could be lost as they are sent.
    losable: Vec<MessageId>,
    done: Done,
}

impl Walk<'_, '_> {
    /// Takes every step that is possible from a world; `before` is where time passes in it.
    fn expand(
        &mut self,
        node: Node,
        before: &mut World,
        see: &mut dyn FnMut(Transition<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let Node { number, world, owed, losses } = node;
        let from = Origin { number, owed: &owed, losses };
        let mut actions = Vec::new();
        for offer in world.offers(self.setup) {
            match offer.refused {
                None => actions.push(offer.action),
                why => self.done.impossible[offer.action.index()] = why,
            }
        }
        let quiet = world.due().map(|due| due.at.since(world.now()).get());
        if quiet.is_some() {
            self.take(from, Wait::None, Move::Next, &world, see)?;
        }
        // Two instants of quiet time are all there are between 0 ms and 3 ms.
        let is_sampled = quiet.is_some_and(|quiet| quiet > if self.waits { 3 } else { 1 });
        self.done.waits_sampled |= is_sampled && !actions.is_empty();
        before.clone_from(&world);
        for wait in [Wait::None, Wait::ToTheMiddle, Wait::ToTheEnd] {
            let Some(length) = wait.of(quiet.unwrap_or_default()) else { continue };
            if actions.is_empty() || (wait != Wait::None && !self.waits) {
                break;
            }
            let end = world.now().checked_add(length);
            end.into_iter().for_each(|end| before.pass(end));
            for action in &actions {
                self.take(from, wait, Move::Act(*action), before, see)?;
            }
        }
        self.lose(from, &world, see)?;
        self.spare.push(world);
        ControlFlow::Continue(())
    }

    /// Loses each message that is on its way; and says of each kind that the steps just taken send that the next one is lost.
    ///
    /// What is said before it matters goes no further than the step that sends one, so nothing else is tried meanwhile.
    fn lose(
        &mut self,
        from: Origin<'_>,
        world: &World,
        see: &mut dyn FnMut(Transition<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let mut losable = std::mem::take(&mut self.losable);
        if !world.awaits_loss() {
            let on_their_way = world.losses(self.setup.model).into_iter().filter(|offer| offer.on_its_way.is_some());
            losable.extend(on_their_way.map(|offer| offer.message));
        }
        losable.sort_unstable();
        losable.dedup();
        if from.losses < self.losses {
            for message in &losable {
                self.take(from, Wait::None, Move::Lose(*message), world, see)?;
            }
        } else {
            self.done.losses_bounded |= !losable.is_empty();
        }
        losable.clear();
        self.losable = losable;
        ControlFlow::Continue(())
    }

    /// Takes one step, and notes what comes of it.
    fn take(
        &mut self,
        from: Origin<'_>,
        wait: Wait,
        what: Move,
        before: &World,
        see: &mut dyn FnMut(Transition<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let link = Link { from: from.number, wait, what };
        self.after.clone_from(before);
        self.taken.clear();
        self.owed.clear();
        self.owed.extend_from_slice(from.owed);
        let mut watching = Watching::new(self.setup, before, &mut self.owed, &mut self.taken);
        let step = what.step();
        let taken = match what {
            // Time that passes changes nothing of what can be done.
            Move::Act(action) => self.after.act_as_offered(self.setup, action, &mut watching),
            Move::Next | Move::Lose(_) => self.after.step(self.setup, step, &mut watching),
        };
        let violated = if taken.is_ok() { watching.ended(&self.after, horizon(&self.after)) } else { Vec::new() };
        let done = &mut self.done;
        done.steps += 1;
        done.cost += WORK_PER_STEP + self.taken.events.len() + self.owed.len();
        if let Err(why) = taken {
            done.refused.push((why, link));
            return ControlFlow::Continue(());
        }
        let is_loss = matches!(what, Move::Lose(_));
        if self.after.awaits_loss() && !is_loss {
            // Whatever follows follows without the loss, too, or with it a step later.
            return ControlFlow::Continue(());
        }
        if self.explorer.loses {
            self.losable.extend(self.taken.losable(self.setup.model, before));
        }
        done.coverage.note(step, &self.taken);
        done.unhandled.extend(self.taken.unhandled(before).map(|(message, state)| (message, state, link)));
        let states = self.explorer.known.len();
        see(Transition { before, step, events: &self.taken.events, after: &self.after, states })?;
        let is_known = |property| self.explorer.violated.iter().any(|known| known.property == property);
        for property in violated.into_iter().filter(|property| !is_known(*property)) {
            let wait = late_after(property, &self.owed, &self.after);
            done.violated.push(Violation { property, link: Some(link), wait });
        }
        let losses = from.losses + u8::from(is_loss);
        let key = self.keys.key_within(&self.after, &self.owed, losses);
        done.cost += self.keys.width() / BYTES_PER_WORK;
        if !self.explorer.knows(key) {
            let spare = self.spare.pop().unwrap_or_else(|| self.after.clone());
            let world = std::mem::replace(&mut self.after, spare);
            done.fresh.push((key, link, Node { number: 0, world, owed: self.owed.clone(), losses }));
        }
        ControlFlow::Continue(())
    }
}

/// Where a step begins.
#[derive(Clone, Copy)]
struct Origin<'a> {
    number: u32,
    owed: &'a [Owed],
    losses: u8,
}

/// How a world was reached.
#[derive(Clone, Copy)]
struct Link {
    /// The number of the world before it.
    from: u32,
    wait: Wait,
    what: Move,
}

/// What is done in a step, in few bytes: there is one for each world.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Move {
    Next,
    Act(ActionId),
    Lose(MessageId),
}

impl Move {
    fn step(self) -> Step {
        match self {
            Self::Next => Step::Next,
            Self::Act(action) => Step::Act(action),
            Self::Lose(message) => Step::Lose(message),
        }
    }
}

/// How a property is violated.
struct Violation {
    property: PropertyId,
    /// The step that does, or the last one before it does; nothing where it is so at the start.
    link: Option<Link>,
    /// How long after that step it is not violated yet, where only time is missing.
    wait: Option<Millis>,
}

/// Up to when nothing happens by itself: whatever is done before, all of that time can pass with nothing done.
fn horizon(world: &World) -> Instant {
    world.due().map_or(Instant::from_millis(u64::MAX), |due| due.at)
}

/// How long a property that is violated in this world is not violated yet, where only time is missing.
fn late_after(property: PropertyId, owed: &[Owed], world: &World) -> Option<Millis> {
    let late = owed.iter().filter(|owed| owed.property == property && owed.until < horizon(world));
    late.map(|owed| owed.until.since(world.now())).min()
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
    /// Whether any message can be lost.
    loses: bool,
    /// The keys of all worlds told apart, by their numbers.
    known: Vec<StateKey>,
    /// How each was reached; of the first, from itself.
    links: Vec<Link>,
    /// Finds a world's number by its key.
    numbers: HashTable<u32>,
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
        for property in watching.ended(&world, horizon(&world)) {
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

impl Taken {
    /// The kinds of message that were sent where messages are lost, none of the kind being on its way; `before` is the world before.
    fn losable(&self, model: &Model, before: &World) -> impl Iterator<Item = MessageId> {
        self.events.iter().filter_map(move |event| match &event.kind {
            EventKind::Message(sent)
                if sent.arrives.is_some()
                    && model.pair(sent.from, sent.to).is_lossy
                    && !before.has_losable(model, sent.message) =>
            {
                Some(sent.message)
            }
            _ => None,
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
/// What is kept of every world: its key, how it was reached, and its place in the table.
const BYTES_PER_KEY: usize = size_of::<StateKey>() + size_of::<Link>() + 2 * size_of::<u32>();
/// How many worlds are looked at in one go by one thread: enough to be worth handing over.
const JOB: usize = 64;
/// How many jobs are given out before what came of them is gathered, so that little is found twice.
const JOBS_AT_ONCE: usize = 32;
/// So many bytes of a key are one unit of work.
const BYTES_PER_WORK: usize = 256;
