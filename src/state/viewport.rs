//! What of the diagram is drawn: what is in sight and a margin around it, where the reader stands or its newest row is about to be.

use super::State;
use crate::browser::sight::Sight;
use crate::zoom::{place_for, shown};

impl State {
    /// How many hundredths of its own size the diagram has.
    pub fn percent(&self) -> i32 {
        let document = self.session.as_ref().map(|session| session.shared.read());
        let width =
            document.as_ref().and_then(|document| document.layout.as_ref()).map_or(0, |(_, layout)| layout.width());
        self.wishes.zoom.percent(width, self.seen.width)
    }

    /// Where in the diagram, as it is shown, the newest row ends, and how high the heads above it are, in px.
    pub fn newest(&self) -> (i32, i32) {
        let (bottom, heads) = self.session.as_ref().map_or((0, 0), |session| session.shared.newest());
        let percent = self.percent();
        (shown(bottom, percent), shown(heads, percent))
    }

    /// The diagram shows another part of itself, or is about to be shown.
    pub(super) fn look(&mut self, sight: Sight) {
        // Paper has no width of its own: the diagram is printed as it is shown.
        let width = if sight.width == 0 { self.seen.width } else { sight.width };
        // Of the page that a diagram will stand in, it will take about a half.
        let room = if self.session.is_some() { sight.height } else { sight.height / 2 };
        let height = room + STEP + ABOVE;
        // Where only the room for it has become another, the reader has not gone anywhere, and the newest row is followed.
        let is_as_large = (width, height) == (self.seen.width, self.seen.height);
        self.is_away = sight.below > NEAR && (self.is_away || is_as_large);
        if let Some(session) = self.session.as_mut().filter(|_| self.is_away) {
            // Whoever comes back finds what was new there already.
            session.fresh = None;
        }
        self.seen = Sight { top: drawn_from(sight.top), height, below: 0, width };
    }

    /// The run has gone on, and unless the reader is away, the diagram is about to be scrolled to its newest row: what will be in sight
    /// then is drawn at once, and not in a second go. Not before a leap, for which the browser may show what is in sight now once more.
    pub(super) fn foresee(&mut self) {
        if !self.is_away && self.seen.width > 0 {
            let top = self.newest_place();
            if (self.seen.top..=self.seen.top + ABOVE + STEP).contains(&top) {
                self.seen.top = top;
            }
        }
    }

    /// From where on the diagram is drawn when it is scrolled to its newest row.
    #[inline(never)]
    pub(super) fn newest_place(&self) -> i32 {
        let Some(session) = &self.session else { return 0 };
        session.shared.draw().lay_out(self.seen.width);
        let all = shown(session.shared.height(self.seen.width, false).unwrap_or_default(), self.percent());
        drawn_from(place_for(self.newest(), self.seen.height - STEP - ABOVE, all))
    }
}

/// From where on the diagram is drawn when it is scrolled so far.
fn drawn_from(top: i32) -> i32 {
    (top / STEP * STEP - ABOVE).max(0)
}

/// In px: how far one scrolls before more is drawn.
const STEP: i32 = 128;
/// In px: what is drawn above what can be seen, so that a short run is there as a whole.
const ABOVE: i32 = 256;
/// In px: how far from the end still counts as there.
const NEAR: i32 = 24;
