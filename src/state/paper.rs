//! What is printed in the place of the diagram: all of it up to the cursor, in strips, so that no page ends within a row.

use lifeline_core::export;
use lifeline_core::simulation::trace::EventNumber;

use super::State;
use super::document::Document;
use crate::words::WORDS;

impl State {
    /// The heads, strips of rows, and a sentence where there are more rows than are printed: the markup of each.
    pub fn printed(&self) -> Vec<String> {
        let Some(session) = &self.session else { return Vec::new() };
        let document = &mut *session.shared.draw();
        document.lay_out(self.drawn.width);
        let Document { run, layout: Some((_, layout)), .. } = document else { return Vec::new() };
        let last = layout.row_of(EventNumber(ROWS)).filter(|_| run.count() > ROWS);
        let mut printed = export::strips(run, layout, last.map_or(i32::MAX, |(_, bottom)| bottom));
        printed.extend(last.map(|_| WORDS.printed_part.to_owned()));
        printed
    }
}

/// So many rows are printed of a longer run.
const ROWS: u32 = 1_000;
