//! What opening a file of the reader's own does to the page: what is open then, what is said, and what stays.

use lifeline_core::model::limits;

use super::common::{
    DHCP, REGISTRATION, act, answer, broken, changed, dispatch, follow, link, notices, open_file, outcomes, page,
    session,
};
use crate::state::State;
use crate::state::action::{OpenAction, PageAction, RunAction, ShareAction};
use crate::state::custom_model::{Content, CustomModel, File, Origin, headline, named, place};
use crate::state::forms::{FORMS, Source};
use crate::state::kept::KeptModel;
use crate::state::outcome::{FocusTarget, Outcome};
use crate::state::viewport::Viewport;
use crate::words::WORDS;
use lifeline_core::link::{Uncarried, carry};
use lifeline_core::narration::fill;

fn kept(id: &str, file: &str, text: &str) -> KeptModel {
    KeptModel { id: id.to_owned(), file: file.to_owned(), text: text.to_owned() }
}

/// Whether the browser is asked to go to another address.
fn is_pushed(state: &State) -> bool {
    outcomes(state).iter().any(|outcome| matches!(outcome, Outcome::Push { .. }))
}

/// The registration model in which nothing but registering validly is left to do, without its figures.
fn less() -> String {
    let (text, _) = REGISTRATION.split_once("\nscenario ").unwrap();
    changed(text, "action register-invalid of", "action something-else of")
}

#[test]
fn a_file_opens_as_an_empty_run_at_an_address_of_its_own_and_is_kept_for_a_reload() {
    let mut state = page("registration/not-valid");
    assert!(state.custom().is_none());
    outcomes(&state);
    open_file(&mut state, "my dhcp.lifeline", DHCP);
    assert_eq!(link(&state), "dhcp?run=end");
    assert_eq!(&*state.custom().unwrap().file, "my dhcp.lifeline");
    let title = state.model().unwrap().title().in_language(WORDS.code).to_owned();
    let said = fill(WORDS.own_is_read, &[("file", &named("my dhcp.lifeline")), ("title", &title)]);
    assert_eq!(*state.announcement.words, said);
    assert_eq!(
        outcomes(&state),
        [
            Outcome::KeepModel(Some(kept("dhcp", "my dhcp.lifeline", DHCP))),
            Outcome::Push { left: None, link: "dhcp".to_owned() },
            Outcome::Focus(FocusTarget::Diagram),
        ]
    );
}

#[test]
fn what_is_left_for_a_file_keeps_its_own_address() {
    let mut state = page("registration?run=end");
    act(&mut state, "connect");
    outcomes(&state);
    open_file(&mut state, "dhcp.lifeline", DHCP);
    let left = Some("registration?run=connect.end".to_owned());
    assert!(outcomes(&state).contains(&Outcome::Push { left, link: "dhcp".to_owned() }));
}

#[test]
fn in_its_window_the_id_of_a_file_means_it() {
    let mut state = page("");
    open_file(&mut state, "dhcp.lifeline", DHCP);
    let model = state.model();
    follow(&mut state, "registration/retry");
    assert!(state.custom().is_none(), "the site's model is not taken for it");
    dispatch(&mut state, OpenAction::Link("dhcp/renewal".to_owned()));
    assert_eq!((state.model(), link(&state)), (model, "dhcp/renewal".to_owned()), "it is asked for nowhere");
    assert!(state.custom().is_some());
}

#[test]
fn a_link_that_waited_for_the_file_is_played_with_it() {
    let mut state = page("dhcp/renewal");
    assert!(notices(&state).contains(&WORDS.own_if_yours), "{:?}", notices(&state));
    open_file(&mut state, "dhcp.lifeline", DHCP);
    assert_eq!((link(&state), notices(&state).len()), ("dhcp/renewal".to_owned(), 0));
    assert!(!is_pushed(&state), "that is the address already");
    let mut state = page("dhcp?run=discver.end");
    open_file(&mut state, "dhcp.lifeline", DHCP);
    assert_eq!(notices(&state).len(), 1, "what is wrong with the link is said: {:?}", notices(&state));
}

