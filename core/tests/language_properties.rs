//! Whatever is done, lost or left to chance: a run is what its steps say, its link leads back to it, and its rows never move.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::rc::Rc;

use common::{agrees, loaded};
use lifeline_core::diagram::svg::Frame;
use lifeline_core::diagram::{Layout, Size};
use lifeline_core::export::picture;
use lifeline_core::link::{address, open, write_whole};
use lifeline_core::model::{Model, SettingValue};
use lifeline_core::narration::ENGLISH;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::{EventKind, Loss};
use lifeline_core::time::Millis;
use proptest::prelude::*;

/// Two ways of their own travel time beside one that has the model's, one of them lossy; values for each, chance, and defaults.
const MIXED: &str = r#"
model mixed "Mixed"
participant hub "Hub" played starts open with patience 700ms
participant near "Near" as leaf played starts open
participant far "Far" as leaf played starts open with patience 90ms
participant log "Log" starts open
between hub and near no connection, lossy
between hub and far no connection, lossy, latency 250ms
between hub and log connected, latency 40ms
states hub
  open
states leaf
  open
  tired
states log
  open
variables hub
  patience 1s
  heard for each leaf 0 from 0 to 9
  asked request
variables leaf
  patience 60ms
setting rounds "How many?" number 2 from 0 to 4
timer nag of hub "nag"
timer nap of leaf "nap"
message Ask
  field Round number
message Yes
message Line
action ask of hub "Ask"
  send Ask to every leaf with Round fresh as asked
  send Line to log
action hello of leaf "Hello"
  send Yes to hub
action leave of hub "Leave"
  disconnect log
  note "leaves"
action enter of hub "Enter"
  connect to log
in hub open
  on start
    start nag for 100ms to patience
  on nag expires when heard is less than rounds for at least 1 of leaf
    send Ask to every leaf with Round 0
    start nag for 100ms to patience
  on Yes to asked
    add 2 to heard of sender
  on Yes to Ask
    add 1 to heard of sender
    note "{sender} for the {heard of sender}th time"
  on Yes
    set heard of sender to 0
in leaf any state
  otherwise
    note "hears nothing"
in leaf open
  on Ask
    answer Yes
    start nap for 10ms to patience doubled tiredness times
    become tired
in leaf tired
  on nap expires
    become open
in log open
  otherwise
"#;

fn model() -> Rc<Model> {
    loaded(&MIXED.replace("variables leaf\n", "variables leaf\n  tiredness 1\n"))
}

/// A run of what can be done at each step.
fn run(model: &Rc<Model>, doings: &[(u8, u16)], settings: (u64, u64, u64)) -> Run {
    let mut run = Run::new(Rc::clone(model));
    let (latency, chance, rounds) = settings;
    run.set(model.latency(), SettingValue::Duration(Millis::new(latency))).unwrap();
    run.set(model.chance().expect("a setting"), SettingValue::Number(chance)).unwrap();
    run.set(common::setting(model, "rounds"), SettingValue::Number(rounds)).unwrap();
    for (kind, choice) in doings {
        let (losses, offers) = (run.losses(), run.offers());
        let _refused_or_not = match kind % 5 {
            0 => run.wait(Millis::new(u64::from(*choice) % 400)),
            1 => run.next(),
            2 => run.lose(losses[usize::from(*choice) % losses.len()].message),
            _ => run.act(offers[usize::from(*choice) % offers.len()].action),
        };
    }
    run
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_run_is_what_its_steps_say_and_so_is_its_link(
        doings in prop::collection::vec((any::<u8>(), any::<u16>()), 0..25),
        settings in (0_u64..300, 0_u64..1_000, 0_u64..5),
    ) {
        let model = model();
        let run = run(&model, &doings, settings);
        agrees(&run);
        let opened = open(&model, &address(&write_whole(&run)));
        prop_assert_eq!(opened.problems, []);
        prop_assert_eq!(opened.run.trace(), run.trace());
        prop_assert_eq!(opened.run.world(), run.world());
    }

    #[test]
    fn whatever_was_sent_has_one_end_at_most_and_what_was_lost_on_its_way_was_lossy(
        doings in prop::collection::vec((any::<u8>(), any::<u16>()), 0..25),
        settings in (0_u64..300, 0_u64..1_000, 0_u64..5),
    ) {
        let model = model();
        let run = run(&model, &doings, settings);
        let mut ends = vec![0; run.trace().count() as usize + 1];
        for event in run.trace().events() {
            match event.kind {
                EventKind::Delivered { of } => ends[of.0 as usize] += 1,
                EventKind::Lost { of, why, .. } => {
                    ends[of.0 as usize] += 1;
                    let EventKind::Message(sent) = &run.trace().get(of).unwrap().kind else { panic!("no message") };
                    let is_lossy = model.pair(sent.from, sent.to).is_lossy;
                    prop_assert!(is_lossy || why != Loss::OnItsWay);
                }
                _ => {}
            }
        }
        prop_assert!(ends.iter().all(|ends| *ends <= 1));
    }

    #[test]
    fn a_layout_made_bit_by_bit_is_the_whole_one(
        doings in prop::collection::vec((any::<u8>(), any::<u16>()), 0..25),
        settings in (0_u64..300, 0_u64..1_000, 0_u64..5),
        cut in any::<u16>(),
    ) {
        let model = model();
        let mut run = run(&model, &doings, settings);
        let whole = |run: &Run| {
            let mut layout = Layout::new(&model, &ENGLISH, Size::Roomy);
            layout.append(&model, run.trace());
            picture(run, &layout, &Frame::default()).svg
        };
        let mut layout = Layout::new(&model, &ENGLISH, Size::Roomy);
        layout.append(&model, run.trace());
        layout.truncate(run.trace(), usize::from(cut) % (run.trace().events().len() + 1));
        layout.append(&model, run.trace());
        prop_assert_eq!(picture(&run, &layout, &Frame::default()).svg, whole(&run));
        // Also where the cursor stands in the middle of it.
        run.go_to(usize::from(cut) % run.moments().len());
        prop_assert_eq!(picture(&run, &layout, &Frame::default()).svg, whole(&run));
    }
}
