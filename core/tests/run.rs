//! A run is its steps: moving through it, forking it, undoing and changing its settings never disagree with playing the steps anew.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Play, action, agrees, at, millis, registration, setting};
use lifeline_core::link::write_steps;
use lifeline_core::model::SettingValue;
use lifeline_core::simulation::run::{Flow, Run, STEPS};
use lifeline_core::simulation::trace::EventNumber;
use lifeline_core::simulation::world::Refused;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn text(run: &Run) -> String {
    write_steps(run.model(), run.steps())
}

#[test]
fn adjacent_amounts_of_time_are_one_step_and_quiet_time_makes_no_moments() {
    let mut play = Play::new(&registration(), "");
    play.play("connect 1s 500ms 500ms register 0ms");
    assert_eq!(text(&play.run), "connect.2s.register.end");
    assert_eq!(play.run.moments().len(), 3);
}

#[test]
fn back_and_forward_go_from_moment_to_moment_and_drop_nothing() {
    let mut play = Play::new(&registration(), "");
    play.play("connect 2s register-invalid 20s");
    let stops: Vec<(usize, u64)> = std::iter::from_fn(|| {
        let here = (play.run.cursor(), play.run.now().as_millis());
        play.run.back().then_some(here)
    })
    .collect();
    assert_eq!(stops, [(3, 22_000), (3, 12_000), (2, 2_000), (1, 0)]);
    assert_eq!((play.run.count(), play.run.trace().count() > 0), (0, true));
    assert!(!play.run.back());
    let mut forward = Vec::new();
    while play.run.forward() {
        forward.push((play.run.cursor(), play.run.now().as_millis()));
    }
    assert_eq!(forward, [(1, 0), (2, 2_000), (3, 12_000), (3, 22_000)]);
    agrees(&play.run);
}

#[test]
fn in_the_past_next_and_play_walk_the_recorded_run() {
    let mut play = Play::new(&registration(), "");
    play.play("connect 2s register-invalid next");
    let whole = play.run.trace().clone();
    play.run.go_to(0);
    play.run.next().unwrap();
    assert_eq!(play.run.cursor(), 1);
    assert_eq!(play.run.play(millis(1_500)), Ok(Flow::Goes));
    assert_eq!((play.run.cursor(), play.run.now()), (1, at(1_500)));
    assert_eq!(play.run.play(millis(500)), Ok(Flow::Goes));
    assert_eq!((play.run.cursor(), play.run.now()), (2, at(2_000)));
    assert_eq!(play.run.play(millis(60_000)), Ok(Flow::NothingDue));
    assert!(play.run.is_at_end());
    assert_eq!(play.run.trace(), &whole);
    assert_eq!(text(&play.run), "connect.2s.register-invalid.next.end");
}

#[test]
fn playing_up_to_something_due_is_recorded_as_next_so_that_it_survives_another_timeout() {
    let model = registration();
    let mut play = Play::new(&model, "");
    play.play("connect register-invalid");
    for _ in 0..99 {
        assert_eq!(play.run.play(millis(100)), Ok(Flow::Goes));
    }
    assert_eq!(text(&play.run), "connect.register-invalid.9900ms.end");
    assert_eq!(play.run.play(millis(100)), Ok(Flow::NothingDue), "the disconnect was the last thing due");
    assert_eq!(text(&play.run), "connect.register-invalid.next.end");
    assert_eq!(play.run.play(millis(100)), Ok(Flow::NothingDue));
    let longer = SettingValue::Duration(millis(60_000));
    play.run.set(setting(&model, "timeout"), longer).unwrap();
    assert_eq!((play.run.unplayed(), play.run.now()), (None, at(60_000)));
    agrees(&play.run);
}

#[test]
fn a_wait_that_was_not_quiet_is_not_swallowed_by_next() {
    let mut play = Play::new(&registration(), "latency=1s timer-starts=connect");
    play.play("connect 5s");
    play.run.play(millis(60_000)).unwrap();
    assert_eq!(text(&play.run), "connect.5s.next.next.end");
    agrees(&play.run);
}

