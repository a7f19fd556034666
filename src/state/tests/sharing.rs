//! What the share dialogue offers and gives for the runs that are open in it.

use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use lifeline_core::diagram::svg::Theme;

use super::common::{dispatch, page, session};
use crate::state::State;
use crate::state::action::{PageAction, ShareAction, TimeAction, ViewAction};
use crate::state::clock::Clock;
use crate::state::forms::{FORMS, Shows, Source, beginning};
use crate::state::share::ShareResult;
use crate::state::viewport::Viewport;
use crate::state::zoom::Zoom;

const BASE: &str = "https://docs.example/lifeline/";

/// A page on which a link was opened, and then the dialogue.
fn sharing(link: &str) -> Rc<State> {
    let mut state = page(link);
    open(&mut state, 0..400);
    state
}

/// Opens the dialogue while this much of the diagram is in sight, in px.
fn open(state: &mut Rc<State>, sight: Range<i32>) {
    let seen = Viewport { top: sight.start, height: sight.end - sight.start, width: 736, whole: 100_000 };
    dispatch(state, ShareAction::Open(seen));
}

fn choose(state: &mut Rc<State>, id: &str) {
    let form = FORMS.iter().position(|form| form.id == id).unwrap();
    dispatch(state, ShareAction::Choose(form));
}

