//! What the window keeps while its page is loaded again: the run with what could be undone, and a model of the reader's own.

use std::rc::Rc;

use super::common::{
    DHCP, REGISTRATION, act, answer, arrive, asking, broken, changed, dispatch, link, notices, open_file, outcomes,
    page, requested, session,
};
use crate::state::State;
use crate::state::action::{OpenAction, RunAction};
use crate::state::embed::EmbedRequest;
use crate::state::kept::{KeptModel, KeptRun};
use crate::state::loading::{Arrival, DEFAULT, Surroundings};
use crate::state::outcome::{FocusTarget, Outcome};
use crate::state::preferences::{Preferences, Theme};

/// A page that was left with this address, as its window keeps it.
fn left(state: &State, address: &str) -> Surroundings {
    let kept = KeptRun::of(&session(state).shared.read().run, address.to_owned(), link(state));
    Surroundings {
        link: address.to_owned(),
        arrival: Arrival::Reloaded,
        kept_run: Some(kept),
        ..Surroundings::default()
    }
}

fn kept(text: &str) -> KeptModel {
    KeptModel { id: "dhcp".to_owned(), file: "my.lifeline".to_owned(), text: text.to_owned() }
}

/// A window that keeps a model of the reader's own, in which the page is opened by a link.
fn keeping(model: KeptModel, link: &str, arrival: Arrival) -> Surroundings {
    Surroundings { link: link.to_owned(), arrival, kept_model: Some(model), ..Surroundings::default() }
}

/// A page on which a run was continued, and then replaced.
fn played() -> Rc<State> {
    let mut state = page("registration/not-valid");
    act(&mut state, "connect");
    dispatch(&mut state, RunAction::Reset);
    act(&mut state, "connect");
    state
}

/// The run that was replaced.
const REPLACED: &str = "registration?run=connect.register-invalid.next.connect.end";

#[test]
fn a_page_that_is_loaded_again_has_its_run_and_what_could_be_undone() {
    let mut state = arrive(left(&played(), "registration/not-valid"));
    assert_eq!(link(&state), "registration?run=connect.end");
    assert_eq!(outcomes(&state), [Outcome::Replace("registration?run=connect.end".to_owned())]);
    dispatch(&mut state, RunAction::Undo);
    assert_eq!(link(&state), "registration?run=end");
    dispatch(&mut state, RunAction::Undo);
    assert_eq!(link(&state), REPLACED);
    dispatch(&mut state, RunAction::Redo);
    dispatch(&mut state, RunAction::Redo);
    assert_eq!(link(&state), "registration?run=connect.end");
}

#[test]
fn where_the_address_was_written_in_time_it_stays() {
    let surroundings = left(&played(), "registration?run=connect.end");
    let mut state = arrive(surroundings);
    assert_eq!(outcomes(&state), []);
    dispatch(&mut state, RunAction::Undo);
    dispatch(&mut state, RunAction::Undo);
    assert_eq!(link(&state), REPLACED);
}

#[test]
fn a_run_is_not_recalled_by_who_comes_otherwise_or_elsewhere() {
    let surroundings = || left(&played(), "registration/not-valid");
    let embed = Some(EmbedRequest { theme: Theme::System, awaits_model: false });
    for other in [
        Surroundings { arrival: Arrival::Fresh, ..surroundings() },
        Surroundings { arrival: Arrival::Returned, ..surroundings() },
        Surroundings { link: "registration/retry".to_owned(), ..surroundings() },
        Surroundings { embed, ..surroundings() },
    ] {
        let state = arrive(other.clone());
        assert_eq!(link(&state), other.link);
        assert!(!session(&state).shared.read().run.can_undo());
    }
}

#[test]
fn a_run_is_recalled_once() {
    let mut state = arrive(left(&played(), "registration/not-valid"));
    dispatch(&mut state, OpenAction::Link("registration/not-valid".to_owned()));
    assert_eq!(link(&state), "registration/not-valid");
}

#[test]
fn a_model_of_the_readers_own_is_there_again_with_its_run() {
    let mut state = page("dhcp/renewal");
    open_file(&mut state, "my.lifeline", DHCP);
    act(&mut state, "leave");
    let again = Surroundings { kept_model: Some(kept(DHCP)), ..left(&state, "dhcp/renewal") };
    for surroundings in [again.clone(), Surroundings { arrival: Arrival::Returned, ..again }] {
        let is_reload = surroundings.arrival == Arrival::Reloaded;
        let state = asking(surroundings);
        assert_eq!(requested(&state), None, "it is asked for nowhere");
        assert_eq!(&*state.custom().unwrap().file, "my.lifeline");
        assert_eq!(link(&state) != "dhcp/renewal", is_reload, "{}", link(&state));
        assert!(!outcomes(&state).iter().any(|outcome| matches!(outcome, Outcome::Push { .. })));
    }
}

