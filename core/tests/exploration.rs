//! Everything the registration model can do, explored for each combination of its choices: how many worlds are reached, and what holds in all of them.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{participant, registration, setting};
use std::ops::ControlFlow;

use lifeline_core::check::{Bounds, Ended, Exploration, combinations, explore};
use lifeline_core::model::{Model, Pairing, Step};
use lifeline_core::simulation::settings::{Settings, write_value};
use lifeline_core::simulation::trace::EventKind;
use lifeline_core::simulation::world::{Setup, StateKeys, World};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Far more worlds than the model has, so that an exploration that grows without end is noticed.
const STATES: usize = 10_000;
/// Only from instant to instant with something due, as one would count by hand.
const BY_HAND: Bounds = Bounds { states: STATES, waits: false, losses: 0, memory: usize::MAX };
const EVERYTHING: Bounds = Bounds { states: STATES, waits: true, losses: 0, memory: usize::MAX };

fn name(model: &Model, settings: &Settings) -> String {
    ["timer-starts", "retry"]
        .map(|id| write_value(model, setting(model, id), settings.get(setting(model, id))))
        .join(" ")
}

#[test]
fn the_number_of_reachable_states_is_as_it_was() {
    let model = registration();
    let counts: Vec<(String, usize, usize)> = combinations(&model)
        .iter()
        .map(|settings| {
            let Exploration { states, steps, ended, refused, .. } =
                explore(Setup { model: &model, settings }, BY_HAND, &mut |_| ControlFlow::Continue(()));
            assert!(ended == Ended::Complete && refused.is_empty());
            (name(&model, settings), states, steps)
        })
        .collect();
    // By hand, whether the client was found not valid being part of a state: idle twice, 1 action; connected 4; refused twice,
    // 4 and the timeout; registered 2. With `connect`, the timeout runs while connected, too.
    let expected = [
        ("first-error accepted", 6, 18),
        ("first-error refused", 6, 18),
        ("connect accepted", 6, 19),
        ("connect refused", 6, 19),
        ("each-error accepted", 6, 18),
        ("each-error refused", 6, 18),
    ];
    assert_eq!(counts, expected.map(|(name, reached, steps)| (name.to_owned(), reached, steps)));
}

#[test]
fn no_acknowledgement_ever_goes_to_a_client_found_not_valid() {
    let model = registration();
    for settings in combinations(&model) {
        explore(Setup { model: &model, settings: &settings }, EVERYTHING, &mut |transition| {
            let not_valid = transition
                .events
                .iter()
                .any(|event| matches!(&event.kind, EventKind::Message(sent) if sent.finding == Some(1)));
            let acknowledged = transition.events.iter().any(
                |event| matches!(&event.kind, EventKind::Message(sent) if &*model[sent.message].name == "EventAck"),
            );
            assert!(!(not_valid && acknowledged), "{}: {:?}", name(&model, &settings), transition.events);
            ControlFlow::Continue(())
        });
    }
}

#[test]
fn a_request_of_a_client_that_is_not_registered_always_gets_its_answer() {
    let model = registration();
    let server = participant(&model, "server");
    let mut requests = 0;
    for settings in combinations(&model) {
        explore(Setup { model: &model, settings: &settings }, EVERYTHING, &mut |transition| {
            let registered = &*model[transition.before.state(server)].id == "registered";
            let mut number = transition.before.events();
            for event in transition.events {
                number += u32::from(event.kind.is_numbered());
                let EventKind::Message(sent) = &event.kind else { continue };
                if sent.to == server && !registered {
                    requests += 1;
                    let answered = transition.events.iter().any(|event| {
                        matches!(&event.kind, EventKind::Message(answer) if answer.answers.map(|request| request.0) == Some(number))
                    });
                    assert!(answered, "{}: {:?}", name(&model, &settings), transition.events);
                }
            }
            ControlFlow::Continue(())
        });
    }
    assert!(requests > 20, "the property was tried on {requests} requests only");
}

#[test]
fn playing_on_until_nothing_is_due_ends_every_connection_that_has_a_timer_running() {
    let model = registration();
    let (client, server) = (participant(&model, "client"), participant(&model, "server"));
    let (mut ended, mut keys) = (0, StateKeys::of(&model));
    for settings in combinations(&model) {
        let setup = Setup { model: &model, settings: &settings };
        explore(setup, EVERYTHING, &mut |transition| {
            let mut world: World = transition.after.clone();
            let had_timer = !world.timers().is_empty();
            while world.due().is_some() {
                world.step(setup, Step::Next, &mut |_| {}).unwrap();
            }
            if had_timer {
                ended += 1;
                assert_eq!(world.connection(client, server), None);
                assert_eq!(world.connection(server, client), None);
            } else {
                assert_eq!(keys.key(&world), keys.key(transition.after), "nothing is due without a timer");
            }
            ControlFlow::Continue(())
        });
    }
    assert!(ended > 10, "the property was tried on {ended} worlds only");
}

#[test]
fn a_connection_is_open_exactly_where_the_states_say_so() {
    let model = registration();
    assert_eq!(model.pairing(participant(&model, "client"), participant(&model, "server")), Pairing::Connects);
    let (client, server) = (participant(&model, "client"), participant(&model, "server"));
    for settings in combinations(&model) {
        explore(Setup { model: &model, settings: &settings }, EVERYTHING, &mut |transition| {
            let world = transition.after;
            let connected = world.connection(client, server).is_some();
            assert_eq!(connected, &*model[world.state(client)].id != "disconnected");
            assert_eq!(connected, &*model[world.state(server)].id != "idle");
            ControlFlow::Continue(())
        });
    }
}

#[test]
fn every_rule_action_and_state_is_used_in_some_combination() {
    let model = registration();
    let mut settings: Vec<Settings> = combinations(&model);
    // What only happens with travel time is explored as well: with it, messages cross.
    let mut slow = Vec::new();
    for settings in &settings {
        let mut settings = settings.clone();
        let second = lifeline_core::model::SettingValue::Duration(common::millis(1_000));
        settings.set(&model, model.latency(), second).unwrap();
        slow.push(settings);
    }
    settings.extend(slow);
    let (mut rules, mut actions, mut states) =
        (vec![false; model.rules().len()], vec![false; model.actions().len()], vec![false; model.states().len()]);
    for settings in &settings {
        let found = explore(Setup { model: &model, settings }, EVERYTHING, &mut |_| ControlFlow::Continue(()));
        for (all, found) in [
            (&mut rules, found.coverage.rules),
            (&mut actions, found.coverage.actions),
            (&mut states, found.coverage.states),
        ] {
            for (all, found) in all.iter_mut().zip(found) {
                *all |= found;
            }
        }
    }
    let never: Vec<u32> = model.rules().filter(|(id, _)| !rules[id.index()]).map(|(_, rule)| rule.line).collect();
    assert_eq!(never, [0; 0], "rules, by line, that never fire");
    assert!(actions.iter().all(|used| *used) && states.iter().all(|used| *used));
}
