//! The layout: rows in the order of the events and the long shapes beside them; each is placed once, and never moves when more follows.

use super::below_now::last_of;
use super::columns::{Columns, Size};
use super::constants::TOP;
use super::place::Source;
use super::spans::{Span, SpanKind, Spans};
use crate::model::{Model, Pairing};
use crate::narration::{Narrator, Phrases};
use crate::simulation::trace::{Event, EventKind, EventNumber, Trace};
use crate::time::Instant;

/// Where everything stands, for a model in one language and size, and as much of a trace as was appended.
#[derive(Debug)]
pub struct Layout {
    pub(super) columns: Columns,
    pub(super) body: Body,
}

/// What is to be seen: a trace up to a cursor, and what has not happened.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The model.
    pub model: &'a Model,
    /// The whole trace; the layout has all of it.
    pub trace: &'a Trace,
    /// How many of the trace's events, the unnumbered among them, have happened at the cursor.
    pub events: usize,
    /// The time at the cursor.
    pub now: Instant,
    /// Whether the line that says so is drawn.
    pub shows_now: bool,
    /// What has not happened, in order, numbered as if it followed what has: what is due, or what an action would do.
    pub ghosts: &'a [Event],
    /// The row selected.
    pub selected: Option<EventNumber>,
    /// Whether rows get a shape of class `hit` under everything else in them, to be pointed at and to show selection.
    pub hits: bool,
}

/// The rows, and what is longer than a row.
#[derive(Clone, Debug, Default)]
pub(super) struct Body {
    pub rows: Vec<Row>,
    pub spans: Spans,
    /// How many events are in it.
    pub events: usize,
    /// The number of the last event that has one.
    pub count: u32,
    /// The time that was written last.
    pub last: Option<Instant>,
    /// Where the next row begins.
    pub bottom: i32,
}

/// What a row is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum RowKind {
    /// An event.
    Event,
    /// Something arrives and is ignored, so that no event tells of it.
    Ignored,
    /// Quiet time.
    Gap,
    /// In which order things happen at one instant.
    Tie,
}

/// A row.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Row {
    /// Its upper edge.
    pub y: i32,
    /// How many events must have happened for it to be there. For an event's own row, its position and one.
    pub visible_from: u32,
    /// The event's number; none for deliveries. For what is ignored, the number of what arrives; for a gap, its length.
    pub number: u32,
    /// Its height.
    pub height: u16,
    /// From its upper edge to its arrow, or to the middle of what is in it.
    pub anchor: u16,
    /// What it is.
    pub kind: RowKind,
    /// Whether the time stands beside it.
    pub timed: bool,
    /// Whether it stands beside the row before, at the same height.
    pub beside: bool,
}

impl Row {
    pub fn bottom(&self) -> i32 {
        self.y + i32::from(self.height)
    }

    pub fn middle(&self) -> i32 {
        self.y + i32::from(self.anchor)
    }
}

impl Layout {
    /// The columns of a model, and no rows yet.
    #[must_use]
    pub fn new(model: &Model, phrases: &'static Phrases, size: Size) -> Self {
        let mut body = Body { bottom: TOP, ..Body::default() };
        for (own, _) in model.participants() {
            for (other, _) in model.participants() {
                if own != other && model.pairing(own, other) == Pairing::Connected {
                    body.spans.push(Span::begun(SpanKind::Band, own, other));
                }
            }
        }
        Self { columns: Columns::new(model, phrases, size), body }
    }

    /// Places the events of the trace that are not placed yet.
    pub fn append(&mut self, model: &Model, trace: &Trace) {
        let source = Source {
            narrator: Narrator { model, phrases: self.columns.phrases },
            trace,
            split: trace.events().len(),
            count: trace.count(),
            ghosts: &[],
        };
        self.body.extend(&self.columns, &source, trace.events().len());
    }

    /// Takes back all but the first `events` events, the unnumbered counted, which the trace still has.
    pub fn truncate(&mut self, trace: &Trace, events: usize) {
        let body = &mut self.body;
        if events >= body.events {
            return;
        }
        let rows = body.rows_at(events);
        body.spans.truncate(rows, events);
        body.rows.truncate(rows);
        body.events = events;
        body.count = body.count_at(rows);
        body.bottom = body.bottom_at(rows);
        body.last = last_of(trace.events(), events);
    }

    /// How many events are placed.
    #[must_use]
    pub fn events(&self) -> usize {
        self.body.events
    }

    /// The width of the picture.
    #[must_use]
    pub fn width(&self) -> i32 {
        self.columns.width
    }

    /// The height of the heads.
    #[must_use]
    pub fn heads_height(&self) -> i32 {
        self.columns.heads
    }

    /// The left and the right edge of what an event is about: its participants' columns, and all between them.
    #[must_use]
    pub fn sides_of(&self, trace: &Trace, event: &Event) -> (i32, i32) {
        let (one, other) = match &event.kind {
            EventKind::Message(sent) => (sent.from, sent.to),
            EventKind::Opened { by, to, .. } | EventKind::Closed { by, to, .. } => (*by, *to),
            EventKind::TimerSet { owner, .. }
            | EventKind::TimerRestarted { owner, .. }
            | EventKind::TimerCancelled { owner, .. }
            | EventKind::TimerExpired { owner, .. } => (*owner, *owner),
            EventKind::State { participant, .. } | EventKind::Note { participant, .. } => (*participant, *participant),
            EventKind::Lost { of, .. } | EventKind::NotHandled { of, .. } | EventKind::Delivered { of } => {
                return trace.get(*of).map_or((0, 0), |sent| self.sides_of(trace, sent));
            }
        };
        let (left, right) = (self.columns.of(one.min(other)), self.columns.of(one.max(other)));
        (left.x - left.half, right.x + right.half)
    }

    /// The upper and the lower edge of the row of an event.
    #[must_use]
    pub fn row_of(&self, number: EventNumber) -> Option<(i32, i32)> {
        // Rows without a number of their own follow those with smaller ones.
        let rows = &self.body.rows;
        let own = |row: &Row| row.kind == RowKind::Event && row.number > 0;
        let (mut low, mut high) = (0, rows.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match rows[middle..high].iter().find(|row| own(row)) {
                Some(row) if row.number < number.0 => low = middle + 1,
                _ => high = middle,
            }
        }
        let row = rows[low..].iter().find(|row| own(row))?;
        (row.number == number.0).then(|| (row.y, row.bottom()))
    }
}

impl Body {
    /// How many rows there are after the first `events` events.
    pub fn rows_at(&self, events: usize) -> usize {
        self.rows.partition_point(|row| row.visible_from as usize <= events)
    }

    /// The number of the last event with a number that the first `rows` rows tell of.
    pub fn count_at(&self, rows: usize) -> u32 {
        let told = self.rows[..rows].iter().rev().find(|row| row.kind == RowKind::Event && row.number > 0);
        told.map_or(0, |row| row.number)
    }

    /// Where the first `rows` rows end.
    pub fn bottom_at(&self, rows: usize) -> i32 {
        rows.checked_sub(1).map_or(TOP, |last| self.rows[last].bottom())
    }

    /// The first row that reaches below `y`.
    pub fn row_at(&self, y: i32) -> usize {
        self.rows.partition_point(|row| row.bottom() <= y)
    }
}
