//! What of the diagram is drawn: what is in sight and a margin around it, where the reader stands or its newest row is about to be.

use super::State;
use super::zoom::{place_for, shown};

/// What can be seen of the diagram, in px.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Viewport {
    /// How far it is scrolled.
    pub top: i32,
    /// How much of it can be seen.
    pub height: i32,
    /// How wide it is.
    pub width: i32,
    /// How high all of it is.
    pub whole: i32,
}

impl State {
    /// How many hundredths of its own size the diagram has.
    pub fn percent(&self) -> i32 {
        let document = self.session.as_ref().map(|session| session.shared.read());
        let layout = document.as_ref().and_then(|document| document.layout.as_ref());
        self.zoom.percent(layout.map_or(0, |(_, layout)| layout.width()), self.drawn.width)
    }

    /// Where in the diagram, as it is shown, the newest row ends, and how high the heads above it are, in px.
    pub fn newest(&self) -> (i32, i32) {
        let (bottom, heads) = self.session.as_ref().map_or((0, 0), |session| session.shared.newest());
        let percent = self.percent();
        (shown(bottom, percent), shown(heads, percent))
    }

    /// The diagram shows another part of itself, or is about to be shown. Says whether something else is to be drawn.
    pub(super) fn scroll(&mut self, viewport: Viewport) -> bool {
        // What is not seen for a while, as on paper, has no width.
        let width = if viewport.width == 0 { self.drawn.width } else { viewport.width };
        let height = viewport.height + STEP + ABOVE;
        let below = place_for(self.newest(), viewport.height, viewport.whole) - viewport.top;
        // Where only the room for it has become another, the reader has not gone anywhere, and the newest row is followed.
        let is_as_large = (width, height) == (self.drawn.width, self.drawn.height);
        let was_away = self.is_away;
        self.is_away = self.session.is_some() && !self.is_figure() && below > NEAR && (was_away || is_as_large);
        if let Some(session) = self.session.as_mut().filter(|_| self.is_away) {
            // Whoever comes back finds what was new there already.
            session.fresh = None;
        }
        let before = std::mem::replace(
            &mut self.drawn,
            Viewport { top: drawn_from(viewport.top), height, width, whole: viewport.whole },
        );
        was_away || self.is_away || self.drawn.top != before.top || !is_as_large
    }

    /// The run has gone on, and unless the reader is away, the diagram is about to be scrolled to its newest row: what will be in sight
    /// then is drawn at once, and not in a second go. Not before a leap, for which the browser may show what is in sight now once more.
    pub(super) fn foresee(&mut self) {
        if !self.is_away && self.drawn.width > 0 {
            let top = self.newest_place();
            if (self.drawn.top..=self.drawn.top + ABOVE + STEP).contains(&top) {
                self.drawn.top = top;
            }
        }
    }

    /// From where on the diagram is drawn when it is scrolled to its newest row.
    pub(super) fn newest_place(&self) -> i32 {
        let Some(session) = &self.session else { return 0 };
        session.shared.draw().lay_out(self.drawn.width);
        let all = shown(session.shared.height(self.drawn.width, false).unwrap_or_default(), self.percent());
        drawn_from(place_for(self.newest(), self.drawn.height - STEP - ABOVE, all))
    }
}

/// From where on the diagram is drawn when it is scrolled so far.
fn drawn_from(top: i32) -> i32 {
    (top / STEP * STEP - ABOVE).max(0)
}

/// How far one scrolls before more is drawn, in px.
const STEP: i32 = 128;
/// What is drawn above what can be seen, in px, so that a short run is there as a whole.
const ABOVE: i32 = 256;
/// How far from the end still counts as there, in px.
const NEAR: i32 = 24;
