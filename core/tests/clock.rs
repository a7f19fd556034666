//! Time passes event by event: whatever is due happens at its own instant, in the stated order, and the stated bounds hold.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::rc::Rc;

use common::{Play, at, loaded};
use lifeline_core::model::Model;
use lifeline_core::simulation::world::Refused;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Wraps rules for one participant `a`, in state `on`, with the timers `one` and `two`, and a played `b`, joined without connection.
fn pair(rules: &str, actions: &str) -> Rc<Model> {
    loaded(&format!(
        r#"model test "Test"
participant b "B" played starts on
participant a "A" starts on
between a and b no connection
states a
  on
  off
states b
  on
timer one of a "first timer"
timer two of a "second timer"
timer b-timer of b "timer of B"
message go
message stop
message tell
{actions}
{rules}
in b on
  on any other message
    ours "test"
  on b-timer expires
    send tell to a
    ours "test"
in a off
  on any other message
    ours "test"
"#
    ))
}

const ACTIONS: &str = r#"action go of b "Go"
  send go to a
  ours "test"
action stop of b "Stop"
  send stop to a
  ours "test"
action arm of b "Arm"
  start b-timer for 1s
  ours "test"
"#;

#[test]
fn a_timer_set_on_the_way_of_a_long_advance_goes_off_at_its_own_time_within_it() {
    let model = pair(
        r#"in a on
  on go
    start one for 1s
    ours "test"
  on one expires
    start two for 500ms
    ours "test"
  on two expires
    send tell to b
    ours "test"
  on any other message
    ours "test""#,
        ACTIONS,
    );
    let told = "0 b -> a go
         0 a sets one to 1000
         1000 a expires one
         1000 a sets two to 1500
         1500 a expires two
         1500 a -> b tell";
    for steps in ["go 5s", "go next next 3500ms", "go 1s 500ms 1h", "go 999ms 1ms 499ms 1ms 3500ms"] {
        let mut play = Play::new(&model, "");
        play.play(steps).reads(told);
    }
}

#[test]
fn a_restarted_or_cancelled_timer_never_goes_off_at_its_old_time() {
    let model = pair(
        r#"in a on
  on go
    start one for 10s
    ours "test"
  on stop
    cancel one
    ours "test"
  on one expires
    send tell to b
    ours "test"
  on any other message
    ours "test""#,
        ACTIONS,
    );
    let mut play = Play::new(&model, "");
    play.play("go 4s go 1h stop go 2s stop 1h stop");
    play.reads(
        "0 b -> a go
         0 a sets one to 10000
         4000 b -> a go
         4000 a restarts one to 14000
         14000 a expires one
         14000 a -> b tell
         3604000 b -> a stop
         3604000 b -> a go
         3604000 a sets one to 3614000
         3606000 b -> a stop
         3606000 a cancels one with 8000 left
         7206000 b -> a stop",
    );
}

#[test]
fn at_one_instant_deliveries_come_first_then_timers_in_the_order_set_then_the_reader() {
    let model = pair(
        r#"in a on
  on go
    start one for 1s
    start two for 1s
    ours "test"
  on stop
    start one for 1s
    ours "test"
  on one expires
    note "one"
    ours "test"
  on two expires
    note "two"
    ours "test"
  on any other message
    note "told"
    ours "test""#,
        ACTIONS,
    );
    // What B's timer sends at 1 s arrives at 2 s, the instant both timers of A are due.
    let mut play = Play::new(&model, "latency=1s");
    play.play("go arm 2s go");
    play.reads(
        "0 b -> a go, arrives 1000
         0 b sets b-timer to 1000
         1000 a sets one to 2000
         1000 a sets two to 2000
         1000 b expires b-timer
         1000 b -> a tell, arrives 2000
         2000 a notes told
         2000 a expires one
         2000 a notes one
         2000 a expires two
         2000 a notes two
         2000 b -> a go, arrives 3000",
    );
    // A restarted timer stands behind the others.
    let mut play = Play::new(&model, "");
    play.play("go stop next");
    play.reads(
        "0 b -> a go
         0 a sets one to 1000
         0 a sets two to 1000
         0 b -> a stop
         0 a restarts one to 1000
         1000 a expires two
         1000 a notes two
         1000 a expires one
         1000 a notes one",
    );
}

#[test]
fn an_endless_chain_at_one_instant_is_refused_with_the_rules_that_go_round_and_the_run_is_kept() {
    let model = pair(
        r#"in a on
  on go
    start one for 1s
    ours "test"
  on one expires
    start two for 0ms
    ours "test"
  on two expires
    start one for 0ms
    ours "test"
  on any other message
    ours "test""#,
        ACTIONS,
    );
    let mut play = Play::new(&model, "");
    play.play("go 400ms");
    let kept = play.run.clone();
    for refused in
        [play.run.next(), play.run.wait(common::millis(5_000)), play.run.play(common::millis(9_000)).map(drop)]
    {
        let Err(Refused::GoesRound(rules)) = refused else { panic!("{refused:?}") };
        assert_eq!(rules.len(), 2);
        let lines: Vec<u32> = rules.iter().map(|rule| model[*rule].line).collect();
        assert!(lines.iter().all(|line| *line > 25), "{lines:?}");
    }
    assert_eq!(play.run.trace(), kept.trace());
    assert_eq!(play.run.world(), kept.world());
    assert_eq!(play.run.now(), at(400));
    play.play("stop 1ms");
}

