//! A model being played: the run, the clock that moves it, and what the reader looks at.

use lifeline_core::link::Opened;
use lifeline_core::model::{ActionId, ClauseId, ScenarioId, SettingId, SettingValue};
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::run::{Flow, Run};
use lifeline_core::simulation::trace::EventNumber;
use lifeline_core::simulation::world::Refused;
use lifeline_core::time::{Instant, Millis};

use crate::document::Shared;
use crate::duration;
use crate::state::Action;
use crate::words::{WORDS, fill};

/// A model being played.
#[derive(Clone, Debug)]
pub struct Session {
    /// The run.
    pub shared: Shared,
    /// The time at its cursor.
    pub now: Instant,
    /// The scenario it was opened from.
    pub scenario: Option<ScenarioId>,
    /// Whether time passes.
    pub clock: Clock,
    /// How fast.
    pub speed: Speed,
    /// The action whose outcome is shown in advance.
    pub preview: Option<ActionId>,
    /// The row that is selected.
    pub selected: Option<EventNumber>,
    /// What the reader points at.
    pub regarded: Option<Regard>,
    /// How many events there were before those that have just happened, and appear one after another.
    pub fresh: Option<usize>,
    /// Whether the reader has done anything since the link was opened: until then the address stays as it was given.
    pub touched: bool,
}

/// Whether time passes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Clock {
    /// It stands still.
    Paused(Option<Pause>),
    /// It runs.
    Running {
        /// For how many more milliseconds the newest row is looked at before anything else is shown.
        hold: u32,
    },
}

/// Why the clock has stopped without being asked to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pause {
    /// Nothing is due any more.
    NothingDue,
    /// Nobody could see the page.
    Hidden,
}

/// How fast the clock goes, in halves of real time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Speed(pub u32);

/// Something that the reader points at, or that has the focus.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Regard {
    /// A row, or its sentence.
    Row(EventNumber),
    /// A statement of the reference.
    Statement(ClauseId),
}

/// Where in the run to look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// At its start.
    Start,
    /// One back.
    Back,
    /// One forward.
    Forward,
    /// At its end.
    End,
    /// At the moment in this position.
    Moment(usize),
}

impl Session {
    /// Opens a run: in the place of one of the same model, so that it can be undone, else anew; paused, with what its link points to
    /// selected.
    pub fn open(session: &mut Option<Self>, opened: Opened) {
        let Opened { run, scenario, selected, .. } = opened;
        let speed = session.as_ref().map_or(Speed::REAL, |session| session.speed);
        let now = run.now();
        let same = session.take().filter(|session| std::rc::Rc::ptr_eq(&session.shared.model().0, run.model()));
        let shared = match same {
            Some(mut session) => {
                session.shared.replay(|old| old.adopt(run));
                session.shared
            }
            None => Shared::new(run),
        };
        let clock = Clock::Paused(None);
        *session = Some(Self {
            shared,
            now,
            scenario,
            clock,
            speed,
            preview: None,
            selected,
            regarded: None,
            fresh: None,
            touched: false,
        });
    }

    /// Does what the reader wants, as far as it concerns the run.
    ///
    /// # Errors
    /// Refuses what can't be done; the run is as before then.
    pub fn obey(&mut self, action: Action) -> Result<(), Refused> {
        let goes_on = matches!(
            action,
            Action::Act(_) | Action::Wait(..) | Action::Next | Action::Tick(_) | Action::Go(Place::Forward)
        );
        let before = self.shared.read().run.count();
        let done = self.take(action);
        let run = &self.shared.read().run;
        self.now = run.now();
        if run.count() != before {
            self.fresh = goes_on.then(|| run.before());
        }
        done
    }

    /// Changes a setting to a value that fits it.
    #[inline(never)]
    pub fn set(&mut self, setting: SettingId, value: SettingValue) {
        self.clock = Clock::Paused(None);
        self.touched = true;
        let _fits = self.shared.replay(|run| run.set(setting, value));
        self.now = self.shared.read().run.now();
    }

    /// How many things of the run come after the cursor.
    pub fn later(&self) -> u32 {
        let run = &self.shared.read().run;
        run.trace().count() - run.count()
    }

    /// What is new since `before` events had happened, in words: a few sentences, or how many they would be; and where the reader is
    /// after going elsewhere.
    pub fn news(&self, before: u32, is_leap: bool) -> String {
        let run = &self.shared.read().run;
        let after = run.count();
        let new = after.saturating_sub(before);
        let mut said = String::new();
        if is_leap {
            let count = run.trace().count();
            return fill(WORDS.now_at, &[&run.now().to_string(), &after.to_string(), &count.to_string()]);
        }
        let speaker = Narrator::english(run.model());
        if new > TOLD_ONE_BY_ONE {
            let last = run.trace().get(EventNumber(after)).map(|event| speaker.sentence(run.trace(), event));
            said = fill(WORDS.many_happened, &[&new.to_string(), &last.unwrap_or_default()]);
        } else {
            for number in before + 1..=after {
                if let Some(event) = run.trace().get(EventNumber(number)) {
                    said.push_str(&speaker.sentence(run.trace(), event));
                    said.push(' ');
                }
            }
        }
        if let Clock::Paused(Some(Pause::NothingDue)) = self.clock {
            said.push_str(WORDS.stopped_nothing_due);
        }
        said
    }