#[test]
fn acting_in_the_past_cuts_the_run_at_the_cursor_and_can_be_undone() {
    let model = registration();
    let mut play = Play::new(&model, "");
    play.play("connect register-invalid 5s send-other next");
    let whole = (text(&play.run), play.run.trace().clone());
    play.run.go_to(2);
    play.run.play(millis(1_000)).unwrap();
    play.run.act(action(&model, "register")).unwrap();
    assert_eq!(text(&play.run), "connect.register-invalid.1s.register.end");
    agrees(&play.run);
    let forked = (text(&play.run), play.run.trace().clone());
    assert!(play.run.undo());
    assert_eq!((text(&play.run), play.run.trace().clone()), whole);
    assert_eq!((play.run.cursor(), play.run.now()), (2, at(1_000)), "the cursor is where it was");
    assert!(play.run.redo());
    assert_eq!((text(&play.run), play.run.trace().clone()), forked);
    assert!(!play.run.can_redo());
}

#[test]
fn a_wait_cut_in_its_middle_keeps_what_had_passed() {
    let model = registration();
    for (moment, more, expected) in [
        (1, 0, "connect.disconnect.end"),
        (1, 700, "connect.700ms.disconnect.end"),
        // The wait of 12 s passed the disconnect at 10 s; 10.7 s of it are kept.
        (2, 700, "connect.10700ms.connect.end"),
    ] {
        let mut play = Play::new(&model, "timer-starts=connect");
        play.play("connect 12s connect");
        play.run.go_to(moment);
        play.run.play(millis(more)).unwrap();
        play.play(if moment == 2 { "connect" } else { "disconnect" });
        assert_eq!(text(&play.run), expected);
        agrees(&play.run);
    }
}

#[test]
fn what_is_refused_in_the_past_drops_nothing() {
    let model = registration();
    let mut play = Play::new(&model, "");
    play.play("connect register");
    play.run.go_to(0);
    let refused = play.run.act(action(&model, "register"));
    assert!(matches!(refused, Err(Refused::Impossible(_))));
    assert_eq!((text(&play.run), play.run.cursor()), ("connect.register.end".to_owned(), 0));
    assert!(play.run.undo());
    assert_eq!(text(&play.run), "connect.end", "what was done last is what was done before");
}

#[test]
fn a_changed_setting_replays_the_run_and_what_no_longer_plays_is_kept_until_something_else_is_done() {
    let model = registration();
    let mut play = Play::new(&model, "timer-starts=connect");
    play.play("connect next connect");
    let starts = setting(&model, "timer-starts");
    play.run.set(starts, SettingValue::Choice(0)).unwrap();
    let unplayed = play.run.unplayed().cloned().unwrap();
    assert_eq!((unplayed.why, unplayed.steps.len()), (Refused::NothingDue, 2));
    assert_eq!(text(&play.run), "connect.end");
    // Changed back, all of it plays again.
    play.run.set(starts, SettingValue::Choice(1)).unwrap();
    assert_eq!((text(&play.run).as_str(), play.run.unplayed()), ("connect.next.connect.end", None));
    // Something else done instead drops the rest, and undo brings it back.
    play.run.set(starts, SettingValue::Choice(0)).unwrap();
    play.play("register");
    assert_eq!((text(&play.run).as_str(), play.run.unplayed()), ("connect.register.end", None));
    assert!(play.run.undo());
    assert_eq!(play.run.unplayed().map(|unplayed| unplayed.steps.len()), Some(2));
    assert!(play.run.undo());
    assert_eq!((text(&play.run).as_str(), play.run.unplayed()), ("connect.next.connect.end", None));
}

#[test]
fn what_adds_nothing_drops_nothing() {
    let model = registration();
    let mut play = Play::new(&model, "timer-starts=connect");
    play.play("connect next connect");
    play.run.set(setting(&model, "timer-starts"), SettingValue::Choice(0)).unwrap();
    let (unplayed, undo) = (play.run.unplayed().cloned(), play.run.can_undo());
    assert_eq!(play.run.play(millis(100)), Ok(Flow::NothingDue));
    assert_eq!(play.run.next(), Err(Refused::NothingDue));
    assert_eq!(play.run.wait(millis(0)), Ok(()));
    assert_eq!((play.run.unplayed().cloned(), play.run.can_undo()), (unplayed, undo));
    let mut play = Play::new(&model, "");
    play.play("connect register");
    play.run.go_to(1);
    assert_eq!(play.run.wait(millis(0)), Ok(()));
    assert_eq!(text(&play.run), "connect.register.end");
    assert!(play.run.undo());
    assert_eq!(text(&play.run), "connect.end");
}

