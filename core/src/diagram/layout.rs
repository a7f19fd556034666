//! Where everything stands: appending costs what is appended, and nothing placed ever moves.

use super::body::{Body, Row, RowKind, last_of};
use super::columns::{Columns, Size};
use super::constants::TOP;
use super::source::Source;
use super::spans::{Span, SpanKind};
use crate::model::{Model, Pairing};
use crate::narration::{Narrator, Phrases};
use crate::simulation::trace::{Event, EventKind, EventNumber, Trace};
use crate::time::Instant;

/// Where everything stands, for a model in one language and size and the trace appended so far.
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
    /// When the run ends, where what is recorded after the cursor is drawn, too; there are no ghosts then.
    pub rest: Option<Instant>,
    /// What is due, or what an action would do, numbered as if it followed what has happened.
    pub ghosts: &'a [Event],
    /// The row selected.
    pub selected: Option<EventNumber>,
    /// Whether rows get a shape of class `hit` under all else, to be pointed at and to show selection.
    pub hits: bool,
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

    /// Heights between rows at which a picture can be cut, at least so far apart, from the top.
    pub(super) fn cuts(&self, apart: i32) -> impl Iterator<Item = i32> {
        let mut last = 0;
        let tops = self.body.rows.iter().filter(|row| !row.beside).map(|row| row.y);
        tops.filter(move |top| {
            let cuts = top - last >= apart;
            last = if cuts { *top } else { last };
            cuts
        })
    }

    /// The left and the right edge, in px, of its participants' columns and all between them.
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
