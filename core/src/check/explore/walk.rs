//! Takes every step that is possible from some worlds, and gathers what comes of it.

use std::mem;
use std::ops::ControlFlow;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use super::{BYTES_PER_WORK, ENDS, Explorer, Node, Transition, WORK_AT_ONCE, WORK_PER_STEP};
use crate::check::exploration::{Coverage, First};
use crate::check::taken::Taken;
use crate::model::{ActionId, MessageId, PropertyId, RuleId, StateId, Step};
use crate::simulation::watch::{Owed, Watching};
use crate::simulation::world::{Reason, Refused, Setup, StateKey, StateKeys, World};
use crate::time::{Instant, Millis};

/// Some worlds from which every step is to be taken.
pub struct Job<'e, 'a> {
    pub(super) explorer: &'e Explorer<'a>,
    pub(super) nodes: Vec<Node>,
    /// How far an earlier job came with the first of them.
    pub(super) begun: Begun,
}

/// What was done of a world's steps before the job was interrupted.
#[derive(Default)]
pub(super) struct Begun {
    steps: usize,
    losable: Vec<MessageId>,
}

/// What came of a job.
pub struct Done {
    pub(super) steps: usize,
    pub(super) cost: usize,
    pub(super) coverage: Coverage,
    pub(super) firsts: Vec<(First, Link)>,
    pub(super) impossible: Vec<Option<Reason>>,
    pub(super) unhandled: Vec<(MessageId, StateId, Link)>,
    pub(super) refused: Vec<(Refused, Link)>,
    pub(super) violated: Vec<Violation>,
    pub(super) waits_sampled: bool,
    pub(super) losses_bounded: bool,
    /// Worlds that the job did not come to the end of, in their order, and how far it came with the first of them.
    pub(super) left: Vec<Node>,
    pub(super) begun: Begun,
    /// Worlds that were not known when the job began; none of them has its number yet.
    pub(super) fresh: Vec<(StateKey, Link, Node)>,
    pub(super) is_stopped: bool,
}

impl Job<'_, '_> {
    /// Takes every step that is possible from the job's worlds, as far as its work goes, and shows each to `see`, which may end it.
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
            found: HashTable::new(),
            losable: Vec::new(),
            to_skip: 0,
            steps: 0,
            done: Done {
                steps: 0,
                cost: 0,
                coverage: Coverage::none(setup.model),
                firsts: Vec::new(),
                impossible: vec![None; setup.model.actions().len()],
                unhandled: Vec::new(),
                refused: Vec::new(),
                violated: Vec::new(),
                waits_sampled: false,
                losses_bounded: false,
                left: Vec::new(),
                begun: Begun::default(),
                fresh: Vec::new(),
                is_stopped: false,
            },
        };
        let (mut nodes, mut begun) = (self.nodes.into_iter(), self.begun);
        let _interrupted = nodes.try_for_each(|node| walk.expand(node, mem::take(&mut begun), see));
        walk.done.left.extend(nodes);
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
    /// The keys of the worlds that the job has found: those that are found again are not kept.
    found: HashTable<StateKey>,
    /// Messages that a step from the world at hand sends, and that could be lost as they are sent.
    losable: Vec<MessageId>,
    /// How many steps from the world at hand were taken by an earlier job, and how many have been by now.
    to_skip: usize,
    steps: usize,
    done: Done,
}

