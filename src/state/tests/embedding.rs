//! The page in a frame: what it shows at its host's wish, and what it tells its host.

use std::rc::Rc;

use lifeline_core::link::{LONGEST, carry, quoted};
use lifeline_core::model::limits;

use super::common::{
    DHCP, act, answer, answer_with, arrive, asking, broken, dispatch, link, notices, outcomes, requested,
};
use crate::state::State;
use crate::state::action::{Missing, OpenAction, PageAction, TimeAction};
use crate::state::custom_model::spoken;
use crate::state::embed::{Embed, EmbedRequest, ToHost};
use crate::state::loading::{Loading, Surroundings};
use crate::state::outcome::{FocusTarget, Outcome};
use crate::state::preferences::Theme;
use crate::words::WORDS;
use lifeline_core::narration::fill;

/// A frame with this link.
fn frame(link: &str) -> Surroundings {
    let embed = Some(EmbedRequest { theme: Theme::Dark, awaits_model: false });
    Surroundings { link: link.to_owned(), embed, is_framed: true, ..Surroundings::default() }
}

/// The same, to which its host will hand a model over.
fn awaiting(link: &str) -> Surroundings {
    let embed = Some(EmbedRequest { theme: Theme::System, awaits_model: true });
    Surroundings { embed, ..frame(link) }
}

fn hand_over(state: &mut Rc<State>, text: &str) {
    dispatch(state, OpenAction::HostModel(text.into()));
    dispatch(state, OpenAction::ReadHanded);
}

fn host_link(state: &mut Rc<State>, link: &str) {
    dispatch(state, OpenAction::HostLink(link.to_owned()));
    answer(state);
}

fn tell_error(words: &str) -> Outcome {
    Outcome::Tell(ToHost::Error(words.to_owned()))
}

#[test]
fn a_frame_has_the_theme_that_its_host_asks_for() {
    let mut state = arrive(frame("registration/retry"));
    assert_eq!(state.preferences.theme, Theme::Dark);
    dispatch(&mut state, PageAction::SetTheme(Theme::Light));
    assert_eq!(state.preferences.theme, Theme::Light);
}

#[test]
fn a_figure_that_was_left_can_be_returned_to() {
    let mut state = arrive(frame("registration?run=connect.end"));
    let opened = |state: &State| state.embed.as_ref().unwrap().opened.clone();
    assert_eq!(opened(&state), link(&state));
    act(&mut state, "disconnect");
    assert_ne!(opened(&state), link(&state));
    outcomes(&state);
    dispatch(&mut state, OpenAction::ReturnToFigure);
    assert_eq!(link(&state), "registration?run=connect.end");
    assert_eq!(
        outcomes(&state),
        [
            Outcome::Replace("registration?run=connect.end".to_owned()),
            Outcome::Focus(FocusTarget::Diagram),
            Outcome::Tell(ToHost::Change("registration?run=connect.end".to_owned())),
        ]
    );
    // It is told once.
    host_link(&mut state, "registration/retry");
    assert_eq!(outcomes(&state), [Outcome::Replace("registration/retry".to_owned())]);
    assert_eq!(opened(&state), "registration/retry", "that is what it was given last");
}

#[test]
fn of_a_link_beyond_all_measure_little_is_kept() {
    let mut state = arrive(frame("registration/retry"));
    outcomes(&state);
    dispatch(&mut state, OpenAction::HostLink("ä".repeat(3 * LONGEST)));
    let kept = outcomes(&state).into_iter().find_map(|outcome| match outcome {
        Outcome::Replace(link) => Some(link.len()),
        _ => None,
    });
    assert!(kept.is_some_and(|length| length <= LONGEST + 2), "{kept:?}");
    assert!(!notices(&state).is_empty(), "it is refused in words");
}

#[test]
fn it_is_a_figure_until_it_is_played_and_once_more_when_the_reader_returns() {
    let mut state = arrive(frame("registration/not-valid"));
    assert!(state.is_figure());
    dispatch(&mut state, TimeAction::PlayOrPause);
    assert!(!state.is_figure());
    dispatch(&mut state, OpenAction::ReturnToFigure);
    assert!(state.is_figure());
    dispatch(&mut state, PageAction::Enter);
    assert!(!state.is_figure());
    assert!(!arrive(frame("registration")).is_figure(), "of nothing there is no figure");
}

