//! A run: model, settings and steps are the document; trace and worlds are derived, and never disagree.
//!
//! The cursor stands on a moment, in the quiet time after it, or on one of its events while those after it are not shown yet. Looking
//! at the past drops nothing; an input in the past cuts the run after the cursor's moment. Whatever was done last can be undone. Worlds
//! are kept at every `KEPT_EVERY`th moment, so that no move replays more than those.

mod cursor;
mod foresight;
mod history;
mod record;
mod verdicts;

use std::ops::Range;
use std::rc::Rc;

pub use history::{Change, History, Place};
pub use verdicts::{RunVerdict, Verdicts};

use crate::model::{ActionId, MessageId, Model, ParticipantId, SettingId, SettingValue, StateId, Step};
use crate::simulation::settings::{BadValue, Settings};
use crate::simulation::trace::{Event, EventKind, EventNumber, Trace};
use crate::simulation::world::{Refused, Setup, World};
use crate::time::{Instant, Millis};

/// The most steps of a run.
pub const STEPS: usize = 200_000;

/// The settled world after an action, or after all that happened at one instant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment {
    /// When.
    pub at: Instant,
    /// How many numbered events have happened by then.
    pub count: u32,
    /// How many events of the trace have happened by then, the unnumbered among them.
    events: u32,
    /// The step that led here.
    step: u32,
}

/// A step of the run, with the instant it begins at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Recorded {
    step: Step,
    from: Instant,
}

/// The steps that could not be played, and why not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unplayed {
    /// The steps, the one that was refused first. They may be none, where already the start was refused.
    pub steps: Vec<Step>,
    /// Why the first, or the start, was refused.
    pub why: Refused,
}

/// How playing went on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flow {
    /// Time goes on.
    Goes,
    /// Nothing is due, so there is nothing to wait for.
    NothingDue,
}

/// A run of a model.
#[derive(Clone, Debug)]
pub struct Run {
    model: Rc<Model>,
    settings: Settings,
    steps: Vec<Recorded>,
    unplayed: Option<Unplayed>,
    trace: Trace,
    /// The start, and every moment since.
    moments: Vec<Moment>,
    /// The worlds at moments 0, [`KEPT_EVERY`], twice that, ….
    kept: Vec<World>,
    /// The world at the end.
    tip: World,
    /// The position of the moment that the cursor stands on, in or after.
    cursor: usize,
    /// The last event that is shown, where the cursor stands on one that is not the last of its moment.
    within: Option<EventNumber>,
    /// The settled world of the cursor's moment, where that is not the end.
    past: Option<World>,
    history: History,
    /// Whether the newest thing that can be undone is what the clock lets pass now.
    is_playing: bool,
}

impl Run {
    /// An empty run, with the model's own settings.
    #[must_use]
    pub fn new(model: Rc<Model>) -> Self {
        let settings = Settings::defaults(&model);
        Self::with(model, settings, &[])
    }

    /// The run of these steps under these settings, the cursor at its end. What can't be played is [`Run::unplayed`].
    #[must_use]
    pub fn with(model: Rc<Model>, settings: Settings, steps: &[Step]) -> Self {
        let tip = World::new(Setup { model: &model, settings: &settings });
        let mut run = Self {
            model,
            settings,
            steps: Vec::new(),
            unplayed: None,
            trace: Trace::default(),
            moments: Vec::new(),
            kept: Vec::new(),
            tip,
            cursor: 0,
            within: None,
            past: None,
            history: History::default(),
            is_playing: false,
        };
        run.replay(steps);
        run
    }

    // ---- What there is to see -------------------------------------------------------------------

    /// The model.
    #[must_use]
    pub fn model(&self) -> &Rc<Model> {
        &self.model
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The steps that were played, in order.
    pub fn steps(&self) -> impl ExactSizeIterator<Item = Step> + '_ {
        self.steps.iter().map(|played| played.step)
    }

    /// What could not be played, if anything.
    #[must_use]
    pub fn unplayed(&self) -> Option<&Unplayed> {
        self.unplayed.as_ref()
    }