impl Walk<'_, '_> {
    /// Takes every step that is possible from a world, or as many as there is work for.
    fn expand(
        &mut self,
        mut node: Node,
        begun: Begun,
        see: &mut dyn FnMut(Transition<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        (self.to_skip, self.steps) = (begun.steps, 0);
        self.losable.clear();
        self.losable.extend(begun.losable);
        let flow = match self.advance(&mut node, see) {
            ControlFlow::Continue(()) => self.lose(&node, see),
            interrupted => interrupted,
        };
        if flow.is_break() {
            self.done.begun = Begun { steps: self.steps, losable: mem::take(&mut self.losable) };
            self.done.left.push(node);
        }
        flow
    }

    /// Lets happen what is due, and does every action, at each of the instants at which it is tried; the world stays as it is.
    fn advance(&mut self, node: &mut Node, see: &mut dyn FnMut(Transition<'_>) -> ControlFlow<()>) -> ControlFlow<()> {
        let mut actions = Vec::new();
        for offer in node.world.offers(self.setup) {
            match offer.refused {
                None => actions.push(offer.action),
                why => self.done.impossible[offer.action.index()] = why,
            }
        }
        let now = node.world.now();
        let quiet = node.world.due().map(|due| due.at.since(now).get());
        if quiet.is_some() {
            self.take(node, Wait::None, Move::Next, see)?;
        }
        // Two instants of quiet time are all there are between 0 ms and 3 ms.
        let is_sampled = quiet.is_some_and(|quiet| quiet > if self.waits { 3 } else { 1 });
        self.done.waits_sampled |= is_sampled && !actions.is_empty();
        for wait in [Wait::None, Wait::ToTheMiddle, Wait::ToTheEnd] {
            let Some(length) = wait.of(quiet.unwrap_or_default()) else { continue };
            if actions.is_empty() || (wait != Wait::None && !self.waits) {
                break;
            }
            if let Some(end) = now.checked_add(length) {
                node.world.pass(end);
            }
            let flow = actions.iter().try_for_each(|action| self.take(node, wait, Move::Act(*action), see));
            node.world.go_back(now);
            flow?;
        }
        ControlFlow::Continue(())
    }

    /// Loses each message that is on its way; and says of each kind that the steps just taken send that the next one is lost.
    ///
    /// What is said before it matters goes no further than the step that sends one, so nothing else is tried meanwhile.
    fn lose(&mut self, node: &Node, see: &mut dyn FnMut(Transition<'_>) -> ControlFlow<()>) -> ControlFlow<()> {
        let world = &node.world;
        if !world.awaits_loss() {
            let on_their_way = world.losses(self.setup.model).into_iter().filter(|offer| offer.on_its_way.is_some());
            self.losable.extend(on_their_way.map(|offer| offer.message));
        }
        self.losable.sort_unstable();
        self.losable.dedup();
        if node.losses < self.losses {
            for index in 0..self.losable.len() {
                self.take(node, Wait::None, Move::Lose(self.losable[index]), see)?;
            }
        } else {
            self.done.losses_bounded |= !self.losable.is_empty();
        }
        ControlFlow::Continue(())
    }

    /// Takes one step, and notes what comes of it.
    fn take(
        &mut self,
        node: &Node,
        wait: Wait,
        what: Move,
        see: &mut dyn FnMut(Transition<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if self.steps < self.to_skip {
            self.steps += 1;
            return ControlFlow::Continue(());
        }
        if self.done.cost >= WORK_AT_ONCE {
            return ControlFlow::Break(());
        }
        self.steps += 1;
        let before = &*node.world;
        let link = Link { from: node.number, wait, what };
        self.after.clone_from(before);
        self.owed.clone_from(&node.owed);
        self.taken.clear();
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
        if self.explorer.loses && !is_loss {
            self.losable.extend(self.taken.losable(self.setup.model, before));
        }
        if let Move::Act(action) = what
            && !self.explorer.found.coverage.actions[action.index()]
            && !done.coverage.actions[action.index()]
        {
            done.firsts.push((First::Action(action), link));
        }
        let is_new =
            |rule: &&RuleId| !self.explorer.found.coverage.rules[rule.index()] && !done.coverage.rules[rule.index()];
        let new = self.taken.rules.iter().filter(is_new).map(|rule| (First::Rule(*rule), link));
        done.firsts.extend(new);
        done.coverage.note(step, &self.taken);
        done.unhandled.extend(self.taken.unhandled(before).map(|(message, state)| (message, state, link)));
        let states = self.explorer.known.len();
        done.is_stopped =
            see(Transition { before, step, events: &self.taken.events, after: &self.after, states }).is_break();
        if done.is_stopped {
            return ControlFlow::Break(());
        }
        let is_known = |property| self.explorer.found.violated.iter().any(|known| known.property == property);
        for property in violated.into_iter().map(|violated| violated.property).filter(|property| !is_known(*property)) {
            let wait = late_after(property, &self.owed, &self.after);
            done.violated.push(Violation { property, link: Some(link), wait });
        }
        let is_end = self.after.due().is_none() && !is_loss && self.explorer.ends.len() < ENDS;
        if is_end && !self.explorer.ends.contains(self.after.states()) {
            done.firsts.push((First::End(self.after.states().to_vec()), link));
        }
        let losses = node.losses + u8::from(is_loss);
        let key = self.keys.key_within(&self.after, &self.owed, losses);
        done.cost += self.keys.width() / BYTES_PER_WORK;
        if !self.explorer.knows(key)
            && let Entry::Vacant(place) = self.found.entry(key.hash(), |known| *known == key, |known| known.hash())
        {
            place.insert(key);
            // A copy takes no more memory than it must, and what the next step goes on in has room already.
            let (world, owed) = (Box::new(self.after.clone()), self.owed.clone());
            done.fresh.push((key, link, Node::of(world, owed, losses)));
        }
        ControlFlow::Continue(())
    }
}

/// How a world was reached.
#[derive(Clone, Copy)]
pub(super) struct Link {
    /// The number of the world before it.
    pub(super) from: u32,
    pub(super) wait: Wait,
    pub(super) what: Move,
}

/// What is done in a step, in few bytes: there is one for each world.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    Next,
    Act(ActionId),
    Lose(MessageId),
}

impl Move {
    pub(super) fn step(self) -> Step {
        match self {
            Self::Next => Step::Next,
            Self::Act(action) => Step::Act(action),
            Self::Lose(message) => Step::Lose(message),
        }
    }
}

/// How a property is violated.
pub(super) struct Violation {
    pub(super) property: PropertyId,
    /// The step that does, or the last one before it does; nothing where it is so at the start.
    pub(super) link: Option<Link>,
    /// How long after that step it is not violated yet, where only time is missing.
    pub(super) wait: Option<Millis>,
}

/// Up to when nothing happens by itself: whatever is done before, all of that time can pass with nothing done.
pub(super) fn horizon(world: &World) -> Instant {
    world.due().map_or(Instant::from_millis(u64::MAX), |due| due.at)
}

/// How long a property that is violated in this world is not violated yet, where only time is missing.
pub(super) fn late_after(property: PropertyId, owed: &[Owed], world: &World) -> Option<Millis> {
    let late = owed.iter().filter(|owed| owed.property == property && owed.until < horizon(world));
    late.map(|owed| owed.until.since(world.now())).min()
}

/// How much of the quiet time passes before an action.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wait {
    None,
    ToTheMiddle,
    ToTheEnd,
}

impl Wait {
    /// The length, of so much quiet time; nothing where another wait is just as long.
    pub(super) fn of(self, quiet: u64) -> Option<Millis> {
        match self {
            Self::None => Some(Millis::ZERO),
            Self::ToTheMiddle => (quiet >= 2).then(|| Millis::new(quiet / 2)),
            Self::ToTheEnd => (quiet >= 3).then(|| Millis::new(quiet - 1)),
        }
    }
}
