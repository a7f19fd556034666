//! What of the diagram is drawn, wherever it is scrolled to, for however much room.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::common::{act, answer, asking, dispatch, follow, page, session};
use crate::state::State;
use crate::state::action::{TimeAction, ViewAction};
use crate::state::loading::Surroundings;
use crate::state::session::Jump;
use crate::state::viewport::Viewport;
use crate::state::zoom::place_for;
use crate::words::WORDS;

/// A run that is much higher than what can be seen of it.
fn long_run() -> String {
    format!("registration?run={}end", "connect.disconnect.".repeat(100))
}

/// The diagram scrolled to its newest row.
fn at_newest(state: &State, height: i32, width: i32) -> Viewport {
    let shared = &session(state).shared;
    let whole = shared.height(width, false).unwrap();
    Viewport { top: place_for(shared.newest(), height, whole), height, width, whole }
}

/// The diagram scrolled so far back from its newest row.
fn away(by: i32, seen: Viewport) -> Viewport {
    Viewport { top: seen.top - by, ..seen }
}

#[test]
fn less_room_for_the_diagram_is_no_scrolling_away_from_its_newest_row() {
    let mut state = page(&long_run());
    let mut is_away = |height, by| {
        let seen = away(by, at_newest(&state, height, 0));
        dispatch(&mut state, ViewAction::Scroll(seen));
        state.is_away
    };
    assert!(!is_away(600, 0));
    assert!(!is_away(400, 200), "it is shown lower down now");
    assert!(is_away(400, 200), "now the reader has scrolled");
    assert!(is_away(300, 300), "and is still away");
    assert!(!is_away(900, 0), "the newest row is in sight");
}

#[test]
fn a_reader_who_is_away_returns_to_the_newest_row_when_they_ask_for_it() {
    let mut state = page(&long_run());
    for by in [0, 500] {
        let seen = away(by, at_newest(&state, 400, 0));
        dispatch(&mut state, ViewAction::Scroll(seen));
    }
    assert!(state.is_away);
    let before = state.returns_to_newest;
    dispatch(&mut state, ViewAction::ToNewest);
    assert_eq!((state.is_away, state.returns_to_newest), (false, before + 1));
}

#[test]
fn all_rows_up_to_the_cursor_are_printed_whatever_is_in_sight() {
    let mut state = page("registration?at=5&run=connect.register-invalid.4s.send-other.10s.end");
    dispatch(&mut state, ViewAction::Scroll(Viewport { top: 600, height: 40, width: 736, whole: 1_000 }));
    let rows = |state: &State| {
        let printed = state.printed().concat();
        let rows = printed.split("data-event=\"").skip(1).map(|rest| rest[..rest.find('"').unwrap()].parse().unwrap());
        rows.collect::<BTreeSet<u32>>()
    };
    assert!(rows(&state).into_iter().eq(1..=5));
    dispatch(&mut state, TimeAction::Go(Jump::End));
    assert!(rows(&state).len() > 10);
    // Of a very long run only the beginning is, and that is said.
    assert!(!state.printed().concat().contains(WORDS.printed_part));
    let long = page("registration?run=connect.register.1200x-send-other.end");
    assert_eq!(rows(&long).into_iter().take_while(|row| *row <= 1_000).count(), 1_000);
    assert_eq!(long.printed().last().map(|said| &**said), Some(WORDS.printed_part));
}

#[test]
fn the_diagram_is_drawn_where_it_is_about_to_be_scrolled_to() {
    let (height, width) = (480, 736);
    let drawn = |state: &State| (state.drawn.top, state.drawn.height, state.drawn.width);
    for link in [long_run(), long_run().replace('?', "?at=100&")] {
        let viewport = Viewport { top: 0, height, width, whole: 0 };
        let mut state = asking(Surroundings { link: link.clone(), viewport, ..Surroundings::default() });
        answer(&mut state);
        assert!(state.drawn.top > 1_000);
        for action in ["connect", "register-invalid", "send-other", "disconnect"] {
            let (before, seen) = (drawn(&state), at_newest(&state, height, width));
            dispatch(&mut state, ViewAction::Scroll(seen));
            assert_eq!(drawn(&state), before, "what is in sight is there already, before {action}");
            act(&mut state, action);
        }
        let scroll_away = |state: &mut Rc<State>| {
            for by in [0, 900] {
                let seen = away(by, at_newest(state, height, width));
                dispatch(state, ViewAction::Scroll(seen));
            }
        };
        // Who has scrolled away stays there until they do something themselves.
        scroll_away(&mut state);
        let before = state.drawn;
        dispatch(&mut state, TimeAction::Tick(1_000));
        assert!(state.is_away && state.drawn == before);
        act(&mut state, "connect");
        assert!(!state.is_away && state.drawn.top > 1_000);
        scroll_away(&mut state);
        assert!(state.is_away);
        follow(&mut state, &link);
        assert!(!state.is_away && state.drawn.top > 1_000, "but not in another run");
    }
}

#[test]
fn columns_are_squeezed_where_there_is_little_room_and_all_rows_are_there_in_any() {
    let state = page("registration/not-valid");
    let mut document = session(&state).shared.draw();
    let mut width = |room| {
        document.lay_out(room);
        document.layout.as_ref().map(|(room, layout)| (*room, layout.width())).unwrap()
    };
    let (roomy, compact) = (width(736).1, width(360).1);
    assert!(compact < roomy);
    assert_eq!([width(340), width(900), width(736)], [(340, compact), (900, roomy), (736, roomy)]);
    assert_eq!(document.layout.as_ref().unwrap().1.events(), document.run.trace().events().len());
}