fn with<R>(state: &State, look: impl Fn(&Source<'_>) -> R) -> R {
    let session = session(state);
    let (document, share) = (&*session.shared.read(), state.share.as_ref().unwrap());
    look(&Source { document, scenario: session.scenario, base: BASE, share, custom: None })
}

fn text(state: &State) -> String {
    with(state, |source| source.text())
}

fn file_name(state: &State) -> Option<String> {
    with(state, |source| source.file_name())
}

#[test]
fn it_opens_on_the_link_of_the_whole_run_wherever_the_reader_is() {
    for (link, whole) in [
        ("registration/both-errors?at=6", "registration/both-errors"),
        (
            "registration?timeout=30s&run=connect.register-invalid.next.end",
            "registration?timeout=30s&run=connect.register-invalid.next.end",
        ),
    ] {
        assert_eq!(text(&sharing(link)), format!("{BASE}#{whole}"));
    }
}

#[test]
fn the_link_from_this_point_opens_where_the_reader_is() {
    let mut state = sharing("registration/both-errors?at=9");
    choose(&mut state, "here");
    let link = text(&state);
    assert_eq!(link, format!("{BASE}#registration/both-errors?at=9"));
    let again = page(link.split_once('#').unwrap().1);
    let place = |state: &State| {
        let run = &session(state).shared.read().run;
        (run.count(), run.cursor())
    };
    assert_eq!(place(&again), place(&state));
}

#[test]
fn opening_it_stops_the_clock_and_closing_it_leaves_nothing_behind() {
    let mut state = page("registration?run=connect.register-invalid.end");
    dispatch(&mut state, TimeAction::PlayOrPause);
    assert!(session(&state).clock.is_running());
    open(&mut state, 0..400);
    assert_eq!(session(&state).clock, Clock::Paused(None));
    dispatch(&mut state, PageAction::CloseDialogue);
    assert_eq!(state.share, None);
    // What comes late, after it was closed, opens nothing.
    dispatch(&mut state, ShareAction::Done(ShareResult::Copied));
    assert_eq!(state.share, None);
}

#[test]
fn what_came_of_copying_is_said_until_something_else_is_chosen() {
    let mut state = sharing("registration/not-valid");
    let result = |state: &State| state.share.as_ref().unwrap().result.clone();
    dispatch(&mut state, ShareAction::Done(ShareResult::Copied));
    assert_eq!(result(&state), Some(ShareResult::Copied));
    choose(&mut state, "mermaid");
    assert_eq!(result(&state), None);
}

#[test]
fn every_form_has_a_hook_of_its_own_and_only_one_is_of_pixels() {
    assert_eq!(FORMS.iter().map(|form| form.id).collect::<BTreeSet<_>>().len(), FORMS.len());
    assert!(FORMS.iter().all(|form| (form.shows == Shows::Png) == (form.id == "png")));
}

#[test]
fn every_form_has_its_text_and_a_file_that_is_named_after_the_run() {
    let mut state = sharing("registration/not-valid");
    let begins = [
        ("link", "https://", None),
        ("here", "https://", None),
        (
            "figure",
            "[![Client registration with Interaction Server](registration-not-valid.svg)](https://docs.example/lifeline/#registration/not-valid)",
            Some("svg"),
        ),
        (
            "messages",
            "[Client registration with Interaction Server](https://docs.example/lifeline/#registration/not-valid)",
            Some("md"),
        ),
        (
            "element",
            "<script src=\"https://docs.example/lifeline/embed.js\" async></script>\n<lifeline-diagram",
            Some("svg"),
        ),
        ("frame", "<iframe src=\"https://docs.example/lifeline/?embed#registration/not-valid\"", None),
        ("svg", "<svg ", Some("svg")),
        ("png", "<svg ", Some("png")),
        ("mermaid", "sequenceDiagram\n", Some("mmd")),
        ("plantuml", "@startuml\n", Some("puml")),
        ("text", "Client registration with Interaction Server\n", Some("txt")),
        ("markdown", "# Client registration", Some("md")),
        ("json", "{", Some("json")),
    ];
    assert_eq!(begins.len(), FORMS.len());
    for (id, begin, ending) in begins {
        choose(&mut state, id);
        let text = text(&state);
        assert!(text.starts_with(begin), "{id}: {text}");
        assert_eq!(file_name(&state), ending.map(|it| format!("registration-not-valid.{it}")), "{id}");
        if ending.is_some() {
            assert!(text.contains("timeout 10 s"), "{id} does not say what was assumed");
        }
    }
    choose(&mut state, "figure");
    assert!(with(&state, |source| source.file()).starts_with("<svg "));
    // A run of the reader's own has no scenario to be named after.
    state = sharing("registration?run=connect.end");
    choose(&mut state, "json");
    assert_eq!(file_name(&state).as_deref(), Some("registration.json"));
}

#[test]
fn a_picture_is_of_the_whole_run_or_of_what_the_reader_sees_in_the_colours_that_are_chosen() {
    let mut state = sharing("registration/both-errors?at=6");
    choose(&mut state, "svg");
    let whole = text(&state);
    assert!(whole.contains("data-event=\"15\"") && whole.contains("prefers-color-scheme"));
    dispatch(&mut state, ShareAction::SetHere(true));
    dispatch(&mut state, ShareAction::SetTheme(Theme::Dark));
    let here = text(&state);
    assert!(!here.contains("data-event=\"15\"") && here.contains("data-event=\"6\""));
    assert!(here.contains("#12171a") && !here.contains("prefers-color-scheme"));
    // Pixels follow nothing, so they are light where nothing else is chosen.
    dispatch(&mut state, ShareAction::SetTheme(Theme::Either));
    choose(&mut state, "png");
    assert!(text(&state).contains("#ffffff") && !text(&state).contains("prefers-color-scheme"));
    // The picture beside a page goes with a link to the whole run.
    choose(&mut state, "figure");
    assert_eq!(with(&state, |source| source.file()), whole);
    for (given, taken) in [(3, 3), (1, 1), (9, 3), (0, 1)] {
        dispatch(&mut state, ShareAction::SetScale(given));
        assert_eq!(state.share.as_ref().unwrap().scale, taken, "{given}");
    }
}

#[test]
fn of_a_run_too_long_for_a_picture_it_shows_the_part_in_sight() {
    let mut state = page("registration?run=connect.600x-send-other.end");
    open(&mut state, 1_000..1_400);
    choose(&mut state, "svg");
    assert!(with(&state, |source| source.is_part()));
    let part = with(&state, |source| source.picture());
    assert!(part.height < 800, "{}", part.height);
    let count = session(&state).shared.read().run.count().to_string();
    let words: String = part.svg.split('<').filter_map(|piece| Some(piece.split_once('>')?.1)).collect();
    assert!(words.contains(&count), "it does not say how long the whole is: {words}");
    // However large the diagram is shown, it is the part that the reader has before them.
    dispatch(&mut state, ViewAction::Zoom(Zoom::Percent(50)));
    open(&mut state, 500..700);
    choose(&mut state, "svg");
    assert_eq!(text(&state), part.svg);
    // A text is whole all the same.
    choose(&mut state, "mermaid");
    assert_eq!(text(&state).matches("RequestAgentLogin").count(), 600);
    choose(&mut state, "json");
    let text = text(&state);
    assert!(beginning(&text).len() < text.len() && text.starts_with(beginning(&text)));
}
