//! What a check says is true: it finds what a slow search finds, its runs replay, and what it did not see it calls impossible only where it tried everything.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::ops::ControlFlow;
use std::rc::Rc;
#[cfg(not(target_arch = "wasm32"))]
use std::thread;

use common::loaded;
use lifeline_core::check::{Bounds, Ended, Exploration, Explorer, Report, Tries, explore, gaps};
#[cfg(not(target_arch = "wasm32"))]
use lifeline_core::check::{Done, Job};
use lifeline_core::link::write_whole;
use lifeline_core::model::Model;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::settings::Settings;
use lifeline_core::simulation::world::Setup;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const BOUNDS: Bounds = Bounds { states: 2_000, waits: true, losses: 0, memory: usize::MAX };

fn explored(model: &Model, settings: &Settings) -> Exploration {
    explore(Setup { model, settings }, BOUNDS, &mut |_| ControlFlow::Continue(()))
}

/// What a check of the whole model reports.
fn report(model: &Model) -> Report {
    let mut report = Report::of_scenarios(model);
    for settings in &Tries::of(model).settings {
        report.add(settings, explored(model, settings));
    }
    report
}

fn has_all(report: &Report) -> bool {
    let coverage = &report.coverage;
    [&coverage.rules, &coverage.actions, &coverage.states].iter().all(|all| all.iter().all(|one| *one))
}

/// The unhandled arrivals: the message, the state, and the link of the run.
fn unhandled(model: &Rc<Model>, report: &Report) -> Vec<(String, String, String)> {
    let told = report.unhandled.iter().map(|((message, state), found)| {
        let run = Run::with(Rc::clone(model), found.settings.clone(), &found.run);
        (model[*message].name.to_string(), model[*state].id.to_string(), write_whole(&run))
    });
    told.collect()
}

#[test]
fn numbers_without_bounds_are_told_apart() {
    for source in
        [include_str!("models/probes/three-strikes.lifeline"), include_str!("models/probes/door-code.lifeline")]
    {
        // Without the scenarios that show it.
        let model = loaded(source.split("scenario").next().unwrap());
        assert!(has_all(&report(&model)), "{}", model.id());
    }
}

#[test]
fn an_action_in_the_middle_of_a_wait_is_tried() {
    let source = include_str!("models/probes/middle-of-a-wait.lifeline");
    let model = loaded(source.split("scenario").next().unwrap());
    let report = report(&model);
    assert!(has_all(&report) && report.waits_sampled);
}

#[test]
fn what_a_scenario_shows_has_come_about() {
    let source = include_str!("models/probes/middle-of-a-range.lifeline");
    assert!(has_all(&report(&loaded(source))));
    // Without it nobody knows, and the settings say why.
    let model = loaded(source.split("scenario").next().unwrap());
    assert!(!has_all(&report(&model)) && Tries::of(&model).durations_sampled);
}

#[test]
fn all_combinations_of_choices_are_tried() {
    let model = loaded(include_str!("models/probes/two-choices.lifeline"));
    let (tries, report) = (Tries::of(&model), report(&model));
    assert_eq!(tries.settings.len(), 256);
    assert!(!tries.choices_sampled && !tries.durations_sampled && !report.waits_sampled && report.cut_short == 0);
    assert!(has_all(&report));
}

#[test]
fn a_message_that_arrives_where_no_rule_takes_it_is_told_with_its_shortest_run() {
    let model = loaded(include_str!("models/probes/unconnected.lifeline"));
    let expected = [("Hello".to_owned(), "deaf".to_owned(), "lie?run=hello.end".to_owned())];
    assert_eq!(unhandled(&model, &report(&model)), expected);
}

#[test]
fn an_action_that_is_always_refused_has_not_come_about() {
    let model = loaded(include_str!("models/probes/always-refused.lifeline"));
    let found = explored(&model, &Settings::defaults(&model));
    assert_eq!(found.coverage.actions, [false]);
    assert_eq!(found.coverage.rules, [false, false]);
    assert_eq!(found.refused.len(), 1);
    assert_eq!(found.refused[0].run.len(), 1);
}

