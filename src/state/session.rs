//! A model being played: the run, what moves it, and what the reader looks at.

use std::collections::HashSet;
use std::rc::Rc;

use lifeline_core::link::{self, Opened};
use lifeline_core::model::{ActionId, ClauseId, ScenarioId, SettingId, SettingValue};
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::EventNumber;
use lifeline_core::simulation::world::Refused;
use lifeline_core::time::Instant;

use super::action::TimeAction;
use super::clock::{Clock, Mode, Pause, Speed};
use super::document::SharedDocument;

/// A model being played.
#[derive(Clone, PartialEq, Debug)]
pub struct Session {
    /// The run.
    pub shared: SharedDocument,
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
    pub hover: Option<Hover>,
    /// How many events there were before those that have just happened, and appear one after another.
    pub fresh: Option<usize>,
    /// The rows that a changed setting has changed.
    pub changed: Changed,
    /// What stands for the model's id in the run's links, where they carry the model.
    pub carried: Option<Rc<str>>,
    /// Whether the reader has done anything since the link was opened: until then the address stays as it was given.
    pub touched: bool,
}

/// The rows that a changed setting has changed last.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Changed {
    rows: Rc<[u32]>,
    times: u32,
}

/// Something that the reader points at, or that has the focus.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hover {
    /// A row, or its sentence.
    Row(EventNumber),
    /// A clause of the reference.
    Clause(ClauseId),
}

/// Where in the run to go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Jump {
    /// To its start.
    Start,
    /// One row back.
    Back,
    /// One row forward.
    Forward,
    /// To the end of what the reader did before.
    BackByStep,
    /// To the end of what the reader did next.
    ForwardByStep,
    /// To its end.
    End,
    /// To where this has happened and what comes after it has not; to the start where its number is 0.
    Event(EventNumber),
}

impl Session {
    /// Opens a run: in the place of one of the same model, so that it can be undone, else anew; paused, with what its link points to
    /// selected.
    pub fn open(previous: Option<Self>, opened: Opened) -> Self {
        let Opened { run, scenario, selected, .. } = opened;
        let speed = previous.as_ref().map_or(Speed::REAL, |session| session.speed);
        let now = run.now();
        let same = previous.filter(|session| Rc::ptr_eq(&session.shared.model().0, run.model()));
        let shared = match same {
            Some(mut session) => {
                session.shared.replay(|old| old.adopt(run));
                session.shared
            }
            None => SharedDocument::new(run),
        };
        Self {
            shared,
            now,
            scenario,
            clock: Clock::Paused(None),
            speed,
            preview: None,
            selected,
            hover: None,
            fresh: None,
            changed: Changed::default(),
            carried: None,
            touched: false,
        }
    }

    /// The link of the run.
    pub fn link(&self) -> String {
        link::with_carried(&link::write(&self.shared.read().run, self.scenario), self.carried.as_deref())
    }

    /// The scenario that is shown, unchanged.
    pub fn current_scenario(&self) -> Option<ScenarioId> {
        let run = &self.shared.read().run;
        self.scenario.filter(|id| run.steps().eq(run.model()[*id].steps.iter().copied()))
    }

    /// How many things of the run an input would drop.
    pub fn later(&self) -> u32 {
        self.shared.read().run.later()
    }

    /// Gives the run an input at its cursor.
    ///
    /// # Errors
    /// Refuses what can't be done; the run is as before then.
    pub fn change(&mut self, input: impl FnOnce(&mut Run) -> Result<(), Refused>) -> Result<(), Refused> {
        self.take_over();
        self.go_on(|session| session.shared.fork(input))
    }

    /// Goes to the next thing due.
    ///
    /// # Errors
    /// Refuses where nothing is due, or a bound would be passed; the run is as before then.
    pub fn skip(&mut self) -> Result<(), Refused> {
        self.clock = Clock::Paused(None);
        self.go_on(|session| session.shared.grow(Run::next))
    }

    /// Empties the run; what it was can be had back.
    pub fn reset(&mut self) {
        self.leap(|shared| shared.replay(Run::reset));
        self.scenario = None;
    }

    /// Gives a setting a value that fits it.
    pub fn set(&mut self, setting: SettingId, value: SettingValue) {
        self.clock = Clock::Paused(None);
        self.touched = true;
        let before = told(&self.shared.read().run);
        let _fits = self.shared.replay(|run| run.set(setting, value));
        let rows = self.changed_since(&before);
        self.changed = Changed { rows, times: self.changed.times + 1 };
        self.now = self.shared.read().run.now();
    }

