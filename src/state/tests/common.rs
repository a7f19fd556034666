//! A page for tests: a site answers what it asks for, and what it asks of the browser is looked at as data.

use std::rc::Rc;

use lifeline_core::model::{Model, SettingId};
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::trace::EventNumber;
use yew::Reducible;

use crate::state::State;
use crate::state::action::{Action, Missing, OpenAction, RunAction};
use crate::state::custom_model::{Content, File};
use crate::state::loading::{Loading, Surroundings};
use crate::state::notices::Notice;
use crate::state::outcome::Outcome;
use crate::state::preferences::Preferences;
use crate::state::session::Session;

/// The one model of the site.
pub const REGISTRATION: &str = include_str!("../../../models/registration.lifeline");
/// A model that the site does not have.
pub const DHCP: &str = include_str!("../../../core/tests/models/dhcp.lifeline");

/// A page that was opened by a link, and has what it asked for.
pub fn page(link: &str) -> Rc<State> {
    arrive(Surroundings { link: link.to_owned(), ..Surroundings::default() })
}

/// A page that was opened like this, and has what it asked for.
pub fn arrive(surroundings: Surroundings) -> Rc<State> {
    let mut state = asking(surroundings);
    answer(&mut state);
    state
}

/// A page that was opened like this, and has no answer yet.
pub fn asking(surroundings: Surroundings) -> Rc<State> {
    Rc::new(State::new(surroundings, Preferences::default()))
}

/// Lets something happen to it, as the page does.
pub fn dispatch(state: &mut Rc<State>, action: impl Into<Action>) {
    *state = Rc::clone(state).reduce(action.into());
    let mut said = notices(state);
    said.extend([&*state.announcement.words, &state.dropped]);
    assert!(said.iter().all(|words| !words.contains(['{', '}'])), "nothing was filled into a gap: {said:?}");
}

/// The number and the id of what it waits for.
pub fn requested(state: &State) -> Option<(u32, String)> {
    match &state.loading {
        Loading::Requested(request) => Some((request.number, request.id.clone())),
        _ => None,
    }
}

/// Answers what it waits for, as the site does, until it waits for nothing more.
pub fn answer(state: &mut Rc<State>) {
    while let Some((number, id)) = requested(state) {
        assert!(number < MANY_REQUESTS, "it asks again and again");
        let file = if id == "registration" { Ok(REGISTRATION.into()) } else { Err(Missing::NotThere) };
        dispatch(state, OpenAction::Fetched(number, file));
    }
}

/// Answers what it waits for.
pub fn answer_with(state: &mut Rc<State>, file: Result<&str, Missing>) {
    let (number, _) = requested(state).unwrap();
    dispatch(state, OpenAction::Fetched(number, file.map(Rc::from)));
}

/// The address changes to this link.
pub fn follow(state: &mut Rc<State>, link: &str) {
    dispatch(state, OpenAction::Link(link.to_owned()));
    answer(state);
}

/// The reader hands over a file with this text.
pub fn open_file(state: &mut Rc<State>, name: &str, text: &str) {
    let content = Content::Bytes(text.as_bytes().into());
    dispatch(state, OpenAction::Files(vec![File { name: name.to_owned(), content }]));
}

/// The reader does an action of the model.
pub fn act(state: &mut Rc<State>, id: &str) {
    let action = state.model().unwrap().actions().find(|(_, action)| &*action.id == id).unwrap().0;
    dispatch(state, RunAction::Act(action));
}

/// The reader gives a setting a value.
pub fn set(state: &mut Rc<State>, id: &str, value: &str) {
    let setting = setting(&state.model().unwrap(), id);
    dispatch(state, RunAction::Set(setting, value.to_owned()));
}

pub fn setting(model: &Model, id: &str) -> SettingId {
    model.settings().find(|(_, setting)| &*setting.id == id).unwrap().0
}

pub fn session(state: &State) -> &Session {
    state.session.as_ref().unwrap()
}

/// The time in milliseconds, and how many things have happened.
pub fn at(state: &State) -> (u64, u32) {
    let session = session(state);
    (session.now.as_millis(), session.shared.read().run.count())
}

/// The link of what is open.
pub fn link(state: &State) -> String {
    session(state).link()
}

pub fn notices(state: &State) -> Vec<&str> {
    state.notices.iter().map(Notice::text).collect()
}

/// What an event of the run is told as.
pub fn sentence(state: &State, number: u32) -> String {
    let run = &session(state).shared.read().run;
    Narrator::english(run.model()).sentence(run.trace(), run.trace().get(EventNumber(number)).unwrap())
}

/// What the browser is asked for, but for scrolling the sentences.
pub fn outcomes(state: &State) -> Vec<Outcome> {
    let outcomes = state.outcomes.take().into_iter();
    outcomes.filter(|outcome| *outcome != Outcome::ScrollToNewestSentence).collect()
}

/// A model in which something reads otherwise.
pub fn changed(model: &str, from: &str, to: &str) -> String {
    assert!(model.contains(from), "the model has no {from:?} to be changed");
    model.replace(from, to)
}

/// The registration model with a mistake in it.
pub fn broken() -> String {
    changed(REGISTRATION, "become refused", "become refsed")
}

/// More than any test makes.
const MANY_REQUESTS: u32 = 20;