#[test]
fn an_exploration_ends_when_it_is_told_to() {
    let model = common::registration();
    let settings = Settings::defaults(&model);
    let mut steps = 0;
    let found = explore(Setup { model: &model, settings: &settings }, BOUNDS, &mut |_| {
        steps += 1;
        if steps < 10 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    assert_eq!((found.ended, steps), (Ended::Stopped, 10));
}

#[test]
#[cfg(not(target_arch = "wasm32"))]
fn how_many_share_the_work_makes_no_difference() {
    for source in [include_str!("../../models/raft.lifeline"), include_str!("../../models/coap.lifeline")] {
        let model = loaded(source);
        let settings = Settings::defaults(&model);
        let setup = Setup { model: &model, settings: &settings };
        let bounds = Bounds { states: 5_000, losses: 1, ..BOUNDS };
        let alone = explore(setup, bounds, &mut |_| ControlFlow::Continue(()));
        for count in [2, 3, 7] {
            let mut hands = |jobs: Vec<Job<'_, '_>>| {
                let mut shares: Vec<Vec<(usize, Job<'_, '_>)>> = (0..count).map(|_| Vec::new()).collect();
                jobs.into_iter().enumerate().for_each(|(index, job)| shares[index % count].push((index, job)));
                let all = |share: Vec<(usize, Job<'_, '_>)>| {
                    let done = |job: Job<'_, '_>| job.done(&mut |_| ControlFlow::Continue(()));
                    share.into_iter().map(|(index, job)| (index, done(job))).collect::<Vec<_>>()
                };
                let mut done: Vec<(usize, Done)> = thread::scope(|scope| {
                    let hands: Vec<_> = shares.into_iter().map(|share| scope.spawn(move || all(share))).collect();
                    hands.into_iter().flat_map(|hand| hand.join().unwrap()).collect()
                });
                done.sort_by_key(|(index, _)| *index);
                done.into_iter().map(|(_, done)| done).collect()
            };
            let mut together = Explorer::new(setup, bounds);
            while together.go_on_by(&mut hands).is_continue() {}
            assert_eq!(*together.found(), alone, "{} by {count}", model.id());
        }
    }
}

#[test]
fn in_how_many_turns_it_is_explored_makes_no_difference() {
    for source in [include_str!("../../models/raft.lifeline"), include_str!("../../models/coap.lifeline")] {
        let model = loaded(source);
        let settings = Settings::defaults(&model);
        let setup = Setup { model: &model, settings: &settings };
        let bounds = |states| Bounds { states, losses: 1, ..BOUNDS };
        let mut explorer = Explorer::new(setup, bounds(1));
        let mut turns = 0;
        for states in [1, 2, 30, 999, 5_000] {
            explorer.extend(states, usize::MAX);
            while explorer.go_on(&mut |_| ControlFlow::Continue(())).is_continue() {
                turns += 1;
            }
            let at_once = explore(setup, bounds(states), &mut |_| ControlFlow::Continue(()));
            assert_eq!(*explorer.found(), at_once, "{} to {states} states", model.id());
        }
        assert!(turns > 1, "{turns} turns");
    }
}

#[test]
fn an_exploration_keeps_to_its_work_where_each_step_is_long() {
    let notes = "    note \"long\"\n".repeat(30);
    let actions: String = (0..60)
        .map(|index| {
            let sent = "  send Ask to b\n".repeat(29);
            format!("action go-{index} of a \"Go\"\n  add {index} to n\n{sent}")
        })
        .collect();
    let model = loaded(&format!(
        "model long \"Long\"\nparticipant a \"A\" played starts idle\nparticipant b \"B\" starts idle\n\
         between a and b no connection\nstates a\n  idle\nstates b\n  idle\nvariables a\n  n 0\nmessage Ask\n\
         {actions}  become idle when n is 3\nin b idle\n  on Ask\n{notes}"
    ));
    let settings = Settings::defaults(&model);
    let setup = Setup { model: &model, settings: &settings };
    let bounds = |states| Bounds { states, ..BOUNDS };
    let mut explorer = Explorer::new(setup, bounds(1));
    for states in [1, 100, 5_000] {
        explorer.extend(states, usize::MAX);
        while explorer.go_on(&mut |_| ControlFlow::Continue(())).is_continue() {}
        assert_eq!(*explorer.found(), explore(setup, bounds(states), &mut |_| ControlFlow::Continue(())));
        let (asked, done) = (200 * states, explorer.work());
        assert!((asked..asked + 110_000).contains(&done), "{done} of {asked}");
    }
}

#[test]
fn an_exploration_keeps_to_its_memory() {
    let model = loaded(include_str!("../../models/raft.lifeline"));
    let settings = Settings::defaults(&model);
    let states = |memory| {
        let bounds = Bounds { memory, ..BOUNDS };
        let found = explore(Setup { model: &model, settings: &settings }, bounds, &mut |_| ControlFlow::Continue(()));
        assert_eq!(found.ended, Ended::CutShort);
        found.states
    };
    let (few, many) = (states(100_000), states(1_000_000));
    assert!(few > 10 && many > 5 * few && many < states(usize::MAX), "{few}, {many}");
}

#[test]
fn every_loss_is_tried_up_to_so_many() {
    // Twice in a row nobody answers: it takes two losses.
    let source = "model twice \"Twice\"\nparticipant a \"A\" played starts calm\nparticipant b \"B\" starts there\n\
        between a and b no connection, lossy\nstates a\n  calm\n  uneasy\n  lost\nstates b\n  there\ntimer patience of a\n\
        message Ask\nmessage Tell\naction ask of a \"Ask\"\n  not in uneasy, lost \"Later.\"\n  \
        not when patience is running \"Later.\"\n  send Ask to b\n  start patience for 1s\n\
        in a calm\n  on patience expires\n    send Ask to b\n    start patience for 1s\n    become uneasy\n\
        in a uneasy\n  on patience expires\n    become lost\nin a any state\n  on Tell\n    cancel patience\n    become calm\n\
        in b there\n  on Ask\n    answer Tell\nnever lost \"A is lost\"\n  when a in lost\n";
    let model = loaded(source);
    let settings = Settings::defaults(&model);
    let setup = Setup { model: &model, settings: &settings };
    let found = |losses| explore(setup, Bounds { losses, ..BOUNDS }, &mut |_| ControlFlow::Continue(()));
    for losses in [0, 1] {
        assert!(found(losses).violated.is_empty() && found(losses).losses_bounded, "{losses} losses");
    }
    let run = Run::with(Rc::clone(&model), settings.clone(), &found(2).violated[0].run);
    assert_eq!(write_whole(&run), "twice?run=lose-Ask.ask.lose-Ask.next.next.end");
}

#[test]
fn numbers_that_nothing_asks_for_make_no_difference() {
    let with = |condition: &str, sent: &str| {
        let asked = if condition.is_empty() {
            String::new()
        } else {
            format!("  on Ask when {condition}\n    note \"again\"\n    ours \"x\"\n")
        };
        loaded(&format!(
            "model counting \"Counting\"\nparticipant a \"A\" played starts idle\nparticipant b \"B\" starts idle\n\
             between a and b no connection\nstates a\n  idle\nstates b\n  idle\nvariables a\n  count 0\nvariables b\n  last 0\n\
             message Ask\n  field Number number\naction ask of a \"Ask\"\n  add 1 to count\n  send Ask to b with Number {sent}\n  ours \"x\"\n\
             in b idle\n{asked}  on Ask\n    set last to its Number\n    ours \"x\"\n"
        ))
    };
    let explored = |model: &Model| explored(model, &Settings::defaults(model));
    // Nothing asks for the count, so there is one state; with fresh numbers that are compared, one where nothing was kept, and another.
    let never_asked = explored(&with("", "count"));
    assert_eq!((never_asked.ended, never_asked.states), (Ended::Complete, 1));
    let fresh = explored(&with("last is its Number", "fresh"));
    assert_eq!((fresh.ended, fresh.states), (Ended::Complete, 2));
    // A literal asks which number it is.
    assert_eq!(explored(&with("last is its Number and last is 7", "fresh")).ended, Ended::CutShort);
    // So does a sum: the next fresh number is the last one plus 1.
    assert_eq!(explored(&with("last plus 1 is its Number", "fresh")).ended, Ended::CutShort);
    assert_eq!(explored(&with("its Number is 7", "count")).ended, Ended::CutShort);
}

#[test]
fn what_may_arrive_is_guessed_where_nothing_was_found() {
    let model = loaded(include_str!("models/probes/unconnected.lifeline"));
    // Its one state that may hear anything says that nothing can arrive there.
    assert_eq!(gaps(&model), []);
    let model = loaded(&include_str!("models/probes/unconnected.lifeline").replace(" unconnected", ""));
    assert_eq!(gaps(&model).len(), 1);
}
