//! A run outlives a change of its model: what still plays is played, what doesn't is said, and comes back when the model does.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::rc::Rc;

use common::{REGISTRATION, changed, loaded, registration};
use lifeline_core::link::{Migration, Opened, address, open, write, write_whole};
use lifeline_core::model::Model;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// The registration model with some of its text changed.
fn registration_with(changes: &[(&str, &str)]) -> Rc<Model> {
    loaded(&changes.iter().fold(REGISTRATION.to_owned(), |text, (piece, to)| changed(&text, piece, to)))
}

fn opened(model: &Rc<Model>, link: &str) -> Opened {
    open(model, &address(link))
}

fn kept(opened: &Opened) -> Migration {
    Migration::of(&opened.run, opened.scenario, opened.selected, 100_000)
}

fn link(opened: &Opened) -> String {
    write(&opened.run, opened.scenario)
}

/// Without the scenarios, since those that no longer play would be mistakes.
fn without_scenarios(text: &str) -> String {
    text[..text.find("\nscenario ").unwrap()].to_owned()
}

#[test]
fn under_the_same_model_it_is_the_same_run() {
    let again = registration_with(&[]);
    for text in [
        "registration?run=end",
        "registration/not-valid",
        "registration/both-errors?at=9",
        "registration/too-late?timeout=30s",
        "registration?timeout=30s&timer-starts=connect&at=3.1s&run=connect.2s.register-invalid.next.end",
        "registration?at=6&run=connect.register-invalid.4s.3x-send-other.disconnect.end",
    ] {
        let before = opened(&registration(), text);
        let after = kept(&before).play(&again);
        assert_eq!(after.notices(), Vec::<String>::new(), "{text}");
        assert_eq!((link(&after), after.run.trace()), (link(&before), before.run.trace()), "{text}");
    }
}

#[test]
fn what_can_be_undone_is_kept_too() {
    let mut before = opened(&registration(), "registration/not-valid");
    before.run.reset();
    let mut after = kept(&before).play(&registration_with(&[]));
    assert_eq!(write_whole(&after.run), "registration?run=end");
    assert!(after.run.undo());
    assert_eq!(write_whole(&after.run), "registration?run=connect.register-invalid.next.end");
}

#[test]
fn a_scenario_is_played_as_the_changed_model_has_it() {
    let before = opened(&registration(), "registration/successful");
    let now = registration_with(&[("play connect, register\n", "play connect, send-other, register\n")]);
    let after = kept(&before).play(&now);
    assert_eq!(link(&after), "registration/successful");
    assert!(after.run.trace().count() > before.run.trace().count());
    // Where it is gone, its run is kept all the same, with the settings it had.
    let before = opened(&registration(), "registration/silent-client");
    let now = loaded(&without_scenarios(REGISTRATION));
    let after = kept(&before).play(&now);
    assert_eq!(link(&after), "registration?timer-starts=connect&run=connect.next.end");
    assert_eq!(after.notices(), Vec::<String>::new());
}

#[test]
fn a_setting_that_was_left_alone_follows_the_model_and_one_that_was_changed_stays() {
    let now = registration_with(&[("duration 10s from 100ms to 1h", "duration 20s from 10s to 1m")]);
    let after = kept(&opened(&registration(), "registration?run=connect.register-invalid.next.end")).play(&now);
    assert_eq!(after.run.now().as_millis(), 20_000);
    let after =
        kept(&opened(&registration(), "registration?timeout=30s&run=connect.register-invalid.next.end")).play(&now);
    assert_eq!(after.run.now().as_millis(), 30_000);
    let after = kept(&opened(&registration(), "registration?timeout=1s&run=connect.end")).play(&now);
    assert_eq!(
        after.notices(),
        ["“1s” does not fit “How long is the timeout?”: it lies between 10 s and 1 min. It stays 20s."]
    );
}

#[test]
fn what_no_longer_plays_is_said_and_comes_back_when_the_model_does() {
    let before = opened(&registration(), "registration?run=connect.2x-send-other.register.disconnect.end");
    let former = kept(&before);

    // An action that is gone.
    let text = changed(&without_scenarios(REGISTRATION), "action send-other of", "action other of");
    let now = loaded(&text);
    let after = former.play(&now);
    assert_eq!(write_whole(&after.run), "registration?run=connect.end");
    let said = "Step 2, “send-other”, is no longer in the model. Not played either: send-other, register, disconnect.";
    assert_eq!(after.notices(), [said]);

    // A step that the rules no longer allow.
    let refused = "finds the client valid.\"\n  not in disconnected";
    let text = changed(&without_scenarios(REGISTRATION), refused, &format!("{refused}, refused"));
    let refusing = loaded(&text);
    let after = former.play(&refusing);
    assert_eq!(
        after.notices(),
        ["Step 4, “register”, can't be done there: Not connected yet. Not played either: disconnect."]
    );
    assert!(after.run.unplayed().is_some());

    // What could not be played is kept with the run, and plays again under the model as it was.
    let again = Migration::of(&after.run, after.scenario, after.selected, 100_000).play(&registration());
    assert_eq!((link(&again), again.notices()), (link(&before), Vec::new()));
    // What is gone from the model is kept by whoever keeps the run as it was before.
    assert_eq!(link(&former.play(&registration())), link(&before));
}

#[test]
fn a_place_beyond_the_end_is_the_end_without_a_word() {
    let before = opened(&registration(), "registration?at=9&run=connect.register-invalid.2s.disconnect.connect.end");
    let text = changed(&without_scenarios(REGISTRATION), "action register-invalid of", "action other of");
    let after = kept(&before).play(&loaded(&text));
    assert!(after.run.is_at_end());
    assert_eq!(after.notices().len(), 1, "{:?}", after.notices());
}
