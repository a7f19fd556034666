//! What stands below the last row at a cursor: the now line, what is due, and how many later rows there are; laid out anew for each scene.

use super::constants::{BOTTOM, LEADING, NOW};
use super::layout::{Body, Layout, View};
use super::place::Source;
use super::spans::{Long, Spans};
use crate::words::Speaker;

/// The end of the picture at a cursor.
pub(super) struct Tail<'a> {
    pub source: Source<'a>,
    /// Its rows, and what is open at the cursor with the end that the ghosts give it.
    pub body: Body,
    /// How many rows of the layout there are before it.
    pub rows: usize,
    /// How many of its rows have happened.
    pub happened: usize,
    /// Where the row of the now line begins: the end of what has happened.
    pub now: i32,
    /// How many rows come after the cursor.
    pub later: u32,
    /// The height of the whole picture.
    pub height: i32,
}

impl<'a> Tail<'a> {
    pub fn new(layout: &Layout, view: &View<'a>) -> Self {
        let (columns, main) = (&layout.columns, &layout.body);
        let rows = main.rows_at(view.events);
        let count = main.count_at(rows);
        let open = main.spans.open_at(rows, view.events);
        let source = Source {
            speaker: Speaker { model: view.model, words: columns.said },
            trace: view.trace,
            split: view.events,
            count,
            ghosts: view.ghosts,
        };
        let last = view.events.checked_sub(1).and_then(|last| view.trace.events().get(last)).map(|event| event.at);
        let mut body = Body {
            rows: Vec::new(),
            spans: Spans::carrying(open),
            events: view.events,
            count,
            last,
            bottom: main.bottom_at(rows),
        };
        // All that has arrived by now and has no event was ignored.
        body.end_arrived(columns, &source, |_, arrives| arrives <= view.now);
        let (happened, now) = (body.rows.len(), body.bottom);
        if view.shows_now {
            body.bottom += NOW + (timers_at_most(&body) - 1).max(0) * LEADING;
            body.last = Some(view.now);
        }
        body.extend(columns, &source, view.events + view.ghosts.len());
        let later = view.trace.count().saturating_sub(count);
        let height = body.bottom + BOTTOM + if later > 0 { LEADING } else { 0 };
        Self { source, body, rows, happened, now, later, height }
    }
}

/// How many timers of one participant run at most.
fn timers_at_most(body: &Body) -> i32 {
    let running = || body.spans.open().filter(|span| matches!(span.kind, Long::Timer(_)));
    running().map(|timer| running().filter(|other| other.owner == timer.owner).count()).max().unwrap_or(0) as i32
}
