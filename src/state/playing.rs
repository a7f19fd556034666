//! What the reader does with the run, and with its time: what is new is told, and what is refused is said with its reason.

use lifeline_core::link::bad_value;
use lifeline_core::model::{Domain, Model, ScenarioId, SettingId, SettingValue};
use lifeline_core::narration::{Narrator, fill};
use lifeline_core::simulation::settings::read_value;
use lifeline_core::simulation::world::Refused;

use super::action::{OpenAction, RunAction, TimeAction};
use super::clock::{Clock, Mode};
use super::document::SharedDocument;
use super::notices::Notice;
use super::outcome::Outcome;
use super::session::{Jump, Session};
use super::{State, duration};
use crate::words::WORDS;

impl State {
    pub(super) fn change_run(&mut self, action: RunAction) {
        let later = match action {
            RunAction::Act(_) | RunAction::Lose(_) | RunAction::Wait(_) | RunAction::Set(..) => {
                self.session.as_ref().map_or(0, Session::later)
            }
            RunAction::Next | RunAction::Reset | RunAction::Undo | RunAction::Redo => 0,
        };
        self.go_past_toast();
        match action {
            RunAction::Act(action) => self.go_on(|session| session.change(|run| run.act(action))),
            RunAction::Lose(message) => self.go_on(|session| session.change(|run| run.lose(message))),
            RunAction::Wait(text) => {
                self.wait = text.as_str().into();
                match duration::read(&text, duration::WAIT) {
                    Ok(length) => self.go_on(|session| session.change(|run| run.wait(length))),
                    Err(why) => self.announce(&why),
                }
            }
            RunAction::Next => self.go_on(Session::skip),
            RunAction::Set(setting, text) => self.set(setting, text),
            RunAction::Reset => self.leap(Session::reset),
            RunAction::Undo => self.leap(|session| session.leap(SharedDocument::undo)),
            RunAction::Redo => self.leap(|session| session.leap(SharedDocument::redo)),
        }
        if later > 0 {
            self.tell_dropped(later);
        }
    }

    pub(super) fn move_in_time(&mut self, action: TimeAction) {
        match action {
            TimeAction::SetSpeed(_) | TimeAction::Hide => {
                if let Some(session) = &mut self.session {
                    let _done = session.move_in_time(action);
                }
            }
            TimeAction::Tick(_) => self.pass(|session| session.move_in_time(action)),
            TimeAction::PlayOrPause => {
                self.go_past_toast();
                let is_untouched = self.session.as_ref().is_some_and(|session| session.shared.read().run.is_empty());
                match self.model().and_then(|model| model.arrival()).filter(|_| is_untouched) {
                    Some(scenario) => self.play_scenario(scenario),
                    None => {
                        self.pass(|session| session.move_in_time(action));
                        let said = self.session.as_ref().map(Session::playing).unwrap_or_default();
                        self.announce(&said);
                    }
                }
            }
            TimeAction::Go(jump) => {
                self.go_past_toast();
                self.leap(|session| session.go(jump));
            }
            TimeAction::PlayScenario(scenario) => self.play_scenario(scenario),
        }
    }

    /// Opens a scenario and shows it from its beginning; pressed while it is shown, all of it is there at once.
    fn play_scenario(&mut self, scenario: ScenarioId) {
        let Some(session) = &self.session else { return };
        let is_shown = matches!(session.clock, Clock::Running { mode: Mode::Show, .. });
        if is_shown && session.scenario == Some(scenario) {
            return self.leap(|session| session.go(Jump::End));
        }
        self.open(OpenAction::Scenario(scenario));
        // On a phone the list of scenarios is below the diagram.
        self.outcomes.push(Outcome::ScrollToTop);
        self.show_run();
    }

    /// Shows the run that is open from its beginning; where motion is reduced, the whole of it stands there.
    pub(super) fn show_run(&mut self) {
        if let Some(session) = self.session.as_mut().filter(|_| !self.reduces_motion) {
            session.show();
            (self.is_away, self.drawn.top) = (false, 0);
        }
    }

