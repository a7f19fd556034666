//! Words that are looked for in a run, and words of a link that nothing is called.

use std::rc::Rc;

use super::common::{dispatch, notices, page, session};
use crate::state::State;
use crate::state::action::PageAction;
use crate::state::find::Direction::{self, Back, Forward};
use crate::state::notices::Notice;

fn find(state: &mut Rc<State>, words: &str, direction: Direction) -> Option<u32> {
    dispatch(state, PageAction::Find(words.to_owned(), direction));
    session(state).selected.map(|number| number.0)
}

#[test]
fn each_row_that_says_it_is_found_one_after_another_and_round_again() {
    let mut state = page("registration/both-errors");
    let first = find(&mut state, "eventerror", Forward);
    let second = find(&mut state, " EventError ", Forward);
    assert!(first.is_some() && second > first, "{first:?} {second:?}");
    let mut seen = vec![first, second];
    loop {
        let next = find(&mut state, "EventError", Forward);
        if next == first {
            break;
        }
        seen.push(next);
    }
    assert!(seen.is_sorted());
    assert_eq!(find(&mut state, "EventError", Back), seen.last().copied().flatten());
}

#[test]
fn what_is_nowhere_is_said_and_the_selection_stays() {
    let mut state = page("registration/both-errors");
    let selected = find(&mut state, "EventError", Forward);
    assert_eq!(find(&mut state, "EventAck ", Forward), selected);
    assert!(state.finds_nothing && state.announcement.words.contains("eventack"), "{}", state.announcement.words);
    assert_eq!(find(&mut state, "  ", Forward), selected);
}

#[test]
fn a_word_that_was_probably_meant_mends_the_link() {
    let remedies = [
        ("registration/succesful", "registration/successful"),
        ("registration?timeuot=5s&run=connect.end", "registration?timeout=5s&run=connect.end"),
        ("registration?run=connect.register-inv.end", "registration?run=connect.register-invalid.end"),
        ("registration?run=2x-conect.end", "registration?run=2x-connect.end"),
    ];
    for (link, mended) in remedies {
        let state = page(link);
        let remedy = state.notices.iter().find_map(Notice::remedy);
        assert_eq!(remedy.map(|remedy| &*remedy.link), Some(mended), "{:?}", notices(&state));
        assert!(notices(&page(mended)).iter().all(|said| !said.contains("mean")), "{mended}");
    }
    let state = page("registration/quite-another");
    assert!(state.notices.iter().all(|notice| notice.remedy().is_none()), "{:?}", notices(&state));
}
