//! Prints how long the whole diagram of a run takes natively, from its trace to the text of an SVG file.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::hint::black_box;
use std::time::Instant;

use common::{in_ms, percentile, row, spaced};
use lifeline_core::diagram::svg::{About, picture};
use lifeline_core::diagram::{Layout, Size, View};
use lifeline_core::link;
use lifeline_core::load::load;
use lifeline_core::narration::{ENGLISH, Narrator};
use lifeline_core::simulation::run::Run;

const REGISTRATION: &str = include_str!("../../models/registration.lifeline");
/// Ten messages, two connections and a timer.
const ROUND: &str = "connect.4x-send-other.1s.register.disconnect.";
/// How often each is drawn; the median is printed.
const TRIES: usize = 21;
/// Milliseconds for a thousand messages.
const BUDGET: f64 = 5.0;

fn main() {
    let model = load(REGISTRATION).expect("the model has no mistakes");
    for messages in [1_000, 10_000] {
        let link = format!("registration?run={}end", ROUND.repeat(messages / 10));
        let run = link::open(&model, &link::address(&link)).run;
        let mut bytes = 0;
        let times: Vec<f64> = (0..TRIES)
            .map(|_| {
                let begin = Instant::now();
                bytes = black_box(svg(&run)).len();
                begin.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        let median = percentile(50, &times);
        let budget = (messages == 1_000).then_some(("under 5 ms", median < BUDGET));
        let what =
            format!("{} messages as SVG of {} bytes, median of {TRIES}", spaced(messages as u64), spaced(bytes as u64));
        row(&what, &in_ms(median), budget);
    }
}

fn svg(run: &Run) -> String {
    let model = run.model();
    let mut layout = Layout::new(model, &ENGLISH, Size::Roomy);
    layout.append(model, run.trace());
    let due = run.due();
    let view = View {
        model,
        trace: run.trace(),
        events: run.shown().len(),
        now: run.now(),
        shows_now: true,
        rest: None,
        ghosts: &due,
        selected: None,
        hits: false,
    };
    let states: Vec<_> = model.participants().map(|(id, _)| run.world().state(id)).collect();
    let assumed = Narrator::english(model).assumed(run.settings(), run.world().rests_on());
    let about = About { title: "A run", description: "What happened, in words.", assumed: &assumed, marks: "" };
    picture(&layout, &view, &states, &about)
}
