//! Draws one row: its arrow, its mark or its box, and what stands in the margin beside it.

use super::super::body::Row;
use super::super::columns::Columns;
use super::super::constants::{
    ABOVE_ARROW, BAND_HALF, BELOW_ARROW, BOX_PAD_Y, DOT, DOT_BEFORE, GLASS_HALF, LEADING, RESTART_APART, STUB_DROP,
    STUB_PARTS, TO_BASELINE,
};
use super::super::label;
use super::super::layout::View;
use super::super::scene::Anchor;
use super::super::source::{Journey, Source, journey};
use super::super::spans::{End, Span};
use super::super::text_width::{mono, widest, width};
use super::pen::{Arrow, Pen};
use crate::model::{ParticipantId, StateId, TimerId};
use crate::simulation::trace::{Event, EventKind, Loss};

/// Draws a row.
pub(super) struct RowPen<'a> {
    pub columns: &'a Columns,
    pub view: &'a View<'a>,
    pub source: Source<'a>,
    pub event: &'a Event,
    pub row: &'a Row,
    /// Whether an arrow that begins in another row crosses this one.
    pub crossed: bool,
    /// The height of the now line.
    pub now: i32,
    pub pen: Pen,
    /// Draws the part of a way that is not travelled yet.
    pub rest: Pen,
}

/// How a way ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    Arrow,
    /// Lost.
    Dot,
    /// On its way.
    Ring,
}