    fn take(&mut self, action: Action) -> Result<(), Refused> {
        match action {
            Action::Tick(elapsed) => return self.tick(elapsed),
            Action::Preview(action) => self.preview = action,
            Action::Select(event) => self.selected = event,
            Action::Regard(regarded) => (self.preview, self.regarded) = (None, regarded),
            Action::Speed(speed) => self.speed = speed,
            Action::Hide => {
                if self.clock.is_running() {
                    self.clock = Clock::Paused(Some(Pause::Hidden));
                }
            }
            action => {
                self.preview = None;
                self.touched = true;
                return self.move_run(action);
            }
        }
        Ok(())
    }

    /// What changes the run, or where the reader looks at it. All but actions and waiting stop the clock.
    fn move_run(&mut self, action: Action) -> Result<(), Refused> {
        match action {
            Action::Act(action) => return self.shared.fork(|run| run.act(action)),
            Action::Wait(text, _) => {
                let length = duration::read(&text, duration::WAIT).unwrap_or_default();
                return self.shared.fork(|run| run.wait(length));
            }
            Action::PlayOrPause if !self.clock.is_running() => {
                let run = &self.shared.read().run;
                let goes = !run.is_at_end() || run.world().due().is_some();
                self.clock = if goes { Clock::Running { hold: 0 } } else { Clock::Paused(Some(Pause::NothingDue)) };
                return Ok(());
            }
            _ => {}
        }
        self.clock = Clock::Paused(None);
        match action {
            Action::Next => return self.shared.grow(Run::next),
            Action::Reset => {
                self.shared.replay(Run::reset);
                self.scenario = None;
            }
            Action::Undo => {
                self.shared.undo();
            }
            Action::Redo => {
                self.shared.redo();
            }
            Action::Go(place) => self.shared.grow(|run| go(run, place)),
            Action::Replay => {
                self.shared.grow(|run| run.go_to(0));
                self.clock = Clock::Running { hold: HOLD };
            }
            _ => {}
        }
        Ok(())
    }

    /// Lets the clock's time pass, at its speed. What the reader did at one instant is shown one after the other.
    fn tick(&mut self, elapsed: u32) -> Result<(), Refused> {
        let Clock::Running { hold } = self.clock else { return Ok(()) };
        if hold > elapsed {
            self.clock = Clock::Running { hold: hold - elapsed };
            return Ok(());
        }
        let mut length = Millis::new(u64::from(elapsed - hold) * u64::from(self.speed.0) / 2);
        let mut hold = 0;
        // In the past, one recorded moment after the other, with time to see each.
        let wait = {
            let run = &self.shared.read().run;
            let next = if run.is_at_end() { None } else { run.moments().get(run.cursor() + 1) };
            next.map(|next| next.at.since(run.now()))
        };
        if let Some(wait) = wait.filter(|wait| *wait <= length) {
            hold = HOLD;
            length = wait;
        }
        let flow = if wait == Some(Millis::ZERO) {
            self.shared.grow(Run::forward);
            Flow::Goes
        } else {
            self.shared.pass(|run| run.play(length))?
        };
        self.touched = true;
        self.clock = match flow {
            Flow::Goes => Clock::Running { hold },
            Flow::NothingDue => Clock::Paused(Some(Pause::NothingDue)),
        };
        Ok(())
    }
}

impl Clock {
    /// Whether time passes.
    pub fn is_running(self) -> bool {
        matches!(self, Self::Running { .. })
    }
}

impl Speed {
    /// As fast as real time.
    pub const REAL: Self = Self(2);
    /// What can be chosen, with the words for it.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self(1), "0.5"),
        (Self(2), "1"),
        (Self(4), "2"),
        (Self(10), "5"),
        (Self(20), "10"),
        (Self(60), "30"),
        (Self(120), "60"),
    ];
}

#[inline(never)]
fn go(run: &mut Run, place: Place) {
    match place {
        Place::Start => run.go_to(0),
        Place::Back => {
            run.back();
        }
        Place::Forward => {
            run.forward();
        }
        Place::End => run.go_to_end(),
        Place::Moment(moment) => run.go_to(moment),
    }
}

/// Milliseconds for which what the reader did is looked at while the run is played again: as long as a sentence of five words is read.
const HOLD: u32 = 700;
/// Sentences that are read out one by one; more are summed up.
const TOLD_ONE_BY_ONE: u32 = 5;
