//! The page's state: all of it changes in one function, which knows no browser and no view.

mod looking;

use std::rc::Rc;

use lifeline_core::link::{Opened, unplayed_sentence};
use lifeline_core::model::{ActionId, Domain, SettingId, SettingValue};
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::world::Refused;

use crate::browser::sight::Sight;
use crate::document::SharedModel;
use crate::duration;
use crate::embedded::Embedded;
use crate::own::{self, Owned};
use crate::session::{Clock, Place, Regard, Session, Speed};
use crate::share::{Change, Share};
use crate::words::{WORDS, fill};
use crate::zoom::Zoom;
use lifeline_core::simulation::trace::EventNumber;

/// The page.
#[derive(Debug)]
pub struct State {
    /// What is open; nothing before the first model has come.
    pub session: Option<Session>,
    /// What is said at the top.
    pub notices: Rc<[Notice]>,
    /// What is said to those who listen.
    pub said: Said,
    /// What stands in the field for the amount to wait.
    pub wait: Rc<str>,
    /// What stands in the field of a setting, where it is no value of it.
    pub typed: Option<(SettingId, Rc<str>)>,
    /// How the reader wants the page.
    pub wishes: Wishes,
    /// What is in sight of the diagram.
    pub seen: Sight,
    /// Whether the reader has scrolled away from the newest row.
    pub is_away: bool,
    /// What is kept of a page that is shown inside another one.
    pub embedded: Option<Embedded>,
    /// The share dialogue, while it is open.
    pub share: Option<Share>,
    /// What is said of the later things that an input in the past has dropped, until the reader goes on; empty where none were.
    pub dropped: Rc<str>,
    /// Whether the app's later part is there: what the first use can do without is drawn from then on.
    pub is_complete: bool,
    /// How many events there were before those that are still to be told.
    pub unsaid: Option<u32>,
    /// The sentence that the reader is at, where that is not the newest.
    pub reading: Option<EventNumber>,
    /// What there is of models of the reader's own.
    pub owned: Owned,
}

/// How the reader wants the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Wishes {
    /// `light`, `dark`, or empty for the system's.
    pub theme: &'static str,
    /// Whether single keys do anything.
    pub single_keys: bool,
    /// Whether the dialogue with the list of keys is open.
    pub lists_keys: bool,
    /// Whether the whole list of sentences is shown.
    pub whole: bool,
    /// Whether there is room for what need not always be seen.
    pub wide: bool,
    /// How large the diagram is.
    pub zoom: Zoom,
}

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
    /// The reader has typed an amount to wait, and perhaps asked for it to pass.
    Wait(String, bool),
    /// The reader goes to the next thing due.
    Next,
    /// The reader has chosen or typed the value of a setting.
    Set(SettingId, String),
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
    /// The reader points at a row or a statement, or away from it.
    Regard(Option<Regard>),
    /// The reader has scrolled the list of sentences to this one.
    Read(EventNumber),
    /// The reader selects a row, or none.
    Select(Option<EventNumber>),
    /// The reader has read what is said at the top.
    Dismiss,
    /// The reader has read what was dropped.
    Forget,
    /// The app's later part has come.
    Complete,
    /// The dialogue has been closed, however that came about.
    Close,
    /// The diagram shows another part of itself.
    Look(Sight),
    /// The reader wants to see the newest row.
    Newest,
    /// The reader wants the page otherwise.
    Wish(Wishes),
    /// The reader does something in the share dialogue.
    Share(Change),
    /// Something becomes of the reader's own models.
    Own(own::Change),
}

impl Action {
    /// Whether the reader wants to see what comes of it, wherever they were reading.
    pub fn leads_on(&self) -> bool {
        use Action::{Act, Go, Next, Open, Redo, Replay, Reset, Undo, Wait};
        matches!(self, Act(_) | Go(_) | Next | Open(..) | Redo | Replay | Reset | Undo | Wait(_, true))
    }
}

