//! What the reader does, and what the page says and shows then.

use std::rc::Rc;

use lifeline_core::model::{ClauseId, MessageId, Model};
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::trace::EventNumber;
use lifeline_core::simulation::world::Refused;
use lifeline_core::time::Instant;
use yew::Reducible;

use super::common::{act, at, dispatch, link, notices, open_file, page, sentence, session, set};
use crate::state::State;
use crate::state::action::{Action, PageAction, RunAction, TimeAction, ViewAction};
use crate::state::clock::{Clock, Pause, Speed};
use crate::state::keys::{self, KEYS};
use crate::state::notices::Notice;
use crate::state::sentences::window;
use crate::state::session::{Hover, Jump};
use crate::state::viewport::Viewport;
use crate::state::zoom::Zoom;
use crate::words::WORDS;
use lifeline_core::narration::fill;

#[test]
fn a_link_lands_paused_and_leaves_the_address_alone_until_the_reader_acts() {
    let mut state = page("registration/not-valid");
    assert_eq!(at(&state), (10_000, 13));
    assert_eq!(session(&state).clock, Clock::Paused(None));
    assert!(!session(&state).touched);
    let model = state.model().unwrap();
    let label = model[session(&state).scenario.unwrap()].label.in_language(WORDS.code);
    assert!(state.announcement.words.starts_with(label), "{}", state.announcement.words);
    dispatch(&mut state, TimeAction::Go(Jump::BackByStep));
    assert!(session(&state).touched);
}

#[test]
fn what_is_wrong_with_a_link_stays_at_the_top_until_it_is_dismissed() {
    let mut state = page("registration?run=connect.regster.end");
    assert_eq!(notices(&state).len(), 1);
    act(&mut state, "register");
    assert_eq!(notices(&state).len(), 1);
    dispatch(&mut state, PageAction::DismissNotices);
    assert!(notices(&state).is_empty());
}

#[test]
fn what_cannot_be_done_says_why_and_changes_nothing() {
    let mut state = page("registration?run=end");
    act(&mut state, "register");
    assert_eq!(at(&state), (0, 0));
    assert_eq!(&*state.announcement.words, "Not connected yet.", "the model says why");
    dispatch(&mut state, RunAction::Next);
    let why = Narrator::english(&state.model().unwrap()).refused(&Refused::NothingDue);
    assert_eq!(*state.announcement.words, why);
    assert!(notices(&state).is_empty(), "it is said where it is asked for, not at the top");
}

#[test]
fn a_message_is_lost_on_its_way_or_the_next_one_sent_is() {
    let mut state = page("");
    open_file(&mut state, "coap.lifeline", include_str!("../../../models/coap.lifeline"));
    let model = state.model().unwrap();
    let (post, ack) = (message(&model, "CON-POST"), message(&model, "ACK-Created"));
    dispatch(&mut state, RunAction::Lose(ack));
    act(&mut state, &model.actions().next().unwrap().1.id);
    dispatch(&mut state, RunAction::Lose(post));
    assert!(link(&state).contains("run=lose-ACK-Created.post.lose-CON-POST.end"), "{}", link(&state));
    assert_eq!(session(&state).shared.read().run.losses().iter().filter(|offer| offer.awaited > 0).count(), 1);
}

/// The message of this name.
fn message(model: &Model, name: &str) -> MessageId {
    model.messages().find(|(_, message)| &*message.name == name).unwrap().0
}

#[test]
fn a_bound_that_is_reached_is_said_at_the_top_until_something_else_is_done() {
    let mut state = page("registration?run=connect.end");
    let longest = lifeline_core::simulation::world::LONGEST.to_string();
    dispatch(&mut state, RunAction::Wait(longest));
    let before = at(&state);
    dispatch(&mut state, RunAction::Wait("1 s".to_owned()));
    assert!(matches!(&state.notices[..], [Notice::Refused(_)]), "{:?}", state.notices);
    assert_eq!((at(&state), notices(&state)), (before, vec![&*state.announcement.words]));
    dispatch(&mut state, RunAction::Undo);
    assert!(notices(&state).is_empty());
}

