//! What opening a file of the reader's own does to the page: what is open then, what is said, and what stays; no browser in sight.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed test is a panic")]

use std::rc::Rc;

use lifeline_core::link::write_selected;

use crate::embedded::Embedded;
use crate::opening;
use crate::own::{self, Change, Mistakes, Opening};
use crate::presses::Press;
use crate::share::{self, FORMS, Source};
use crate::state::{Action, Notice, State};
use crate::state_tests::{act, do_it, page, session};
use crate::words::WORDS;

const DHCP: &str = include_str!("../core/tests/models/dhcp.lifeline");
const REGISTRATION: &str = include_str!("../models/registration.lifeline");

/// Hands a file over on a page with this address, as far as the page's state goes; gives the link that is open then.
fn give(state: &mut State, file: &str, text: &str, address: &str) -> (bool, String) {
    match own::model(file, text) {
        Ok(own) => {
            let Opening { own, opened, notices, is_new } = own::open(state, own, address);
            state.apply(Action::Own(Change::Take(Rc::new(own))));
            state.apply(Action::Open(Some(Box::new(opened)), notices));
            (is_new, link(state))
        }
        Err(problems) => {
            let mistakes = Mistakes { file: file.into(), problems: problems.unwrap() };
            state.apply(Action::Own(Change::Mistake(Rc::new(mistakes))));
            (false, link(state))
        }
    }
}

fn link(state: &State) -> String {
    let session = session(state);
    write_selected(&session.shared.read().run, session.scenario, session.selected)
}

fn notices(state: &State) -> Vec<&str> {
    state.notices.iter().map(Notice::text).collect()
}

/// The registration model in which nothing but registering validly is left to do, without its figures.
fn less() -> String {
    let text = REGISTRATION.split("\nscenario ").next().unwrap();
    text.replace("action register-invalid of", "action something-else of")
}

#[test]
fn a_file_opens_as_an_empty_run_and_its_id_means_it_from_then_on() {
    let mut state = page("registration/not-valid");
    assert!(state.own().is_none());
    let opened = give(&mut state, "my dhcp.lifeline", DHCP, "registration/not-valid");
    assert_eq!(opened, (true, "dhcp?run=end".to_owned()));
    assert_eq!(&*state.own().unwrap().file, "my dhcp.lifeline");
    assert_eq!(&*state.said.words, "“my dhcp.lifeline” is open: A DHCP lease.");
    assert!(state.found("dhcp").is_some() && state.found("registration").is_none());
}

#[test]
fn a_link_that_waited_for_the_file_is_played_with_it() {
    let mut state = page("");
    let (is_new, link) = give(&mut state, "dhcp.lifeline", DHCP, "dhcp/renewal");
    assert_eq!((is_new, link.as_str()), (false, "dhcp/renewal"));
    let mut state = page("");
    give(&mut state, "dhcp.lifeline", DHCP, "dhcp?run=discver.end");
    assert_eq!(notices(&state).len(), 1, "what is wrong with the link is said: {:?}", notices(&state));
}

#[test]
fn another_model_with_the_id_of_the_sites_goes_before_it_and_is_never_mixed_with_it() {
    let mut state = page("registration?run=connect.register-invalid.end");
    let site = state.model().unwrap();
    let (is_new, link) = give(&mut state, "registration.lifeline", REGISTRATION, "registration?run=end");
    assert_eq!((is_new, link.as_str()), (false, "registration?run=connect.register-invalid.end"));
    assert!(state.own().is_some() && state.model().unwrap() != site);
    assert_eq!(state.found("registration"), state.model());
    // A model of the site that is open meanwhile is not taken for it.
    state.apply(Action::Open(Some(Box::new(opening::run(&site.0, "registration/retry"))), Vec::new()));
    assert!(state.own().is_none());
    assert_ne!(state.found("registration"), Some(site));
    // Once it is left, nothing of it is there.
    do_it(&mut state, "data-control", "dismiss");
    assert!(matches!(crate::presses::press(&state, "data-control", "leave"), Some(Press::Leave)));
    state.apply(Action::Own(Change::Close));
    assert!(state.session.is_none() && state.found("registration").is_none());
}

