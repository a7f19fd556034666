//! Draws what is longer than a row: lifelines, connections, running timers.

use super::constants::{BAND_END, RESTART_APART};
use super::draw::{Artist, Tag};
use super::spans::{Long, Span};
use crate::time::Millis;
use crate::trace::What;

impl Artist<'_> {
    pub fn lifelines(&mut self) {
        for index in 0..self.columns.columns.len() {
            let mut pen = self.pen();
            pen.rect("life", (self.columns.columns[index].x, self.from), (1, self.to - self.from), 0);
            self.add(Tag::Lifeline, 0, index, "lifeline", pen);
        }
    }

    /// Where something long ends, as far as it has happened; and where what has not happened ends.
    fn ends(&self, span: &Span) -> (i32, i32) {
        if span.has_ended(self.view.events) {
            return (span.end, span.end);
        }
        let ghosts = !self.view.ghosts.is_empty();
        // Where nothing below is drawn, what goes on goes on to the end of the picture.
        let happened = if ghosts || self.view.shows_now { self.now } else { self.tail.ends };
        let happened = if span.has_begun(self.view.events) { happened } else { span.y };
        (happened, if ghosts { span.end.min(self.tail.ends) } else { happened })
    }

    /// A connection, as one of its ends sees it.
    pub fn band(&mut self, span: &Span) {
        let (x, width) = self.columns.band(self.view.model, span.owner, span.other);
        let (happened, ends) = self.ends(span);
        for (top, bottom, ghost) in [(span.y, happened, false), (happened, ends, true)] {
            let (from, to) = (top.max(self.from), bottom.min(self.to));
            if to > from {
                let mut pen = self.pen();
                pen.rect("band", (x, from), (width, to - from), 0);
                if span.end == bottom {
                    pen.line("band-end", (x - BAND_END, bottom), (x + width + BAND_END, bottom));
                }
                let side = span.owner.index() * 16 + span.other.index();
                self.add(if ghost { Tag::GhostBand } else { Tag::Band }, span.needs, side, "connection", pen).ghost =
                    ghost;
            }
        }
    }

    /// The bar of a running timer: it drains from the top as the time passes.
    pub fn timer(&mut self, span: &Span) {
        let Long::Timer(timer) = span.kind else { return };
        let x = self.columns.lane(self.view.model, span.owner, timer);
        let (happened, ends) = self.ends(span);
        let top = span.y + self.mark(span.needs);
        let bottom = if span.end == happened { happened - self.mark(span.until) } else { happened };
        if bottom > top {
            let mut pen = self.pen();
            pen.bar("bar", (x, top.max(self.from)), bottom.min(self.to));
            if let Some((left, whole)) = self.left(span) {
                let left = ((bottom - top) as u64 * left.get() / whole.get().max(1)) as i32;
                pen.bar("bar-left", (x, (bottom - left).max(self.from)), bottom.min(self.to));
            }
            self.add(Tag::Timer, span.needs, 0, "running", pen);
        }
        let (from, to) = (top.max(happened).max(self.from), (ends - self.mark(span.until)).min(self.to));
        if ends > happened && to > from {
            let mut pen = self.pen();
            pen.line("lead", (x, from), (x, to));
            self.add(Tag::Timer, span.needs, 1, "running", pen).ghost = true;
        }
    }

    /// From the middle of a row to the bar above or under what is drawn there: an hourglass, a cross, or both.
    fn mark(&self, needs: u32) -> i32 {
        match self.tail.source.event(needs as usize - 1).map(|event| &event.what) {
            Some(What::TimerRestarted { .. }) => BAR_FROM + RESTART_APART,
            Some(_) => BAR_FROM,
            None => 0,
        }
    }

    /// How much time is left of a timer, or was when it ended, and its whole length.
    pub fn left(&self, span: &Span) -> Option<(Millis, Millis)> {
        let set = self.tail.source.event(span.needs as usize - 1)?;
        let (What::TimerSet { due, .. } | What::TimerRestarted { due, .. }) = set.what else { return None };
        let until = match span.until as usize {
            events if events <= self.view.events => self.tail.source.event(events - 1)?.at,
            _ => self.view.now,
        };
        Some((due.since(until), due.since(set.at)))
    }
}

/// From the middle of an hourglass to the bar that hangs from it, and from a bar to the mark that ends it.
const BAR_FROM: i32 = 10;