#[test]
fn what_happens_is_said_once_and_more_than_five_things_are_summed_up() {
    let mut state = page("registration?run=end");
    act(&mut state, "connect");
    let all: String = (1..=3).map(|number| sentence(&state, number) + " ").collect();
    assert_eq!((&*state.announcement.words, state.announcement.times), (&*all, 1));
    act(&mut state, "register-invalid");
    // What was sent and which timer runs is the news, and not which states and notes came of it.
    let news = [4, 6, 7].map(|number| sentence(&state, number)).join(" ");
    let sum = fill(WORDS.many_happened, &[("count", &"6"), ("last", &news)]);
    assert_eq!((&*state.announcement.words, state.announcement.times), (&*sum, 2));
    dispatch(&mut state, TimeAction::PlayOrPause);
    assert_eq!(&*state.announcement.words, WORDS.playing);
    // Time that passes and brings nothing says nothing.
    dispatch(&mut state, TimeAction::Tick(100));
    assert_eq!((state.announcement.times, at(&state)), (3, (100, 9)));
    dispatch(&mut state, TimeAction::PlayOrPause);
    assert!(state.announcement.words.starts_with(WORDS.paused), "{}", state.announcement.words);
}

#[test]
fn the_clock_plays_at_its_speed_and_stops_where_nothing_is_due() {
    let mut state = page("registration?run=connect.register-invalid.end");
    let (sixty_times, words) = Speed::ALL[7];
    assert_eq!((sixty_times, words), (Speed(120), "60"));
    dispatch(&mut state, TimeAction::SetSpeed(sixty_times));
    dispatch(&mut state, TimeAction::PlayOrPause);
    dispatch(&mut state, TimeAction::Tick(100));
    assert_eq!(at(&state), (6_000, 9));
    dispatch(&mut state, TimeAction::Tick(100));
    assert_eq!(at(&state), (10_000, 13), "no later than the last thing due");
    assert_eq!(session(&state).clock, Clock::Paused(Some(Pause::NothingDue)));
    assert!(state.announcement.words.ends_with(WORDS.stopped_nothing_due), "{}", state.announcement.words);
    // Where nothing more can happen, all of it is shown once more.
    dispatch(&mut state, TimeAction::PlayOrPause);
    assert_eq!((at(&state), session(&state).clock.is_running()), ((0, 0), true));
}

#[test]
fn a_recorded_run_is_shown_row_by_row() {
    let mut state = page("registration/both-errors");
    dispatch(&mut state, TimeAction::PlayOrPause);
    let mut seen = vec![at(&state)];
    for _ in 0..200 {
        dispatch(&mut state, TimeAction::Tick(100));
        if seen.last() != Some(&at(&state)) {
            seen.push(at(&state));
        }
    }
    let rows: Vec<u32> = (0..=9).collect();
    assert_eq!(seen[..10].iter().map(|(_, row)| *row).collect::<Vec<_>>(), rows);
    assert_eq!((seen[9], seen[10]), ((0, 9), (300, 9)));
    assert!(seen.contains(&(4_000, 10)) && seen.contains(&(10_000, 12)), "{seen:?}");
    assert_eq!((at(&state), session(&state).clock), ((10_000, 15), Clock::Paused(Some(Pause::YourTurn))));
    assert_eq!(session(&state).shared.read().run.trace().count(), 15, "nothing is dropped by looking");
}

#[test]
fn why_the_clock_has_stopped_is_heard_by_whoever_goes_on() {
    let goes_on: [fn(&mut Rc<State>); 2] =
        [|state| act(state, "connect"), |state| dispatch(state, ViewAction::Select(Some(EventNumber(3))))];
    for go_on in goes_on {
        let mut state = page("registration/both-errors");
        dispatch(&mut state, TimeAction::PlayOrPause);
        let mut shown = Rc::clone(&state);
        go_on(&mut shown);
        assert_eq!(session(&shown).clock, Clock::Paused(None), "any input takes over");
        while session(&state).clock.is_running() {
            dispatch(&mut state, TimeAction::Tick(100));
        }
        assert_eq!(session(&state).clock, Clock::Paused(Some(Pause::YourTurn)));
        go_on(&mut state);
        assert_eq!(session(&state).clock, Clock::Paused(None));
    }
}

#[test]
fn a_hidden_page_pauses_and_says_so() {
    let mut state = page("registration?run=connect.register-invalid.end");
    dispatch(&mut state, TimeAction::Hide);
    assert_eq!(session(&state).clock, Clock::Paused(None), "it wasn't running");
    dispatch(&mut state, TimeAction::PlayOrPause);
    dispatch(&mut state, TimeAction::Hide);
    assert_eq!(session(&state).clock, Clock::Paused(Some(Pause::Hidden)));
}

