//! Writing a model: what plays while its text changes, what the browser is asked to keep, and what keys do to the text.

use std::rc::Rc;

use lifeline_core::link::{CARRIED, carry};

use super::common::{
    REGISTRATION, act, answer, arrive, broken, changed, dispatch, follow, link, notices, open_file, outcomes, page,
    session,
};
use crate::state::State;
use crate::state::action::{RunAction, WriteAction};
use crate::state::custom_model::{Content, File, Origin};
use crate::state::disk_file::{DiskFile, FileError, FileNumber};
use crate::state::drafts::{Draft, DraftId};
use crate::state::editing::{Edit, completion, enter, indent, outdent, remedy};
use crate::state::kept::KeptModel;
use crate::state::loading::{Arrival, Surroundings};
use crate::state::outcome::Outcome;
use crate::state::writing::{CRIB, Reading, TEMPLATE, Writing, standing};
use crate::words::WORDS;

fn writing(state: &State) -> &Writing {
    state.writing.as_ref().unwrap()
}

/// What came of reading a text, as the worker says it.
fn reading(text: &str) -> Rc<Reading> {
    Rc::new(Reading { text: text.into(), outcome: lifeline_page::worker::read(text) })
}

/// What stands in the field is read, as the page does when nothing is typed for a moment.
fn read(state: &mut Rc<State>) {
    let text = Rc::clone(&writing(state).draft.text);
    dispatch(state, WriteAction::Read(reading(&text)));
}

/// This is typed, and read.
fn write(state: &mut Rc<State>, text: &str) {
    dispatch(state, WriteAction::Type(text.into()));
    read(state);
}

fn draft(id: u32, name: &str, text: &str) -> Draft {
    Draft { id: DraftId(id), name: name.into(), text: text.into() }
}

/// A page on which a new draft was opened, and plays.
fn begun() -> Rc<State> {
    let mut state = page("registration/not-valid");
    dispatch(&mut state, WriteAction::Open(Vec::new()));
    read(&mut state);
    state
}

/// A page on which a draft of the registration model is open, and plays.
fn registering(link: &str) -> Rc<State> {
    let mut state = page(link);
    dispatch(&mut state, WriteAction::Change(Vec::new(), "Mine".into(), REGISTRATION.into()));
    read(&mut state);
    state
}

#[test]
fn the_first_draft_is_the_template_and_plays_its_scenario() {
    let mut state = page("registration/not-valid");
    dispatch(&mut state, WriteAction::Open(Vec::new()));
    assert_eq!(&*writing(&state).draft.text, TEMPLATE);
    assert!(state.custom().is_none(), "it is not played before it was read");
    read(&mut state);
    assert_eq!(link(&state), format!("{}/hello", carry(TEMPLATE).unwrap()));
    assert!(session(&state).touched, "so the address follows");
    assert_eq!(state.custom().unwrap().origin, Origin::Draft(DraftId(1)));
    assert!(notices(&state).is_empty());
    assert_eq!(writing(&state).reading.as_ref().unwrap().warnings(), []);
}

#[test]
fn the_run_is_kept_while_the_text_changes_and_the_address_carries_the_last_good_text() {
    let mut state = begun();
    dispatch(&mut state, RunAction::Reset);
    act(&mut state, "ask");
    act(&mut state, "ask");
    let text = changed(TEMPLATE, "note \"knows it now\"", "note \"has understood\"");
    write(&mut state, &text);
    assert_eq!(link(&state), format!("{}?run=2x-ask.end", carry(&text).unwrap()));
    // Whatever the model is called meanwhile.
    let renamed = changed(&text, "model first", "model fi");
    write(&mut state, &renamed);
    assert_eq!(link(&state), format!("{}?run=2x-ask.end", carry(&renamed).unwrap()));
    // A text with mistakes lets the one before play on.
    write(&mut state, &changed(&renamed, "answer Tell", "anser Tell"));
    assert_eq!(writing(&state).current().unwrap().mistakes().len(), 1);
    assert_eq!(link(&state), format!("{}?run=2x-ask.end", carry(&renamed).unwrap()));
    act(&mut state, "ask");
    assert_eq!(link(&state), format!("{}?run=3x-ask.end", carry(&renamed).unwrap()));
    assert!(notices(&state).is_empty() && state.custom.mistakes.is_none());
}