#[test]
fn next_is_refused_where_nothing_is_due_and_ten_years_are_the_end() {
    let mut play = Play::new(&common::registration(), "");
    assert_eq!(play.run.next(), Err(Refused::NothingDue));
    let ten_years = 10 * 365 * 24 * 3_600_000;
    play.run.wait(common::millis(ten_years)).unwrap();
    assert_eq!(play.run.wait(common::millis(1)), Err(Refused::TooLong));
    assert_eq!(play.run.now(), at(ten_years));
    assert_eq!(common::steps(&play.run).len(), 1);
}

#[test]
fn more_messages_on_their_way_than_the_bound_are_refused() {
    let mut play = Play::new(&common::registration(), "latency=1m");
    play.play("connect");
    let other = common::action(play.run.model(), "send-other");
    let refused = (0..2_000).find_map(|_| play.run.act(other).err());
    assert_eq!(refused, Some(Refused::TooManyInFlight));
    assert_eq!(play.run.world().in_flight(), lifeline_core::simulation::world::IN_FLIGHT);
    play.play("1m");
}

#[test]
fn connections_opened_from_both_sides_at_once_become_one() {
    let model = loaded(
        r#"model both "Both open"
participant a "A" played starts on
participant b "B" played starts on
states a
  on
states b
  on
message hello
action open-a of a "Open"
  connect to b
  ours "test"
action open-b of b "Open"
  connect to a
  ours "test"
action hello of a "Hello"
  send hello to b
  ours "test"
action hello-b of b "Hello"
  send hello to a
  ours "test"
action close of a "Close"
  disconnect b
  ours "test"
action close-b of b "Close"
  disconnect a
  ours "test"
in a on
  on connect
    note "connected"
    ours "test"
  on disconnect
    note "disconnected"
    ours "test"
  on hello
    note "heard"
    ours "test"
in b on
  on disconnect
    note "disconnected"
    ours "test"
  on connect
    note "connected"
    ours "test"
  on hello
    note "heard"
    ours "test"
"#,
    );
    // Both sides are connected already when the other's opening arrives, so that neither is told so; nothing is lost.
    let mut play = Play::new(&model, "latency=1s");
    play.play("open-a 500ms open-b hello hello-b 2s hello hello-b 1s");
    play.reads(
        "0 a opens 1 to b, arrives 1000
         500 b opens 2 to a, arrives 1500
         500 a -> b hello, arrives 1500
         500 b -> a hello, arrives 1500
         1500 b notes heard
         1500 a notes heard
         2500 a -> b hello, arrives 3500
         2500 b -> a hello, arrives 3500
         3500 b notes heard
         3500 a notes heard",
    );
    // Whoever closes, and whenever: in the end both sides are closed, and can begin anew.
    for close in ["close", "close-b"] {
        for after in ["100ms", "700ms", "3s"] {
            let mut play = Play::new(&model, "latency=1s");
            play.play("open-a 500ms open-b").play(after).play(close).play("5s");
            let rest = close_rest(&play.run);
            play.play(rest).play("5s");
            assert_eq!(play.run.world().in_flight(), 0);
            play.play("open-b 2s hello hello-b 2s");
            assert!(play.transcript().ends_with("a notes heard\n"), "{close} after {after}:\n{}", play.transcript());
        }
    }
}

/// Closes what is still open, from the side where it is.
fn close_rest(run: &lifeline_core::simulation::run::Run) -> &'static str {
    let model = run.model();
    let (a, b) = (common::participant(model, "a"), common::participant(model, "b"));
    match (run.world().connection(a, b), run.world().connection(b, a)) {
        (Some(_), _) => "close",
        (None, Some(_)) => "close-b",
        (None, None) => "",
    }
}

#[test]
fn what_an_action_changes_counts_for_what_it_does_after_that() {
    let model = loaded(
        r#"model counts "Counts"
participant a "A" played starts on
participant b "B" starts on
states a
  on
states b
  on
variables a
  tries 0 from 0 to 3
message ask
action try of a "Try"
  add 1 to tries
  send ask to b when tries is 2
  ours "test"
in b on
  on ask
    ours "test"
"#,
    );
    let mut play = Play::new(&model, "");
    play.play("try");
    // The second try would ask, and is not connected.
    let offer = play.run.offers()[0];
    assert!(matches!(offer.refused, Some(lifeline_core::simulation::world::Reason::NotConnected(_))), "{offer:?}");
    assert!(play.run.act(offer.action).is_err());
    assert_eq!(play.run.trace().count(), 0);
}
