//! What stands below the last row at a cursor: the now line, what is due, and how many later rows there are; laid out anew for each scene.

use super::columns::Columns;
use super::constants::{BOTTOM, LEADING, NOW};
use super::label;
use super::layout::{Body, Layout, View};
use super::metrics::wrap_bold;
use super::place::Source;
use super::spans::{Long, Spans};
use crate::model::ParticipantId;
use crate::time::Instant;
use crate::trace::What;
use crate::words::{Speaker, fill};

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
    /// How much time is left of the running timers.
    pub left: Vec<Left>,
    /// How many rows come after the cursor.
    pub later: u32,
    /// Where what goes on ends: below the last row.
    pub ends: i32,
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
        body.end_arrived(columns, &source, view.events as u32, |_, arrives| arrives <= view.now);
        let (happened, now) = (body.rows.len(), body.bottom);
        let mut left = Vec::new();
        if view.shows_now {
            let lines;
            (left, lines) = left_of(columns, &source, &body, view.now);
            let lines = lines.max(label::time(columns, view.now).len() as i32);
            body.bottom += NOW + (lines - NOW_LINES).max(0) * LEADING;
            body.last = Some(view.now);
        }
        body.extend(columns, &source, view.events + view.ghosts.len());
        let later = view.trace.count().saturating_sub(count);
        let ends = body.bottom + BOTTOM;
        let height = ends + if later > 0 { LEADING } else { 0 };
        Self { source, body, rows, happened, now, left, later, ends, height }
    }
}

/// How much time is left of a timer, in words.
pub(super) struct Left {
    /// How many events there are with the one that set it.
    pub needs: u32,
    pub owner: ParticipantId,
    pub lines: Vec<String>,
    /// How many lines of other timers stand above.
    pub above: i32,
    /// How many lines it may take.
    room: i32,
    /// The room it may take, sideways.
    from: i32,
    to: i32,
}

/// How much time is left of the running timers, and how many lines that takes.
fn left_of(columns: &Columns, source: &Source<'_>, body: &Body, now: Instant) -> (Vec<Left>, i32) {
    let mut all: Vec<Left> = Vec::new();
    let mut most = 0;
    let running = || body.spans.open().filter(|span| matches!(span.kind, Long::Timer(_)));
    for span in running() {
        let Long::Timer(timer) = span.kind else { continue };
        let set = (span.needs as usize).checked_sub(1).and_then(|position| source.event(position));
        let Some(What::TimerSet { due, .. } | What::TimerRestarted { due, .. }) = set.map(|event| &event.what) else {
            continue;
        };
        let named = running().filter(|other| other.owner == span.owner).count() > 1;
        let template = if named { columns.words.left_named } else { columns.words.left };
        let lines = |left: &str| {
            let text = fill(template, &[left, source.speaker.model[timer].label.in_language(columns.said.code)]);
            wrap_bold(&text, columns.sizes.small, columns.of(span.owner).aside_room)
        };
        let column = columns.of(span.owner);
        let edges = [column.aside_from, column.aside_from + column.aside_room].map(|far| column.x + column.aside * far);
        let (from, to) = (edges[0].min(edges[1]), edges[0].max(edges[1]));
        // Under the others that stand where it would.
        let beside = all.iter().filter(|left| left.from < to && left.to > from);
        let above = beside.map(|left| left.above + left.room).max().unwrap_or(0);
        let said = lines(&label::length_of(due.since(now)));
        // Room for a long time, so that nothing moves when a short one follows.
        let room = lines(LONG_TIME).len().max(said.len()) as i32;
        most = most.max(above + room);
        all.push(Left { needs: span.needs, owner: span.owner, lines: said, above, room, from, to });
    }
    (all, most)
}

/// A time that takes as much room as most do.
const LONG_TIME: &str = "59\u{a0}min 59.9\u{a0}s";
/// The lines that the row of the now line has room for.
const NOW_LINES: i32 = 2;