#[test]
fn what_does_not_play_for_a_while_comes_back() {
    let mut state = begun();
    act(&mut state, "ask");
    let without = changed(&changed(TEMPLATE, "action ask", "action tell"), "play ask", "play tell");
    write(&mut state, &without);
    assert_eq!((link(&state).ends_with("?run=end"), writing(&state).is_cut), (true, true));
    assert!(notices(&state).is_empty(), "nothing pops up while one writes");
    write(&mut state, TEMPLATE);
    assert_eq!((link(&state).ends_with("?run=2x-ask.end"), writing(&state).is_cut), (true, false));
}

#[test]
fn a_model_of_the_site_is_changed_with_the_run_that_is_open() {
    let mut state = registering("registration?run=connect.register-invalid.end");
    assert!(link(&state).starts_with(CARRIED) && link(&state).ends_with("?run=connect.register-invalid.end"));
    outcomes(&state);
    follow(&mut state, "registration/not-valid");
    assert!(state.writing.is_none(), "the draft is not what plays any more");
    assert_eq!(link(&state), "registration/not-valid");
    let kept = outcomes(&state);
    assert!(kept.contains(&Outcome::KeepDraft(draft(1, "Mine", REGISTRATION))), "{kept:?}");
    assert!(kept.contains(&Outcome::KeepWriting(None)));
}

#[test]
fn what_was_read_of_an_earlier_text_is_dropped() {
    let mut state = begun();
    dispatch(&mut state, WriteAction::Read(reading(&broken())));
    assert!(writing(&state).current().unwrap().mistakes().is_empty());
}

#[test]
fn a_page_that_is_loaded_again_has_its_draft_in_the_middle_of_a_word() {
    let text = format!("{TEMPLATE}\nin server rea");
    let carried = carry(TEMPLATE).unwrap();
    let kept = KeptModel { id: "first".to_owned(), file: "My model.lifeline".to_owned(), text: TEMPLATE.to_owned() };
    let mut state = arrive(Surroundings {
        link: format!("{carried}?run=ask.end"),
        arrival: Arrival::Reloaded,
        kept_model: Some(kept),
        drafts: vec![draft(7, "My model", &text)],
        writes: Some(DraftId(7)),
        ..Surroundings::default()
    });
    assert_eq!(*writing(&state).draft.text, *text);
    read(&mut state);
    assert_eq!(link(&state), format!("{carried}?run=ask.end"), "the last good text plays on");
    assert!(state.plays(DraftId(7)) && notices(&state).is_empty(), "it is not said to have come with the link");
    assert_eq!(state.custom().unwrap().file.as_ref(), "My model.lifeline");
    // Whoever comes to another page in the same window finds that.
    let surroundings = Surroundings {
        link: "registration/retry".to_owned(),
        drafts: vec![draft(7, "My model", &text)],
        writes: Some(DraftId(7)),
        ..Surroundings::default()
    };
    assert!(arrive(surroundings).writing.is_none());
}

#[test]
fn a_draft_that_never_was_a_model_stays_open_over_a_reload() {
    let surroundings = Surroundings {
        link: "registration/retry".to_owned(),
        arrival: Arrival::Reloaded,
        drafts: vec![draft(1, "New", "model")],
        writes: Some(DraftId(1)),
        ..Surroundings::default()
    };
    let mut state = arrive(surroundings);
    answer(&mut state);
    assert_eq!((&*writing(&state).draft.text, link(&state).as_str()), ("model", "registration/retry"));
}