impl State {
    /// The page before anything is open.
    pub fn new(wishes: Wishes) -> Self {
        let wait = WORDS.wait_example.into();
        Self {
            session: None,
            notices: Rc::default(),
            said: Said::default(),
            wait,
            typed: None,
            wishes,
            seen: Sight::default(),
            is_away: false,
            embedded: None,
            share: None,
            dropped: Rc::default(),
            is_complete: false,
            unsaid: None,
            reading: None,
            owned: Owned::default(),
        }
    }

    /// The model that is open.
    pub fn model(&self) -> Option<SharedModel> {
        self.session.as_ref().map(|session| session.shared.model())
    }

    /// Lets something happen.
    pub fn apply(&mut self, action: Action) {
        self.reading = match &action {
            Action::Select(Some(number)) | Action::Read(number) => Some(*number),
            action if action.leads_on() => None,
            _ => self.reading,
        };
        if action.leads_on() || matches!(action, Action::Set(..) | Action::PlayOrPause | Action::Forget) {
            self.dropped = Rc::default();
        }
        let later = match &action {
            Action::Act(_) | Action::Wait(_, true) | Action::Set(..) => self.session.as_ref().map_or(0, Session::later),
            _ => 0,
        };
        match action {
            Action::Read(_) => {}
            Action::Open(opened, notices) => self.open(opened, notices),
            Action::Dismiss => self.notices = Rc::default(),
            Action::Forget => {}
            Action::Complete => self.complete(),
            Action::Close => (self.share, self.wishes.lists_keys) = (None, false),
            Action::Newest => self.is_away = false,
            Action::Look(sight) => self.look(sight),
            Action::Wish(wishes) => self.wishes = wishes,
            Action::Share(change) => self.share(change),
            Action::Own(change) => self.change_own(change),
            Action::Wait(text, _) if duration::read(&text, duration::WAIT).is_err() => {
                self.say(&duration::read(&text, duration::WAIT).err().unwrap_or_default());
                self.wait = text.into();
            }
            Action::Wait(text, false) => self.wait = text.into(),
            Action::Set(setting, text) => self.set(setting, text),
            action => {
                if let Action::Wait(text, _) = &action {
                    self.wait = text.as_str().into();
                }
                self.obey(action);
            }
        }
        if later > 0 {
            self.tell_dropped(later);
        }
    }

    /// Says that so many later things were dropped, if they were: what is refused or changes nothing drops nothing.
    #[inline(never)]
    fn tell_dropped(&mut self, later: u32) {
        let is_cut = self.session.as_ref().is_some_and(|session| session.shared.read().run.is_at_end());
        if is_cut {
            let words = if later == 1 { WORDS.dropped_one } else { WORDS.dropped };
            self.dropped = fill(words, &[&later.to_string()]).into();
            self.said.words = [&*self.said.words, " ", &*self.dropped].concat().into();
        }
    }

    fn obey(&mut self, action: Action) {
        let Some(session) = &mut self.session else { return };
        let before = session.shared.read().run.count();
        let is_quiet = matches!(
            action,
            Action::Preview(_) | Action::Select(_) | Action::Regard(_) | Action::Speed(_) | Action::Hide
        );
        let is_leap = matches!(action, Action::Go(_) | Action::Reset | Action::Undo | Action::Redo);
        let done = session.obey(action);
        if is_quiet {
            return;
        }
        self.foresee();
        let Some(session) = &mut self.session else { return };
        let said = match done {
            // The words for it are still to come.
            Ok(()) if !self.is_complete => {
                // After a leap, only what happens from there on is news.
                self.unsaid = if is_leap { None } else { self.unsaid.or(Some(before)) };
                return self.note(None);
            }
            Ok(()) => session.news(before, is_leap),
            Err(refused) => {
                let why = Narrator::english(&session.shared.model()).refused(&refused);
                // What can't be done is said where it is asked for; a bound that was reached is said at the top.
                if !matches!(refused, Refused::Impossible(_) | Refused::NothingDue) {
                    session.clock = Clock::Paused(None);
                    self.note(Some(Notice::Refused(why.as_str().into())));
                }
                return self.say(&why);
            }
        };
        self.say(&said);
        self.note(None);
    }

