//! Draws what is longer than a row: lifelines, connections, running timers.

use super::super::constants::{BAND_END, RESTART_APART};
use super::super::spans::{Span, SpanKind};
use super::{Artist, Tag};
use crate::simulation::trace::EventKind;
use crate::time::Millis;

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
        let goes_on = !self.view.ghosts.is_empty() || self.view.rest.is_some();
        // Where nothing below is drawn, what goes on goes on to the end of the picture.
        let happened = if goes_on || self.view.shows_now { self.now } else { self.below_now.ends };
        let happened = if span.has_begun(self.view.events) { happened } else { span.y };
        (happened, if goes_on { span.end.min(self.below_now.ends) } else { happened })
    }

    /// A connection, as one of its ends sees it.
    pub fn band(&mut self, span: &Span) {
        let (x, width) = self.columns.band(self.view.model, span.owner, span.other);
        let (happened, ends) = self.ends(span);
        let is_recorded = self.view.rest.is_some();
        for (top, bottom, is_later) in [(span.y, happened, false), (happened, ends, true)] {
            let (from, to) = (top.max(self.from), bottom.min(self.to));
            if to > from {
                let mut pen = self.pen();
                pen.rect("band", (x, from), (width, to - from), 0);
                if span.end == bottom {
                    pen.line("band-end", (x - BAND_END, bottom), (x + width + BAND_END, bottom));
                }
                let side = span.owner.index() * 16 + span.other.index();
                let tag = if is_later { Tag::GhostBand } else { Tag::Band };
                let made = self.add(tag, span.visible_from, side, "connection", pen);
                (made.ghost, made.upcoming) = (is_later && !is_recorded, is_later && is_recorded);
            }
        }
    }

    /// The bar of a running timer: it drains from the top as the time passes.
    pub fn timer(&mut self, span: &Span) {
        let SpanKind::Timer(timer) = span.kind else { return };
        let x = self.columns.lane(self.view.model, span.owner, timer);
        let (happened, ends) = self.ends(span);
        let top = span.y + self.mark(span.visible_from);
        let bottom = if span.end == happened { happened - self.mark(span.ended_at) } else { happened };
        if bottom > top {
            let mut pen = self.pen();
            pen.bar("bar", (x, top.max(self.from)), bottom.min(self.to));
            if let Some((left, whole)) = self.left(span) {
                let left = ((bottom - top) as u64 * left.get() / whole.get().max(1)) as i32;
                pen.bar("bar-left", (x, (bottom - left).max(self.from)), bottom.min(self.to));
            }
            self.add(Tag::Timer, span.visible_from, 0, "running", pen);
        }
        let (from, to) = (top.max(happened).max(self.from), (ends - self.mark(span.ended_at)).min(self.to));
        if ends > happened && to > from {
            let mut pen = self.pen();
            pen.line("lead", (x, from), (x, to));
            let is_recorded = self.view.rest.is_some();
            let made = self.add(Tag::Timer, span.visible_from, 1, "running", pen);
            (made.ghost, made.upcoming) = (!is_recorded, is_recorded);
        }
    }

    /// From the middle of a row to the bar above or under what is drawn there: an hourglass, a cross, or both.
    fn mark(&self, visible_from: u32) -> i32 {
        match self.below_now.source.event(visible_from as usize - 1).map(|event| &event.kind) {
            Some(EventKind::TimerRestarted { .. }) => BAR_FROM + RESTART_APART,
            Some(_) => BAR_FROM,
            None => 0,
        }
    }

    /// How much time is left of a timer, or was when it ended, and its whole length.
    pub fn left(&self, span: &Span) -> Option<(Millis, Millis)> {
        let set = self.below_now.source.event(span.visible_from as usize - 1)?;
        let (EventKind::TimerSet { due, .. } | EventKind::TimerRestarted { due, .. }) = set.kind else { return None };
        let ended_at = match span.ended_at as usize {
            events if events <= self.view.events => self.below_now.source.event(events - 1)?.at,
            _ => self.view.now,
        };
        Some((due.since(ended_at), due.since(set.at)))
    }
}

/// From the middle of an hourglass to the bar that hangs from it, and from a bar to the mark that ends it.
const BAR_FROM: i32 = 10;
