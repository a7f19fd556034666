//! What the share dialogue offers and gives for the runs that are open in it; no browser in sight.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed test is a panic")]

use lifeline_core::diagram::{Layout, Size};
use lifeline_core::load::load;
use lifeline_core::narration;

use crate::opening;
use crate::presses::{Press, changed, press};
use crate::session::Clock;
use crate::share::{Change, Deed, FORMS, Share, Shows, Source, Told, beginning};
use crate::state::{Action, State, Wishes};

const BASE: &str = "https://docs.example/lifeline/";

/// A page on which a link was opened, and then the dialogue.
fn page(link: &str) -> State {
    let model = load(include_str!("../models/registration.lifeline")).unwrap();
    let mut state = State::new(Wishes::default());
    state.apply(Action::Open(Some(Box::new(opening::run(&model, link))), Vec::new()));
    state.apply(Action::Share(Change::Open(0..400)));
    state
}

fn choose(state: &mut State, hook: &'static str, value: &str) {
    let action = changed(state, hook, value, value.to_owned()).unwrap();
    state.apply(action);
}

fn with<R>(state: &State, look: impl Fn(&Source<'_>) -> R) -> R {
    let session = state.session.as_ref().unwrap();
    let (document, share) = (&*session.shared.read(), state.share.as_ref().unwrap());
    look(&Source { document, scenario: session.scenario, base: BASE, share, own: None })
}

fn text(state: &State) -> String {
    with(state, |it| it.text())
}

#[test]
fn it_opens_on_the_link_of_the_whole_run_wherever_the_reader_is() {
    let state = page("registration/both-errors?at=6");
    assert_eq!(text(&state), "https://docs.example/lifeline/#registration/both-errors");
    let state = page("registration?timeout=30s&run=connect.register-invalid.next.end");
    assert_eq!(
        text(&state),
        "https://docs.example/lifeline/#registration?timeout=30s&run=connect.register-invalid.next.end"
    );
}

#[test]
fn the_link_from_this_point_opens_where_the_reader_is() {
    let mut state = page("registration/both-errors?at=9");
    choose(&mut state, "data-share", "here");
    let link = text(&state);
    assert_eq!(link, "https://docs.example/lifeline/#registration/both-errors?at=9");
    let fragment = link.split_once('#').unwrap().1;
    let again = opening::run(&load(include_str!("../models/registration.lifeline")).unwrap(), fragment);
    let run = &state.session.as_ref().unwrap().shared.read().run;
    assert_eq!((again.run.count(), again.run.cursor()), (run.count(), run.cursor()));
}

#[test]
fn opening_it_stops_the_clock_and_closing_it_leaves_nothing_behind() {
    let mut state = page("registration?run=connect.register-invalid.end");
    state.apply(Action::Close);
    assert_eq!(state.share, None);
    state.apply(Action::PlayOrPause);
    assert!(state.session.as_ref().unwrap().clock.is_running());
    state.apply(Action::Share(Change::Open(0..1)));
    assert_eq!(state.session.as_ref().unwrap().clock, Clock::Paused(None));
    // What comes late, after it was closed, opens nothing.
    state.apply(Action::Close);
    state.apply(Action::Share(Change::Tell(Told::Copied)));
    assert_eq!(state.share, None);
}

#[test]
fn what_came_of_a_press_is_said_until_something_else_is_chosen() {
    let mut state = page("registration/not-valid");
    state.apply(Action::Share(Change::Tell(Told::Copied)));
    assert_eq!(state.share.as_ref().unwrap().told, Some(Told::Copied));
    choose(&mut state, "data-share", "mermaid");
    assert_eq!(state.share.as_ref().unwrap().told, None);
}

#[test]
fn every_form_has_its_text_and_a_file_that_is_named_after_the_run() {
    let mut state = page("registration/not-valid");
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
        ("json", "{\n  \"schema\": 1,", Some("json")),
    ];
    assert_eq!(begins.len(), FORMS.len());
    for (id, begin, ending) in begins {
        choose(&mut state, "data-share", id);
        let text = text(&state);
        assert!(text.starts_with(begin), "{id}: {text}");
        assert_eq!(with(&state, |it| it.file_name()), ending.map(|it| format!("registration-not-valid.{it}")), "{id}");
        if ending.is_some() {
            assert!(text.contains("assumed: timeout 10 s"), "{id} does not say what was assumed");
        }
    }
    choose(&mut state, "data-share", "figure");
    assert!(with(&state, |it| it.file()).starts_with("<svg "));
    // A run of the reader's own has no scenario to be named after.
    state = page("registration?run=connect.end");
    choose(&mut state, "data-share", "json");
    assert_eq!(with(&state, |it| it.file_name()).as_deref(), Some("registration.json"));
}