    /// The app's later part has come: what has happened till then is said now.
    #[inline(never)]
    fn complete(&mut self) {
        self.is_complete = true;
        if let Some(before) = self.unsaid.take() {
            let said = self.session.as_ref().map(|session| session.news(before, false));
            self.say(&said.unwrap_or_default());
        }
    }

    /// Puts what was opened in the place of what was open; without anything new, what was open stays.
    fn open(&mut self, opened: Option<Box<Opened>>, mut notices: Vec<String>) {
        let mut said = String::new();
        if let Some(opened) = opened {
            let scenario = opened.scenario;
            if let Some(scenario) = scenario.map(|scenario| &opened.run.model()[scenario]) {
                let (label, about) = (&scenario.label, &scenario.about);
                said = [label.in_language(WORDS.code), ". ", about.in_language(WORDS.code), " "].concat();
            }
            notices.extend(opened.notices());
            (self.typed, self.unsaid) = (None, None);
            Session::open(&mut self.session, *opened);
            (self.is_away, self.seen.top) = (false, self.newest_place());
        }
        for notice in &notices {
            said.push_str(notice);
            said.push(' ');
        }
        self.notices = notices.iter().map(|notice| Notice::Link(notice.as_str().into())).collect();
        self.say(&said);
    }

    /// Takes a setting's value as it was chosen or typed. What is no value stays in the field, with what is wrong said beside it.
    #[inline(never)]
    fn set(&mut self, setting: SettingId, text: String) {
        let Some(session) = &mut self.session else { return };
        self.typed = None;
        match value_of(&session.shared.model(), setting, &text) {
            Ok(value) => {
                session.set(setting, value);
                let said = session.news(0, true);
                self.say(&said);
                self.note(None);
            }
            Err(why) => {
                self.say(&why);
                self.typed = Some((setting, text.into()));
            }
        }
    }

    /// What is shared stands still while it is looked at.
    #[inline(never)]
    fn share(&mut self, change: Change) {
        if let Some(session) = self.session.as_mut().filter(|session| session.clock.is_running()) {
            session.clock = Clock::Paused(None);
        }
        self.share = Share::change(self.share.take(), change);
    }

    /// Says something to those who listen.
    pub fn say(&mut self, words: &str) {
        if !words.is_empty() {
            self.said = Said { words: words.into(), times: self.said.times + 1 };
        }
    }

    /// Says at the top what was refused and what can't be played; what was said about the link stays until it is dismissed.
    fn note(&mut self, refused: Option<Notice>) {
        let unplayed = self.session.as_ref().and_then(|session| {
            let run = &session.shared.read().run;
            run.unplayed().map(|unplayed| unplayed_sentence(run.model(), unplayed, run.steps().len()))
        });
        let mut notices: Vec<Notice> = Vec::new();
        notices.extend(self.notices.iter().filter(|notice| matches!(notice, Notice::Link(_))).cloned());
        // A link's own notices list what of it could not be played.
        if let Some(unplayed) = unplayed.filter(|said| !notices.iter().any(|notice| notice.text() == said)) {
            notices.push(Notice::Unplayed(unplayed.into()));
        }
        notices.extend(refused);
        if *notices != *self.notices {
            self.notices = notices.into();
        }
    }
}

impl Notice {
    /// What it says.
    pub fn text(&self) -> &str {
        match self {
            Self::Link(text) | Self::Unplayed(text) | Self::Refused(text) => text,
        }
    }
}

/// Reads the value of a setting: a choice's id, or a length of time as people type it.
///
/// # Errors
/// Says in words what would be one.
#[inline(never)]
pub fn value_of(model: &lifeline_core::model::Model, setting: SettingId, text: &str) -> Result<SettingValue, String> {
    match &model[setting].domain {
        Domain::Choice(choices) => {
            let found = choices.iter().position(|choice| &*choice.id == text);
            found.map(|place| SettingValue::Choice(place as u8)).ok_or_else(String::new)
        }
        Domain::Duration { least, greatest, .. } => {
            duration::read(text, (*least, *greatest)).map(SettingValue::Duration)
        }
    }
}
