//! From a link to what is open: what is asked for, what comes of each answer, and what is open where there is none.

use lifeline_core::link::quoted;

use super::common::{
    REGISTRATION, act, answer, answer_with, asking, at, broken, dispatch, follow, link, notices, outcomes, page,
    requested, session,
};
use crate::state::action::{Missing, OpenAction, RunAction, ViewAction};
use crate::state::loading::{DEFAULT, Loading, Surroundings, file_of, model_of};
use crate::state::outcome::Outcome;
use crate::words::WORDS;
use lifeline_core::narration::fill;

fn fresh(link: &str) -> Surroundings {
    Surroundings { link: link.to_owned(), ..Surroundings::default() }
}

/// What is said of a model that the site does not have.
fn no_such(model: &str) -> String {
    fill(WORDS.no_such_model, &[("model", &quoted(model))])
}

#[test]
fn a_page_asks_for_the_model_that_its_link_names_and_opens_the_link_with_it() {
    let mut state = asking(fresh("registration/retry"));
    assert!(state.session.is_none());
    assert_eq!(requested(&state), Some((1, "registration".to_owned())));
    answer_with(&mut state, Ok(REGISTRATION));
    assert_eq!((link(&state), &state.loading), ("registration/retry".to_owned(), &Loading::Done));
    assert_eq!(requested(&asking(fresh(""))).unwrap().1, DEFAULT);
}

#[test]
fn only_what_can_be_a_models_id_is_asked_for() {
    assert_eq!(model_of(""), DEFAULT);
    assert_eq!(model_of("dhcp/renewal"), "dhcp");
    assert_eq!(file_of("dhcp").as_deref(), Some("models/dhcp.lifeline"));
    for id in ["", "..", "a/b", "A", "x?y", "é", &"x".repeat(41)] {
        assert_eq!(file_of(id), None, "{id:?}");
    }
    let mut state = asking(fresh("DHCP/renewal"));
    assert_eq!(requested(&state).unwrap().1, DEFAULT, "another could not be there");
    answer(&mut state);
    assert_eq!(notices(&state)[0], no_such("DHCP"));
}

#[test]
fn a_link_to_the_model_that_is_open_takes_the_place_of_the_run_and_can_be_undone() {
    let mut state = page("");
    act(&mut state, "connect");
    dispatch(&mut state, OpenAction::Link("registration/both-errors?at=9".to_owned()));
    assert_eq!((requested(&state), at(&state)), (None, (0, 9)));
    assert!(!session(&state).touched, "its address stays as it was given");
    dispatch(&mut state, RunAction::Undo);
    assert_eq!(at(&state), (0, 3));
}

#[test]
fn each_opening_is_told_apart_and_shows_the_newest_row() {
    let mut state = page("registration/retry");
    let before = state.openings;
    state.outcomes.take();
    follow(&mut state, "registration/retry");
    assert_eq!(state.openings, before + 1, "the same link once more is another opening");
    assert_eq!(state.outcomes.take(), [Outcome::ScrollToNewestSentence]);
}

#[test]
fn a_model_that_is_missing_shows_the_default_with_the_reason() {
    let mut state = asking(fresh("dhcp/renewal"));
    answer_with(&mut state, Err(Missing::NotThere));
    assert_eq!(requested(&state), Some((2, DEFAULT.to_owned())));
    answer_with(&mut state, Ok(REGISTRATION));
    assert_eq!(link(&state), "registration?run=end");
    assert_eq!(notices(&state), [&*no_such("dhcp"), WORDS.own_if_yours, WORDS.instead]);
    assert_eq!(*state.announcement.words, notices(&state).join(" "));
}

#[test]
fn a_page_in_the_place_of_a_model_is_no_model() {
    let mut state = asking(fresh("dhcp/renewal"));
    answer_with(&mut state, Ok("\n<!DOCTYPE html><title>Lifeline</title>"));
    answer_with(&mut state, Ok(REGISTRATION));
    assert_eq!(notices(&state), [&*no_such("dhcp"), WORDS.own_if_yours, WORDS.instead]);
}