#[test]
fn a_changed_file_keeps_the_run_as_far_as_it_plays_and_says_the_rest() {
    let mut state = page("registration?run=connect.register-invalid.2s.disconnect.end");
    give(&mut state, "a.lifeline", REGISTRATION, "");
    act(&mut state, "connect");
    let before = link(&state);
    give(&mut state, "a.lifeline", &less(), &before);
    assert_eq!(link(&state), "registration?run=connect.end");
    let said = notices(&state);
    assert!(said[0].starts_with("“a.lifeline” is another version"), "{said:?}");
    assert!(said[1].starts_with("Step 2, “register-invalid”, is no longer in the model."), "{said:?}");
    // With the file as it was, all of it is back; so it is where the first change had mistakes.
    give(&mut state, "a.lifeline", &REGISTRATION.replace("become refused", "become refsed"), "");
    assert_eq!(link(&state), "registration?run=connect.end");
    give(&mut state, "a.lifeline", REGISTRATION, "");
    assert_eq!((link(&state), notices(&state).len()), (before, 0));
    // Whatever the reader does meanwhile counts.
    give(&mut state, "a.lifeline", &less(), "");
    act(&mut state, "register");
    give(&mut state, "a.lifeline", REGISTRATION, "");
    assert_eq!(link(&state), "registration?run=connect.register.end");
    // What could be undone still can be.
    do_it(&mut state, "data-control", "reset");
    give(&mut state, "a.lifeline", REGISTRATION, "");
    do_it(&mut state, "data-control", "undo");
    assert_eq!(link(&state), "registration?run=connect.register.end");
}

#[test]
fn a_file_with_mistakes_leaves_what_was_open_and_says_where_they_are() {
    let mut state = page("registration/not-valid");
    give(&mut state, "my.lifeline", &REGISTRATION.replace("become refused", "become refsed"), "");
    assert_eq!(link(&state), "registration/not-valid");
    assert!(state.own().is_none());
    let mistakes = state.owned.mistakes.clone().unwrap();
    assert!(mistakes.problems.listed().len() > 1);
    let first = &mistakes.problems.listed()[0];
    assert_eq!(
        (first.replacement.as_ref().map(|it| &*it.text), &first.excerpt[first.marked.0 as usize..]),
        (Some("refused"), "refsed")
    );
    let (line, column) = (first.place.line, first.place.column);
    let begin =
        format!("“my.lifeline” has {} mistakes. Line {line}, column {column}: ", mistakes.problems.listed().len());
    assert!(state.said.words.starts_with(&begin), "{}", state.said.words);
    assert!(state.said.words.contains("Did you mean refused?"), "{}", state.said.words);
    // The page goes on, and they stay until they are dismissed or mended.
    act(&mut state, "connect");
    assert!(state.owned.mistakes.is_some());
    do_it(&mut state, "data-control", "mended");
    assert!(state.owned.mistakes.is_none());
    give(&mut state, "my.lifeline", "model", "");
    give(&mut state, "my.lifeline", DHCP, "");
    assert!(state.owned.mistakes.is_none());
}

#[test]
fn what_can_be_no_model_is_said_in_words() {
    let bytes = |text: &str| Some(text.as_bytes().to_vec());
    assert_eq!(own::text("a", bytes("model x \"é\"")), Ok("model x \"é\"".to_owned()));
    let no_text = Err("“a.png” is not a text file. A model is plain text, in UTF-8.".to_owned());
    assert_eq!(own::text("a.png", Some(vec![0x89, b'P', b'N', b'G'])), no_text);
    assert_eq!(own::text("a.png", bytes("a\0b")), no_text);
    assert!(own::text("a", None).unwrap_err().contains("can’t be read"));
    assert_eq!(own::size("a", 256 * 1024), Ok(()));
    assert!(own::size("a", 256 * 1024 + 1).unwrap_err().contains("256 KB at most"));
    let mut state = page("registration/not-valid");
    state.apply(Action::Own(Change::Refuse(WORDS.own_one_file.to_owned())));
    assert_eq!((notices(&state), link(&state)), (vec![WORDS.own_one_file], "registration/not-valid".to_owned()));
    // A name is quoted, cut, and made harmless, as everything is that comes from elsewhere.
    let name = ["\u{202e}", &"x".repeat(60)].concat();
    assert_eq!(own::named(&name), ["“·", &"x".repeat(39), "…”"].concat());
}

