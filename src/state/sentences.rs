//! Which sentences of a run are in the list: all up to two hundred, beyond that as many as are around the place that is read.

use lifeline_core::simulation::trace::EventNumber;

/// The first and the last sentence of so many that are in the list while the reader is at one of them, or at the newest.
pub fn window(count: u32, reading: Option<EventNumber>) -> (u32, u32) {
    if count <= WHOLE {
        return (1, count);
    }
    let middle = reading.map_or(count, |number| number.0.min(count));
    let last = (middle + PART / 2).clamp(PART, count);
    (last - PART + 1, last)
}

/// How high a sentence of one line is, in px.
pub const LINE: i32 = 26;
/// Up to so many sentences, all are there.
pub const WHOLE: u32 = 200;
/// Of more, so many are there: several times what fits on a screen.
const PART: u32 = 120;
