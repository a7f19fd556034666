//! Draws what is longer than a row: lifelines, connections, running timers.

use super::constants::BAND_END;
use super::draw::{Artist, Tag, item, key};
use super::spans::{Long, Span};
use crate::time::Millis;
use crate::trace::What;

impl Artist<'_> {
    pub fn lifelines(&mut self) {
        for (index, column) in self.columns.columns.iter().enumerate() {
            let mut pen = self.pen();
            pen.rect("life", (column.x, self.from), (1, self.to - self.from), 0);
            self.items.push(item(key(Tag::Lifeline, 0, index, 0), "lifeline", pen.shapes));
        }
    }

    /// Where something long ends, as far as it has happened; and where what has not happened ends, if that is further.
    fn ends(&self, span: &Span) -> (i32, Option<i32>) {
        if span.until as usize <= self.view.events {
            return (span.end, None);
        }
        // Where nothing below is drawn, what goes on goes on to the end of the picture.
        let goes_on = !self.view.shows_now && self.view.ghosts.is_empty();
        let happened = if goes_on { self.tail.ends } else { self.now };
        let begins = if span.needs as usize > self.view.events { span.y } else { happened };
        let ends = span.end.min(self.tail.ends);
        (begins, (!self.view.ghosts.is_empty()).then_some(ends))
    }

    /// A connection, as one of its ends sees it.
    pub fn band(&mut self, span: &Span) {
        let model = self.view.model;
        let (x, width) = self.columns.band(model, span.owner, span.other);
        let (end, ghost) = self.ends(span);
        let ended = span.until as usize <= self.view.events;
        let (top, bottom) = (span.y.max(self.from), end.min(self.to));
        let id = key(Tag::Band, span.needs, span.owner.index(), span.other.index());
        if bottom > top {
            let mut pen = self.pen();
            pen.rect("band", (x, top), (width, bottom - top), 0);
            if ended {
                pen.line("band-end", (x - BAND_END, span.end), (x + width + BAND_END, span.end));
            }
            self.items.push(item(id, "connection", pen.shapes));
        }
        if let Some(ghost) = ghost {
            let mut pen = self.pen();
            let (top, bottom) = (end.max(self.from), ghost.min(self.to));
            if bottom > top {
                pen.rect("band", (x, top), (width, bottom - top), 0);
                if span.end == ghost {
                    pen.line("band-end", (x - BAND_END, ghost), (x + width + BAND_END, ghost));
                }
                let mut band = item(id | GHOST, "connection", pen.shapes);
                band.ghost = true;
                self.items.push(band);
            }
        }
    }

    /// The bar of a running timer: it drains from the top as the time passes.
    pub fn timer(&mut self, span: &Span) {
        let Long::Timer(timer) = span.kind else { return };
        let x = self.columns.lane(self.view.model, span.owner, timer);
        let (end, ghost) = self.ends(span);
        let mut pen = self.pen();
        let top = span.y + BAR_FROM;
        let ended = span.until as usize <= self.view.events;
        let bottom = if ended { end - BAR_FROM } else { end };
        if bottom > top {
            pen.bar((x, top.max(self.from)), bottom.min(self.to), false);
            if let Some((left, whole)) = self.left(span) {
                let left = ((bottom - top) as u64 * left.get() / whole.get().max(1)) as i32;
                pen.bar((x, (bottom - left).max(self.from)), bottom.min(self.to), true);
            }
            self.items.push(item(key(Tag::Timer, span.needs, span.owner.index(), 0), "running", pen.shapes));
        }
        if let Some(ghost) = ghost {
            let (top, bottom) = (top.max(end), ghost - BAR_FROM);
            let mut pen = self.pen();
            if bottom > top {
                pen.line("running-rest", (x, top.max(self.from)), (x, bottom.min(self.to)));
                let mut bar = item(key(Tag::Timer, span.needs, span.owner.index(), 1), "running", pen.shapes);
                bar.ghost = true;
                self.items.push(bar);
            }
        }
    }

    /// How much time is left of a timer, or was when it ended, and its whole length.
    pub fn left(&self, span: &Span) -> Option<(Millis, Millis)> {
        let set = self.source().event(span.needs as usize - 1)?;
        let (What::TimerSet { due, .. } | What::TimerRestarted { due, .. }) = set.what else { return None };
        let until = match span.until as usize {
            events if events <= self.view.events => self.source().event(events - 1)?.at,
            _ => self.view.now,
        };
        Some((due.since(until), due.since(set.at)))
    }
}

/// Marks the key of the part of something long that has not happened.
const GHOST: u64 = 1 << 63;
/// From the middle of an hourglass to the bar that hangs from it, and from a bar to the mark that ends it.
const BAR_FROM: i32 = 10;