#[test]
fn a_model_that_is_missing_leaves_what_is_open() {
    let mut state = page("");
    act(&mut state, "connect");
    follow(&mut state, "dhcp/renewal");
    assert_eq!((at(&state), &state.loading), ((0, 3), &Loading::Done));
    assert_eq!(notices(&state), [&*no_such("dhcp"), WORDS.own_if_yours, WORDS.stays]);
}

#[test]
fn a_site_that_cannot_be_reached_is_told_from_one_that_has_no_such_model() {
    let mut state = asking(fresh("dhcp/renewal"));
    answer_with(&mut state, Err(Missing::NotReached));
    answer_with(&mut state, Err(Missing::NotReached));
    let not_reached = |model| fill(WORDS.not_reached, &[("model", &quoted(model))]);
    assert_eq!(notices(&state), [&*not_reached("dhcp"), WORDS.instead, &*not_reached(DEFAULT)]);
    assert_eq!((state.session.is_none(), &state.loading), (true, &Loading::Done), "nothing is asked for for ever");
}

#[test]
fn a_model_that_this_page_cannot_read_is_of_another_version() {
    let mut state = asking(fresh("dhcp/renewal"));
    answer_with(&mut state, Ok("model dhcp of the future"));
    answer_with(&mut state, Ok(REGISTRATION));
    let said = fill(WORDS.other_version, &[("model", &quoted("dhcp"))]);
    assert_eq!(notices(&state), [&*said, WORDS.instead]);
    assert_eq!(link(&state), "registration?run=end");
    // Where that is the default, there is nothing to show instead.
    let mut state = asking(fresh(""));
    answer_with(&mut state, Ok(&broken()));
    assert_eq!(notices(&state), [fill(WORDS.other_version, &[("model", &quoted(DEFAULT))])]);
    assert_eq!((state.session.is_none(), &state.loading), (true, &Loading::Done));
    assert!(state.custom.mistakes.is_none(), "its mistakes are not the reader's to mend");
}

#[test]
fn an_answer_to_what_is_no_longer_wanted_is_dropped() {
    let mut state = asking(fresh("dhcp/renewal"));
    let (number, _) = requested(&state).unwrap();
    dispatch(&mut state, OpenAction::Link("registration/retry".to_owned()));
    let wanted = requested(&state);
    assert_ne!(wanted.as_ref().unwrap().0, number);
    dispatch(&mut state, OpenAction::Fetched(number, Err(Missing::NotThere)));
    assert_eq!((&requested(&state), notices(&state).len()), (&wanted, 0));
    answer(&mut state);
    assert_eq!(link(&state), "registration/retry");
    dispatch(&mut state, OpenAction::Fetched(wanted.unwrap().0, Err(Missing::NotReached)));
    assert_eq!(notices(&state).len(), 0, "it has been answered");
}

#[test]
fn a_link_to_what_is_open_gives_up_what_was_asked_for() {
    let mut state = page("registration/retry");
    dispatch(&mut state, OpenAction::Link("dhcp/renewal".to_owned()));
    let (number, _) = requested(&state).unwrap();
    assert_eq!(link(&state), "registration/retry", "what is open stays until then");
    dispatch(&mut state, OpenAction::Link("registration/not-valid".to_owned()));
    dispatch(&mut state, OpenAction::Fetched(number, Err(Missing::NotThere)));
    assert_eq!((link(&state), notices(&state).len()), ("registration/not-valid".to_owned(), 0));
}

#[test]
fn a_scenario_is_a_step_in_the_history_and_what_is_left_keeps_its_own_address() {
    let mut state = page("registration/retry");
    let scenario = session(&state).scenario.unwrap();
    outcomes(&state);
    dispatch(&mut state, OpenAction::Scenario(scenario));
    let link_of_scenario = || "registration/retry".to_owned();
    assert_eq!(outcomes(&state), [Outcome::Push { left: None, link: link_of_scenario() }]);
    act(&mut state, "disconnect");
    dispatch(&mut state, ViewAction::Select(None));
    let left = link(&state);
    dispatch(&mut state, OpenAction::Scenario(scenario));
    assert_eq!(outcomes(&state), [Outcome::Push { left: Some(left), link: link_of_scenario() }]);
    assert_eq!((link(&state), session(&state).scenario), (link_of_scenario(), Some(scenario)));
    dispatch(&mut state, RunAction::Undo);
    assert_ne!(link(&state), "registration/retry", "what was left can be had back");
}