#[test]
fn drafts_are_named_chosen_deleted_and_had_back() {
    let mut state = begun();
    outcomes(&state);
    dispatch(&mut state, WriteAction::Rename("  Pizza ".to_owned()));
    assert!(outcomes(&state).contains(&Outcome::KeepDraft(draft(1, "Pizza", TEMPLATE))));
    dispatch(&mut state, WriteAction::New);
    dispatch(&mut state, WriteAction::Rename("Pizza".to_owned()));
    assert_eq!(&*writing(&state).draft.name, "Pizza 2", "no two are called the same");
    dispatch(&mut state, WriteAction::Rename(" ".to_owned()));
    assert_eq!(&*writing(&state).draft.name, WORDS.write_unnamed);
    dispatch(&mut state, WriteAction::Type("model second".into()));
    dispatch(&mut state, WriteAction::Choose(DraftId(1)));
    assert_eq!(&*writing(&state).draft.text, TEMPLATE);
    dispatch(&mut state, WriteAction::Choose(DraftId(2)));
    assert_eq!(&*writing(&state).draft.text, "model second", "what was typed last is there");
    outcomes(&state);
    dispatch(&mut state, WriteAction::Delete);
    assert!(outcomes(&state).contains(&Outcome::DeleteDraft(DraftId(2))));
    assert_eq!((writing(&state).draft.id, state.drafts.len()), (DraftId(1), 1), "the one before is open");
    dispatch(&mut state, WriteAction::Restore);
    assert_eq!((&*writing(&state).draft.text, state.drafts.len()), ("model second", 2));
    assert!(outcomes(&state).contains(&Outcome::KeepDraft(draft(2, WORDS.write_unnamed, "model second"))));
}

#[test]
fn a_draft_that_is_had_back_leaves_what_was_typed_meanwhile() {
    let mut state = begun();
    dispatch(&mut state, WriteAction::Delete);
    assert!(!state.plays(writing(&state).draft.id), "what was deleted plays on, and not the new one");
    dispatch(&mut state, WriteAction::Type("model second".into()));
    dispatch(&mut state, WriteAction::Restore);
    let texts = |state: &State| state.drafts.iter().map(|draft| draft.text.to_string()).collect::<Vec<_>>();
    assert_eq!(texts(&state), [TEMPLATE, "model second"]);
    assert!(state.plays(writing(&state).draft.id));
    // Another window knows nothing of what was deleted here.
    dispatch(&mut state, WriteAction::Choose(DraftId(2)));
    dispatch(&mut state, WriteAction::Delete);
    let elsewhere = vec![draft(2, "Elsewhere", "model elsewhere"), draft(1, "First", TEMPLATE)];
    dispatch(&mut state, WriteAction::KeptElsewhere(elsewhere));
    dispatch(&mut state, WriteAction::Restore);
    assert_eq!(texts(&state), ["model second", TEMPLATE, "model elsewhere"]);
    assert_eq!(writing(&state).draft.id, DraftId(3));
    // Nor does a new draft take the place of one that is open here and was deleted there.
    dispatch(&mut state, WriteAction::KeptElsewhere(Vec::new()));
    dispatch(&mut state, WriteAction::New);
    assert_eq!(texts(&state), [TEMPLATE, "model second"]);
}

