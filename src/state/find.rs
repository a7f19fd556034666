//! Words are found in the sentences about a run: the next one that has them is selected, and after the last comes the first.

use lifeline_core::narration::{Narrator, fill};
use lifeline_core::simulation::trace::EventNumber;

use super::State;
use crate::words::WORDS;

/// Which way to look from the selected row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// After what is selected.
    Forward,
    /// Before what is selected.
    Back,
}

impl State {
    /// Selects the next row whose sentence has these words, or says that there is none; case makes no difference.
    pub(super) fn find(&mut self, words: &str, direction: Direction) {
        let Some(session) = &self.session else { return };
        let words = words.trim().to_lowercase();
        if words.is_empty() {
            return;
        }
        let here = session.selected.map_or(0, |number| number.0);
        let found = {
            let run = &session.shared.read().run;
            let (trace, narrator, count) = (run.trace(), Narrator::english(run.model()), run.count());
            let has_words = |number: &EventNumber| {
                let event = trace.get(*number);
                event.is_some_and(|event| narrator.sentence(trace, event).to_lowercase().contains(&words))
            };
            match direction {
                Direction::Forward => (here + 1..=count).chain(1..=here.min(count)).map(EventNumber).find(has_words),
                Direction::Back => {
                    let before = (1..here.min(count + 1)).rev();
                    before.chain((here.max(1)..=count).rev()).map(EventNumber).find(has_words)
                }
            }
        };
        match found {
            Some(number) => {
                self.reading = Some(number);
                self.select(Some(number));
            }
            None => self.announce(&fill(WORDS.found_nowhere, &[("words", &words)])),
        }
        self.finds_nothing = found.is_none();
    }
}
