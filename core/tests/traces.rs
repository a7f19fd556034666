//! The same run gives the same trace, byte for byte, on every machine: these were written natively, and are compared natively and as wasm.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[macro_use]
mod common;

use common::{Play, registration, trace};
use lifeline_core::link::{address, open};
use lifeline_core::model::{Model, Step};
use lifeline_core::time::Millis;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// A long run of everything that can be done, chosen by a fixed rule.
fn long(text: &str, count: usize) -> String {
    let model: std::rc::Rc<Model> = registration();
    let mut play = Play::new(&model, text);
    let mut chance: u64 = 7;
    while play.run.steps().len() < count {
        // Knuth's linear congruential generator: nothing more is asked of it than to be the same everywhere.
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let choice = (chance >> 33) as usize;
        let _refused_or_not = match choice % 8 {
            0 => play.run.wait(Millis::new((choice % 4_000) as u64)),
            1 | 2 => play.run.next(),
            _ => {
                let offers = play.run.offers();
                play.run.act(offers[choice / 8 % offers.len()].action)
            }
        };
    }
    assert!(play.run.steps().any(|step| step == Step::Next));
    trace(&play.run)
}

#[test]
fn the_scenarios_are_played_as_they_were() {
    let model = registration();
    let scenario = |id: &str| {
        let opened = open(&model, &address(&format!("registration/{id}")));
        assert_eq!(opened.problems, []);
        trace(&opened.run)
    };
    let traces =
        model.scenarios().map(|(_, found)| format!("{{\"scenario\":\"{0}\"}}\n{1}", found.id, scenario(&found.id)));
    kept!("scenarios", traces.collect());
}

#[test]
fn a_long_run_is_played_as_it_was() {
    kept!("long", long("timer-starts=each-error", 300));
}

#[test]
fn a_long_run_with_travel_time_is_played_as_it_was() {
    kept!("long-with-latency", long("latency=1300ms timeout=4s", 300));
}
