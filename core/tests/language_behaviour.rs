//! What the language says is what is played: small models, each with the notes that its reader sees.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::rc::Rc;

use lifeline_core::export::{Detail, mermaid, plain, plantuml};
use lifeline_core::load::load;
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::EventKind;

/// A client that can send three messages to a server, of which each test says what it does.
const FRAME: &str = r#"model counter "Counting"
participant client "Client" played starts idle
participant server "Server" starts open
between client and server no connection
states client
  idle
states server
  open
variables server
  count 2 from 1 to 10
  pause 5s
  spare 0
message Up
  field By number
message Down
  field By number
message Ask
  field By number
action up of client "Up"
  send Up to server with By 3
action down of client "Down"
  send Down to server with By 4
action ask of client "Ask"
  send Ask to server with By 5
in server open
"#;

/// The notes of a run of these actions, with these rules of the server.
fn notes(rules: &str, actions: &[&str]) -> Vec<String> {
    notes_of(FRAME, rules, actions)
}

fn notes_of(frame: &str, rules: &str, actions: &[&str]) -> Vec<String> {
    let model = Rc::new(load(&format!("{frame}{rules}")).unwrap_or_else(|problems| panic!("{problems}")));
    let mut run = Run::new(Rc::clone(&model));
    for wanted in actions {
        let (action, _) = model.actions().find(|(_, action)| &*action.id == *wanted).expect("an action");
        run.act(action).unwrap();
    }
    let narrator = Narrator::english(&model);
    let events = run.trace().events().iter();
    events.filter(|event| matches!(event.kind, EventKind::Note { .. })).map(|event| narrator.note(event)).collect()
}

#[test]
fn several_triggers_have_one_body() {
    let rules = r#"  on Up, Down
    note "changed"
    set spare to its By
    note "by four" when spare is 4
  on any other message
    note "asked"
"#;
    assert_eq!(notes(rules, &["up", "down", "ask"]), ["changed", "changed", "by four", "asked"]);
}

#[test]
fn either_of_two_conditions_is_enough_and_and_binds_closer() {
    let rules = r#"  on Up, Down, Ask when its By is 3 or count is 2 and its By is 4
    note "taken"
  on any other message
    note "left"
"#;
    assert_eq!(notes(rules, &["up", "down", "ask"]), ["taken", "taken", "left"]);
}

#[test]
fn conditions_ask_for_the_state_that_the_effects_above_led_to() {
    let rules = r#"  on Up when in open and count is 2 or self not in open
    become shut
    note "shut" when self in shut and not in open
    note "open" when in open
in server shut
  on any other message when its-here is 0 and not in shut or in open, shut
    note "at last"
"#;
    let source = FRAME.replace("  open\n", "  open\n  shut\n").replace("  spare 0\n", "  spare 0\n  its-here 0\n");
    assert_eq!(notes_of(&source, rules, &["up", "down"]), ["shut", "at last"]);
}

#[test]
fn an_action_asks_for_the_state_that_its_own_effects_led_to() {
    let source = FRAME.replace("  idle\n", "  idle\n  done\n").replace(
        "action up of client \"Up\"\n",
        "action up of client \"Up\"\n  become done\n  note \"done\" when in done\n  note \"idle\" when in idle\n",
    );
    assert_eq!(notes_of(&source, "  on any other message\n    note \"got it\"\n", &["up"]), ["done", "got it"]);
}

#[test]
fn everyone_but_the_sender_is_told() {
    let source = r#"model news "News"
participant ann "Ann" as member played starts in-touch
participant bob "Bob" as member starts in-touch
participant cyd "Cyd" as member starts in-touch
participant hub "Hub" starts in-touch
between member and hub no connection
states member
  in-touch
states hub
  in-touch
message News
action tell of member "Tell"
  send News to hub
in hub in-touch
  on News
    send News to every member but sender
in member in-touch
"#;
    let notes = ["ann", "bob", "cyd"].map(|who| format!("    note \"{who}\" when self is {who}\n"));
    assert_eq!(notes_of(source, &format!("  on News\n{}", notes.concat()), &["tell"]), ["bob", "cyd"]);
}

#[test]
fn a_message_is_called_by_its_label() {
    let source = FRAME.replace("message Up\n", "message Up\n  label \"200 OK\" de \"200 gut\"\n");
    let model = Rc::new(load(&format!("{source}  on any other message\n    note \"got it\"\n")).unwrap());
    let mut run = Run::new(Rc::clone(&model));
    run.act(model.actions().next().unwrap().0).unwrap();
    let narrator = Narrator::english(&model);
    let sent = run.trace().events().iter().find(|event| matches!(event.kind, EventKind::Message(_))).unwrap();
    let sentence = narrator.sentence(run.trace(), sent);
    assert!(sentence.contains("200 OK") && !sentence.contains("Up"), "{sentence}");
    for text in [mermaid(&run, Detail::default()), plantuml(&run, Detail::default()), plain(&run, Detail::default())] {
        assert!(text.contains("200 OK"), "{text}");
    }
}

#[test]
fn values_can_be_sums_and_differences() {
    let rules = r#"  on Up, Down when its By plus 1 is one of 4 minus 0, 9 or count minus 5 plus 1 is 9
    set spare to its By plus count minus 1
    note "spare 4" when spare is 4
    note "long" when pause plus 1s is at least 6s
  on any other message
    note "left"
"#;
    assert_eq!(notes(rules, &["up", "down"]), ["spare 4", "long", "left"]);
}

#[test]
fn more_and_less_leave_out_the_equal() {
    let rules = r#"  on Up, Down, Ask
    note "more" when its By is more than 4
    note "less" when its By is less than 4
    note "longer" when pause is more than 5s
    note "shorter" when pause is less than 6s
"#;
    assert_eq!(notes(rules, &["up", "down", "ask"]), ["less", "shorter", "shorter", "more", "shorter"]);
}

#[test]
fn what_is_taken_stays_within_the_bounds_and_never_goes_beyond_zero() {
    let rules = r#"  on Up
    add its By to count
    add its By to spare
  on Down
    take its By from count
    take its By from spare
    take 2s from pause
  on Ask
    note "count 1" when count is 1
    note "spare 0" when spare is 0
    note "spare 2" when spare is 2
    note "pause 3 s" when pause is 3s
"#;
    assert_eq!(notes(rules, &["down", "ask"]), ["count 1", "spare 0", "pause 3 s"]);
    assert_eq!(notes(rules, &["up", "up", "down", "ask"]), ["spare 2", "pause 3 s"]);
}