#[test]
fn the_host_is_told_how_high_each_run_is() {
    let mut state = arrive(frame("registration/retry"));
    let told = |state: &State| state.embed.as_ref().unwrap().told_width;
    assert_eq!(told(&state), 0);
    dispatch(&mut state, PageAction::HeightTold(736));
    assert_eq!(told(&state), 736);
    act(&mut state, "disconnect");
    assert_eq!(told(&state), 736, "nothing moves while the reader goes on with it");
    host_link(&mut state, "registration/not-valid");
    assert_eq!(told(&state), 0);
}

#[test]
fn a_host_is_told_what_is_wrong_with_the_link_and_nothing_else_is_shown_instead() {
    let mut state = asking(frame("dhcp/renewal"));
    answer_with(&mut state, Err(Missing::NotThere));
    let said = fill(WORDS.no_such_model, &[("model", &quoted("dhcp"))]);
    assert_eq!((notices(&state), requested(&state)), (vec![&*said], None));
    assert_eq!(outcomes(&state), [tell_error(&said)]);
    let state = arrive(frame("registration?run=connect.regster.end"));
    assert_eq!(outcomes(&state), [tell_error(&notices(&state).join(" "))]);
    assert!(state.session.is_some());
}

#[test]
fn a_frame_says_that_it_waits_for_a_model_and_shows_the_one_that_it_is_handed() {
    let mut state = asking(awaiting("/renewal"));
    assert_eq!((&state.loading, requested(&state)), (&Loading::AwaitingHost, None));
    assert_eq!(outcomes(&state), [Outcome::Tell(ToHost::Ready(String::new()))]);
    // Which link is to be shown may be said before.
    dispatch(&mut state, OpenAction::HostLink("/expiry".to_owned()));
    assert_eq!(
        (&state.loading, outcomes(&state)),
        (&Loading::AwaitingHost, vec![Outcome::Replace("/expiry".to_owned())])
    );
    hand_over(&mut state, DHCP);
    assert_eq!((link(&state), &state.loading), ("dhcp/expiry".to_owned(), &Loading::Done));
    assert!(state.custom().is_some());
    assert_eq!(outcomes(&state), [], "its window keeps nothing for it, and the history is its host's");
}

#[test]
fn only_what_was_handed_over_has_no_way_to_the_whole_page() {
    assert!(!arrive(frame("registration/retry")).is_handed_over());
    let mut state = asking(awaiting("/renewal"));
    hand_over(&mut state, DHCP);
    assert!(state.is_handed_over());
    let carrying = format!("{}/renewal", carry(DHCP).unwrap());
    let state = arrive(frame(&carrying));
    assert_eq!(link(&state), carrying, "it can be opened anywhere");
    assert!(state.custom().is_some() && !state.is_handed_over());
    assert_eq!(notices(&state), [WORDS.link_mark_more]);
    let is_error = |told: &Outcome| matches!(told, Outcome::Tell(ToHost::Error(_)));
    assert!(!outcomes(&state).iter().any(is_error), "to the host that is no error");
}

#[test]
fn a_model_that_is_handed_over_later_takes_the_place_of_the_one_before() {
    let mut state = asking(awaiting(""));
    hand_over(&mut state, DHCP);
    let before = state.model();
    act(&mut state, "join");
    hand_over(&mut state, DHCP);
    assert_ne!(state.model(), before);
    assert_eq!(link(&state), "dhcp?run=end", "what it shows is for its host to say");
}

#[test]
fn a_host_is_told_what_is_wrong_with_its_model() {
    let mut state = asking(awaiting(""));
    outcomes(&state);
    hand_over(&mut state, &broken());
    let words = spoken(state.custom.mistakes.as_ref().unwrap());
    assert_eq!((outcomes(&state), &state.loading), (vec![tell_error(&words)], &Loading::AwaitingHost));
    assert_eq!(*state.announcement.words, words);
    hand_over(&mut state, &" ".repeat(limits::FILE_BYTES + 1));
    assert_eq!(outcomes(&state), [tell_error(notices(&state)[0])]);
    hand_over(&mut state, DHCP);
    assert_eq!(link(&state), "dhcp?run=end");
    assert!(state.custom.mistakes.is_none());
}

#[test]
fn a_link_without_a_model_is_for_the_model_that_was_handed_over() {
    for (given, whole) in [
        ("", "dhcp"),
        ("?run=end", "dhcp?run=end"),
        ("/renewal", "dhcp/renewal"),
        ("dhcp/renewal", "dhcp/renewal"),
        ("registration", "registration"),
    ] {
        let embed = Embed { given: given.to_owned(), ..Embed::default() };
        assert_eq!(embed.link("dhcp"), whole);
    }
}