    /// Goes on with the run, and looks at what comes of it, wherever the reader was reading.
    fn go_on(&mut self, change: impl FnOnce(&mut Session) -> Result<(), Refused>) {
        self.read_on();
        self.is_away = false;
        self.pass(change);
    }

    /// Goes on with the run: what is new is told.
    fn pass(&mut self, change: impl FnOnce(&mut Session) -> Result<(), Refused>) {
        let Some(session) = &mut self.session else { return };
        let before = session.shared.read().run.count();
        let done = change(session);
        self.finish(done, |session| session.news(before));
    }

    /// Leaps to another place or another run: where that is, is told.
    fn leap(&mut self, change: impl FnOnce(&mut Session)) {
        self.read_on();
        let Some(session) = &mut self.session else { return };
        change(session);
        self.finish(Ok(()), Session::position);
    }

    /// Tells what came of a change.
    fn finish(&mut self, done: Result<(), Refused>, tell: impl FnOnce(&Session) -> String) {
        self.foresee();
        let Some(session) = &mut self.session else { return };
        match done {
            Ok(()) => {
                let said = tell(session);
                self.announce(&said);
                self.note(None);
            }
            Err(refused) => {
                let why = Narrator::english(&session.shared.model()).refused(&refused);
                // What can't be done is said where it is asked for; a bound that was reached is said at the top.
                if !matches!(refused, Refused::Impossible(_) | Refused::NothingDue) {
                    session.clock = Clock::Paused(None);
                    self.note(Some(Notice::Refused(why.as_str().into())));
                }
                self.announce(&why);
            }
        }
    }

    /// The list of sentences returns to the newest.
    fn read_on(&mut self) {
        self.reading = None;
        self.outcomes.push(Outcome::ScrollToNewestSentence);
    }

    /// Gives a setting the value that was chosen or typed. What is no value stays in the field, with what is wrong said beside it.
    fn set(&mut self, setting: SettingId, text: String) {
        let Some(session) = &mut self.session else { return };
        self.typed = None;
        match value_of(&session.shared.model(), setting, &text) {
            Ok(value) => {
                session.set(setting, value);
                let said = session.position();
                self.announce(&said);
                self.note(None);
            }
            Err(why) => {
                self.announce(&why);
                self.typed = Some((setting, text.into()));
            }
        }
    }

    /// What was said over the diagram has been there long enough.
    pub(super) fn go_past_toast(&mut self) {
        (self.dropped, self.custom.taken) = Default::default();
    }

    /// Says that so many later things were dropped, if they were: what is refused or changes nothing drops nothing.
    fn tell_dropped(&mut self, later: u32) {
        let is_cut = self.session.as_ref().is_some_and(|session| session.shared.read().run.is_at_end());
        if is_cut {
            let words = if later == 1 { WORDS.dropped_one } else { WORDS.dropped };
            self.dropped = fill(words, &[("count", &later)]).into();
            self.announcement.words = format!("{} {}", self.announcement.words, self.dropped).into();
        }
    }
}

/// Reads the value of a setting: a choice's id, or a length of time as people type it.
///
/// # Errors
/// Says in words what would be one; says nothing where a choice has no such id, which no field offers.
pub fn value_of(model: &Model, setting: SettingId, text: &str) -> Result<SettingValue, String> {
    match &model[setting].domain {
        Domain::Choice(choices) => {
            let found = choices.iter().position(|choice| &*choice.id == text);
            found.map(|place| SettingValue::Choice(place as u8)).ok_or_else(String::new)
        }
        Domain::Duration { least, greatest, .. } => {
            duration::read(text, (*least, *greatest)).map(SettingValue::Duration)
        }
        Domain::Number { .. } => read_value(model, setting, text.trim()).map_err(|why| bad_value(model, setting, &why)),
    }
}
