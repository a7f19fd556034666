//! What the reader does, and what the page says and shows then; no browser in sight.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed test is a panic")]

use std::rc::Rc;

use lifeline_core::load::load;
use lifeline_core::model::{MessageId, Model};
use lifeline_core::simulation::trace::EventNumber;
use lifeline_core::time::Instant;

use crate::browser::sight::Sight;
use crate::opening;
use crate::parts::transcript::window;
use crate::presses::{HOOKS, Press, changed, press};
use crate::session::{Clock, Pause, Place, Session, Speed};
use crate::state::{Action, Notice, State, Wishes};
use crate::words::WORDS;
use crate::{keys, opening::DEFAULT};

/// A page on which a link was opened.
pub fn page(link: &str) -> State {
    let mut state = State::new(Wishes::default());
    follow(&mut state, &model(), link);
    state.apply(Action::Complete);
    state
}

pub fn model() -> Rc<Model> {
    load(include_str!("../models/registration.lifeline")).unwrap()
}

/// Opens a link on it.
pub fn follow(state: &mut State, model: &Rc<Model>, link: &str) {
    state.apply(Action::Open(Some(Box::new(opening::run(model, link))), Vec::new()));
}

/// Presses what carries the hook, as the reader would.
pub fn do_it(state: &mut State, hook: &str, value: &str) {
    match press(state, hook, value) {
        Some(Press::Do(action)) => state.apply(action),
        other => panic!("{hook}={value} means {other:?}"),
    }
}

pub fn act(state: &mut State, action: &str) {
    do_it(state, "data-action", action);
}

pub fn session(state: &State) -> &Session {
    state.session.as_ref().unwrap()
}

pub fn at(state: &State) -> (u64, u32) {
    let session = session(state);
    (session.now.as_millis(), session.shared.read().run.count())
}

fn notices(state: &State) -> Vec<&str> {
    state.notices.iter().map(Notice::text).collect()
}

#[test]
fn a_link_lands_paused_and_leaves_the_address_alone_until_the_reader_acts() {
    let mut state = page("registration/not-valid");
    assert_eq!(at(&state), (10_000, 13));
    assert_eq!(session(&state).clock, Clock::Paused(None));
    assert!(!session(&state).touched);
    assert!(state.said.words.starts_with("Not valid. "), "{}", state.said.words);
    do_it(&mut state, "data-control", "back");
    assert!(session(&state).touched);
}

#[test]
fn what_is_wrong_with_a_link_stays_at_the_top_until_it_is_dismissed() {
    let mut state = page("registration?run=connect.regster.end");
    assert_eq!(notices(&state).len(), 1);
    act(&mut state, "register");
    assert_eq!(notices(&state).len(), 1);
    do_it(&mut state, "data-control", "dismiss");
    assert!(notices(&state).is_empty());
}

#[test]
fn what_cannot_be_done_says_why_and_changes_nothing() {
    let mut state = page("");
    act(&mut state, "register");
    assert_eq!(at(&state), (0, 0));
    assert_eq!(&*state.said.words, "Not connected yet.");
    do_it(&mut state, "data-control", "next");
    assert_eq!(&*state.said.words, "Nothing is due: without an action, nothing more happens.");
    assert!(notices(&state).is_empty(), "it is said where it is asked for, not at the top");
}

#[test]
fn what_happens_is_said_once_and_more_than_five_things_are_summed_up() {
    let mut state = page("");
    act(&mut state, "connect");
    assert!(state.said.words.starts_with("Client connects to Interaction Server. "), "{}", state.said.words);
    assert_eq!(state.said.times, 1);
    act(&mut state, "register-invalid");
    assert!(state.said.words.starts_with("6 things happened. The last: "), "{}", state.said.words);
    // Starting the clock, its ticks and stopping it say nothing.
    do_it(&mut state, "data-control", "play");
    state.apply(Action::Tick(100));
    do_it(&mut state, "data-control", "play");
    assert_eq!((state.said.times, at(&state)), (2, (100, 9)));
}

