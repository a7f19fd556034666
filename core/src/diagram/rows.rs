//! Draws one row: its arrow, its mark or its box, and what stands in the margin beside it.

use super::columns::Columns;
use super::constants::{
    ABOVE_ARROW, BAND_HALF, BELOW_ARROW, BOX_PAD_Y, CROSS_HALF, DESCENT, DOT, DOT_BEFORE, GLASS_HALF, GLASS_HALF_Y,
    LEADING, STUB_PARTS, TO_BASELINE,
};
use super::draw::WAY_PARTS;
use super::label;
use super::layout::Row;
use super::metrics::{mono, widest, width};
use super::pen::{Arrow, Pen, Type};
use super::place::{Journey, Source, journey};
use super::scene::Anchor;
use super::spans::{End, Span};
use crate::model::{ParticipantId, StateId, TimerId};
use crate::trace::{Event, What};

/// How far a journey has come.
#[derive(Clone, Copy)]
pub(super) struct Journeying {
    /// The height of its far end, or of the end it will have.
    pub end: i32,
    pub how: End,
    /// How much of the way is done, in [`WAY_PARTS`], where only time tells.
    pub fraction: Option<i32>,
    /// The height from which on it has not happened.
    pub rest: Option<i32>,
}

/// Draws a row.
pub(super) struct RowPen<'a> {
    pub columns: &'a Columns,
    pub source: Source<'a>,
    pub event: &'a Event,
    pub row: &'a Row,
    /// Whether an arrow that begins in another row crosses this one.
    pub crossed: bool,
    pub pen: Pen,
}

