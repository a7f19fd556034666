//! The page's state: all of it changes in one function, which knows no browser and no view.

use std::rc::Rc;

use lifeline_core::link::{Opened, unplayed_sentence};
use lifeline_core::model::{ActionId, ScenarioId, SettingId, SettingValue};
use lifeline_core::run::{Flow, Run};
use lifeline_core::time::{Instant, Millis};
use lifeline_core::trace::EventNumber;
use lifeline_core::words::{Speaker, fill};
use lifeline_core::world::Refused;
use yew::Reducible;

use crate::document::Shared;
use crate::words::WORDS;

/// The page.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct State {
    /// What is open; nothing before the first model has come.
    pub session: Option<Session>,
    /// What is said at the top.
    pub notices: Rc<[Notice]>,
    /// What is said to those who listen.
    pub said: Said,
}

/// A model being played.
#[derive(Clone, PartialEq, Debug)]
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

/// Something that is said at the top of the page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Notice {
    /// About the link, or the model that it names.
    Link(Rc<str>),
    /// About steps that can't be played under the settings as they are; what was there before can be had back.
    Unplayed(Rc<str>),
    /// About something that was refused.
    Refused(Rc<str>),
}

/// What was said last to those who listen, and how many times something was said: the same words twice are said twice.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Said {
    /// The words.
    pub words: Rc<str>,
    /// How many times something has been said.
    pub times: u32,
}

/// What can happen to the page.
#[derive(Debug)]
pub enum Action {
    /// A link has been read: perhaps a run, and what there is to say about it.
    Open(Option<Box<Opened>>, Vec<String>),
    /// The reader does an action of the model.
    Act(ActionId),
    /// The reader lets an exact amount of time pass.
    Wait(Millis),
    /// The reader goes to the next thing due.
    Next,
    /// The reader changes a setting.
    Set(SettingId, SettingValue),
    /// The reader empties the run.
    Reset,
    /// The reader brings back what was cut off or replaced.
    Undo,
    /// The reader takes that back.
    Redo,
    /// The reader looks at the run elsewhere.
    Go(Place),
    /// The reader starts the clock, or stops it.
    PlayOrPause,
    /// The reader watches the run from its beginning.
    Replay,
    /// So many milliseconds have really passed.
    Tick(u32),
    /// Nobody can see the page any more.
    Hide,
    /// The reader changes how fast the clock goes.
    Speed(Speed),
    /// The reader points at an action, or away from it.
    Preview(Option<ActionId>),
    /// The reader selects a row, or none.
    Select(Option<EventNumber>),
    /// The reader has read what is said at the top.
    Dismiss,
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

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = State::clone(&self);
        next.apply(action);
        if next == *self { self } else { Rc::new(next) }
    }
}

impl State {
    fn apply(&mut self, action: Action) {
        if let Action::Open(opened, notices) = action {
            return self.open(opened, notices);
        }
        if matches!(action, Action::Dismiss) {
            self.notices = Rc::default();
            return;
        }
        let Some(session) = &mut self.session else { return };
        let before = session.shared.read().run.count();
        let quiet = matches!(action, Action::Preview(_) | Action::Select(_) | Action::Speed(_) | Action::Hide);
        let moved = matches!(action, Action::Go(_) | Action::Reset | Action::Undo | Action::Redo | Action::Set(..));
        let done = session.obey(action);
        session.now = session.shared.read().run.now();
        if quiet {
            return;
        }
        let refused = done.err().map(|refused| {
            session.clock = Clock::Paused(None);
            Speaker::english(&session.shared.model()).refused(&refused)
        });
        let unplayed = {
            let run = &session.shared.read().run;
            run.unplayed().map(|unplayed| unplayed_sentence(run.model(), unplayed, run.steps().len()))
        };
        let said = match &refused {
            Some(refused) => refused.clone(),
            None => session.news(before, moved),
        };
        if !said.is_empty() {
            self.say(&said);
        }
        self.note(refused, unplayed);
    }