#[test]
fn what_happens_before_the_words_for_it_have_come_is_said_then() {
    let mut state = State::new(Wishes::default());
    follow(&mut state, &model(), "");
    act(&mut state, "connect");
    act(&mut state, "register");
    assert_eq!(state.said.times, 0);
    state.apply(Action::Complete);
    assert_eq!(&*state.said.words, "8 things happened. The last: Client is now “registered”.");
    act(&mut state, "disconnect");
    assert!(state.said.words.starts_with("Client closes the connection"), "it is not told again: {}", state.said.words);
    assert_eq!(state.said.times, 2);
}

#[test]
fn what_was_dropped_before_the_words_for_it_have_come_is_not_said() {
    let mut state = State::new(Wishes::default());
    follow(&mut state, &model(), "registration?run=connect.register-invalid.end");
    act(&mut state, "send-other");
    do_it(&mut state, "data-control", "reset");
    act(&mut state, "connect");
    state.apply(Action::Complete);
    assert!(state.said.words.starts_with("Client connects to Interaction Server. "), "{}", state.said.words);
}

#[test]
fn the_clock_plays_at_its_speed_and_stops_where_nothing_is_due() {
    let mut state = page("registration?run=connect.register-invalid.end");
    state.apply(changed(&state, "data-control", "speed", "60".to_owned()).unwrap());
    assert_eq!(session(&state).speed, Speed(120));
    do_it(&mut state, "data-control", "play");
    state.apply(Action::Tick(100));
    assert_eq!(at(&state), (6_000, 9));
    state.apply(Action::Tick(100));
    assert_eq!(at(&state), (10_000, 13), "no later than the last thing due");
    assert_eq!(session(&state).clock, Clock::Paused(Some(Pause::NothingDue)));
    assert!(state.said.words.ends_with(WORDS.stopped_nothing_due), "{}", state.said.words);
    // Where nothing is due, it doesn't even start.
    do_it(&mut state, "data-control", "play");
    assert_eq!(session(&state).clock, Clock::Paused(Some(Pause::NothingDue)));
}

#[test]
fn played_again_what_was_done_at_one_instant_is_shown_one_after_the_other() {
    let mut state = page("registration/both-errors");
    do_it(&mut state, "data-control", "replay");
    let mut seen = vec![at(&state)];
    for _ in 0..80 {
        state.apply(Action::Tick(100));
        if seen.last() != Some(&at(&state)) {
            seen.push(at(&state));
        }
    }
    assert_eq!(seen[..4], [(0, 0), (0, 3), (0, 9), (100, 9)]);
    assert!(seen.contains(&(4_000, 11)), "{seen:?}");
    assert!(session(&state).shared.read().run.trace().count() == 15, "nothing is dropped by looking");
}

#[test]
fn a_hidden_page_pauses_and_says_so() {
    let mut state = page("registration?run=connect.register-invalid.end");
    state.apply(Action::Hide);
    assert_eq!(session(&state).clock, Clock::Paused(None), "it wasn't running");
    do_it(&mut state, "data-control", "play");
    state.apply(Action::Hide);
    assert_eq!(session(&state).clock, Clock::Paused(Some(Pause::Hidden)));
}

#[test]
fn an_amount_that_is_no_time_stays_in_its_field_and_nothing_passes() {
    let mut state = page("registration?run=connect.register-invalid.end");
    state.apply(Action::Wait("soon".to_owned(), true));
    assert_eq!((&*state.wait, at(&state)), ("soon", (0, 9)));
    state.apply(Action::Wait("2.5 s".to_owned(), false));
    assert_eq!(at(&state), (0, 9), "typing alone lets nothing pass");
    state.apply(Action::Wait("2.5 s".to_owned(), true));
    assert_eq!((&*state.wait, at(&state)), ("2.5 s", (2_500, 9)));
}

#[test]
fn a_setting_plays_the_run_again_and_what_is_no_value_stays_in_its_field() {
    let mut state = page("registration/not-valid");
    state.apply(changed(&state, "data-setting", "timeout", "2 h".to_owned()).unwrap());
    assert_eq!(at(&state), (10_000, 13));
    assert_eq!(state.typed.as_ref().map(|(_, text)| &**text), Some("2 h"));
    assert_eq!(&*state.said.words, "it lies between 100 ms and 1 h");
    state.apply(changed(&state, "data-setting", "timeout", "30s".to_owned()).unwrap());
    assert_eq!((at(&state), &state.typed), ((30_000, 13), &None));
    assert!(changed(&state, "data-setting", "tiemout", "30s".to_owned()).is_none());
}