    /// The rows that were not told just so before.
    fn changed_since(&self, before: &HashSet<(Instant, String)>) -> Rc<[u32]> {
        let run = &self.shared.read().run;
        let (trace, narrator) = (run.trace(), Narrator::english(run.model()));
        let is_new = |number: &u32| {
            let event = trace.get(EventNumber(*number));
            event.is_some_and(|event| !before.contains(&(event.at, narrator.sentence(trace, event))))
        };
        (1..=trace.count().min(LOOKED_AT)).filter(is_new).collect()
    }

    /// Moves the cursor or the clock.
    ///
    /// # Errors
    /// Refuses where a bound would be passed; the run is as it was at the last instant that could be played.
    pub fn move_in_time(&mut self, action: TimeAction) -> Result<(), Refused> {
        match action {
            TimeAction::SetSpeed(speed) => self.speed = speed,
            TimeAction::Hide if self.clock.is_running() => self.clock = Clock::Paused(Some(Pause::Hidden)),
            TimeAction::Hide => {}
            TimeAction::Tick(elapsed) => {
                // A clock that was stopped meanwhile, and a tick that was on its way: nothing passes.
                if let Clock::Running { hold, mode } = self.clock {
                    let (preview, touched) = (self.preview, self.touched);
                    self.go_on(|session| session.tick(elapsed, hold, mode))?;
                    self.preview = preview;
                    // What is shown is what the link names: the address stays.
                    self.touched = touched || mode == Mode::Play;
                }
            }
            TimeAction::PlayOrPause if self.clock.is_running() => self.clock = Clock::Paused(None),
            TimeAction::PlayOrPause => {
                (self.preview, self.touched) = (None, true);
                if self.has_more() {
                    self.shared.pass(Run::begin_playing);
                    self.clock = Clock::Running { hold: 0, mode: Mode::Play };
                } else {
                    self.show();
                }
            }
            TimeAction::PlayScenario(_) => self.show(),
            TimeAction::Go(jump) => self.go(jump),
        }
        Ok(())
    }

    /// Looks at the run elsewhere: forward row by row, anywhere else at once.
    pub fn go(&mut self, jump: Jump) {
        match jump {
            Jump::Forward | Jump::ForwardByStep => {
                self.clock = Clock::Paused(None);
                self.go_on(|session| session.shared.grow(|run| go(run, jump)));
            }
            Jump::Start | Jump::Back | Jump::BackByStep | Jump::End | Jump::Event(_) => {
                self.leap(|shared| shared.grow(|run| go(run, jump)));
            }
        }
    }

    /// Goes on with the run: what is new appears row by row.
    fn go_on<R>(&mut self, change: impl FnOnce(&mut Self) -> R) -> R {
        let before = self.shared.read().run.shown().len();
        (self.preview, self.touched) = (None, true);
        let done = change(self);
        let run = &self.shared.read().run;
        self.now = run.now();
        if run.shown().len() != before {
            // Of several moments, the last.
            self.fresh = Some(run.before().max(before.min(run.shown().len())));
        }
        done
    }

    /// Leaps to another place or another run: the clock stops, and all that is there appears at once.
    pub fn leap<R>(&mut self, change: impl FnOnce(&mut SharedDocument) -> R) {
        let before = self.shared.read().run.count();
        (self.preview, self.touched, self.clock) = (None, true, Clock::Paused(None));
        change(&mut self.shared);
        let run = &self.shared.read().run;
        self.now = run.now();
        if run.count() != before {
            self.fresh = None;
        }
    }
}

impl Changed {
    /// Whether a row has changed, with one of two words that take turns.
    pub fn flash(&self, row: u32) -> Option<&'static str> {
        self.rows.binary_search(&row).is_ok().then_some(["odd", "even"][self.times as usize % 2])
    }
}

/// What a run tells, of its first rows.
fn told(run: &Run) -> HashSet<(Instant, String)> {
    let (trace, narrator) = (run.trace(), Narrator::english(run.model()));
    let events = (1..=trace.count().min(LOOKED_AT)).filter_map(|number| trace.get(EventNumber(number)));
    events.map(|event| (event.at, narrator.sentence(trace, event))).collect()
}

fn go(run: &mut Run, jump: Jump) {
    match jump {
        Jump::Start => run.go_to(0),
        Jump::Back => {
            run.back_one();
        }
        Jump::Forward => {
            run.forward_one();
        }
        Jump::BackByStep => {
            run.back_by_step();
        }
        Jump::ForwardByStep => {
            run.forward_by_step();
        }
        Jump::End => run.go_to_end(),
        Jump::Event(event) => run.go_to_event(event),
    }
}

/// Rows that are looked at for what a setting has changed: more than anybody sees at once.
const LOOKED_AT: u32 = 1_000;