#[test]
fn a_tick_that_was_on_its_way_when_the_clock_stopped_lets_nothing_pass() {
    let mut state = page("registration?run=connect.register-invalid.end");
    dispatch(&mut state, TimeAction::Tick(1_000));
    assert_eq!((at(&state), session(&state).touched), ((0, 9), false));
}

#[test]
fn an_amount_that_is_no_time_stays_in_its_field_and_nothing_passes() {
    let mut state = page("registration?run=connect.register-invalid.end");
    dispatch(&mut state, RunAction::Wait("soon".to_owned()));
    assert_eq!((&*state.wait, at(&state)), ("soon", (0, 9)));
    dispatch(&mut state, PageAction::TypeWait("2.5 s".to_owned()));
    assert_eq!((&*state.wait, at(&state)), ("2.5 s", (0, 9)), "typing alone lets nothing pass");
    dispatch(&mut state, RunAction::Wait("2.5 s".to_owned()));
    assert_eq!((&*state.wait, at(&state)), ("2.5 s", (2_500, 9)));
}

#[test]
fn a_setting_plays_the_run_again_and_what_is_no_value_stays_in_its_field() {
    let mut state = page("registration/not-valid");
    set(&mut state, "timeout", "2 h");
    assert_eq!(at(&state), (10_000, 13));
    assert_eq!(state.typed.as_ref().map(|(_, text)| &**text), Some("2 h"));
    assert_eq!(*state.announcement.words, fill(WORDS.not_between, &[("least", &"100 ms"), ("greatest", &"1 h")]));
    set(&mut state, "timeout", "30s");
    assert_eq!((at(&state), &state.typed), ((30_000, 13), &None));
}

#[test]
fn what_can_no_longer_be_played_is_said_with_undo_at_hand() {
    let mut state = page("registration/silent-client");
    set(&mut state, "timer-starts", "first-error");
    assert!(matches!(&state.notices[..], [Notice::Unplayed(_)]), "{:?}", state.notices);
    dispatch(&mut state, RunAction::Undo);
    assert!(notices(&state).is_empty());
    assert_eq!(at(&state).0, 10_000);
}

#[test]
fn a_preview_is_over_once_something_is_done() {
    let mut state = page("");
    let connect = state.model().unwrap().actions().next().map(|(id, _)| id);
    dispatch(&mut state, ViewAction::Preview(connect));
    assert_eq!((session(&state).preview, session(&state).touched), (connect, false));
    act(&mut state, "connect");
    assert_eq!(session(&state).preview, None);
}

#[test]
fn what_changes_nothing_that_is_drawn_draws_nothing_anew() {
    let mut state = page("registration/not-valid");
    let same = |state: &Rc<State>, action: ViewAction| Rc::ptr_eq(state, &Rc::clone(state).reduce(action.into()));
    let seen = Viewport { top: 0, height: 4_000, width: 736, whole: 4_000 };
    dispatch(&mut state, ViewAction::Scroll(seen));
    for action in [ViewAction::Preview(None), ViewAction::Hover(None), ViewAction::Scroll(Viewport { top: 9, ..seen })]
    {
        assert!(same(&state, action), "{action:?}");
    }
    assert!(!same(&state, ViewAction::Hover(Some(Hover::Row(EventNumber(1))))));
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
    dispatch(&mut state, TimeAction::Go(Jump::Start));
    assert_eq!(lit(&state), 0);
    act(&mut state, "connect");
    assert_eq!(session(&state).now, Instant::ZERO);
    let after_connecting = lit(&state);
    assert!(0 < after_connecting && after_connecting < at_the_end, "{after_connecting} of {at_the_end}");
    dispatch(&mut state, TimeAction::Go(Jump::End));
    assert_eq!(lit(&state), after_connecting, "the rest of the run is gone");
}