#[test]
fn a_link_that_waited_for_the_file_is_gone_to_again_where_the_reader_has_gone_on() {
    let mut state = page("dhcp/renewal");
    act(&mut state, "connect");
    outcomes(&state);
    open_file(&mut state, "dhcp.lifeline", DHCP);
    assert_eq!(link(&state), "dhcp/renewal");
    let left = Some("registration?run=connect.end".to_owned());
    assert!(outcomes(&state).contains(&Outcome::Push { left, link: "dhcp/renewal".to_owned() }));
    // Where what was open has stayed open, the address is that of the link already.
    let mut state = page("");
    act(&mut state, "connect");
    follow(&mut state, "dhcp/renewal");
    outcomes(&state);
    open_file(&mut state, "dhcp.lifeline", DHCP);
    assert_eq!((link(&state), is_pushed(&state)), ("dhcp/renewal".to_owned(), false));
    // Another link that was followed meanwhile is not gone back from.
    let mut state = page("dhcp/renewal");
    follow(&mut state, "registration/retry");
    open_file(&mut state, "dhcp.lifeline", DHCP);
    assert_eq!(link(&state), "dhcp?run=end");
}

#[test]
fn a_second_file_opens_at_an_address_of_its_own() {
    let mut state = page("registration/retry");
    open_file(&mut state, "dhcp.lifeline", DHCP);
    outcomes(&state);
    open_file(&mut state, "registration.lifeline", REGISTRATION);
    assert_eq!(link(&state), "registration?run=end");
    assert!(outcomes(&state).contains(&Outcome::Push { left: None, link: "registration".to_owned() }));
}

#[test]
fn another_model_with_the_id_of_the_sites_goes_before_it_until_it_is_left() {
    let mut state = page("registration?run=connect.register-invalid.end");
    let site = state.model();
    open_file(&mut state, "registration.lifeline", REGISTRATION);
    assert_eq!(link(&state), "registration?run=connect.register-invalid.end", "its run is carried over");
    assert!(state.custom().is_some() && state.model() != site);
    let own = state.model();
    follow(&mut state, "registration/retry");
    assert_eq!(state.model(), own);
    act(&mut state, "disconnect");
    let left = link(&state);
    outcomes(&state);
    dispatch(&mut state, OpenAction::LeaveCustom);
    assert!(state.session.is_none() && state.custom().is_none(), "nothing of it is there");
    assert_eq!(
        outcomes(&state),
        [
            Outcome::Push { left: Some(left), link: String::new() },
            Outcome::KeepModel(None),
            Outcome::Focus(FocusTarget::Diagram),
        ]
    );
    answer(&mut state);
    assert_eq!((link(&state), state.custom().is_none()), ("registration/both-errors?at=0".to_owned(), true));
    assert!(session(&state).clock.is_running(), "the site's own is shown as on arrival");
}

#[test]
fn a_changed_file_keeps_the_run_as_far_as_it_plays_and_says_the_rest() {
    let mut state = page("registration?run=connect.register-invalid.2s.disconnect.end");
    open_file(&mut state, "a.lifeline", REGISTRATION);
    act(&mut state, "connect");
    let before = link(&state);
    open_file(&mut state, "a.lifeline", &less());
    assert_eq!(link(&state), "registration?run=connect.end");
    let said = notices(&state);
    assert_eq!(said[0], fill(WORDS.own_no_longer, &[("file", &named("a.lifeline"))]));
    assert!(said[1].contains("register-invalid"), "{said:?}");
    // With the file as it was, all of it is back; so it is where the first change had mistakes.
    open_file(&mut state, "a.lifeline", &broken());
    assert_eq!(link(&state), "registration?run=connect.end");
    open_file(&mut state, "a.lifeline", REGISTRATION);
    assert_eq!((link(&state), notices(&state).len()), (before, 0));
    // Whatever the reader does meanwhile counts.
    open_file(&mut state, "a.lifeline", &less());
    act(&mut state, "register");
    open_file(&mut state, "a.lifeline", REGISTRATION);
    assert_eq!(link(&state), "registration?run=connect.register.end");
    // What could be undone still can be.
    dispatch(&mut state, RunAction::Reset);
    open_file(&mut state, "a.lifeline", REGISTRATION);
    dispatch(&mut state, RunAction::Undo);
    assert_eq!(link(&state), "registration?run=connect.register.end");
}

