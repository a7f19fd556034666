//! What acting in the past drops and says, what is marked along the run, and how the list of keys opens and closes.

use std::rc::Rc;

use super::common::{act, answer_with, asking, at, dispatch, page, session, set};
use crate::state::State;
use crate::state::action::{PageAction, RunAction, TimeAction, ViewAction};
use crate::state::loading::Surroundings;
use crate::state::marks::{Marks, PLACES};
use crate::state::session::Jump;
use crate::state::viewport::Viewport;
use crate::words::WORDS;
use lifeline_core::narration::fill;
use lifeline_core::simulation::trace::EventNumber;

/// A page on which the reader has gone back from the end of a run, where four things come later.
fn past() -> Rc<State> {
    let mut state = page("registration/not-valid");
    dispatch(&mut state, TimeAction::Go(Jump::BackByStep));
    assert_eq!((session(&state).later(), &*state.dropped), (4, ""), "looking drops nothing");
    state
}

/// A page with a run of a model whose messages can be lost.
fn lossy() -> Rc<State> {
    let mut state = asking(Surroundings { link: "coap/simple".to_owned(), ..Surroundings::default() });
    answer_with(&mut state, Ok(include_str!("../../../models/coap.lifeline")));
    state
}

fn wait(state: &mut Rc<State>, length: &str) {
    dispatch(state, RunAction::Wait(length.to_owned()));
}

#[test]
fn what_an_input_in_the_past_drops_is_said_once_with_undo_at_hand() {
    let four = fill(WORDS.dropped, &[("count", &"4")]);

    let mut state = past();
    let times = state.announcement.times;
    act(&mut state, "send-other");
    assert_eq!(*state.dropped, four);
    assert!(state.announcement.words.ends_with(&four), "{}", state.announcement.words);
    assert_eq!(state.announcement.times, times + 1, "it is said along with what happened");
    dispatch(&mut state, RunAction::Undo);
    assert_eq!((&*state.dropped, at(&state)), ("", (0, 9)));
    assert_eq!(session(&state).later(), 4, "they are back");

    let mut state = past();
    wait(&mut state, "1 s");
    assert_eq!(*state.dropped, four);
    dispatch(&mut state, TimeAction::Tick(100));
    dispatch(&mut state, ViewAction::Scroll(Viewport::default()));
    assert_eq!(*state.dropped, four, "it stays while the reader does nothing");
    act(&mut state, "send-other");
    assert_eq!(&*state.dropped, "", "it is gone when the reader goes on");

    let mut state = lossy();
    dispatch(&mut state, TimeAction::Go(Jump::Start));
    let later = session(&state).later();
    let message = state.model().unwrap().messages().find(|(_, message)| &*message.name == "CON-POST").unwrap().0;
    dispatch(&mut state, RunAction::Lose(message));
    assert_eq!((session(&state).later(), &*state.dropped), (0, &*fill(WORDS.dropped, &[("count", &later)])));
    dispatch(&mut state, RunAction::Undo);
    assert_eq!(session(&state).later(), later, "they are back");

    let mut state = past();
    set(&mut state, "timeout", "30 s");
    assert_eq!(*state.dropped, four);
    dispatch(&mut state, PageAction::DismissToast);
    assert_eq!(&*state.dropped, "");
}

#[test]
fn where_nothing_was_dropped_nothing_is_said_of_it() {
    let mut state = page("registration/not-valid");
    act(&mut state, "connect");
    assert_eq!(&*state.dropped, "", "at the end there is nothing to drop");
    dispatch(&mut state, TimeAction::Go(Jump::Start));
    for refused in ["register", "disconnect"] {
        act(&mut state, refused);
        assert_eq!((&*state.dropped, session(&state).later() > 0), ("", true), "what is refused drops nothing");
    }
    set(&mut state, "timeout", "10 s");
    set(&mut state, "timeout", "2 h");
    wait(&mut state, "0 s");
    assert_eq!((&*state.dropped, session(&state).later() > 0), ("", true), "nor does what changes nothing");
    // Going through what comes later is no input, nor is bringing another run back.
    for action in [RunAction::Next, RunAction::Reset, RunAction::Undo] {
        let mut state = past();
        dispatch(&mut state, action);
        assert_eq!(&*state.dropped, "");
    }
    // Of quiet time, no thing is dropped.
    let mut state = page("registration?at=3&run=connect.5s.end");
    act(&mut state, "register");
    assert_eq!(&*state.dropped, "");
    // One is not many.
    let mut state = page("registration?latency=1s&run=connect.1s.send-other.end");
    dispatch(&mut state, TimeAction::Go(Jump::BackByStep));
    act(&mut state, "register");
    assert_eq!(&*state.dropped, WORDS.dropped_one);
}