#[test]
fn a_key_has_one_meaning_and_digits_do_the_actions_of_the_model() {
    let state = page("");
    let action = |name| keys::action(&state, name);
    for (place, key) in KEYS.iter().enumerate() {
        let meant = action(key.name);
        assert!(meant.is_some(), "{} does nothing", key.name);
        assert!(KEYS[..place].iter().all(|other| action(other.name) != meant), "{} does what another does", key.name);
    }
    let actions: Vec<_> = state.model().unwrap().actions().map(|(id, _)| Some(RunAction::Act(id).into())).collect();
    assert_eq!(["1", "5"].map(action), [actions[0].clone(), actions[4].clone()]);
    assert_eq!(["6", "9", "12", "x"].map(action), [None, None, None, None], "it has five");
    assert_eq!(action("0"), Some(Action::View(ViewAction::Zoom(Zoom::Fit))));
    assert_eq!(action("="), action("+"), "the plus of many keyboards needs another key");
}

#[test]
fn only_what_has_just_happened_appears_row_by_row_and_only_while_it_is_looked_at() {
    let fresh = |state: &State| session(state).fresh;
    let mut state = page("registration/not-valid");
    assert_eq!(fresh(&state), None, "a link lands complete");
    dispatch(&mut state, TimeAction::Go(Jump::BackByStep));
    assert_eq!(fresh(&state), None, "what was there is not new");
    dispatch(&mut state, TimeAction::Go(Jump::ForwardByStep));
    let new = fresh(&state);
    assert_eq!(new, Some(session(&state).shared.read().run.before()));
    dispatch(&mut state, ViewAction::Select(Some(EventNumber(1))));
    let whole = session(&state).shared.height(0, false).unwrap();
    let seen = Viewport { top: 0, height: 400, width: 736, whole };
    dispatch(&mut state, ViewAction::Scroll(Viewport { top: whole - 400, ..seen }));
    assert_eq!(fresh(&state), new, "a look at something else does not hurry it");
    dispatch(&mut state, ViewAction::Scroll(seen));
    assert_eq!(fresh(&state), None, "who scrolls away and comes back finds it there");
    dispatch(&mut state, TimeAction::Go(Jump::Start));
    dispatch(&mut state, TimeAction::Go(Jump::End));
    assert_eq!(fresh(&state), None, "a leap shows many moments at once");
}

#[test]
fn the_diagram_is_made_larger_and_smaller_and_fits_again() {
    let mut state = page("registration/not-valid");
    assert_eq!(state.percent(), 100);
    for (key, percent) in [("+", 125), ("-", 100), ("-", 90), ("0", 100)] {
        let action = keys::action(&state, key).unwrap();
        dispatch(&mut state, action);
        assert_eq!(state.percent(), percent, "after {key}");
    }
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
    assert_eq!(window(200, at(3), false), (1, 200));
    assert_eq!(window(100_000, at(50_000), false), (49_996, 50_005), "few are needed where nobody sees them");
}

#[test]
fn the_list_follows_what_the_reader_does_and_otherwise_stays_where_it_is_read() {
    let mut state = page("registration/both-errors");
    dispatch(&mut state, ViewAction::Select(Some(EventNumber(4))));
    assert_eq!(state.reading, Some(EventNumber(4)));
    dispatch(&mut state, ViewAction::Hover(None));
    dispatch(&mut state, TimeAction::Tick(100));
    assert_eq!(state.reading, Some(EventNumber(4)));
    act(&mut state, "connect");
    assert_eq!(state.reading, None);
}

#[test]
fn a_statement_leads_to_the_rows_that_show_it_one_after_the_other_and_round() {
    let mut state = page("registration/both-errors");
    let statement = clause(&state, "failure-3");
    let showing: Vec<u32> = {
        let run = &session(&state).shared.read().run;
        let clauses = |number| run.trace().get(EventNumber(number)).unwrap().clauses(run.model());
        (1..=run.count()).filter(|number| clauses(*number).contains(&statement)).collect()
    };
    assert!(showing.len() > 1);
    for number in showing.iter().chain(&showing[..1]) {
        dispatch(&mut state, ViewAction::SelectNextOf(statement));
        assert_eq!(session(&state).selected, Some(EventNumber(*number)));
    }
}

fn clause(state: &State, id: &str) -> ClauseId {
    let model = state.model().unwrap();
    model.clauses().find(|(_, clause)| clause.ids.iter().any(|it| &**it == id)).unwrap().0
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
    dispatch(&mut state, TimeAction::Go(Jump::Start));
    assert_eq!(sent(&state), []);
    act(&mut state, "connect");
    act(&mut state, "register");
    assert_eq!(sent(&state), [("RequestRegisterClient", 1), ("EventAck", 1)].map(|(name, n)| (name.to_owned(), n)));
}