#[test]
fn a_run_has_so_many_steps_and_no_more_and_a_refusal_changes_nothing() {
    let model = registration();
    let mut play = Play::new(&model, "");
    play.play("connect");
    let other = action(&model, "send-other");
    for _ in 1..STEPS - 1 {
        play.run.act(other).unwrap();
    }
    play.run.wait(millis(5_000)).unwrap();
    assert_eq!(play.run.act(other), Err(Refused::TooManySteps));
    play.run.wait(millis(1_000)).unwrap();
    play.run.go_to(play.run.moments().len() - 1);
    play.run.play(millis(1_000)).unwrap();
    let before = (play.run.steps().len(), play.run.end(), play.run.can_undo());
    assert_eq!(play.run.act(other), Err(Refused::TooManySteps));
    assert_eq!((play.run.steps().len(), play.run.end(), play.run.can_undo()), before);
}

#[test]
fn a_setting_changed_in_the_past_cuts_the_run_there() {
    let model = registration();
    let mut play = Play::new(&model, "");
    play.play("connect register-invalid next");
    play.run.go_to(2);
    play.run.set(setting(&model, "timeout"), SettingValue::Duration(millis(3_000))).unwrap();
    assert_eq!(text(&play.run), "connect.register-invalid.end");
    assert_eq!(play.run.world().timers()[0].due, at(3_000));
    assert!(play.run.undo());
    assert_eq!(text(&play.run), "connect.register-invalid.next.end");
}

#[test]
fn undoing_plays_nothing_again_that_both_runs_have() {
    let mut play = Play::new(&registration(), "");
    play.play("connect 2s send-other 1s send-other 3s disconnect");
    let whole = play.run.trace().events().to_vec();
    play.run.back();
    play.run.back();
    let common = play.run.shown().len();
    play.play("register");
    assert_eq!(play.run.kept_by_undo(), common, "up to where it was cut");
    assert!(play.run.undo() && play.run.trace().events() == whole);
    assert_eq!(play.run.kept_by_redo(), common);
    // Other settings play all of it anew.
    play.run.set(setting(play.run.model(), "timeout"), SettingValue::Duration(millis(30_000))).unwrap();
    assert_eq!(play.run.kept_by_undo(), 0);
}

#[test]
fn starting_over_and_opening_another_run_can_be_undone() {
    let model = registration();
    let mut play = Play::new(&model, "timeout=30s");
    play.play("connect register");
    play.run.reset();
    assert_eq!((text(&play.run).as_str(), play.run.trace().count()), ("end", 0));
    assert_eq!(play.run.settings().duration(setting(&model, "timeout")), millis(30_000), "settings stay");
    play.run.reset();
    assert!(play.run.undo(), "emptying an empty run is nothing to undo");
    assert_eq!(text(&play.run), "connect.register.end");
    // Another run comes with its cursor and without its history, and is itself nothing to undo where it is there already.
    let mut other = Play::new(&model, "");
    other.play("connect 2s disconnect");
    other.run.back();
    other.play("register-invalid 1s");
    other.run.back();
    for _ in 0..2 {
        play.run.adopt(other.run.clone());
        assert_eq!((play.run.now(), play.run.world()), (at(0), other.run.world()));
        assert!(!play.run.is_at_end());
    }
    assert!(play.run.undo());
    assert_eq!(text(&play.run), "connect.register.end");
    // What came before that was not another run's.
    while play.run.undo() {}
    assert_eq!(text(&play.run), "end");
}

#[test]
fn a_preview_changes_nothing_and_is_what_then_happens() {
    let model = registration();
    let mut play = Play::new(&model, "");
    play.play("connect");
    let before = play.run.trace().events().len();
    let register = action(&model, "register-invalid");
    let preview = play.run.preview(register).unwrap();
    assert_eq!(play.run.trace().events().len(), before);
    play.play("register-invalid");
    assert_eq!(&play.run.trace().events()[before..], &preview[..]);
    let (before, due) = (play.run.trace().events().len(), play.run.due());
    play.play("next");
    assert_eq!(&play.run.trace().events()[before..], &due[..]);
}

