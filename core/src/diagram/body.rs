//! Rows and what is longer than a row; each is placed once, and never moves when more follows.

use super::constants::TOP;
use super::spans::Spans;
use crate::simulation::trace::Event;
use crate::time::Instant;

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

/// What a row tells of.
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
    pub y: i32,
    /// How many events must have happened for it to be there; for an event's own row, its position and one.
    pub visible_from: u32,
    /// The event's number, or 0 for a delivery; for what is ignored, of what arrives; for a gap, its length.
    pub number: u32,
    pub height: u16,
    /// From its upper edge to its arrow, or to the middle of what is in it.
    pub anchor: u16,
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

/// When the last of so many events happened.
pub(super) fn last_of(events: &[Event], count: usize) -> Option<Instant> {
    Some(events.get(count.checked_sub(1)?)?.at)
}