#[test]
fn a_file_with_mistakes_leaves_what_was_open_and_says_where_they_are() {
    let mut state = page("registration/not-valid");
    outcomes(&state);
    open_file(&mut state, "my.lifeline", &broken());
    assert_eq!(link(&state), "registration/not-valid");
    assert!(state.custom().is_none());
    assert_eq!(outcomes(&state), [Outcome::Focus(FocusTarget::Mistakes)], "it is not kept");
    let mistakes = state.custom.mistakes.clone().unwrap();
    let listed = mistakes.problems.listed();
    assert!(listed.len() > 1);
    let first = &listed[0];
    assert_eq!(
        (first.replacement.as_ref().map(|replacement| &*replacement.text), &first.excerpt[first.marked.0 as usize..]),
        (Some("refused"), "refsed")
    );
    let words = &state.announcement.words;
    assert!(words.starts_with(&format!("{} {}: ", headline(&mistakes), place(first))), "{words}");
    assert!(words.contains(&fill(WORDS.did_you_mean, &[("name", &"refused")])), "{words}");
    let count = listed.len().to_string();
    let all = fill(WORDS.own_mistakes, &[("file", &named("my.lifeline")), ("count", &count)]);
    assert_eq!(headline(&mistakes), all);
    // The page goes on, and they stay until they are dismissed or mended.
    act(&mut state, "connect");
    assert!(state.custom.mistakes.is_some());
    dispatch(&mut state, PageAction::DismissMistakes);
    assert!(state.custom.mistakes.is_none());
    open_file(&mut state, "my.lifeline", "model");
    assert!(state.custom.mistakes.is_some());
    assert_eq!(&*state.custom.taken, "", "nothing was taken");
    open_file(&mut state, "my.lifeline", DHCP);
    assert!(state.custom.mistakes.is_none());
}

#[test]
fn that_a_file_was_read_is_said_until_the_reader_goes_on() {
    let mut state = page("registration/not-valid");
    let title = |state: &State| state.model().unwrap().title().in_language(WORDS.code).to_owned();
    open_file(&mut state, "my.lifeline", DHCP);
    let said = fill(WORDS.own_is_read, &[("file", &named("my.lifeline")), ("title", &title(&state))]);
    assert_eq!(&*state.custom.taken, said);
    dispatch(&mut state, PageAction::DismissToast);
    assert_eq!(&*state.custom.taken, "");
    // Mended, it looks as before, and yet it is seen that it was read.
    open_file(&mut state, "my.lifeline", DHCP);
    assert_eq!(&*state.custom.taken, said);
    let action = session(&state).shared.read().run.offers()[0].action;
    dispatch(&mut state, RunAction::Act(action));
    assert_eq!(&*state.custom.taken, "");
    // What is wrong with a file is said elsewhere.
    open_file(&mut state, "my.lifeline", "model");
    assert_eq!(&*state.custom.taken, "");
}

