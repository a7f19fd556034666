//! Which sentences of a run are in the list: all up to two hundred, beyond that as many as are around the place that is read.

use lifeline_core::simulation::trace::EventNumber;

/// The first and the last sentence of so many that are in the list while the reader is at one of them, or at the newest;
/// an expanded list has much room.
pub fn window(count: u32, reading: Option<EventNumber>, expanded: bool) -> (u32, u32) {
    if count <= WHOLE {
        return (1, count);
    }
    let part = if expanded { PART } else { LITTLE };
    let middle = reading.map_or(count, |number| number.0.min(count));
    let last = (middle + part / 2).clamp(part, count);
    (last - part + 1, last)
}

/// How high a sentence of one line is, in px.
pub const LINE: i32 = 26;
/// Up to so many sentences, all are there.
pub const WHOLE: u32 = 200;
/// Of more, so many are there: several times what fits on a screen.
const PART: u32 = 120;
/// The same where the list has room for a few.
const LITTLE: u32 = 24;
