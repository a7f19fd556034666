//! What stands below the cursor's last row, laid out anew for each scene: the now line and what is due.

use super::body::{Body, last_of};
use super::columns::Columns;
use super::constants::{BOTTOM, LEADING, NOW};
use super::direction::isolated;
use super::label;
use super::layout::{Layout, View};
use super::source::Source;
use super::spans::SpanKind;
use super::text_width::wrap_bold;
use crate::model::ParticipantId;
use crate::narration::{Narrator, fill};
use crate::simulation::trace::{EventKind, EventNumber};
use crate::time::Instant;

/// The end of the picture at a cursor.
pub(super) struct BelowNow<'a> {
    pub source: Source<'a>,
    /// Its rows, and what is open at the cursor with the end that the ghosts give it.
    pub body: Body,
    /// How many recorded events are drawn.
    pub recorded: usize,
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

/// How much time is left of a timer, in words.
pub(super) struct Left {
    /// How many events there are with the one that set it.
    pub visible_from: u32,
    pub owner: ParticipantId,
    pub lines: Vec<String>,
    /// How many lines of other timers stand above.
    pub above: i32,
    /// How many lines it and those above may take.
    under: i32,
}

impl<'a> BelowNow<'a> {
    pub fn new(layout: &Layout, view: &View<'a>) -> Self {
        let (columns, main) = (&layout.columns, &layout.body);
        // Where the recorded rest is drawn, all of it has its place, and the now line is drawn between its rows.
        let events = if view.rest.is_some() { view.trace.events().len() } else { view.events };
        let rows = main.rows_at(events);
        let count = main.count_at(rows);
        let source = Source {
            narrator: Narrator { model: view.model, phrases: columns.phrases },
            trace: view.trace,
            split: events,
            count,
            ghosts: view.ghosts,
        };
        let mut body = Body {
            rows: Vec::new(),
            spans: main.spans.open_at(rows, events),
            events,
            count,
            last: last_of(view.trace.events(), events),
            bottom: main.bottom_at(rows),
        };
        // All that has arrived by now and has no event was ignored.
        let until = view.rest.unwrap_or(view.now).as_millis() + 1;
        body.end_arrived(columns, &source, events as u32, until, EventNumber(0));
        let happened = body.rows.len();
        let now = if view.rest.is_some() { main.bottom_at(main.rows_at(view.events)) } else { body.bottom };
        let mut left = Vec::new();
        if view.shows_now && view.rest.is_none() {
            let mut lines = label::time(columns, view.now).len() as i32;
            left = left_of(columns, &source, &body, view.now);
            for left in &left {
                lines = lines.max(left.under);
            }
            body.bottom += NOW + (lines - NOW_LINES).max(0) * LEADING;
            body.last = Some(view.now);
        }
        body.extend(columns, &source, events + view.ghosts.len());
        let later = view.trace.count().saturating_sub(count);
        let ends = body.bottom + BOTTOM;
        let height = ends + if later > 0 { LEADING } else { 0 };
        Self { source, body, recorded: events, rows, happened, now, left, later, ends, height }
    }
}

/// How much time is left of the running timers.
fn left_of(columns: &Columns, source: &Source<'_>, body: &Body, now: Instant) -> Vec<Left> {
    let mut all: Vec<Left> = Vec::new();
    let running: Vec<_> =
        body.spans.all.iter().filter(|span| span.is_open() && matches!(span.kind, SpanKind::Timer(_))).collect();
    for span in &running {
        let set = source.event(span.visible_from as usize - 1).map(|event| &event.kind);
        let Some(EventKind::TimerSet { due, timer, .. } | EventKind::TimerRestarted { due, timer, .. }) = set else {
            continue;
        };
        let column = columns.of(span.owner);
        let (from, to) = column.aside_edges();
        let is_named = running.iter().any(|other| other.owner == span.owner && other.visible_from != span.visible_from);
        // Under the others that stand where it would.
        let overlaps = |other: &&Left| {
            let (left, right) = columns.of(other.owner).aside_edges();
            left < to && right > from
        };
        let above = all.iter().filter(overlaps).map(|other| other.under).max().unwrap_or(0);
        let phrases = &columns.phrases.diagram;
        let template = if is_named { phrases.time_left_of } else { phrases.time_left };
        let name = isolated(source.narrator.timer(*timer));
        let said = |left: &str| {
            let text = fill(template, &[("length", &left), ("timer", &name)]);
            wrap_bold(&text, columns.sizes.small, to - from)
        };
        let lines = said(&label::length_of(due.since(now)));
        // Room for a long time, so that nothing moves when a short one follows.
        let under = above + lines.len().max(said(LONG_TIME).len()) as i32;
        all.push(Left { visible_from: span.visible_from, owner: span.owner, lines, above, under });
    }
    all
}

/// A time that takes as much room as most do.
const LONG_TIME: &str = "59\u{a0}min 59.9\u{a0}s";
/// The lines that the row of the now line has room for.
const NOW_LINES: i32 = 2;
