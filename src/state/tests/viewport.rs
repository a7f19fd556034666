//! What of the diagram is drawn, wherever it is scrolled to, for however much room; no browser in sight.

#![allow(clippy::unwrap_used, reason = "a failed test is a panic")]

use crate::browser::sight::{PAPER, Sight};
use crate::state::{Action, State, Wishes};
use crate::state_tests::{act, follow, model, page, session};
use crate::zoom::place_for;

#[test]
fn less_room_for_the_diagram_is_no_scrolling_away_from_its_newest_row() {
    let mut state = page("registration/not-valid");
    let mut looks = |height, below| {
        state.apply(Action::Look(Sight { height, below, ..Sight::default() }));
        state.is_away
    };
    assert!(!looks(600, 0));
    assert!(!looks(400, 200), "it is shown lower down now");
    assert!(looks(400, 200), "now the reader has scrolled");
    assert!(looks(300, 300), "and is still away");
    assert!(!looks(900, 0), "all of it is in sight");
}

#[test]
fn what_is_printed_is_as_wide_as_what_is_shown() {
    let mut state = page("registration/both-errors");
    state.apply(Action::Look(Sight { top: 600, height: 400, width: 336, below: 0 }));
    state.apply(Action::Look(PAPER));
    assert_eq!((state.seen.top, state.seen.width), (0, 336));
    assert!(state.seen.height >= PAPER.height);
}

#[test]
fn the_diagram_is_drawn_where_it_is_about_to_be_scrolled_to() {
    let seen = |top| Sight { top, height: 480, width: 736, below: 0 };
    let place = |state: &State| {
        let shared = &session(state).shared;
        place_for(shared.newest(), 480, shared.height(736, false).unwrap())
    };
    let run = "connect.disconnect.".repeat(100);
    for link in [["registration?run=", &run, "end"].concat(), ["registration?at=100&run=", &run, "end"].concat()] {
        let mut state = State::new(Wishes::default());
        // What is seen of the page; the diagram has half of that.
        state.apply(Action::Look(Sight { height: 960, ..seen(0) }));
        follow(&mut state, &model(), &link);
        assert!(state.seen.top > 1_000);
        for action in ["connect", "register-invalid", "send-other", "disconnect"] {
            let drawn = state.seen;
            state.apply(Action::Look(seen(place(&state))));
            assert_eq!(state.seen, drawn, "what is in sight is there already, before {action}");
            act(&mut state, action);
        }
        // Who has scrolled away stays there.
        state.apply(Action::Look(seen(place(&state))));
        state.apply(Action::Look(Sight { below: 900, ..seen(place(&state) - 900) }));
        let away = state.seen;
        act(&mut state, "connect");
        assert!(state.is_away && state.seen == away);
        follow(&mut state, &model(), &link);
        assert!(!state.is_away && state.seen.top > 1_000, "but not in another run");
    }
}

#[test]
fn columns_are_squeezed_where_there_is_little_room_and_all_rows_are_there_in_any() {
    let state = page("registration/not-valid");
    let mut document = state.session.as_ref().unwrap().shared.draw();
    let mut width = |room| {
        document.lay_out(room);
        document.layout.as_ref().map(|(room, layout)| (*room, layout.width())).unwrap()
    };
    let (roomy, compact) = (width(736).1, width(360).1);
    assert!(compact < roomy);
    assert_eq!([width(340), width(900), width(736)], [(340, compact), (900, roomy), (736, roomy)]);
    assert_eq!(document.layout.as_ref().unwrap().1.events(), document.run.trace().events().len());
}
