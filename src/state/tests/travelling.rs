//! What acting in the past drops and says, what is marked along the run, and how the list of keys opens and closes; no browser in sight.

#![allow(clippy::unwrap_used, reason = "a failed test is a panic")]

use crate::browser::sight::Sight;
use crate::keys;
use crate::marks::{Marks, PLACES, Place};
use crate::presses::changed;
use crate::state::{Action, State};
use crate::state_tests::{act, at, do_it, page, session};

#[test]
fn what_an_input_in_the_past_drops_is_said_once_with_undo_at_hand() {
    let past = || {
        let mut state = page("registration/not-valid");
        do_it(&mut state, "data-control", "back");
        assert_eq!(&*state.dropped, "", "looking drops nothing");
        state
    };
    let setting = |state: &State, value: &str| changed(state, "data-setting", "timeout", value.to_owned()).unwrap();

    let mut state = past();
    let times = state.said.times;
    act(&mut state, "send-other");
    assert_eq!(&*state.dropped, "4 later things were dropped.");
    assert!(state.said.words.ends_with(&*state.dropped), "{}", state.said.words);
    assert_eq!(state.said.times, times + 1, "it is said along with what happened");
    do_it(&mut state, "data-dropped", "undo");
    assert_eq!((&*state.dropped, at(&state)), ("", (0, 9)));
    assert_eq!(session(&state).later(), 4, "they are back");

    let mut state = past();
    state.apply(Action::Wait("1 s".to_owned(), true));
    assert_eq!(&*state.dropped, "4 later things were dropped.");
    state.apply(Action::Tick(100));
    state.apply(Action::Look(Sight::default()));
    assert_ne!(&*state.dropped, "", "it stays while the reader does nothing");
    act(&mut state, "send-other");
    assert_eq!(&*state.dropped, "", "it is gone when the reader goes on");

    let mut state = past();
    state.apply(setting(&state, "30 s"));
    assert_eq!(&*state.dropped, "4 later things were dropped.");
    do_it(&mut state, "data-dropped", "forget");
    assert_eq!(&*state.dropped, "");
}

#[test]
fn where_nothing_was_dropped_nothing_is_said_of_it() {
    let mut state = page("registration/not-valid");
    let setting = |state: &State, value: &str| changed(state, "data-setting", "timeout", value.to_owned()).unwrap();
    act(&mut state, "connect");
    assert_eq!(&*state.dropped, "", "at the end there is nothing to drop");
    do_it(&mut state, "data-control", "start");
    for refused in ["register", "disconnect"] {
        act(&mut state, refused);
        assert_eq!((&*state.dropped, session(&state).later() > 0), ("", true), "what is refused drops nothing");
    }
    state.apply(setting(&state, "10 s"));
    state.apply(setting(&state, "2 h"));
    state.apply(Action::Wait("0 s".to_owned(), true));
    assert_eq!((&*state.dropped, session(&state).later() > 0), ("", true), "nor does what changes nothing");
    // Of quiet time, no thing is dropped.
    let mut state = page("registration?at=3&run=connect.5s.end");
    act(&mut state, "register");
    assert_eq!(&*state.dropped, "");
    // One is not many.
    let mut state = page("registration?latency=1s&run=connect.1s.send-other.end");
    do_it(&mut state, "data-control", "back");
    act(&mut state, "register");
    assert_eq!(&*state.dropped, "One later thing was dropped.");
}

/// A kind that is marked, how often, when first and when last.
type Marked = (&'static str, u32, u64, u64);

/// What is marked, by its moment.
fn marked(state: &State) -> Vec<(usize, Vec<Marked>)> {
    let document = &mut *session(state).shared.draw();
    document.marks.follow(&document.run);
    let places = document.marks.places().iter();
    let kinds = |place: &Place| {
        place.kinds().map(|(kind, it)| (kind.id, it.times, it.first.as_millis(), it.last.as_millis())).collect()
    };
    places.map(|place| (place.moment, kinds(place))).collect()
}

#[test]
fn what_stands_out_is_marked_at_its_moment() {
    let state = page("registration/both-errors");
    let last = session(&state).shared.read().run.moments().len() - 1;
    let expired = vec![("timer-expired", 1, 10_000, 10_000), ("closed", 1, 10_000, 10_000)];
    assert_eq!(marked(&state), [(1, vec![("opened", 1, 0, 0)]), (last, expired)]);
    let lost = marked(&page("registration/too-late"));
    assert!(lost.iter().any(|(_, kinds)| kinds.iter().any(|(kind, ..)| *kind == "lost")), "{lost:?}");
}

#[test]
fn marks_follow_the_run_and_forget_what_was_dropped() {
    let mut state = page("registration/both-errors");
    let all = marked(&state);
    do_it(&mut state, "data-control", "back");
    assert_eq!(marked(&state), all, "what is later is marked as well");
    act(&mut state, "disconnect");
    let closed = marked(&state);
    assert_eq!(closed[1].1, [("closed", 1, 4_000, 4_000)]);
    do_it(&mut state, "data-dropped", "undo");
    assert_eq!(marked(&state), all);
    do_it(&mut state, "data-control", "redo");
    assert_eq!(marked(&state), closed);
    // A mark leads to its moment.
    do_it(&mut state, "data-moment", "1");
    assert_eq!(at(&state), (0, 3));
}

#[test]
fn however_long_the_run_its_marks_are_few_and_count_everything() {
    let state = page(&format!("registration?run={}end", "connect.disconnect.1s.".repeat(700)));
    let all = marked(&state);
    assert!(all.len() <= PLACES && all.len() > PLACES / 2, "{}", all.len());
    let count = |kind: &str| -> u32 {
        all.iter().flat_map(|(_, kinds)| kinds).filter(|(id, ..)| *id == kind).map(|(_, times, ..)| times).sum()
    };
    assert_eq!((count("opened"), count("closed")), (700, 700));
    assert!(all.is_sorted_by(|one, next| one.0 < next.0 && one.1[0].3 <= next.1[0].2), "in order: {all:?}");
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
    for kept in 0..=201 {
        marks.truncate(kept);
        marks.follow(&session(&grown).shared.read().run);
        assert_eq!(format!("{marks:?}"), format!("{whole:?}"), "{kept}");
    }
}

#[test]
fn the_list_of_keys_is_open_until_it_is_closed_and_the_clock_goes_on() {
    let mut state = page("registration?run=connect.register-invalid.end");
    do_it(&mut state, "data-control", "play");
    do_it(&mut state, "data-control", keys::control("?").unwrap());
    assert!(state.wishes.lists_keys && session(&state).clock.is_running());
    do_it(&mut state, "data-control", "single-keys");
    assert!(state.wishes.lists_keys, "the switch in it does not close it");
    state.apply(Action::Close);
    assert!(!state.wishes.lists_keys && session(&state).clock.is_running());
}