    /// Puts what was opened in the place of what was open; without anything new, what was open stays.
    fn open(&mut self, opened: Option<Box<Opened>>, mut notices: Vec<String>) {
        let mut said = String::new();
        if let Some(opened) = opened {
            notices.extend_from_slice(&opened.notices);
            let scenario = opened.scenario;
            if let Some(scenario) = scenario.map(|scenario| &opened.run.model()[scenario]) {
                said = [scenario.label.in_language(WORDS.code), ". ", scenario.about.in_language(WORDS.code), " "]
                    .concat();
            }
            match &mut self.session {
                Some(session) if Rc::ptr_eq(&session.shared.model(), opened.run.model()) => {
                    session.take_over(&opened.run);
                    session.rest(scenario);
                }
                session => {
                    let speed = session.as_ref().map_or(Speed::REAL, |session| session.speed);
                    *session = Some(Session::new(opened.run, scenario, speed));
                }
            }
        }
        said.push_str(&notices.join(" "));
        self.notices = notices.iter().map(|notice| Notice::Link(notice.as_str().into())).collect();
        if !said.is_empty() {
            self.say(&said);
        }
    }

    fn say(&mut self, words: &str) {
        self.said = Said { words: words.into(), times: self.said.times + 1 };
    }

    /// Says at the top what was refused and what can't be played; what was said about the link stays until it is dismissed.
    fn note(&mut self, refused: Option<String>, unplayed: Option<String>) {
        let is_about_link = |notice: &&Notice| matches!(notice, Notice::Link(_));
        // A link's own notices list what of it could not be played.
        let unplayed = unplayed.filter(|said| !self.notices.iter().any(|notice| notice.text() == said));
        let about_link = self.notices.iter().filter(is_about_link).cloned();
        let now = unplayed.map(|said| Notice::Unplayed(said.into())).into_iter();
        let now = now.chain(refused.map(|said| Notice::Refused(said.into())));
        let notices: Rc<[Notice]> = about_link.chain(now).collect();
        if notices != self.notices {
            self.notices = notices;
        }
    }
}

impl Session {
    fn new(run: Run, scenario: Option<ScenarioId>, speed: Speed) -> Self {
        let now = run.now();
        Self {
            shared: Shared::new(run),
            now,
            scenario,
            clock: Clock::Paused(None),
            speed,
            preview: None,
            selected: None,
            touched: false,
        }
    }

    /// Puts another run of the same model in the place of this one, so that it can be undone.
    fn take_over(&mut self, other: &Run) {
        let steps: Vec<_> = other.steps().collect();
        let cursor = (!other.is_at_end()).then(|| other.cursor());
        self.shared.replay(|run| {
            run.replace(other.settings().clone(), &steps);
            if let Some(cursor) = cursor {
                run.go_to(cursor);
            }
        });
        self.now = other.now();
    }

    /// As after opening a link: paused, nothing selected.
    fn rest(&mut self, scenario: Option<ScenarioId>) {
        self.scenario = scenario;
        self.clock = Clock::Paused(None);
        self.preview = None;
        self.selected = None;
        self.touched = false;
    }

    fn obey(&mut self, action: Action) -> Result<(), Refused> {
        match action {
            Action::Tick(elapsed) => return self.tick(elapsed),
            Action::Preview(action) => {
                self.preview = action;
                return Ok(());
            }
            Action::Select(event) => {
                self.selected = event;
                return Ok(());
            }
            Action::Speed(speed) => {
                self.speed = speed;
                return Ok(());
            }
            Action::Hide => {
                if self.clock.is_running() {
                    self.clock = Clock::Paused(Some(Pause::Hidden));
                }
                return Ok(());
            }
            _ => {}
        }
        self.preview = None;
        self.touched = true;
        match action {
            Action::Act(action) => {
                let offer = self.shared.read().run.offers().into_iter().find(|offer| offer.action == action);
                if let Some(reason) = offer.and_then(|offer| offer.refused) {
                    return Err(Refused::Impossible(reason));
                }
                return self.shared.fork(|run| run.act(action));
            }
            Action::Wait(length) => return self.shared.fork(|run| run.wait(length)),
            Action::PlayOrPause => {
                if self.clock.is_running() {
                    self.clock = Clock::Paused(None);
                } else {
                    self.clock = Clock::Running { hold: 0 };
                    return self.tick(0);
                }
            }
            Action::Replay => {
                self.shared.grow(|run| run.go_to(0));
                self.clock = Clock::Running { hold: HOLD };
            }
            action => {
                self.clock = Clock::Paused(None);
                return self.leap(action);
            }
        }
        Ok(())
    }