#[test]
fn a_picture_is_of_the_whole_run_or_of_what_the_reader_sees_in_the_colours_that_are_chosen() {
    let mut state = page("registration/both-errors?at=6");
    choose(&mut state, "data-share", "svg");
    let whole = text(&state);
    assert!(whole.contains("data-event=\"15\"") && whole.contains("prefers-color-scheme"));
    choose(&mut state, "data-share-extent", "here");
    choose(&mut state, "data-share-theme", "dark");
    let here = text(&state);
    assert!(!here.contains("data-event=\"15\"") && here.contains("data-event=\"6\""));
    assert!(here.contains("#12171a") && !here.contains("prefers-color-scheme"));
    // Pixels follow nothing, so they are light where nothing else is chosen.
    choose(&mut state, "data-share-theme", "either");
    choose(&mut state, "data-share", "png");
    assert!(text(&state).contains("#ffffff") && !text(&state).contains("prefers-color-scheme"));
    // The picture beside a page goes with a link to the whole run.
    choose(&mut state, "data-share", "figure");
    assert_eq!(with(&state, |it| it.file()), whole);
    for (given, taken) in [("3", 3), ("1", 1), ("9", 3), ("x", 3)] {
        choose(&mut state, "data-share-scale", given);
        assert_eq!(state.share.as_ref().unwrap().scale, taken, "{given}");
    }
}

#[test]
fn of_a_run_too_long_for_a_picture_it_shows_the_part_in_sight() {
    let mut state = page("registration?run=connect.600x-send-other.end");
    {
        let document = &mut *state.session.as_ref().unwrap().shared.draw();
        let mut layout = Layout::new(document.run.model(), &narration::ENGLISH, Size::Roomy);
        layout.append(document.run.model(), document.run.trace());
        document.layout = Some((0, layout));
    }
    choose(&mut state, "data-share", "svg");
    assert!(with(&state, |it| it.is_part()));
    let part = with(&state, |it| it.picture());
    assert!(part.height < 800, "{}", part.height);
    let count = state.session.as_ref().unwrap().shared.read().run.count();
    let words: String = part.svg.split('<').filter_map(|piece| Some(piece.split_once('>')?.1)).collect();
    assert!(words.contains(&format!("A part of a longer diagram: by here, {count} things have happened.")), "{words}");
    // A text is whole all the same.
    choose(&mut state, "data-share", "mermaid");
    assert_eq!(text(&state).matches("RequestAgentLogin").count(), 600);
    choose(&mut state, "data-share", "json");
    let text = text(&state);
    assert!(beginning(&text).len() < text.len() && text.starts_with(beginning(&text)));
}

#[test]
fn its_buttons_are_found_by_their_hooks() {
    let state = page("");
    for (hook, value, deed) in [
        ("data-control", "share", Deed::Open),
        ("data-control", "close", Deed::Close),
        ("data-copy", "", Deed::Copy),
        ("data-download", "", Deed::Download),
    ] {
        assert!(matches!(press(&state, hook, value), Some(Press::Share(meant)) if meant == deed), "{hook}");
    }
    let ids: Vec<_> = FORMS.iter().map(|form| form.id).collect();
    assert_eq!(ids.iter().collect::<std::collections::HashSet<_>>().len(), ids.len());
    assert!(FORMS.iter().all(|form| (form.shows == Shows::Png) == (form.id == "png")));
    assert_eq!(Share::change(None, Change::Choose("data-share", "json".into())), None);
}
