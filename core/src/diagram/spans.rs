//! What is longer than a row: connections, running timers, messages on their way; found for any window without looking through the run.

use super::constants::CHECKPOINT;
use crate::model::{ParticipantId, TimerId};

/// What is long.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Long {
    /// A connection, as `owner` sees it to `other`.
    Band,
    /// A running timer of `owner`.
    Timer(TimerId),
    /// A message, an opening or a closing on its way from `owner` to `other`.
    Flight,
}

/// How something long ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum End {
    /// As it should: arrived, closed, expired.
    Done,
    /// Cancelled, or replaced by a restart.
    Early,
    /// Lost at the receiver.
    Lost,
    /// Lost before it left.
    NeverLeft,
}

/// Something long: from `y` to `end`, there from the event number `needs` on up to `until`, both counted as positions and one.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Span {
    pub kind: Long,
    pub owner: ParticipantId,
    pub other: ParticipantId,
    pub how: End,
    pub y: i32,
    pub end: i32,
    pub needs: u32,
    pub until: u32,
    /// The row it begins in.
    pub row: u32,
    /// The number of the event it begins with.
    pub number: u32,
}

/// Not ended yet.
pub(super) const OPEN: u32 = u32::MAX;

impl Span {
    /// There from the start.
    pub fn begun(kind: Long, owner: ParticipantId, other: ParticipantId, y: i32) -> Self {
        Self { kind, owner, other, how: End::Done, y, end: i32::MAX, needs: 0, until: OPEN, row: 0, number: 0 }
    }

    pub fn is_open(&self) -> bool {
        self.until == OPEN
    }

    /// As it looks to who knows the first `events` events only.
    pub fn at(mut self, events: usize) -> Self {
        if self.until as usize > events {
            (self.end, self.until, self.how) = (i32::MAX, OPEN, End::Done);
        }
        self
    }
}

/// All that is long, in the order it begins.
#[derive(Clone, Debug, Default)]
pub(super) struct Spans {
    all: Vec<Span>,
    /// The positions of those that are open.
    open: Vec<u32>,
    /// What was open before each [`CHECKPOINT`]th row, and how many there were then.
    checkpoints: Vec<(Box<[u32]>, u32)>,
}

impl Spans {
    /// Begins with what is open already.
    pub fn carrying(open: Vec<Span>) -> Self {
        Self { open: (0..open.len() as u32).collect(), all: open, checkpoints: Vec::new() }
    }

    pub fn all(&self) -> &[Span] {
        &self.all
    }

    pub fn push(&mut self, span: Span) {
        self.open.push(self.all.len() as u32);
        self.all.push(span);
    }

    /// To be called before each row is added.
    pub fn before_row(&mut self, row: usize) {
        if row.is_multiple_of(CHECKPOINT) {
            self.checkpoints.push((self.open.as_slice().into(), self.all.len() as u32));
        }
    }

    /// The open ones, oldest first.
    pub fn open(&self) -> impl Iterator<Item = &Span> {
        self.open.iter().map(|index| &self.all[*index as usize])
    }

    /// Ends the oldest open one that fits, if there is one.
    pub fn finish(&mut self, fits: impl Fn(&Span) -> bool, end: impl Fn(&Span) -> i32, until: u32, how: End) {
        if let Some(place) = self.open.iter().position(|index| fits(&self.all[*index as usize])) {
            let span = &mut self.all[self.open.remove(place) as usize];
            (span.end, span.until, span.how) = (end(span), until, how);
        }
    }

    /// Those that were open after `events` events, of which the first `rows` rows tell, as they looked then.
    pub fn open_at(&self, rows: usize, events: usize) -> Vec<Span> {
        let near = self.near(rows.saturating_sub(1));
        let begun = near.take_while(|span| span.needs as usize <= events);
        begun.filter(|span| span.until as usize > events).map(|span| span.at(events)).collect()
    }

    /// Those that had ended after `events` events and lie between two heights, the row at the upper one being `row`.
    pub fn ended_between(&self, row: usize, from: i32, to: i32, events: usize) -> impl Iterator<Item = &Span> {
        let begun = self.near(row.saturating_sub(1)).take_while(move |span| span.y < to);
        begun.filter(move |span| span.until as usize <= events && span.end >= from)
    }

    /// Keeps what the first `events` events began, of which the first `rows` rows tell.
    pub fn truncate(&mut self, rows: usize, events: usize) {
        let kept = self.all.partition_point(|span| span.needs as usize <= events);
        // Whatever ended later is open again.
        let open = self.open_at(rows, events);
        self.all.truncate(kept);
        self.checkpoints.truncate(rows.div_ceil(CHECKPOINT));
        self.open.clear();
        for span in open {
            let found = self.all.partition_point(|other| other.needs < span.needs);
            let same = |other: &Span| (other.kind, other.owner, other.other) == (span.kind, span.owner, span.other);
            if let Some(offset) = self.all[found..].iter().position(same) {
                self.all[found + offset] = span;
                self.open.push((found + offset) as u32);
            }
        }
    }

    /// Those open at the checkpoint before the row, and all that began later, in the order they began.
    fn near(&self, row: usize) -> impl Iterator<Item = &Span> {
        let (open, after) = match self.checkpoints.get(row / CHECKPOINT) {
            Some((open, after)) => (&**open, *after as usize),
            None => (&[][..], 0),
        };
        open.iter().map(|index| &self.all[*index as usize]).chain(&self.all[after..])
    }
}
