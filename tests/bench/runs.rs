//! The runs that are measured: the page and its peers draw the same messages.

#![allow(clippy::expect_used, clippy::panic, reason = "a bench that can't begin says why and ends")]

use crate::meter::Meter;
use lifeline_core::link;
use lifeline_core::load::load;
use lifeline_core::simulation::run::Run;
use serde_json::json;

/// A run with its link.
pub struct Linked {
    link: String,
    /// The run.
    pub run: Run,
}

/// A run with so many messages, a multiple of ten. It ends connected, so that the client can go on.
pub fn messages(count: usize) -> Linked {
    Linked::new(&[&ROUND.repeat(count / 10), "connect."].concat())
}

/// A run with so many steps, a multiple of eight.
pub fn steps(count: usize) -> Linked {
    Linked::new(&ROUND.repeat(count / 8))
}

impl Linked {
    fn new(steps: &str) -> Linked {
        let link = ["registration?run=", steps, "end"].concat();
        let model = load(include_str!("../../models/registration.lifeline")).expect("the model has no mistakes");
        let opened = link::open(&model, &link::address(&link));
        assert_eq!(opened.notices(), Vec::<String>::new());
        Linked { link, run: opened.run }
    }

    /// What follows the page's address.
    pub fn fragment(&self) -> String {
        ["#", &self.link].concat()
    }

    /// Waits until the page shows it: its last row is in the diagram and can be gone on from, and its last sentence is there.
    pub fn wait(&self, meter: &Meter<'_>) {
        let count = self.run.count();
        let all = json!([
            format!(".scroller [data-event='{count}']"),
            "[data-action]:not([aria-disabled])",
            format!("[data-transcript] > :last-child[data-event='{count}']"),
        ]);
        let come = meter.run(&format!(
            "new Promise((done, failed) => {{
                setTimeout(failed, {PATIENCE}, new Error('in vain'));
                const all = {all};
                (function look() {{
                    all.every(it => document.querySelector(it)) ? done() : requestAnimationFrame(look);
                }})();
            }})"
        ));
        if let Err(why) = come {
            panic!("waited for row {count}: {why}");
        }
    }
}

/// Milliseconds.
const PATIENCE: u32 = 30_000;
/// Eight steps: ten messages, a connection, and a timer that is cancelled.
const ROUND: &str = "connect.4x-send-other.1s.register.disconnect.";
