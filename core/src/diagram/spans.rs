//! Spans: connections, running timers, messages on their way; found for a window without a search.

use super::constants::CHECKPOINT;
use crate::model::{ParticipantId, TimerId};

/// What is longer than a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SpanKind {
    /// A connection, as `owner` sees it to `other`.
    Band,
    /// A running timer of `owner`.
    Timer(TimerId),
    /// A message, an opening or a closing on its way from `owner` to `other`.
    Flight,
}

/// How a span ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum End {
    /// As it should: arrived, closed, cancelled, expired.
    Done,
    /// Lost at the receiver.
    Lost,
    /// Lost half-way.
    OnItsWay,
    /// Lost before it left.
    NeverLeft,
}

/// Something longer than a row, from `y` to `end`, in px.
///
/// It is there once `visible_from` events have happened, and has ended once `ended_at` have.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Span {
    pub kind: SpanKind,
    pub owner: ParticipantId,
    pub other: ParticipantId,
    pub how: End,
    pub y: i32,
    pub end: i32,
    pub visible_from: u32,
    pub ended_at: u32,
    /// The row it begins in.
    pub row: u32,
    /// The number of the event it begins with.
    pub number: u32,
}

/// Not ended yet.
const OPEN: u32 = u32::MAX;

impl Span {
    /// There from the start.
    pub fn begun(kind: SpanKind, owner: ParticipantId, other: ParticipantId) -> Self {
        Self {
            kind,
            owner,
            other,
            how: End::Done,
            y: 0,
            end: i32::MAX,
            visible_from: 0,
            ended_at: OPEN,
            row: 0,
            number: 0,
        }
    }

    pub fn is_open(&self) -> bool {
        self.ended_at == OPEN
    }

    /// Whether it has ended once `events` events have happened.
    pub fn has_ended(&self, events: usize) -> bool {
        self.ended_at as usize <= events
    }

    /// Whether it has begun once `events` events have happened.
    pub fn has_begun(&self, events: usize) -> bool {
        self.visible_from as usize <= events
    }

    fn reopen(&mut self) {
        (self.end, self.ended_at, self.how) = (i32::MAX, OPEN, End::Done);
    }
}

/// All spans, in the order they begin.
#[derive(Clone, Debug, Default)]
pub(super) struct Spans {
    pub all: Vec<Span>,
    /// The positions of those that are open.
    open: Vec<u32>,
    /// What was open before each [`CHECKPOINT`]th row, and how many there were then.
    checkpoints: Vec<(Vec<u32>, u32)>,
}

impl Spans {
    pub fn push(&mut self, span: Span) {
        self.open.push(self.all.len() as u32);
        self.all.push(span);
    }

    /// To be called before each row is added.
    pub fn before_row(&mut self, row: usize) {
        if row.is_multiple_of(CHECKPOINT) {
            self.checkpoints.push((self.open.clone(), self.all.len() as u32));
        }
    }

    /// Those of a kind that are open, in the order they began.
    pub fn open(&self, kind: SpanKind) -> impl Iterator<Item = &Span> {
        self.open.iter().map(|index| &self.all[*index as usize]).filter(move |span| span.kind == kind)
    }

    /// Ends the oldest open one that fits, at a height or at the one it began at, and says which, if there is one.
    pub fn finish(&mut self, fits: impl Fn(&Span) -> bool, y: Option<i32>, ended_at: u32, how: End) -> Option<i32> {
        let place = self.open.iter().position(|index| fits(&self.all[*index as usize]))?;
        let span = &mut self.all[self.open.remove(place) as usize];
        (span.end, span.ended_at, span.how) = (y.unwrap_or(span.y), ended_at, how);
        Some(span.end)
    }

    /// Those that were open after `events` events, of which the first `rows` rows tell, as they looked then.
    pub fn open_at(&self, rows: usize, events: usize) -> Self {
        let mut then = Self::default();
        self.near(rows, |_, span| {
            if !span.has_ended(events) && span.has_begun(events) {
                let mut span = *span;
                span.reopen();
                then.push(span);
            }
            span.has_begun(events)
        });
        then
    }

    /// Keeps what the first `events` events began, of which the first `rows` rows tell. Whatever ended later is open again.
    pub fn truncate(&mut self, rows: usize, events: usize) {
        let mut open = Vec::new();
        self.near(rows, |index, span| {
            if !span.has_ended(events) && span.has_begun(events) {
                open.push(index);
            }
            span.has_begun(events)
        });
        self.all.truncate(self.all.partition_point(|span| span.has_begun(events)));
        self.checkpoints.truncate(rows.div_ceil(CHECKPOINT));
        for index in &open {
            self.all[*index as usize].reopen();
        }
        self.open = open;
    }

    /// Visits those that were open shortly before the row with this number, counted from 1, and those that began later, in
    /// the order they began, until it is told to stop; of each its position too.
    pub fn near<'a>(&'a self, row: usize, mut visit: impl FnMut(u32, &'a Span) -> bool) {
        let mut after = 0;
        if let Some((open, count)) = self.checkpoints.get(row.saturating_sub(1) / CHECKPOINT) {
            for index in open {
                visit(*index, &self.all[*index as usize]);
            }
            after = *count;
        }
        for (index, span) in self.all.iter().enumerate().skip(after as usize) {
            if !visit(index as u32, span) {
                return;
            }
        }
    }
}