#[test]
fn a_scenario_that_cannot_be_played_is_a_mistake_with_its_place() {
    let text = REGISTRATION.replace("  play connect, register\n", "  play connect, register, register\n");
    let problems = own::model("a", &text).unwrap_err().unwrap();
    assert_eq!(problems.listed().len(), 1);
    assert!(problems.listed()[0].found.contains("can't be played here"), "{problems}");
}

#[test]
fn what_is_kept_for_a_reload_is_found_again_as_it_was() {
    let kept = own::recalled(&own::kept("dhcp", "a\nb.lifeline", DHCP)).unwrap();
    assert_eq!((&*kept.id, &*kept.file, &*kept.text), ("dhcp", "a b.lifeline", DHCP));
    for nothing in ["", "\n\n", "dhcp", "dhcp\nfile"] {
        assert_eq!(own::recalled(nothing), None, "{nothing:?}");
    }
}

#[test]
fn a_model_with_things_that_are_odd_opens_with_them() {
    let odd = include_str!("../core/tests/mistakes/never-used.lifeline");
    let mut state = page("");
    give(&mut state, "reading-room.lifeline", odd, "");
    assert_eq!(state.own().unwrap().warnings.len(), 2);
}

#[test]
fn a_page_inside_another_one_shows_the_model_that_it_was_handed() {
    let given = |given: &str| Embedded { given: given.to_owned(), ..Embedded::default() };
    for (link, whole) in [
        ("", "dhcp"),
        ("?run=end", "dhcp?run=end"),
        ("/renewal", "dhcp/renewal"),
        ("dhcp/renewal", "dhcp/renewal"),
        ("registration", "registration"),
    ] {
        assert_eq!(given(link).link("dhcp"), whole);
    }
}

#[test]
fn the_share_dialogue_says_that_the_model_is_only_here() {
    let mut state = page("");
    give(&mut state, "my dhcp #2.lifeline", DHCP, "dhcp/renewal");
    state.apply(Action::Share(share::Change::Open(0..400)));
    let look = |state: &State, id: &str, own: Option<&str>| {
        let session = session(state);
        let mut share = state.share.clone().unwrap();
        share.form = FORMS.iter().position(|form| form.id == id).unwrap();
        let (document, base) = (&*session.shared.read(), "https://docs.example/lifeline/");
        let source = Source { document, scenario: session.scenario, base, share: &share, own };
        (source.caution(), source.text(), source.offers(share.form()))
    };
    let file = state.own().unwrap().file.clone();
    for id in ["link", "here", "figure", "messages"] {
        let (caution, ..) = look(&state, id, Some(&file));
        assert!(caution.unwrap().contains("only where “my dhcp #2.lifeline” has been opened"), "{id}");
        assert_eq!(look(&state, id, None).0, None);
    }
    let (caution, text, _) = look(&state, "element", Some(&file));
    assert!(caution.unwrap().contains("beside your page"));
    assert!(text.contains(r#"<lifeline-diagram model="my dhcp %232.lifeline" scenario="renewal">"#), "{text}");
    assert!(!text.contains("<a "), "there is no page to link to: {text}");
    assert!(look(&state, "element", Some("notes.txt")).1.contains(r#"model="./notes.txt""#));
    assert!(!look(&state, "frame", Some(&file)).2 && look(&state, "frame", None).2);
    for id in ["svg", "mermaid", "json"] {
        assert_eq!(look(&state, id, Some(&file)).0, None, "nothing in it leads to the run");
    }
}