    /// What stops the clock and shows the run as it is elsewhere, or another run.
    fn leap(&mut self, action: Action) -> Result<(), Refused> {
        match action {
            Action::Next => return self.shared.grow(Run::next),
            // The page's fields have read the value, so that it fits.
            Action::Set(setting, value) => drop(self.shared.replay(|run| run.set(setting, value))),
            Action::Reset => {
                self.shared.replay(Run::reset);
                self.scenario = None;
            }
            Action::Undo => drop(self.shared.replay(Run::undo)),
            Action::Redo => drop(self.shared.replay(Run::redo)),
            Action::Go(place) => self.shared.grow(|run| match place {
                Place::Start => run.go_to(0),
                Place::Back => drop(run.back()),
                Place::Forward => drop(run.forward()),
                Place::End => run.go_to_end(),
                Place::Moment(moment) => run.go_to(moment),
            }),
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
        let elapsed = elapsed - hold;
        let (recorded, now) = {
            let run = &self.shared.read().run;
            let next = if run.is_at_end() { None } else { run.moments().get(run.cursor() + 1).map(|next| next.at) };
            (next, run.now())
        };
        let mut length = Millis::new(u64::from(elapsed) * u64::from(self.speed.0) / 2);
        let mut hold = 0;
        if let Some(at) = recorded {
            let wait = at.since(now);
            if wait <= length {
                // One recorded moment, and time to see it, before the next.
                hold = HOLD;
                if wait == Millis::ZERO {
                    self.shared.grow(Run::forward);
                    self.clock = Clock::Running { hold };
                    return Ok(());
                }
                length = wait;
            }
        }
        let flow = self.shared.pass(|run| run.play(length))?;
        self.touched = true;
        self.clock = match flow {
            Flow::Goes => Clock::Running { hold },
            Flow::NothingDue => Clock::Paused(Some(Pause::NothingDue)),
        };
        Ok(())
    }

    /// What is new, in words: a few sentences, or how many they would be; and where the reader is after going elsewhere.
    fn news(&self, before: u32, moved: bool) -> String {
        let run = &self.shared.read().run;
        let after = run.count();
        if let Clock::Paused(Some(Pause::NothingDue)) = self.clock {
            return WORDS.stopped_nothing_due.to_owned();
        }
        if moved && after <= before {
            return fill(WORDS.now_at, &[&run.now().to_string(), &after.to_string(), &run.trace().count().to_string()]);
        }
        let speaker = Speaker::english(run.model());
        let sentence = |number| {
            run.trace().get(EventNumber(number)).map_or_else(String::new, |event| speaker.sentence(run.trace(), event))
        };
        let new = after.saturating_sub(before);
        if new > TOLD_ONE_BY_ONE {
            return fill(WORDS.many_happened, &[&new.to_string(), &sentence(after)]);
        }
        (before + 1..=after).map(sentence).collect::<Vec<_>>().join(" ")
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
    /// What can be chosen.
    pub const ALL: [Self; 7] = [Self(1), Self(2), Self(4), Self(10), Self(20), Self(60), Self(120)];
}

impl Notice {
    /// What it says.
    pub fn text(&self) -> &str {
        match self {
            Self::Link(text) | Self::Unplayed(text) | Self::Refused(text) => text,
        }
    }
}

/// Milliseconds for which what the reader did is looked at while the run is played again: as long as a sentence of five words is read.
const HOLD: u32 = 700;
/// Sentences that are read out one by one; more are summed up.
const TOLD_ONE_BY_ONE: u32 = 5;