#[test]
fn what_can_no_longer_be_played_is_said_with_undo_at_hand() {
    let mut state = page("registration/silent-client");
    state.apply(changed(&state, "data-setting", "timer-starts", "first-error".to_owned()).unwrap());
    assert!(matches!(&state.notices[..], [Notice::Unplayed(_)]), "{:?}", state.notices);
    do_it(&mut state, "data-control", "undo");
    assert!(notices(&state).is_empty());
    assert_eq!(at(&state).0, 10_000);
}

#[test]
fn another_link_takes_the_place_of_the_run_and_can_be_undone() {
    let model = model();
    let mut state = State::new(Wishes::default());
    follow(&mut state, &model, "");
    act(&mut state, "connect");
    follow(&mut state, &model, "registration/both-errors?at=9");
    assert_eq!(at(&state), (0, 9));
    do_it(&mut state, "data-control", "undo");
    assert_eq!(at(&state), (0, 3));
    // A model that can't be opened leaves what was open.
    state.apply(Action::Open(None, vec!["There is no such model.".to_owned()]));
    assert_eq!((at(&state), notices(&state)), ((0, 3), vec!["There is no such model."]));
}

#[test]
fn a_preview_is_over_once_something_is_done() {
    let mut state = page("");
    let connect = model().actions().next().map(|(id, _)| id);
    state.apply(Action::Preview(connect));
    assert_eq!((session(&state).preview, session(&state).touched), (connect, false));
    act(&mut state, "connect");
    assert_eq!(session(&state).preview, None);
}

#[test]
fn statements_are_lit_up_to_the_cursor_and_forgotten_with_what_was_cut_off() {
    let mut state = page("registration/not-valid");
    let lit = |state: &State| {
        session(state).shared.exercise();
        let document = session(state).shared.read();
        let count = document.run.count();
        document.run.model().clauses().filter(|(id, _)| document.exercised.is_lit(*id, count)).count()
    };
    let at_the_end = lit(&state);
    state.apply(Action::Go(Place::Start));
    assert_eq!(lit(&state), 0);
    act(&mut state, "connect");
    assert_eq!(session(&state).now, Instant::ZERO);
    let after_connecting = lit(&state);
    assert!(0 < after_connecting && after_connecting < at_the_end, "{after_connecting} of {at_the_end}");
    state.apply(Action::Go(Place::End));
    assert_eq!(lit(&state), after_connecting, "the rest of the run is gone");
}

#[test]
fn every_key_stands_for_a_control_and_every_control_for_something() {
    let state = page("");
    for key in &keys::KEYS {
        assert!(press(&state, "data-control", key.control).is_some(), "{}", key.control);
        assert_eq!(keys::control(key.name), Some(key.control));
    }
    assert_eq!(["1", "9", "0", "12", "x"].map(keys::digit), [Some(0), Some(8), None, None, None]);
    for hook in HOOKS {
        assert!(
            press(&state, hook, "no-such-thing").is_none()
                || ["data-scenario", "data-event", "data-dropped", "data-copy", "data-download"].contains(&hook)
        );
    }
}

#[test]
fn only_what_can_be_a_models_id_is_asked_for() {
    assert_eq!(opening::model_of(""), DEFAULT);
    assert_eq!(opening::model_of("dhcp/renewal"), "dhcp");
    assert_eq!(opening::file_of("dhcp").as_deref(), Some("models/dhcp.lifeline"));
    for id in ["", "..", "a/b", "A", "x?y", "é", &"x".repeat(41)] {
        assert_eq!(opening::file_of(id), None, "{id:?}");
    }
}

#[test]
fn only_what_has_just_happened_appears_row_by_row_and_only_while_it_is_looked_at() {
    let fresh = |state: &State| state.session.as_ref().unwrap().fresh;
    let mut state = page("registration/not-valid");
    assert_eq!(fresh(&state), None, "a link lands complete");
    do_it(&mut state, "data-control", "back");
    assert_eq!(fresh(&state), None, "what was there is not new");
    do_it(&mut state, "data-control", "forward");
    let new = fresh(&state);
    assert_eq!(new, Some(state.session.as_ref().unwrap().shared.read().run.before()));
    state.apply(Action::Select(Some(EventNumber(1))));
    state.apply(Action::Look(Sight::default()));
    assert_eq!(fresh(&state), new, "a look at something else does not hurry it");
    state.apply(Action::Look(Sight { below: 500, ..Sight::default() }));
    assert_eq!(fresh(&state), None, "who scrolls away and comes back finds it there");
    do_it(&mut state, "data-control", "start");
    do_it(&mut state, "data-control", "end");
    assert_eq!(fresh(&state), None, "a leap shows many moments at once");
}

