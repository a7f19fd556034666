//! How a run is recorded and gone through: only steps add moments, and only cuts take them away.

use super::history::{Change, Place};
use super::{KEPT_EVERY, Moment, Recorded, Run, STEPS, Unplayed};
use crate::model::Step;
use crate::simulation::trace::{EventNumber, Trace};
use crate::simulation::world::{Refused, Setup, Sink, World};
use crate::time::{Instant, Millis};

impl Run {
    /// Puts the cursor where the event has just happened; or `on` moments after the first with the event, and `later`. Says whether the
    /// run lasts that long.
    pub fn stand(&mut self, event: EventNumber, on: usize, later: Millis) -> bool {
        if on == 0 && later == Millis::ZERO && event.0 <= self.trace.count() {
            self.go_to_event(event);
            return true;
        }
        let first = self.moments.partition_point(|moment| moment.count < event.0);
        let Some(moment) = first.checked_add(on).filter(|moment| *moment < self.moments.len()) else {
            return false;
        };
        self.go_to(moment);
        let is_there = self.now().checked_add(later).is_some_and(|then| then <= self.end());
        // No time at all would still go through every moment of this instant.
        if is_there && later > Millis::ZERO {
            self.walk(later);
        }
        is_there
    }

    pub(super) fn setup(&self) -> Setup<'_> {
        Setup { model: &self.model, settings: &self.settings }
    }

    /// Takes an input of the reader's: at the end it is added; before the end, the run is cut at the cursor first.
    pub(super) fn input(&mut self, step: Step) -> Result<(), Refused> {
        if step == Step::Wait(Millis::ZERO) {
            return Ok(());
        }
        let before = self.change_at_cursor();
        if self.is_at_end() && self.unplayed.is_none() {
            self.append(step)?;
            self.remember(before);
            return Ok(());
        }
        // Try it before anything is dropped.
        let (kept, waits_on) = self.kept_steps();
        if kept + usize::from(waits_on) >= STEPS {
            return Err(Refused::TooManySteps);
        }
        self.world().clone().step(self.setup(), step, &mut |_| {})?;
        self.cut();
        self.remember(before);
        self.append(step)
    }

    /// Adds a step at the end; if it is refused, the run is as before.
    pub(super) fn append(&mut self, step: Step) -> Result<(), Refused> {
        let (steps, moments, now) = (self.steps.len(), self.moments.len(), self.tip.now());
        match (self.steps.last_mut(), step) {
            (_, Step::Wait(Millis::ZERO)) => return Ok(()),
            (Some(Recorded { step: Step::Wait(before), .. }), Step::Wait(more)) => {
                *before = before.checked_add(more).ok_or(Refused::TooLong)?;
            }
            _ if steps >= STEPS => return Err(Refused::TooManySteps),
            _ => self.steps.push(Recorded { step, from: now }),
        }
        let played = self.play_step(step);
        if played.is_err() {
            self.steps.truncate(steps);
            if let (Some(Recorded { step: Step::Wait(length), from }), Step::Wait(_)) = (self.steps.last_mut(), step) {
                *length = now.since(*from);
            }
            self.end_at(moments, now);
        }
        self.go_to_end();
        played
    }

    /// Adds [`Step::Next`], which swallows the quiet waiting before it.
    pub(super) fn append_next(&mut self) -> Result<(), Refused> {
        let quiet =
            self.moments[self.moments.len() - 1].step as usize + 1 < self.steps.len() || self.moments.len() == 1;
        match self.steps.last().copied() {
            Some(waited @ Recorded { step: Step::Wait(_), .. }) if quiet => {
                self.steps.pop();
                let done = self.append(Step::Next);
                match (&done, self.steps.last_mut()) {
                    (Ok(()), Some(next)) => next.from = waited.from,
                    _ => self.steps.push(waited),
                }
                done
            }
            _ => self.append(Step::Next),
        }
    }

    /// Plays a step at the end, making its moments.
    pub(super) fn play_step(&mut self, step: Step) -> Result<(), Refused> {
        let Step::Wait(length) = step else {
            return self.play_moment(step);
        };
        let end = self.tip.after(length)?;
        while self.tip.due().is_some_and(|due| due.at <= end) {
            self.play_moment(Step::Next)?;
        }
        self.tip.pass(end);
        Ok(())
    }

    /// Plays an action, or what is due next, and makes the moment after it.
    pub(super) fn play_moment(&mut self, step: Step) -> Result<(), Refused> {
        let setup = Setup { model: &self.model, settings: &self.settings };
        let trace = &mut self.trace;
        self.tip.step(setup, step, &mut |event| trace.push(event))?;
        self.end_moment();
        Ok(())
    }

    /// Makes a moment of the world at the end.
    pub(super) fn end_moment(&mut self) {
        if self.moments.len().is_multiple_of(KEPT_EVERY) {
            self.kept.push(self.tip.clone());
        }
        self.moments.push(Moment {
            at: self.tip.now(),
            count: self.tip.events(),
            events: self.trace.events().len() as u32,
            step: self.steps.len().saturating_sub(1) as u32,
        });
    }

    /// Plays the steps from the beginning, as far as they can be played.
    pub(super) fn replay(&mut self, steps: &[Step]) {
        self.steps.clear();
        self.moments.clear();
        self.kept.clear();
        let started = self.start();
        self.end_moment();
        match started {
            Ok(()) => self.play_on(steps),
            Err(why) => {
                self.unplayed = Some(Unplayed { steps: steps.to_vec(), why });
                self.go_to_end();
            }
        }
    }

    /// Begins at the start; where what the model lets happen then is refused, nothing has happened.
    fn start(&mut self) -> Result<(), Refused> {
        let setup = Setup { model: &self.model, settings: &self.settings };
        let (mut world, mut trace) = (World::new(setup), Trace::default());
        let started = world.start(setup, &mut |event| trace.push(event));
        (self.tip, self.trace) = match started {
            Ok(()) => (world, trace),
            Err(_) => (World::new(setup), Trace::default()),
        };
        started
    }

    /// Plays steps after those that were played, as far as they can be played.
    fn play_on(&mut self, steps: &[Step]) {
        self.unplayed = None;
        for (index, step) in steps.iter().enumerate() {
            if let Err(why) = self.append(*step) {
                self.unplayed = Some(Unplayed { steps: steps[index..].to_vec(), why });
                break;
            }
        }
        self.go_to_end();
    }

    /// How many steps lie before the cursor, at least in part; and whether quiet time after the last of them needs a step of its own.
    pub(super) fn kept_steps(&self) -> (usize, bool) {
        let moment = self.moments[self.cursor];
        let kept = if self.cursor == 0 { 0 } else { moment.step as usize + 1 };
        let is_wait = self.steps[..kept].last().is_some_and(|last| matches!(last.step, Step::Wait(_)));
        (kept, !is_wait && self.now() > moment.at)
    }

    /// Drops everything after the cursor's moment, also what could not be played.
    pub(super) fn cut(&mut self) {
        self.within = None;
        let (at, now) = (self.moments[self.cursor].at, self.now());
        let (kept, waits_on) = self.kept_steps();
        self.steps.truncate(kept);
        if waits_on {
            self.steps.push(Recorded { step: Step::Wait(now.since(at)), from: at });
        } else if let Some(Recorded { step: Step::Wait(length), from }) = self.steps.last_mut() {
            // Of a wait, only what had passed at the cursor is kept.
            *length = now.since(*from);
        }
        self.cut_moments(self.cursor + 1);
        if let Some(world) = self.past.take() {
            self.tip = world;
        }
        self.unplayed = None;
    }

    /// Keeps the first `count` moments, their events and their worlds.
    pub(super) fn cut_moments(&mut self, count: usize) {
        self.moments.truncate(count);
        self.kept.truncate(count.div_ceil(KEPT_EVERY));
        self.trace.truncate(self.moments[self.moments.len() - 1].events as usize);
    }

    /// Keeps the first `count` moments and the quiet time after them, up to this instant.
    fn end_at(&mut self, count: usize, at: Instant) {
        self.cut_moments(count);
        self.tip = self.world_at(count - 1);
        self.tip.pass(at);
    }

    /// The world at a moment: from the nearest one kept before it.
    pub(super) fn world_at(&self, moment: usize) -> World {
        let mut world = self.kept[moment / KEPT_EVERY].clone();
        for next in moment / KEPT_EVERY * KEPT_EVERY + 1..=moment {
            self.redo_moment(&mut world, next);
        }
        world
    }

    /// Takes a world from the moment before to this one. It was played before, so that nothing of it can be refused.
    pub(super) fn redo_moment(&self, world: &mut World, moment: usize) {
        self.redo_moment_watched(world, moment, &mut |_| {});
    }

    /// As [`Run::redo_moment`], with somebody who hears what happens.
    pub(super) fn redo_moment_watched(&self, world: &mut World, moment: usize, sink: &mut dyn Sink) {
        let Moment { at, step, .. } = self.moments[moment];
        let step = match self.steps[step as usize].step {
            step @ (Step::Act(_) | Step::Lose(_)) => step,
            Step::Wait(_) | Step::Next => Step::Next,
        };
        if step != Step::Next {
            world.pass(at);
        }
        let replayed = world.step(self.setup(), step, sink);
        debug_assert!(replayed.is_ok(), "a moment that was played once can be played again");
    }

    pub(super) fn walk_to_next_moment(&mut self) {
        if let Some(mut world) = self.past.take() {
            self.redo_moment(&mut world, self.cursor + 1);
            self.cursor += 1;
            self.past = Some(world);
            self.notice_end();
        }
    }

    /// Walks through the recorded run for this long, and says how much time is left when it comes to the end.
    pub(super) fn walk(&mut self, elapsed: Millis) -> Millis {
        if self.within.take().is_some() {
            self.notice_end();
        }
        let Some(until) = self.now().checked_add(elapsed) else {
            return Millis::ZERO;
        };
        while !self.is_at_end() && self.moments.get(self.cursor + 1).is_some_and(|next| next.at <= until) {
            self.walk_to_next_moment();
        }
        let end = self.end();
        if let Some(world) = &mut self.past {
            world.pass(until.min(end));
        }
        self.notice_end();
        if self.is_at_end() { until.since(end.max(self.now())).min(elapsed) } else { Millis::ZERO }
    }

    /// Lets the cursor be at the end when it has come there.
    pub(super) fn notice_end(&mut self) {
        if self.within.is_none() && self.cursor + 1 == self.moments.len() && self.now() == self.end() {
            self.past = None;
        }
    }

    /// What would bring back the run as it is, where only its steps after the first `kept` are changed.
    pub(super) fn change_from(&self, kept: usize) -> Change {
        let unplayed = self.unplayed.iter().flat_map(|unplayed| &unplayed.steps).copied();
        let played = self.steps.get(kept..).unwrap_or_default().iter().map(|recorded| recorded.step);
        let cursor = Place { moment: self.cursor, count: self.count(), now: self.now() };
        Change {
            settings: self.settings.clone(),
            kept,
            steps: played.chain(unplayed.skip(kept.saturating_sub(self.steps.len()))).collect(),
            cursor: (!self.is_at_end()).then_some(cursor),
        }
    }

    /// What would bring back the run as it is, where no step before the cursor is changed, but for a wait that may become longer.
    pub(super) fn change_at_cursor(&self) -> Change {
        let (kept, _) = if self.is_at_end() { (self.steps.len(), false) } else { self.kept_steps() };
        let is_wait = self.steps[..kept].last().is_some_and(|last| matches!(last.step, Step::Wait(_)));
        self.change_from(kept - usize::from(is_wait))
    }

    pub(super) fn remember(&mut self, change: Change) {
        self.is_playing = false;
        self.history.remember(change);
    }

    /// How many events stay as they are where the run is changed so.
    pub(super) fn events_kept_by(&self, change: &Change) -> usize {
        self.steps_kept_by(change).map_or(0, |steps| self.moments[self.moments_of(steps) - 1].events as usize)
    }

    /// How many of the steps that were played stay as they are where the run is changed so; none where it gets other settings.
    fn steps_kept_by(&self, change: &Change) -> Option<usize> {
        (self.settings == change.settings).then(|| change.kept.min(self.steps.len()))
    }

    /// How many moments come of the first steps, the start among them.
    fn moments_of(&self, steps: usize) -> usize {
        self.moments.partition_point(|moment| (moment.step as usize) < steps).max(1)
    }

    /// Keeps the first steps, as far as they were played.
    fn keep_steps(&mut self, count: usize) {
        if let Some(Recorded { from, .. }) = self.steps.get(count).copied() {
            let moments = self.moments_of(count);
            self.steps.truncate(count);
            self.end_at(moments, from);
        }
    }

    /// Changes the run back; what stays as it is need not be played again.
    pub(super) fn restore(&mut self, change: &Change) {
        let unplayed = self.unplayed.take().map(|unplayed| unplayed.steps).unwrap_or_default();
        match self.steps_kept_by(change) {
            Some(count) => {
                let unplayed = &unplayed[..(change.kept - count).min(unplayed.len())];
                self.keep_steps(count);
                self.play_on(&[unplayed, &change.steps].concat());
            }
            None => {
                let kept: Vec<Step> = self.steps().chain(unplayed).take(change.kept).collect();
                self.settings = change.settings.clone();
                self.replay(&[&kept[..], &change.steps].concat());
            }
        }
        if let Some(Place { moment, count, now }) = change.cursor {
            self.go_to(moment);
            if count < self.count() {
                self.go_to_event(EventNumber(count));
            } else if now > self.now() {
                self.walk(now.since(self.now()));
            }
        }
    }
}