    /// The steps that were played, and after them those that could not be.
    #[must_use]
    pub fn all_steps(&self) -> Vec<Step> {
        let unplayed = self.unplayed.iter().flat_map(|unplayed| unplayed.steps.iter().copied());
        self.steps().chain(unplayed).collect()
    }

    /// The events of the whole run, also those after the cursor.
    #[must_use]
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// The events up to the cursor.
    #[must_use]
    pub fn shown(&self) -> &[Event] {
        // What has no number of its own is shown with what comes before it.
        let next = self.within.and_then(|last| self.trace.position(EventNumber(last.0 + 1)));
        &self.trace.events()[..next.unwrap_or(self.moments[self.cursor].events as usize)]
    }

    /// How many events there were before the cursor's moment.
    #[must_use]
    pub fn before(&self) -> usize {
        self.cursor.checked_sub(1).map_or(0, |before| self.moments[before].events as usize)
    }

    /// How many numbered events there are up to the cursor.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.within.map_or(self.moments[self.cursor].count, |last| last.0)
    }

    /// How many numbered events come after the cursor's moment: an input would drop them.
    #[must_use]
    pub fn later(&self) -> u32 {
        self.trace.count() - self.moments[self.cursor].count
    }

    /// The state that a participant is in after the last event shown.
    #[must_use]
    pub fn state(&self, participant: ParticipantId) -> StateId {
        let moment = self.moments[self.cursor].events as usize;
        let left = self.trace.events()[self.shown().len()..moment].iter().find_map(|event| match event.kind {
            EventKind::State { participant: of, from, .. } if of == participant => Some(from),
            _ => None,
        });
        left.unwrap_or_else(|| self.world().state(participant))
    }

    /// The world at the cursor. Where the cursor stands within a moment, it is the world once that has settled: nothing can be done
    /// before.
    #[must_use]
    pub fn world(&self) -> &World {
        self.past.as_ref().unwrap_or(&self.tip)
    }

    /// The world at the end of the run.
    #[must_use]
    pub fn last(&self) -> &World {
        &self.tip
    }

    /// The time at the cursor.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.world().now()
    }

    /// The time at the end of the run.
    #[must_use]
    pub fn end(&self) -> Instant {
        self.tip.now()
    }

    /// All moments, the start first.
    #[must_use]
    pub fn moments(&self) -> &[Moment] {
        &self.moments
    }

    /// The actions that were done, each with its instant and the positions of the events it caused at once.
    pub fn actions(&self) -> impl Iterator<Item = (ActionId, Instant, Range<usize>)> + '_ {
        self.moments.windows(2).filter_map(|pair| match self.steps.get(pair[1].step as usize)?.step {
            Step::Act(action) => Some((action, pair[1].at, pair[0].events as usize..pair[1].events as usize)),
            Step::Wait(_) | Step::Next | Step::Lose(_) => None,
        })
    }

    /// The position of the moment that the cursor stands on, in or after.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Whether the cursor stands on an event that is not the last of its moment.
    #[must_use]
    pub fn is_within_moment(&self) -> bool {
        self.within.is_some()
    }

    /// Whether nothing was done, no time has passed, and nothing is left that could not be played.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.unplayed.is_none()
    }

    /// Whether the cursor is at the end of the run.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.past.is_none()
    }

    // ---- What the reader does -------------------------------------------------------------------

    /// Does an action at the cursor.
    ///
    /// # Errors
    /// Refuses what can't be done; the run is as before then.
    pub fn act(&mut self, action: ActionId) -> Result<(), Refused> {
        self.input(Step::Act(action))
    }

    /// Loses the earliest message of this type that is on its way at the cursor; where none is, the next one that is sent.
    ///
    /// # Errors
    /// Refuses a type that is never lost; the run is as before then.
    pub fn lose(&mut self, message: MessageId) -> Result<(), Refused> {
        self.input(Step::Lose(message))
    }

    /// Lets an exact amount of time pass at the cursor.
    ///
    /// # Errors
    /// Refuses where a bound would be passed; the run is as before then.
    pub fn wait(&mut self, length: Millis) -> Result<(), Refused> {
        self.input(Step::Wait(length))
    }

    /// Goes to the next thing due. In the past this walks the recorded run, one moment forward, or to its end.
    ///
    /// # Errors
    /// Refuses where nothing is due, or a bound would be passed; the run is as before then.
    #[expect(
        clippy::should_implement_trait,
        reason = "`next` is what links, buttons and readers call it; a run is no iterator"
    )]
    pub fn next(&mut self) -> Result<(), Refused> {
        if self.forward() {
            return Ok(());
        }
        self.input(Step::Next)
    }

    /// Lets time pass as the clock does: through the recorded run first, then adding to it. Where it comes to something due, the step
    /// recorded is [`Step::Next`], so that it survives another timeout.
    ///
    /// # Errors
    /// Refuses where a bound would be passed; the run is as it was at the last instant that could be played.
    pub fn play(&mut self, elapsed: Millis) -> Result<Flow, Refused> {
        if elapsed == Millis::ZERO {
            return Ok(Flow::Goes);
        }
        let left = self.walk(elapsed);
        if !self.is_at_end() {
            return Ok(Flow::Goes);
        }
        if self.is_playing {
            return self.play_on_at_end(left);
        }
        let (before, moments, now) = (self.change_at_cursor(), self.moments.len(), self.now());
        let flow = self.play_on_at_end(left);
        if (self.moments.len(), self.now()) != (moments, now) {
            self.history.remember(before);
            self.is_playing = true;
        }
        flow
    }

    /// What is played from now on is a thing of its own to be undone.
    pub fn begin_playing(&mut self) {
        self.is_playing = false;
    }

    /// Lets time pass at the end, up to what is due in it.
    fn play_on_at_end(&mut self, mut left: Millis) -> Result<Flow, Refused> {
        loop {
            let Some(due) = self.tip.due() else {
                return Ok(Flow::NothingDue);
            };
            if left == Millis::ZERO {
                return Ok(Flow::Goes);
            }
            if self.unplayed.is_some() {
                self.cut();
            }
            let wait = due.at.since(self.tip.now());
            if wait > left {
                self.append(Step::Wait(left))?;
                return Ok(Flow::Goes);
            }
            self.append_next()?;
            left = Millis::new(left.get() - wait.get());
        }
    }

    /// Changes a setting and plays the run again; in the past, what is after the cursor is cut off first.
    ///
    /// # Errors
    /// Refuses a value that the setting can't have; nothing is changed then.
    pub fn set(&mut self, setting: SettingId, value: SettingValue) -> Result<(), BadValue> {
        let mut settings = self.settings.clone();
        settings.set(&self.model, setting, value)?;
        if settings != self.settings {
            let before = self.change_at_cursor();
            if !self.is_at_end() {
                self.cut();
            }
            let steps = self.all_steps();
            self.settings = settings;
            self.replay(&steps);
            self.remember(before);
        }
        Ok(())
    }

    /// Empties the run; the settings stay.
    pub fn reset(&mut self) {
        self.adopt(Self::with(Rc::clone(&self.model), self.settings.clone(), &[]));
    }

    /// Becomes another run of the same model, with its cursor where it stands there, but with its own history. What was here can be
    /// undone, where that is something else.
    pub fn adopt(&mut self, other: Self) {
        let (steps, others) = (self.all_steps(), other.all_steps());
        if self.settings != other.settings || steps != others {
            let common = steps.iter().zip(&others).take_while(|(one, other)| one == other).count();
            self.remember(self.change_from(common));
        }
        let history = std::mem::take(&mut self.history);
        *self = Self { history, ..other };
    }
}

/// A world is kept every so many moments: to replay so few takes less than a millisecond.
///
/// The worlds of a run of 100 000 events take about a megabyte.
const KEPT_EVERY: usize = 128;
