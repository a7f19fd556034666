//! Prints how many steps a second the core takes on one core, against the budget of a million.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::rc::Rc;
use std::time::Instant;

use common::{row, spaced};
use lifeline_core::load::load;
use lifeline_core::model::{Model, Step};
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::settings::Settings;
use lifeline_core::simulation::trace::Event;
use lifeline_core::simulation::world::{Setup, World};
use lifeline_core::time::Millis;

const REGISTRATION: &str = include_str!("../../models/registration.lifeline");
/// Long enough for a steady figure, short enough to wait for.
const ROUNDS: usize = 100_000;
/// The best of so many tries is printed: the others were disturbed.
const TRIES: usize = 5;
const BUDGET: u64 = 1_000_000;

fn main() {
    let model = load(REGISTRATION).expect("the model has no mistakes");
    let round = round(&model);
    let (world, events) = best(|| play_worlds(&model, &round));
    let (run, _) = best(|| play_run(&model, &round));
    let budget = ["above ", &spaced(BUDGET)].concat();
    row("steps a second, the world alone, every event taken", &spaced(world), Some((&budget, world > BUDGET)));
    row("steps a second, kept as a run with trace and moments", &spaced(run), Some((&budget, run > BUDGET)));
    row("events a step", &format!("{}.{}", events / 10, events % 10), None);
}

/// A connection that fails both ways and times out, and one that succeeds: eight steps.
fn round(model: &Model) -> Vec<Step> {
    let act = |id: &str| Step::Act(model.actions().find(|(_, action)| &*action.id == id).unwrap().0);
    vec![
        act("connect"),
        act("register-invalid"),
        Step::Wait(Millis::new(500)),
        act("send-other"),
        Step::Next,
        act("connect"),
        act("register"),
        act("disconnect"),
    ]
}

/// Steps a second, and ten times the events a step.
fn play_worlds(model: &Model, round: &[Step]) -> (u64, u64) {
    let settings = Settings::defaults(model);
    let setup = Setup { model, settings: &settings };
    let mut events: u64 = 0;
    let begin = Instant::now();
    for _ in 0..10 {
        let mut world = World::new(setup);
        for step in std::iter::repeat_n(round, ROUNDS / 10 / round.len()).flatten() {
            let mut sink = |event: Event| events += u64::from(event.kind.is_numbered());
            world.step(setup, *step, &mut sink).unwrap();
        }
    }
    let steps = (ROUNDS / 10 / round.len() * round.len() * 10) as u64;
    (per_second(steps, begin), events * 10 / steps)
}

fn play_run(model: &Rc<Model>, round: &[Step]) -> (u64, u64) {
    let steps: Vec<Step> = std::iter::repeat_n(round, ROUNDS / round.len()).flatten().copied().collect();
    let settings = Settings::defaults(model);
    let begin = Instant::now();
    let run = Run::with(Rc::clone(model), settings, &steps);
    let speed = per_second(steps.len() as u64, begin);
    assert_eq!(run.unplayed(), None);
    (speed, 0)
}

fn best(mut measure: impl FnMut() -> (u64, u64)) -> (u64, u64) {
    (0..TRIES).map(|_| measure()).max().unwrap_or_default()
}

fn per_second(count: u64, begin: Instant) -> u64 {
    (u128::from(count) * 1_000_000_000 / begin.elapsed().as_nanos().max(1)) as u64
}