impl RowPen<'_> {
    /// The shape to be pointed at.
    pub fn hit(&mut self) {
        let row = self.row;
        let (from, to) = match self.event.what {
            What::State { participant, .. } => {
                let column = self.columns.of(participant);
                (column.x - column.half, column.x + column.half)
            }
            _ => (0, self.columns.width),
        };
        self.pen.rect("hit", (from, row.y), (to - from, i32::from(row.height)), 0);
    }

    /// Draws it.
    pub fn draw(&mut self, way: Option<Journeying>) {
        match &self.event.what {
            What::Opened { .. } | What::Closed { .. } | What::Message(_) => {
                if let (Some(way), Some(journey)) = (way, journey(self.event)) {
                    self.way(journey, way);
                    self.caption(journey);
                }
            }
            What::Lost { .. } => self.lost(),
            What::State { participant, to, .. } => self.state(*participant, *to),
            What::Note { .. } | What::NotHandled { .. } => self.boxed(),
            What::TimerSet { owner, timer, .. }
            | What::TimerRestarted { owner, timer, .. }
            | What::TimerCancelled { owner, timer, .. }
            | What::TimerExpired { owner, timer } => self.timer(*owner, *timer),
            What::Delivered { .. } => {}
        }
        self.margin();
    }

    /// The time where it changes, and under it where the row comes from.
    fn margin(&mut self) {
        let size = self.columns.sizes.small;
        let x = self.columns.margin;
        let look = |class| Type { class, anchor: Anchor::End, size, protocol: false };
        let mut y = self.row.middle() + TO_BASELINE;
        if self.row.timed {
            let time = label::time(self.columns, self.event.at);
            self.pen.text(look("text"), (x, y), &time);
            y += time.len() as i32 * LEADING;
        }
        let word = label::provenance(self.columns, &self.source, self.event);
        if !self.row.beside {
            self.pen.text(look("soft"), (x, y), &[word.to_owned()]);
        }
    }

    /// Where a journey begins and where it ends, sideways.
    fn ends(&self, journey: Journey) -> (i32, i32) {
        let model = self.source.speaker.model;
        (self.columns.edge(model, journey.from, journey.to), self.columns.edge(model, journey.to, journey.from))
    }

    fn way(&mut self, journey: Journey, way: Journeying) {
        let (x0, x1) = self.ends(journey);
        let y = self.row.middle();
        let look = self.look(journey);
        let towards = if x1 > x0 { 1 } else { -1 };
        if let Some(fraction) = way.fraction {
            let x = x0 + (i64::from(x1 - x0) * i64::from(fraction) / WAY_PARTS as i64) as i32;
            self.pen.line(look.0, (x0, y), (x, way.end));
            return self.pen.circle("ring", (x, way.end), DOT - 1);
        }
        match (way.how, way.rest) {
            (how, Some(rest)) => {
                let x1 = if how == End::Lost { x1 - towards * DOT_BEFORE } else { x1 };
                self.pen.line(look.0, (x0, y), (along(x0, x1, y, way.end, rest), rest));
            }
            (End::Lost, None) => {
                let x1 = x1 - towards * DOT_BEFORE;
                self.pen.line(look.0, (x0, y), (x1, way.end));
                self.pen.circle("dot", (x1, way.end), DOT);
            }
            (End::NeverLeft, None) => {
                let x1 = x0 + (x1 - x0) * STUB_PARTS / 16;
                self.pen.line(look.0, (x0, y), (x1, y));
                self.pen.circle("dot", (x1, y), DOT);
            }
            (_, None) => self.pen.arrow(look, (x0, y), (x1, way.end)),
        }
    }

    /// The part of a way from the height `rest` on, which has not happened.
    pub fn rest(&mut self, span: &Span, rest: i32) {
        let Some(journey) = journey(self.event) else { return };
        let (x0, x1) = self.ends(journey);
        let towards = if x1 > x0 { 1 } else { -1 };
        let look = self.look(journey);
        let lost = span.how == End::Lost;
        let x1 = if lost { x1 - towards * DOT_BEFORE } else { x1 };
        let from = (along(x0, x1, span.y, span.end, rest), rest);
        if lost {
            self.pen.line(look.0, from, (x1, span.end));
            self.pen.circle("dot", (x1, span.end), DOT);
        } else {
            self.pen.arrow(look, from, (x1, span.end));
        }
    }

    fn look(&self, journey: Journey) -> Arrow {
        match self.event.what {
            What::Message(_) if journey.answers.is_some() => ("arrow", "tip-open", true),
            What::Message(_) => ("arrow", "tip", false),
            _ => ("wire", "wire-tip", true),
        }
    }

    /// The name above an arrow, and what else is said: under it, or above it too where the arrow slants.
    fn caption(&mut self, journey: Journey) {
        let caption = label::caption(self.columns, &self.source, self.event);
        let sizes = self.columns.sizes;
        let (x0, x1) = self.ends(journey);
        let towards = if x1 > x0 { 1 } else { -1 };
        let slanted = journey.arrives.is_some_and(|arrives| arrives > self.event.at);
        let (x, anchor) = match (slanted, towards) {
            (false, _) => ((x0 + x1) / 2, Anchor::Middle),
            (true, 1) => (x0 + self.columns.sizes.arrow_pad, Anchor::Start),
            (true, _) => (x0 - self.columns.sizes.arrow_pad, Anchor::End),
        };
        let line = self.row.middle();
        let details = [caption.details];
        let said = !details[0].is_empty();
        let above = caption.lines.len() as i32 + i32::from(said && slanted);
        let y = line - ABOVE_ARROW - (above - 1) * LEADING;
        let measure = if caption.protocol { mono } else { width };
        // Text that other things pass behind gets a ground to be read on.
        let grounds = self.crossed || journey.from.index().abs_diff(journey.to.index()) > 1;
        let class = if caption.protocol { "text" } else { "wire-text" };
        let name = Type { class, anchor, size: sizes.text, protocol: caption.protocol };
        let soft = Type { class: "soft", anchor, size: sizes.small, protocol: false };
        if grounds {
            self.ground(name, (x, y), widest(&caption.lines, measure, sizes.text), caption.lines.len());
        }
        self.pen.text(name, (x, y), &caption.lines);
        if said {
            let y = if slanted { line - ABOVE_ARROW } else { line + BELOW_ARROW };
            if grounds {
                self.ground(soft, (x, y), width(&details[0], sizes.small), 1);
            }
            self.pen.text(soft, (x, y), &details);
        }
    }

    /// A ground under text that other things may pass behind.
    fn ground(&mut self, look: Type, (x, y): (i32, i32), width: i32, lines: usize) {
        let left = match look.anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2,
            Anchor::End => x - width,
        };
        let height = lines as i32 * LEADING - DESCENT + 1;
        self.pen.rect("back", (left - 2, y - LEADING + DESCENT + 1), (width + 4, height), 0);
    }

    /// Why a message was lost, beside the circle it stops at.
    fn lost(&mut self) {
        let What::Lost { of, why, .. } = self.event.what else { return };
        let Some(sent) = self.source.numbered(of) else { return };
        let Some(journey) = journey(sent) else { return };
        let lines = label::lost(self.columns, why, journey.from, journey.to);
        let (x0, x1) = self.ends(journey);
        let towards = if x1 > x0 { 1 } else { -1 };
        let never_left = journey.arrives.is_none();
        // Under the circle, away from the lifeline it is nearer to.
        let (x, anchor) = match (never_left, towards) {
            (true, 1) => (x0 + self.columns.sizes.arrow_pad, Anchor::Start),
            (true, _) => (x0 - self.columns.sizes.arrow_pad, Anchor::End),
            (false, 1) => (x1 - self.columns.sizes.arrow_pad, Anchor::End),
            (false, _) => (x1 + self.columns.sizes.arrow_pad, Anchor::Start),
        };
        let look = Type { class: "text", anchor, size: self.columns.sizes.small, protocol: false };
        let y = self.row.middle() + if self.row.anchor > 0 { DOT + LEADING } else { BELOW_ARROW };
        if self.crossed {
            self.ground(look, (x, y), widest(&lines, width, self.columns.sizes.small), lines.len());
        }
        self.pen.text(look, (x, y), &lines);
    }

    /// A mark on the lifeline: the state entered.
    fn state(&mut self, who: ParticipantId, state: StateId) {
        let lines = self.columns.state(state);
        let size = self.columns.sizes.small;
        let half = widest(lines, width, size) / 2 + self.columns.sizes.box_pad;
        let height = lines.len() as i32 * LEADING + 2 * BOX_PAD_Y - 4;
        let (x, y) = (self.columns.of(who).x, self.row.middle());
        self.pen.rect("state", (x - half, y - height / 2), (2 * half, height), height.min(STATE_RADIUS * 2) / 2);
        let look = Type { class: "text", anchor: Anchor::Middle, size, protocol: false };
        self.pen.text(look, (x, self.first_baseline(y, lines.len())), lines);
    }

    /// A box on the lifeline: a note, or what is not handled.
    fn boxed(&mut self) {
        let Some((who, lines)) = label::boxed(self.columns, &self.source, self.event, true) else { return };
        let size = self.columns.sizes.small;
        let column = self.columns.of(who);
        let wide = widest(&lines, width, size) + 2 * self.columns.sizes.box_pad;
        let height = lines.len() as i32 * LEADING + 2 * BOX_PAD_Y - 2;
        let left = (column.x - wide / 2).min(column.to - wide).max(column.from);
        let y = self.row.middle();
        let top = y - height / 2;
        let handled = matches!(self.event.what, What::Note { .. });
        self.pen.rect(if handled { "note" } else { "unhandled" }, (left, top), (wide, height), 1);
        let look = Type { class: "text", anchor: Anchor::Middle, size, protocol: false };
        self.pen.text(look, (left + wide / 2, self.first_baseline(y, lines.len())), &lines);
    }

    /// What happens to a timer, after Z.120: hourglass, cross, or both, tied to the lifeline; and in words.
    fn timer(&mut self, owner: ParticipantId, timer: TimerId) {
        let model = self.source.speaker.model;
        let column = *self.columns.of(owner);
        let (x, y) = (self.columns.lane(model, owner, timer), self.row.middle());
        let side = column.side;
        let edge = column.x + side * BAND_HALF;
        let near = x - side * (GLASS_HALF + 1);
        match self.event.what {
            What::TimerSet { .. } => {
                self.pen.line("lead", (edge, y), (near, y));
                self.pen.glass((x, y));
            }
            What::TimerExpired { .. } => {
                self.pen.arrow(("lead", "lead-tip", false), (near, y), (edge, y));
                self.pen.glass((x, y));
            }
            What::TimerCancelled { .. } => {
                self.pen.line("lead", (edge, y), (x - side * CROSS_HALF, y));
                self.pen.cross((x, y));
            }
            _ => {
                let above = y - GLASS_HALF_Y - CROSS_HALF / 2;
                let below = y + GLASS_HALF_Y + CROSS_HALF / 2;
                self.pen.cross((x, above));
                self.pen.line("lead", (edge, below), (near, below));
                self.pen.glass((x, below));
            }
        }
        if let Some((_, lines)) = label::timer(self.columns, &self.source, self.event) {
            let size = self.columns.sizes.small;
            let anchor = if column.aside < 0 { Anchor::End } else { Anchor::Start };
            let look = Type { class: "text", anchor, size, protocol: false };
            let at = (column.x + column.aside * column.aside_from, self.first_baseline(y, lines.len()));
            if self.crossed {
                self.ground(look, at, widest(&lines, width, size), lines.len());
            }
            self.pen.text(look, at, &lines);
        }
    }

    /// The first baseline of lines that are centred on a height.
    fn first_baseline(&self, y: i32, lines: usize) -> i32 {
        y + TO_BASELINE - (lines as i32 - 1) * LEADING / 2
    }
}

/// How far to the side a line from `y0` to `y1` is at the height `y`.
fn along(x0: i32, x1: i32, y0: i32, y1: i32, y: i32) -> i32 {
    let (whole, done) = (i64::from(y1 - y0).max(1), i64::from(y - y0));
    x0 + (i64::from(x1 - x0) * done.clamp(0, whole) / whole) as i32
}

/// The radius of the corners of a state's mark, where it is high enough.
const STATE_RADIUS: i32 = 11;
