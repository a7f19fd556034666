//! What is said of a run to those who listen: what is new in it, whether it plays, and where the reader is.

use lifeline_core::narration::{Narrator, fill};
use lifeline_core::simulation::trace::{EventKind, EventNumber};

use super::clock::{Clock, Pause};
use super::session::Session;
use crate::words::WORDS;

impl Session {
    /// What is new since `before` events had happened, in words: a few sentences, or how many they would be.
    pub fn news(&self, before: u32) -> String {
        let run = &self.shared.read().run;
        let (trace, after) = (run.trace(), run.count());
        let narrator = Narrator::english(run.model());
        let sentence = |number| trace.get(EventNumber(number)).map(|event| narrator.sentence(trace, event));
        let mut said = match after.saturating_sub(before) {
            0 => String::new(),
            new @ 1..=TOLD_ONE_BY_ONE => {
                (after - new + 1..=after).filter_map(sentence).map(|sentence| sentence + " ").collect()
            }
            new => {
                let is_news = |number: &u32| {
                    let event = trace.get(EventNumber(*number));
                    event.is_some_and(|event| !matches!(event.kind, EventKind::State { .. } | EventKind::Note { .. }))
                };
                let mut last: Vec<_> =
                    (before + 1..=after).rev().filter(is_news).take(TOLD_ONE_BY_ONE as usize).collect();
                last.reverse();
                let last: Vec<_> = last.into_iter().filter_map(sentence).collect();
                fill(WORDS.many_happened, &[("count", &new), ("last", &last.join(" "))])
            }
        };
        if self.clock == Clock::Paused(Some(Pause::NothingDue)) {
            said.push_str(WORDS.stopped_nothing_due);
        }
        said
    }

    /// Whether the clock runs, or where it was stopped, in words.
    pub fn playing(&self) -> String {
        match self.clock {
            Clock::Running { .. } => WORDS.playing.to_owned(),
            Clock::Paused(_) => format!("{} {}", WORDS.paused, self.position()),
        }
    }

    /// Where in the run the reader is, in words.
    pub fn position(&self) -> String {
        let run = &self.shared.read().run;
        let (time, count, total) = (run.now().to_string(), run.count().to_string(), run.trace().count().to_string());
        fill(WORDS.now_at, &[("time", &time), ("count", &count), ("total", &total)])
    }
}

/// Sentences that are read out one by one; more are summed up.
const TOLD_ONE_BY_ONE: u32 = 5;