#[test]
fn the_diagram_is_made_larger_and_smaller_and_fits_again() {
    let mut state = page("registration/not-valid");
    let sizes = |state: &mut State, control: &str| {
        do_it(state, "data-control", control);
        state.percent()
    };
    assert_eq!(state.percent(), 100);
    assert_eq!(sizes(&mut state, "larger"), 125);
    assert_eq!(sizes(&mut state, "smaller"), 100);
    assert_eq!(sizes(&mut state, "smaller"), 90);
    assert_eq!(sizes(&mut state, "fit"), 100);
    assert_eq!(keys::control("="), Some("larger"), "the plus of many keyboards needs another key");
}

#[test]
fn the_list_of_sentences_is_whole_up_to_200_and_beyond_that_around_where_it_is_read() {
    let at = |number| Some(EventNumber(number));
    assert_eq!(window(0, None, true), (1, 0));
    assert_eq!(window(200, at(3), true), (1, 200));
    assert_eq!(window(201, None, true), (82, 201), "the newest are there");
    assert_eq!(window(100_000, at(1), true), (1, 120));
    assert_eq!(window(100_000, at(50_000), true), (49_941, 50_060));
    assert_eq!(window(100_000, at(u32::MAX), true), (99_881, 100_000));
    assert_eq!(window(100_000, at(50_000), false), (49_989, 50_012), "fewer where there is little room");
}

#[test]
fn the_list_follows_what_the_reader_does_and_otherwise_stays_where_it_is_read() {
    let mut state = page("registration/both-errors");
    do_it(&mut state, "data-event", "4");
    assert_eq!(state.reading, Some(EventNumber(4)));
    state.apply(Action::Regard(None));
    state.apply(Action::Tick(100));
    assert_eq!(state.reading, Some(EventNumber(4)));
    act(&mut state, "connect");
    assert_eq!(state.reading, None);
}

#[test]
fn a_statement_leads_to_the_rows_that_show_it_one_after_the_other_and_round() {
    let mut state = page("registration/both-errors");
    let model = model();
    // "In either case the server answers EventError."
    let (statement, _) = model.clauses().find(|(_, clause)| clause.ids.iter().any(|id| &**id == "failure-3")).unwrap();
    let place = statement.index().to_string();
    let showing: Vec<u32> = {
        let run = &session(&state).shared.read().run;
        let shows = |number: &u32| run.trace().get(EventNumber(*number)).unwrap().clauses(&model).contains(&statement);
        (1..=run.count()).filter(shows).collect()
    };
    assert!(showing.len() > 1);
    for number in showing.iter().chain(&showing[..1]) {
        do_it(&mut state, "data-statement", &place);
        assert_eq!(session(&state).selected, Some(EventNumber(*number)));
    }
}

#[test]
fn messages_are_counted_up_to_the_cursor_and_anew_after_a_cut() {
    let mut state = page("registration/both-errors");
    let sent = |state: &State| {
        session(state).shared.exercise();
        let document = session(state).shared.read();
        let count = document.run.count();
        let name = |message: MessageId| document.run.model()[message].name.to_string();
        document.exercised.sendings(count).map(|(it, events)| (name(it.message), events.len())).collect::<Vec<_>>()
    };
    let all = [("RequestRegisterClient", 1), ("EventError", 2), ("RequestAgentLogin", 1)];
    assert_eq!(sent(&state), all.map(|(name, count)| (name.to_owned(), count)));
    do_it(&mut state, "data-control", "start");
    assert_eq!(sent(&state), []);
    act(&mut state, "connect");
    act(&mut state, "register");
    assert_eq!(sent(&state), [("RequestRegisterClient", 1), ("EventAck", 1)].map(|(name, n)| (name.to_owned(), n)));
}