/// The kinds that are marked, by their row.
fn marked(state: &State) -> Vec<(u32, Vec<&'static str>)> {
    let document = &mut *session(state).shared.draw();
    document.marks.follow(&document.run);
    document.marks.places().map(|place| (place.event(), place.kinds().map(|kind| kind.id).collect())).collect()
}

#[test]
fn what_stands_out_is_marked_at_its_row() {
    let state = page("registration/both-errors");
    let marked: Vec<_> =
        marked(&state).into_iter().flat_map(|(row, kinds)| kinds.into_iter().map(move |kind| (row, kind))).collect();
    let kind_of = |row: u32| session(&state).shared.read().run.trace().get(EventNumber(row)).unwrap().kind.name();
    let time_of = |row: u32| session(&state).shared.read().run.trace().get(EventNumber(row)).unwrap().at.as_millis();
    let expected = [
        ("opened", 0),
        ("input", 0),
        ("input", 0),
        ("refusal", 0),
        ("input", 4_000),
        ("refusal", 4_000),
        ("timer-expired", 10_000),
        ("closed", 10_000),
    ];
    assert_eq!(marked.iter().map(|(row, kind)| (*kind, time_of(*row))).collect::<Vec<_>>(), expected);
    for (row, kind) in marked {
        assert!(
            matches!(kind, "input" | "refusal") && kind_of(row) == "message" || kind == "input" || kind_of(row) == kind
        );
    }
    let document = &mut *session(&state).shared.draw();
    let labels: Vec<&str> = document.marks.labels(16).into_iter().map(|(_, label)| label).collect();
    assert_eq!(labels[..3], ["0 s", "EventError", "4 s"]);
    let [(from, Some(to))] = document.marks.timed()[..] else { panic!("{:?}", document.marks.timed()) };
    let kind_of = |row: u32| document.run.trace().get(EventNumber(row)).unwrap().kind.name();
    assert_eq!((kind_of(from), kind_of(to)), ("timer-set", "timer-expired"));
}

#[test]
fn what_is_lost_is_marked() {
    let lost = marked(&page("registration/too-late"));
    assert!(lost.iter().any(|(_, kinds)| kinds.contains(&"lost")), "{lost:?}");
}

#[test]
fn marks_follow_the_run_and_forget_what_was_dropped() {
    let mut state = page("registration/both-errors");
    let all = marked(&state);
    dispatch(&mut state, TimeAction::Go(Jump::BackByStep));
    assert_eq!(marked(&state), all, "what is later is marked as well");
    act(&mut state, "disconnect");
    let closed = marked(&state);
    assert_eq!(closed.last().map(|(_, kinds)| kinds[0]), Some("closed"));
    dispatch(&mut state, RunAction::Undo);
    assert_eq!(marked(&state), all);
    dispatch(&mut state, RunAction::Redo);
    assert_eq!(marked(&state), closed);
    dispatch(&mut state, TimeAction::Go(Jump::Event(EventNumber(1))));
    assert_eq!(at(&state), (0, 1));
}

#[test]
fn however_long_the_run_its_marks_are_few() {
    let state = page(&format!("registration?run={}end", "connect.disconnect.1s.".repeat(700)));
    let all = marked(&state);
    assert!(all.len() <= PLACES as usize && all.len() > PLACES as usize / 2, "{}", all.len());
    assert!(all.iter().all(|(_, kinds)| kinds.contains(&"opened") && kinds.contains(&"closed")), "{all:?}");
    assert!(all.is_sorted_by(|one, next| one.0 < next.0), "in order: {all:?}");
    // Growing step by step, they are the same as looked at in one go.
    let (mut grown, mut marks) = (page(""), Marks::default());
    for action in ["connect", "disconnect"].repeat(100) {
        act(&mut grown, action);
        marks.follow(&session(&grown).shared.read().run);
    }
    let mut whole = Marks::default();
    whole.follow(&session(&grown).shared.read().run);
    assert_eq!(format!("{marks:?}"), format!("{whole:?}"));
    // Cut anywhere, they grow to the same again.
    for kept in 0..=session(&grown).shared.read().run.trace().count() {
        marks.truncate(session(&grown).shared.read().run.trace(), kept);
        marks.follow(&session(&grown).shared.read().run);
        assert_eq!(format!("{marks:?}"), format!("{whole:?}"), "{kept}");
    }
}

#[test]
fn the_list_of_keys_is_open_until_it_is_closed_and_the_clock_goes_on() {
    let mut state = page("registration?run=connect.register-invalid.end");
    dispatch(&mut state, TimeAction::PlayOrPause);
    dispatch(&mut state, PageAction::ShowKeys);
    assert!(state.lists_keys && session(&state).clock.is_running());
    dispatch(&mut state, PageAction::SetSingleKeys(false));
    assert!(state.lists_keys && !state.preferences.single_keys, "the switch in it does not close it");
    dispatch(&mut state, PageAction::CloseDialogue);
    assert!(!state.lists_keys && session(&state).clock.is_running());
}