#[test]
fn what_can_be_no_model_is_said_in_words() {
    let file = |name: &str, content| File { name: name.to_owned(), content };
    let bytes = |bytes: &[u8]| Content::Bytes(bytes.into());
    let kilobytes = (limits::FILE_BYTES / 1024).to_string();
    let mut state = page("registration/not-valid");
    for (content, said) in [
        (bytes(b"\x89PNG"), fill(WORDS.own_no_text, &[("file", &named("a.png"))])),
        (bytes(b"a\0b"), fill(WORDS.own_no_text, &[("file", &named("a.png"))])),
        (Content::Unreadable, fill(WORDS.own_unreadable, &[("file", &named("a.png"))])),
        (Content::TooLarge, fill(WORDS.own_too_large, &[("file", &named("a.png")), ("kilobytes", &kilobytes)])),
    ] {
        dispatch(&mut state, OpenAction::Files(vec![file("a.png", content)]));
        assert_eq!((notices(&state), link(&state)), (vec![&*said], "registration/not-valid".to_owned()));
    }
    dispatch(&mut state, OpenAction::Files(vec![file("a", bytes(b"model")), file("b", bytes(b"model"))]));
    assert_eq!((notices(&state), link(&state)), (vec![WORDS.own_one_file], "registration/not-valid".to_owned()));
    // A name is quoted, cut, and made harmless, as everything is that comes from elsewhere.
    let name = ["\u{202e}", &"x".repeat(60)].concat();
    assert_eq!(named(&name), ["“·", &"x".repeat(39), "…”"].concat());
}

#[test]
fn files_that_are_let_go_over_the_page_are_no_longer_held_over_it() {
    let mut state = page("registration/not-valid");
    dispatch(&mut state, PageAction::DragOver(true));
    assert!(state.custom.is_dragged_over);
    dispatch(&mut state, OpenAction::Files(Vec::new()));
    assert!(!state.custom.is_dragged_over);
    assert_eq!(notices(&state), [""; 0], "there is nothing to say about nothing");
    dispatch(&mut state, PageAction::DragOver(true));
    open_file(&mut state, "dhcp.lifeline", DHCP);
    assert!(!state.custom.is_dragged_over);
}

#[test]
fn a_scenario_that_cannot_be_played_is_told_with_its_place_and_leaves_the_others() {
    let text = changed(REGISTRATION, "  play connect, register\n", "  play connect, register, register\n");
    let mut state = page("");
    open_file(&mut state, "a", &text);
    let custom = state.custom().unwrap();
    let [problem] = &custom.warnings[..] else { panic!("{:?}", custom.warnings) };
    let line = text.lines().position(|line| line == "  play connect, register, register").unwrap() + 1;
    assert_eq!(problem.place.line as usize, line, "{problem}");
}

#[test]
fn a_model_with_things_that_are_odd_opens_with_them() {
    let odd = include_str!("../../../core/tests/mistakes/never-used.lifeline");
    let mut state = page("");
    open_file(&mut state, "reading-room.lifeline", odd);
    assert_eq!(state.custom().unwrap().warnings.len(), 2);
}

#[test]
fn a_dialogue_is_closed_by_a_model_that_opens() {
    let mut state = page("registration/not-valid");
    dispatch(&mut state, PageAction::ShowKeys);
    dispatch(&mut state, ShareAction::Open(Viewport::default()));
    open_file(&mut state, "dhcp.lifeline", DHCP);
    assert_eq!((&state.share, state.lists_keys), (&None, false));
}