#[test]
fn the_draft_that_was_written_last_is_opened_or_the_readers_own_model() {
    let drafts = vec![draft(4, "Newest", "model newest"), draft(9, "Old", TEMPLATE)];
    let mut state = page("registration");
    dispatch(&mut state, WriteAction::Open(drafts.clone()));
    assert_eq!(writing(&state).draft.id, DraftId(4));
    dispatch(&mut state, WriteAction::Choose(DraftId(9)));
    read(&mut state);
    dispatch(&mut state, WriteAction::Close);
    assert!(state.writing.is_none() && state.plays(DraftId(9)), "it plays on");
    dispatch(&mut state, WriteAction::Open(drafts.clone()));
    assert_eq!(writing(&state).draft.id, DraftId(9), "what plays is what is written");
    dispatch(&mut state, WriteAction::Close);
    open_file(&mut state, "mine.lifeline", &changed(REGISTRATION, "model registration", "model mine"));
    dispatch(&mut state, WriteAction::Open(drafts));
    assert_eq!((writing(&state).draft.id, state.drafts.len()), (DraftId(10), 3), "a draft of the file");
    // A file that is opened now is one, too, whatever is wrong with it.
    open_file(&mut state, "broken.lifeline", &broken().replace('\n', "\r\n"));
    assert_eq!((&*writing(&state).draft.name, &*writing(&state).draft.text), ("broken", &*broken()));
    assert!(state.custom.mistakes.is_none());
}

#[test]
fn another_window_changes_what_is_open_here() {
    let mut state = begun();
    let changed = vec![draft(1, "Elsewhere", "model elsewhere")];
    dispatch(&mut state, WriteAction::KeptElsewhere(changed.clone()));
    assert_eq!(writing(&state).draft, changed[0]);
    dispatch(&mut state, WriteAction::KeptElsewhere(Vec::new()));
    assert_eq!(writing(&state).draft, changed[0], "what was deleted there can be kept here");
}

#[test]
fn what_is_typed_here_stays_while_another_window_changes_other_drafts() {
    let mut state = begun();
    let opened = writing(&state).draft.clone();
    let other = draft(2, "Elsewhere", "model elsewhere");
    let type_here = |state: &mut Rc<State>, text: &str| dispatch(state, WriteAction::Type(text.into()));
    // The browser keeps what is typed a moment later, so it still has the text as it was opened.
    type_here(&mut state, "model one");
    dispatch(&mut state, WriteAction::KeptElsewhere(vec![other.clone(), opened.clone()]));
    assert_eq!(&*writing(&state).draft.text, "model one");
    // It has been kept, and the writer has gone on.
    let kept = writing(&state).draft.clone();
    dispatch(&mut state, WriteAction::Kept(kept.clone(), true));
    type_here(&mut state, "model one two");
    dispatch(&mut state, WriteAction::KeptElsewhere(vec![other.clone(), kept.clone()]));
    assert_eq!(&*writing(&state).draft.text, "model one two");
    // There was no room for it.
    let unkept = writing(&state).draft.clone();
    dispatch(&mut state, WriteAction::Kept(unkept, false));
    dispatch(&mut state, WriteAction::KeptElsewhere(vec![kept.clone()]));
    assert_eq!(&*writing(&state).draft.text, "model one two");
    // Another name there leaves the text as it is here.
    let renamed = Draft { name: "Renamed".into(), ..kept };
    dispatch(&mut state, WriteAction::KeptElsewhere(vec![renamed.clone(), other]));
    assert_eq!(writing(&state).draft, Draft { text: "model one two".into(), ..renamed.clone() });
    // Another text there is followed: of two that are written at once, the one that is kept last stands.
    let written = Draft { text: "model there".into(), ..renamed };
    dispatch(&mut state, WriteAction::KeptElsewhere(vec![written.clone()]));
    assert_eq!(writing(&state).draft, written);
}

#[test]
fn a_draft_that_was_only_opened_is_told_to_find_no_room() {
    let mut state = begun();
    open_file(&mut state, "second.lifeline", TEMPLATE);
    read(&mut state);
    let (first, second) = (state.drafts[1].clone(), writing(&state).draft.clone());
    let says = |state: &State| standing(writing(state), true).contains(WORDS.write_unkept);
    dispatch(&mut state, WriteAction::Kept(second.clone(), false));
    assert!(says(&state));
    dispatch(&mut state, WriteAction::Kept(first, true));
    assert!(says(&state), "of another draft nothing is told here");
    dispatch(&mut state, WriteAction::Kept(second, true));
    assert!(!says(&state));
}