#[test]
fn who_comes_by_a_link_gets_the_sites_model_before_the_one_that_the_window_keeps() {
    // In this window, the reader has had a model of their own with the id of the site's.
    let own = KeptModel { id: DEFAULT.to_owned(), ..kept(REGISTRATION) };
    let state = arrive(keeping(own, "registration/retry", Arrival::Fresh));
    assert_eq!((link(&state), state.custom().is_none()), ("registration/retry".to_owned(), true));
    assert_eq!(outcomes(&state), [Outcome::KeepModel(None)]);
}

#[test]
fn a_model_that_the_site_lacks_is_taken_from_what_the_window_keeps() {
    let mut state = asking(keeping(kept(DHCP), "dhcp/renewal", Arrival::Fresh));
    assert_eq!(requested(&state).unwrap().1, "dhcp");
    answer(&mut state);
    assert_eq!((link(&state), state.custom().is_some()), ("dhcp/renewal".to_owned(), true));
    assert_eq!(notices(&state), [""; 0]);
    assert_eq!(outcomes(&state), [Outcome::KeepModel(Some(kept(DHCP)))], "its address stays as it is");
}

#[test]
fn what_the_window_keeps_is_for_its_own_id_only() {
    let state = arrive(keeping(kept(DHCP), "registration/retry", Arrival::Reloaded));
    assert_eq!((link(&state), state.custom().is_none()), ("registration/retry".to_owned(), true));
    assert_eq!(outcomes(&state), [], "it is kept on");
}

#[test]
fn a_page_in_a_frame_takes_nothing_from_its_window_and_leaves_nothing_there() {
    let guest = Surroundings { is_framed: true, ..keeping(kept(DHCP), "dhcp/renewal", Arrival::Reloaded) };
    let mut state = arrive(guest);
    assert!(state.custom().is_none());
    open_file(&mut state, "my.lifeline", DHCP);
    assert_eq!(link(&state), "dhcp/renewal");
    assert!(!outcomes(&state).iter().any(|outcome| matches!(outcome, Outcome::KeepModel(Some(_)))));
}

#[test]
fn where_what_the_window_keeps_has_mistakes_now_the_default_is_shown_with_them() {
    let text = changed(DHCP, "model dhcp", "modell dhcp");
    let mut state = asking(keeping(kept(&text), "dhcp/renewal", Arrival::Reloaded));
    assert_eq!(requested(&state).unwrap().1, DEFAULT);
    assert!(outcomes(&state).contains(&Outcome::Focus(FocusTarget::Mistakes)));
    answer(&mut state);
    assert_eq!((link(&state), state.custom().is_none()), ("registration?run=end".to_owned(), true));
    assert_eq!(&*state.custom.mistakes.as_ref().unwrap().file, "my.lifeline");
    // Once it is mended, the link is played.
    open_file(&mut state, "my.lifeline", DHCP);
    assert_eq!(link(&state), "dhcp/renewal");
    // Of a model with the default's id, the link is the default's as well.
    let own = KeptModel { id: DEFAULT.to_owned(), ..kept(&broken()) };
    let state = arrive(keeping(own, "registration/retry", Arrival::Reloaded));
    assert_eq!((link(&state), state.custom.mistakes.is_some()), ("registration/retry".to_owned(), true));
}

#[test]
fn what_is_kept_is_found_again_as_it_was() {
    let model = KeptModel { file: "a\n\"b\".lifeline".to_owned(), ..kept(DHCP) };
    let json = serde_json::to_string(&model).unwrap();
    assert_eq!(serde_json::from_str::<KeptModel>(&json).unwrap(), model);
    let run = left(&played(), "registration/not-valid").kept_run.unwrap();
    let json = serde_json::to_string(&run).unwrap();
    assert_eq!(serde_json::from_str::<KeptRun>(&json).unwrap(), run);
    for preferences in
        Theme::ALL.map(|theme| Preferences { theme, single_keys: false, folds_actions: true, folds_panels: false })
    {
        let json = serde_json::to_string(&preferences).unwrap();
        assert_eq!(serde_json::from_str::<Preferences>(&json).unwrap(), preferences);
    }
    assert_eq!(serde_json::from_str::<Preferences>("{}").unwrap(), Preferences::default());
}
