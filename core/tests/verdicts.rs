//! What is known of each property in a run, at every place of its cursor: also back in time, after another future, and after a wait.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::rc::Rc;

use common::{Play, loaded};
use lifeline_core::model::Model;
use lifeline_core::simulation::run::{RunVerdict, Verdicts};
use lifeline_core::simulation::trace::EventNumber;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Somebody asks a clerk, who answers after a second if awake; a nap changes only what nobody sees.
const DESK: &str = r#"model desk "Desk"
participant guest "Guest" played starts there
participant clerk "Clerk" starts awake
between guest and clerk no connection
states guest
  there
states clerk
  awake
  tired
variables guest
  naps 0 from 0 to 3
variables clerk
  open request
timer work of clerk
message Ask
message Tell
message Bore
action ask of guest "Ask"
  send Ask to clerk
action bore of guest "Bore"
  send Bore to clerk
action nap of guest "Nap"
  add 1 to naps
in clerk awake
  on Ask
    remember request as open
    start work for 1s
  on work expires
    answer Tell to open
  on Bore
    become tired
in clerk any state
  otherwise
    note "says nothing"
  on work expires
    note "has forgotten it"
in guest there
  on Tell
    note "knows it"
never tired "The clerk is never tired"
  when clerk in tired
never naps "Nobody naps twice"
  when naps of guest is 2
always heard "Whoever asks is told"
  Ask is answered within 2s
finally idle "In the end the clerk is awake"
  clerk in awake
"#;

fn desk() -> Rc<Model> {
    loaded(DESK)
}

/// Each property with what is known of it.
fn told(verdicts: &mut Verdicts, play: &Play) -> Vec<String> {
    verdicts.follow(&play.run);
    let model = play.run.model();
    let word = |verdict| match verdict {
        RunVerdict::Holds => "holds".to_owned(),
        RunVerdict::Open => "open".to_owned(),
        RunVerdict::Violated(EventNumber(at)) => format!("violated at {at}"),
    };
    model.properties().map(|(id, property)| format!("{} {}", property.id, word(verdicts.of(id, &play.run)))).collect()
}

#[test]
fn each_step_decides_something() {
    let model = desk();
    let (mut play, mut verdicts) = (Play::new(&model, ""), Verdicts::default());
    assert_eq!(told(&mut verdicts, &play), ["tired holds", "naps holds", "heard holds", "idle holds"]);
    play.play("ask");
    assert_eq!(told(&mut verdicts, &play), ["tired holds", "naps holds", "heard open", "idle open"]);
    play.play("next");
    assert_eq!(told(&mut verdicts, &play), ["tired holds", "naps holds", "heard holds", "idle holds"]);
    let events = play.run.count();
    play.play("bore");
    assert!(play.run.count() > events);
    let at = |property: &str| format!("{property} violated at {}", play.run.count());
    let tired = [at("tired"), "naps holds".into(), "heard holds".into(), at("idle")];
    assert_eq!(told(&mut verdicts, &play), tired);
    // Before it was so, it was not; and afterwards it is again.
    play.run.go_to(2);
    assert_eq!(told(&mut verdicts, &play), ["tired holds", "naps holds", "heard holds", "idle holds"]);
    play.run.go_to_end();
    assert_eq!(told(&mut verdicts, &play), tired);
}

#[test]
fn time_that_passes_makes_an_answer_late() {
    let model = desk();
    let (mut play, mut verdicts) = (Play::new(&model, ""), Verdicts::default());
    play.play("ask bore 1s");
    assert_eq!(told(&mut verdicts, &play)[2], "heard open");
    play.play("1s");
    assert_eq!(told(&mut verdicts, &play)[2], "heard open");
    play.play("1ms");
    // The request's own row shows it, whatever happens afterwards.
    assert_eq!(told(&mut verdicts, &play)[2], "heard violated at 1");
    for (seen, step) in [(false, "nap"), (true, "ask")] {
        let before = play.run.count();
        play.play(step);
        assert_eq!(play.run.count() > before, seen, "{step}");
        assert_eq!(told(&mut verdicts, &play)[2], "heard violated at 1", "{step}");
    }
}

#[test]
fn another_future_is_judged_anew_also_where_nothing_is_seen_of_it() {
    let model = desk();
    let (mut play, mut verdicts) = (Play::new(&model, ""), Verdicts::default());
    play.play("ask next nap");
    assert_eq!(told(&mut verdicts, &play)[1], "naps holds");
    play.play("nap");
    assert_eq!(told(&mut verdicts, &play)[1], format!("naps violated at {}", play.run.count()));
    let events = play.run.trace().events().len();
    assert!(play.run.undo());
    verdicts.truncate(events);
    assert_eq!(told(&mut verdicts, &play)[1], "naps holds");
    play.play("nap");
    assert_eq!(told(&mut verdicts, &play)[1], format!("naps violated at {}", play.run.count()));
}

#[test]
fn what_makes_an_answer_needless_does_so_only_before_it_is_late() {
    let model = loaded(&DESK.replace("answered within 2s\n", "answered within 2s\n  unless naps of guest is 1\n"));
    for (steps, told_then) in [("ask bore 2s nap 1ms", "heard holds"), ("ask bore 2s 1ms nap", "heard violated at 1")] {
        let (mut play, mut verdicts) = (Play::new(&model, ""), Verdicts::default());
        play.play(steps);
        assert_eq!(told(&mut verdicts, &play)[2], told_then, "{steps}");
    }
}
