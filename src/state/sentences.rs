//! Which sentences of a run are in the list: all up to two hundred, beyond that those around the place that is read.

use lifeline_core::simulation::trace::EventNumber;

/// The first and the last sentence of so many that are in the list while the reader is at one of them, or at the newest.
///
/// A few are enough in a list that nobody sees.
pub fn window(count: u32, reading: Option<EventNumber>, is_seen: bool) -> (u32, u32) {
    if count <= WHOLE {
        return (1, count);
    }
    let middle = reading.map_or(count, |number| number.0.min(count));
    let part = if is_seen { PART } else { UNSEEN };
    let last = (middle + part / 2).clamp(part, count);
    (last - part + 1, last)
}

/// How high a sentence of one line is, in px.
pub const LINE: i32 = 26;
/// Up to so many sentences, all are there.
pub const WHOLE: u32 = 200;
/// Of more, so many are there: several times what fits on a screen.
const PART: u32 = 120;
/// While the list is behind another panel.
const UNSEEN: u32 = 10;