#[test]
fn what_is_shared_of_a_run_takes_its_model_along() {
    let mut state = page("dhcp/renewal");
    open_file(&mut state, "my dhcp #2.lifeline", DHCP);
    dispatch(&mut state, ShareAction::Open(Viewport::default()));
    let look = |state: &State, id: &str, custom: Option<&CustomModel>| {
        let session = session(state);
        let mut share = state.share.clone().unwrap();
        share.form = FORMS.iter().position(|form| form.id == id).unwrap();
        let (document, base) = (&*session.shared.read(), "https://docs.example/lifeline/");
        let source = Source { document, scenario: session.scenario, base, share: &share, custom };
        (source.caution(), source.text(), source.offers(share.form()))
    };
    let custom = state.custom().unwrap();
    let mut large = custom.clone();
    large.carried = None;
    let mut notes = custom.clone();
    notes.file = "notes.txt".into();
    let carried = format!("#{}/renewal", carry(DHCP).unwrap());
    let of_this_file = |words| Some(fill(words, &[("file", &named(&custom.file))]));
    for id in ["link", "here", "figure", "messages"] {
        let (caution, text, _) = look(&state, id, Some(custom));
        assert_eq!(caution.as_deref(), Some(WORDS.share_carried), "{id}");
        assert!(text.contains(&carried), "{id}: {text}");
        assert_eq!(look(&state, id, Some(&large)).0, of_this_file(WORDS.share_own), "{id}");
        assert_eq!(look(&state, id, None).0, None, "{id}");
    }
    let (caution, text, _) = look(&state, "element", Some(custom));
    assert_eq!(caution, of_this_file(WORDS.share_own_element));
    assert!(text.contains(r#"<lifeline-diagram model="my dhcp %232.lifeline" scenario="renewal">"#), "{text}");
    assert!(!text.contains("<a "), "there is no page to link to: {text}");
    assert!(look(&state, "element", Some(&notes)).1.contains(r#"model="./notes.txt""#));
    assert!(!look(&state, "frame", Some(&large)).2 && look(&state, "frame", None).2);
    assert!(look(&state, "frame", Some(custom)).1.contains(&carried), "a frame by itself takes it along, too");
    for id in ["svg", "mermaid", "json"] {
        assert_eq!(look(&state, id, Some(custom)).0, None, "nothing in it leads to the run");
    }
}

#[test]
fn a_model_that_came_with_the_link_stays_in_the_address() {
    let carried = carry(DHCP).unwrap();
    let mut state = page(&format!("{carried}/renewal"));
    assert!(state.custom().is_some_and(|custom| custom.origin == Origin::Link));
    assert_eq!(notices(&state), [WORDS.link_mark_more], "whose model it is, is said");
    assert_eq!(link(&state), format!("{carried}/renewal"));
    let model = state.model().unwrap();
    dispatch(&mut state, OpenAction::Scenario(model.scenarios().next().unwrap().0));
    assert_eq!(link(&state), format!("{carried}/{}", model.scenarios().next().unwrap().1.id));
    assert_eq!(state.model(), Some(model), "it is read once");
    follow(&mut state, "registration/retry");
    assert!(state.custom().is_none(), "the site's models are the site's");
}

#[test]
fn a_model_that_came_with_the_link_is_never_kept_nor_taken_for_the_site_s() {
    let own =
        changed(REGISTRATION, "model registration \"Client registration", "model registration \"Another registration");
    let mut state = page(&format!("{}?run=end", carry(&own).unwrap()));
    assert!(outcomes(&state).iter().all(|outcome| !matches!(outcome, Outcome::KeepModel(Some(_)))));
    follow(&mut state, "registration/retry");
    assert!(state.model().unwrap().title().plain.starts_with("Client registration"));
    assert!(state.custom().is_none());
}

#[test]
fn a_model_that_was_damaged_on_its_way_opens_nothing() {
    let carried = carry(DHCP).unwrap();
    let damaged = format!("{}?run=end", &carried[..carried.len() - 9]);
    let state = page(&damaged);
    assert_eq!(notices(&state), [Uncarried::Damaged.to_string(), WORDS.instead.to_owned()]);
    assert!(state.model().is_some() && state.custom().is_none());
    let mut state = page("registration/retry");
    follow(&mut state, &damaged);
    assert_eq!((link(&state).as_str(), notices(&state).len()), ("registration/retry", 1), "what was open stays open");
}

#[test]
fn the_mistakes_of_a_model_in_a_link_are_told() {
    let state = page(&format!("{}?run=end", carry(&broken()).unwrap()));
    assert!(state.custom.mistakes.is_some() && state.model().is_some());
}