/// The text with the edit, and with `|` at the ends of what is selected then.
fn edited(text: &str, edit: &Edit) -> String {
    let mut units: Vec<u16> = text.encode_utf16().collect();
    units.splice(edit.range.0 as usize..edit.range.1 as usize, edit.text.encode_utf16());
    let (from, to) = edit.select;
    units.insert(to as usize, u16::from(b'|'));
    if from != to {
        units.insert(from as usize, u16::from(b'|'));
    }
    String::from_utf16(&units).unwrap()
}

/// A text without the `|` in it, and where they were.
fn marked(text: &str) -> (String, (u32, u32)) {
    let units = |text: &str| text.encode_utf16().count() as u32;
    let parts: Vec<&str> = text.split('|').collect();
    let start = units(parts[0]);
    let end = if parts.len() == 3 { start + units(parts[1]) } else { start };
    (parts.concat(), (start, end))
}

#[test]
fn the_language_in_short_is_the_language() {
    let text = format!("model crib \"Crib\"\n{CRIB}message Tell\nstates server\n  ready\n");
    assert_eq!(reading(&text).mistakes(), []);
    assert!(reading(&text).warnings().iter().all(|warning| !warning.found.contains("can't be played")));
}

#[test]
fn keys_indent() {
    type Key = fn(&str, (u32, u32)) -> Edit;
    let cases: [(Key, &str, &str); 12] = [
        (enter, "  on Ask|", "  on Ask\n    |"),
        (enter, "    answer Tell|\n", "    answer Tell\n    |\n"),
        (enter, "message 𝒜sk|", "message 𝒜sk\n|"),
        (enter, "in server| ready", "in server\n  | ready"),
        (enter, "|model|", "\n|"),
        (indent, "ab|", "ab  |"),
        (indent, "a|b", "a |b"),
        (indent, "a|b\n\nc|d\n", "|  ab\n\n  cd|\n"),
        (outdent, "    a|b", "  a|b"),
        (outdent, "|ab", "|ab"),
        (outdent, " |ab", "|ab"),
        (outdent, "  a|b\n\tc|d\n e", "|ab\ncd|\n e"),
    ];
    for (key, before, after) in cases {
        let (text, selection) = marked(before);
        assert_eq!(edited(&text, &key(&text, selection)), after, "{before}");
    }
}

#[test]
fn a_remedy_puts_a_word_in_the_place_of_a_word() {
    let text = changed(TEMPLATE, "answer Tell", "anser Tell");
    let reading = reading(&text);
    let edit = remedy(&text, reading.mistakes()[0].replacement.as_ref().unwrap());
    assert_eq!(edited(&text, &edit), changed(TEMPLATE, "answer Tell", "answer| Tell"));
}

#[test]
fn a_word_is_completed_at_the_end_of_its_line() {
    let cases = [
        ("participant client\nstates cl|", Some("ient")),
        ("pa|", Some("rticipant")),
        ("message RegisterMe\nmessage RegisterYou\nsend RegisterYou\nsend Reg|", Some("isterYou")),
        // Not within a line, within a text, for one letter, or for a word that is whole.
        ("participant client\nstates cl| of", None),
        ("participant client\nnote \"cl|", None),
        ("participant client\n# cl|", None),
        ("participant client\nstates c|", None),
        ("participant client\nstates client|", None),
        ("message on\nmessage onward\n  on|", None),
    ];
    for (before, expected) in cases {
        let (text, (caret, _)) = marked(before);
        assert_eq!(completion(&text, caret).as_deref(), expected, "{before}");
    }
}

/// A file with this text.
fn on_disk(text: &str) -> File {
    File { name: "mine.lifeline".to_owned(), content: Content::Bytes(text.as_bytes().into()) }
}