impl RowPen<'_> {
    /// The shape to be pointed at.
    pub fn hit(&mut self) {
        let (from, to) = match self.event.kind {
            EventKind::State { participant, .. } => {
                let column = self.columns.of(participant);
                (column.x - column.half, column.x + column.half)
            }
            _ => (0, self.columns.width),
        };
        self.pen.rect("hit", (from, self.row.y), (to - from, i32::from(self.row.height)), 0);
    }

    /// Draws it, with the journey that it begins.
    pub fn draw(&mut self, span: Option<&Span>) {
        match &self.event.kind {
            EventKind::Opened { .. } | EventKind::Closed { .. } | EventKind::Message(_) => {
                if let (Some(span), Some(journey)) = (span, journey(self.event)) {
                    self.way(journey, span);
                    self.caption(journey, span);
                }
            }
            EventKind::Lost { .. } => self.lost(),
            EventKind::State { participant, to, .. } => self.state(*participant, *to),
            EventKind::Note { .. } | EventKind::NotHandled { .. } => self.boxed(),
            EventKind::TimerSet { owner, timer, .. }
            | EventKind::TimerRestarted { owner, timer, .. }
            | EventKind::TimerCancelled { owner, timer, .. }
            | EventKind::TimerExpired { owner, timer } => self.timer(*owner, *timer),
            EventKind::Delivered { .. } => {}
        }
        self.margin();
    }

    /// The time where it changes, and under it where the row comes from.
    fn margin(&mut self) {
        let (x, mut y) = (self.columns.margin, self.row.middle() + TO_BASELINE);
        if self.row.timed {
            let time = label::time(self.columns, self.event.at);
            let lines = time.len() as i32;
            self.pen.text("text", Anchor::End, (x, y), time);
            y += lines * LEADING;
        }
        if !self.row.beside {
            let grounds = label::grounds(&self.source, self.event);
            if let Some(provenance) = grounds {
                let title = self.source.narrator.provenance(provenance);
                self.pen.grounds(provenance, (x - GROUNDS_IN, y - TO_BASELINE), title);
            }
        }
    }

    /// What it is to the selected row, above the time.
    pub fn pair(&mut self, word: &str) {
        let at = (self.columns.margin, self.row.middle() + TO_BASELINE - LEADING);
        self.pen.text("accent", Anchor::End, at, vec![word.to_owned()]);
    }

    /// Where a journey begins and where it ends, sideways, and whether that is to the right (1) or to the left (-1).
    fn edges(&self, journey: Journey) -> (i32, i32, i32) {
        let model = self.source.narrator.model;
        let from = self.columns.edge(model, journey.from, journey.to);
        let to = self.columns.edge(model, journey.to, journey.from);
        (from, to, if to > from { 1 } else { -1 })
    }

    /// Whether it is a message that refuses a request.
    fn refuses(&self) -> bool {
        matches!(&self.event.kind, EventKind::Message(sent) if self.source.narrator.model[sent.message].refuses)
    }

    /// The way of a journey: as far as it has come, and the rest of it where that is known.
    fn way(&mut self, journey: Journey, span: &Span) {
        let (x0, x1, towards) = self.edges(journey);
        let from = (x0, self.row.middle());
        let events = self.view.events;
        let (mut to, mut head) = ((x1, span.end), Head::Arrow);
        if span.is_open() {
            // Only the time tells how far it has come; what takes none has arrived.
            to.1 = from.1;
            if let Some(arrives) = journey.arrives.filter(|arrives| *arrives > self.event.at) {
                head = Head::Ring;
                to = if from.1 > self.now {
                    // What is only due to be sent has come no way at all: its beginning shows where it will go.
                    (x0 + (x1 - x0) * STUB_PARTS / 16, from.1 + STUB_DROP)
                } else {
                    let (whole, done) = (arrives.since(self.event.at).get(), self.view.now.since(self.event.at).get());
                    let parts = (done.min(whole) * WAY_PARTS / whole) as i64;
                    (x0 + (i64::from(x1 - x0) * parts / WAY_PARTS as i64) as i32, self.now)
                };
            }
        } else if span.how == End::Lost {
            (to.0, head) = (x1 - towards * DOT_BEFORE, Head::Dot);
        } else if span.how == End::OnItsWay {
            (to.0, head) = ((x0 + x1) / 2, Head::Dot);
        } else if span.how == End::NeverLeft {
            (to.0, head) = (x0 + (x1 - x0) * STUB_PARTS / 16, Head::Dot);
        }
        let look = match (&self.event.kind, self.refuses(), journey.answers.is_some()) {
            (EventKind::Message(_), false, true) => ("arrow", "tip-open", true),
            (EventKind::Message(_), false, false) => ("arrow", "tip", false),
            (EventKind::Message(_), true, true) => ("refusal", "refusal-tip-open", true),
            (EventKind::Message(_), true, false) => ("refusal", "refusal-tip", false),
            _ => ("wire", "wire-tip", true),
        };
        if span.has_begun(events) && !span.has_ended(events) && !span.is_open() && to.1 > from.1 {
            let (whole, done) = (i64::from(to.1 - from.1).max(1), i64::from(self.now - from.1));
            let middle = (x0 + (i64::from(to.0 - x0) * done.clamp(0, whole) / whole) as i32, self.now);
            self.pen.line(look.0, from, middle);
            stroke(&mut self.rest, look, middle, to, head);
        } else {
            stroke(&mut self.pen, look, from, to, head);
        }
    }

    /// The name above an arrow, and what else is said: under it, or above it too where the arrow slants.
    fn caption(&mut self, journey: Journey, span: &Span) {
        let caption = label::caption(self.columns, &self.source, self.event);
        let sizes = self.columns.sizes;
        let (x0, x1, towards) = self.edges(journey);
        let slanted = journey.arrives.is_some_and(|arrives| arrives > self.event.at);
        // What ends half-way is named at its beginning, clear of the circle.
        let at_the_beginning = slanted || span.how == End::OnItsWay;
        let (x, anchor) = match (at_the_beginning, towards) {
            (false, _) => ((x0 + x1) / 2, Anchor::Middle),
            (true, 1) => (x0 + sizes.arrow_pad, Anchor::Start),
            (true, _) => (x0 - sizes.arrow_pad, Anchor::End),
        };
        let line = self.row.middle();
        let said = !caption.details.is_empty();
        let above = caption.lines.len() as i32 + i32::from(said && slanted);
        let at = (x, line - ABOVE_ARROW - (above - 1) * LEADING);
        let under = (x, if slanted { line - ABOVE_ARROW } else { line + BELOW_ARROW });
        // Text that other things pass behind gets a ground to be read on.
        if self.crossed || journey.from.index().abs_diff(journey.to.index()) > 1 {
            let measure = if caption.protocol { mono } else { width };
            self.pen.ground(anchor, at, widest(&caption.lines, measure, sizes.text), caption.lines.len());
            if said {
                self.pen.ground(anchor, under, width(&caption.details, sizes.small), 1);
            }
        }
        if caption.protocol {
            self.pen.name(if self.refuses() { "refusal-name" } else { "name" }, anchor, at, caption.lines);
        } else {
            self.pen.text("wire-text", anchor, at, caption.lines);
        }
        self.pen.text("soft", anchor, under, vec![caption.details]);
    }

    /// Why a message was lost, under the circle it stops at, away from the lifeline it is nearer to.
    fn lost(&mut self) {
        let EventKind::Lost { of, why, .. } = self.event.kind else { return };
        let Some(journey) = self.source.numbered(of).and_then(journey) else { return };
        let lines = label::lost(self.columns, why, journey.from, journey.to);
        let (x0, x1, towards) = self.edges(journey);
        let y = self.row.middle() + if self.row.anchor > 0 { DOT + LEADING } else { BELOW_ARROW };
        if why == Loss::OnItsWay {
            return self.words("loss", Anchor::Middle, ((x0 + x1) / 2, y), lines);
        }
        let (edge, side) = if journey.arrives.is_none() { (x0, towards) } else { (x1, -towards) };
        let anchor = if side > 0 { Anchor::Start } else { Anchor::End };
        self.words("loss", anchor, (edge + side * self.columns.sizes.arrow_pad, y), lines);
    }

    /// Words that stand by themselves.
    fn words(&mut self, class: &'static str, anchor: Anchor, at: (i32, i32), lines: Vec<String>) {
        if self.crossed {
            self.pen.ground(anchor, at, widest(&lines, width, self.columns.sizes.small), lines.len());
        }
        self.pen.text(class, anchor, at, lines);
    }

    /// A mark on the lifeline: the state entered.
    fn state(&mut self, who: ParticipantId, state: StateId) {
        let lines = self.columns.state(state).to_vec();
        let half = widest(&lines, width, self.columns.sizes.small) / 2 + self.columns.sizes.box_pad;
        let height = lines.len() as i32 * LEADING + 2 * BOX_PAD_Y - 4;
        let left = self.columns.of(who).x - half;
        self.frame("state", left, (2 * half, height), height.min(STATE_RADIUS * 2) / 2, lines);
    }

    /// A box on the lifeline: a note, or what is not handled.
    fn boxed(&mut self) {
        let Some((who, lines)) = label::boxed(self.columns, &self.source, self.event, true) else { return };
        let column = self.columns.of(who);
        let wide = widest(&lines, width, self.columns.sizes.small) + 2 * self.columns.sizes.box_pad;
        let height = lines.len() as i32 * LEADING + 2 * BOX_PAD_Y - 2;
        let left = (column.x - wide / 2).min(column.to - wide).max(column.from);
        let class = if matches!(self.event.kind, EventKind::Note { .. }) { "note" } else { "unhandled" };
        self.frame(class, left, (wide, height), 1, lines);
    }

    /// Lines in a frame, in the middle of the row.
    fn frame(&mut self, class: &'static str, left: i32, size: (i32, i32), radius: i32, lines: Vec<String>) {
        let y = self.row.middle();
        self.pen.rect(class, (left, y - size.1 / 2), size, radius);
        self.pen.text("text", Anchor::Middle, (left + size.0 / 2, first_baseline(y, &lines)), lines);
    }

    /// What happens to a timer, after Z.120: hourglass, cross, or both, tied to the lifeline; and in words.
    fn timer(&mut self, owner: ParticipantId, timer: TimerId) {
        let column = self.columns.of(owner);
        let (x, y) = (self.columns.lane(self.source.narrator.model, owner, timer), self.row.middle());
        let edge = column.x + column.side * BAND_HALF;
        let near = x - column.side * (GLASS_HALF + 1);
        let (glass, cross) = match self.event.kind {
            EventKind::TimerCancelled { .. } => (None, Some(y)),
            EventKind::TimerRestarted { .. } => (Some(y + RESTART_APART), Some(y - RESTART_APART)),
            _ => (Some(y), None),
        };
        let tied = glass.unwrap_or(y);
        if matches!(self.event.kind, EventKind::TimerExpired { .. }) {
            self.pen.arrow(("lead", "lead-tip", false), (near, tied), (edge, tied));
        } else {
            self.pen.line("lead", (edge, tied), (near, tied));
        }
        if let Some(y) = cross {
            self.pen.cross((x, y));
        }
        if let Some(y) = glass {
            self.pen.glass((x, y));
        }
        if let Some((_, lines)) = label::timer(self.columns, &self.source, self.event) {
            let (x, anchor) = column.aside();
            self.words("text", anchor, (x, first_baseline(y, &lines)), lines);
        }
    }
}

/// A way from one point to another, and how it ends.
fn stroke(pen: &mut Pen, look: Arrow, from: (i32, i32), to: (i32, i32), head: Head) {
    if head == Head::Arrow {
        return pen.arrow(look, from, to);
    }
    pen.line(look.0, from, to);
    let (class, radius) = if head == Head::Dot { ("dot", DOT) } else { ("ring", DOT - 1) };
    pen.circle(class, to, radius);
}

/// The first baseline of lines that are centred on a height.
pub(super) fn first_baseline(y: i32, lines: &[String]) -> i32 {
    y + TO_BASELINE - (lines.len() as i32 - 1) * LEADING / 2
}

/// The parts that a way is divided into, to say how far something has come.
const WAY_PARTS: u64 = 1 << 12;
/// From the margin's right edge to the middle of the mark of where a row comes from: it ends where the time does.
const GROUNDS_IN: i32 = 4;
/// The radius of the corners of a state's mark, where it is high enough.
const STATE_RADIUS: i32 = 11;