#[test]
fn the_cursor_stands_exactly_on_every_event() {
    let mut play = Play::new(&registration(), "");
    play.play("connect register-invalid 4s send-other next");
    for number in 1..=play.run.trace().count() {
        assert!(play.run.stand(EventNumber(number), 0, millis(0)));
        assert_eq!(play.run.count(), number);
        let (next, shown) = (play.run.trace().position(EventNumber(number + 1)), play.run.shown().len());
        assert_eq!(next.unwrap_or(play.run.trace().events().len()), shown, "up to the next event");
    }
}

#[test]
fn a_run_is_walked_event_by_event_and_by_what_the_reader_did() {
    let mut play = Play::new(&registration(), "");
    play.play("connect register-invalid 4s send-other next");
    let (end, count) = (play.run.end(), play.run.trace().count());
    for before in (0..count).rev() {
        assert!(play.run.back_one());
        assert_eq!((play.run.count(), play.run.is_at_end()), (before, false));
    }
    assert!(!play.run.back_one());
    let mut walked = Vec::new();
    while play.run.forward_one() {
        walked.push(play.run.count());
    }
    assert!(walked.windows(2).all(|pair| pair[1] - pair[0] <= 1), "{walked:?}");
    assert_eq!((walked.last(), play.run.now(), play.run.is_at_end()), (Some(&count), end, true));

    // After: the first row of an input, its end, and what else the reader did.
    play.run.go_to(1);
    assert!(play.run.forward_one() && play.run.is_within_moment());
    assert!(play.run.forward_by_step());
    assert_eq!((play.run.cursor(), play.run.is_within_moment()), (2, false));
    assert!(play.run.back_by_step());
    assert_eq!(play.run.cursor(), 1);
    while play.run.forward_by_step() {}
    assert!(play.run.is_at_end());
}

#[test]
fn what_is_done_within_a_moment_comes_after_all_of_it() {
    let mut play = Play::new(&registration(), "");
    play.play("connect register-invalid 4s send-other");
    play.run.go_to_event(EventNumber(4));
    let preview = play.run.preview(action(play.run.model(), "disconnect")).unwrap();
    let shown = play.run.shown().len();
    play.play("disconnect");
    assert_eq!(text(&play.run), "connect.register-invalid.disconnect.end");
    assert_eq!(&play.run.trace().events()[shown..], &preview[..]);
}

#[test]
fn undo_takes_back_whatever_was_done_last() {
    let model = registration();
    let mut play = Play::new(&model, "");
    let mut links = vec![text(&play.run)];
    for step in ["connect", "1s", "1s", "register-invalid", "next"] {
        play.play(step);
        links.push(text(&play.run));
    }
    play.run.set(setting(&model, "timeout"), SettingValue::Duration(millis(3_000))).unwrap();
    links.push(text(&play.run));
    play.run.reset();
    links.push(text(&play.run));
    let last = links.pop();
    for link in links.iter().rev() {
        assert!(play.run.undo());
        assert_eq!(text(&play.run), *link);
        agrees(&play.run);
    }
    assert!(!play.run.undo());
    while play.run.redo() {}
    assert_eq!(Some(text(&play.run)), last);
}

#[test]
fn what_the_clock_lets_pass_is_one_thing_to_be_undone() {
    let mut play = Play::new(&registration(), "");
    play.play("connect register-invalid 1s");
    let before = text(&play.run);
    play.run.begin_playing();
    for _ in 0..30 {
        play.run.play(millis(100)).unwrap();
    }
    let once = text(&play.run);
    play.run.begin_playing();
    for _ in 0..100 {
        play.run.play(millis(100)).unwrap();
    }
    assert!(play.run.undo());
    assert_eq!(text(&play.run), once);
    assert!(play.run.undo());
    assert_eq!(text(&play.run), before);
}

#[test]
fn a_run_of_100_000_events_is_walked_back_and_forth_without_replaying_it_each_time() {
    let model = registration();
    let mut play = Play::new(&model, "");
    play.play("connect register");
    let other = action(&model, "send-other");
    while play.run.trace().count() < 100_000 {
        play.run.act(other).unwrap();
    }
    // Replayed from zero, these moves would take a thousand million steps.
    let last = play.run.moments().len() - 1;
    for round in 0..10_000 {
        play.run.go_to(last - round * 3);
        assert!(play.run.back() && play.run.forward());
    }
    let middle = play.run.moments()[last - 29_997];
    assert_eq!((play.run.count(), play.run.now()), (middle.count, middle.at));
}