/// A page on which a file with this text was opened.
fn opened_from_disk(text: &str) -> Rc<State> {
    let mut state = begun();
    dispatch(&mut state, WriteAction::OpenFile(FileNumber(0), on_disk(text)));
    read(&mut state);
    state
}

fn file(state: &State) -> &DiskFile {
    writing(state).file.as_ref().unwrap()
}

#[test]
fn a_file_on_disk_is_followed_while_nothing_is_typed() {
    let mut state = opened_from_disk(TEMPLATE);
    assert_eq!((&*writing(&state).draft.name, &*writing(&state).draft.text), ("mine", TEMPLATE));
    let elsewhere = changed(TEMPLATE, "answer Tell", "send Tell to client");
    let before = writing(&state).edits;
    dispatch(&mut state, WriteAction::FileChanged(FileNumber(0), on_disk(&elsewhere)));
    assert_eq!(*writing(&state).draft.text, elsewhere);
    assert!(writing(&state).edits > before, "so it is kept and read");
    // Of another file, nothing is taken.
    dispatch(&mut state, WriteAction::FileChanged(FileNumber(1), on_disk("else")));
    assert_eq!(*writing(&state).draft.text, elsewhere);
}

#[test]
fn where_file_and_text_have_both_changed_the_reader_chooses() {
    let (here, elsewhere) = (changed(TEMPLATE, "knows", "knew"), changed(TEMPLATE, "answer Tell", "anser Tell"));
    for (choice, expected) in [(WriteAction::TakeFile, &elsewhere), (WriteAction::KeepDraft, &here)] {
        let mut state = opened_from_disk(TEMPLATE);
        write(&mut state, &here);
        dispatch(&mut state, WriteAction::FileChanged(FileNumber(0), on_disk(&elsewhere)));
        assert_eq!((&*writing(&state).draft.text, file(&state).other.as_deref()), (&*here, Some(&*elsewhere)));
        dispatch(&mut state, choice);
        assert_eq!((&*writing(&state).draft.text, &file(&state).other), (&**expected, &None));
        assert_eq!(*file(&state).text, elsewhere);
    }
    // The same change on both sides leaves nothing to choose.
    let mut state = opened_from_disk(TEMPLATE);
    write(&mut state, &here);
    dispatch(&mut state, WriteAction::FileChanged(FileNumber(0), on_disk(&here)));
    assert_eq!((&*file(&state).text, &file(&state).other), (&*here, &None));
}

#[test]
fn a_file_is_saved_with_its_own_line_ends_and_what_is_in_the_way_is_told() {
    let mut state = opened_from_disk(&TEMPLATE.replace('\n', "\r\n"));
    assert_eq!(*writing(&state).draft.text, *TEMPLATE);
    assert_eq!(file(&state).written("a\nb\n"), "a\r\nb\r\n");
    let marked = opened_from_disk(&format!("\u{feff}{TEMPLATE}"));
    assert_eq!((&*writing(&marked).draft.text, &*file(&marked).written("a\n")), (TEMPLATE, "\u{feff}a\n"));
    let here = changed(TEMPLATE, "knows", "knew");
    write(&mut state, &here);
    dispatch(&mut state, WriteAction::FileFailed(FileNumber(0), FileError::Gone));
    assert!(file(&state).trouble.as_ref().is_some_and(|words| words.contains("mine.lifeline")));
    assert_eq!(*file(&state).text, *TEMPLATE);
    dispatch(&mut state, WriteAction::Saved(FileNumber(0), here.as_str().into()));
    assert_eq!((&*file(&state).text, &file(&state).trouble), (&*here, &None));
    // What is no text leaves the field as it is.
    dispatch(&mut state, WriteAction::FileChanged(FileNumber(0), on_disk("\0")));
    assert_eq!(*writing(&state).draft.text, here);
    assert!(file(&state).trouble.is_some());
}
