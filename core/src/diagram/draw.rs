//! Makes scenes: everything that is in a window of a layout at a cursor, in drawing order, and nothing else.

use std::ops::Range;

use super::columns::Columns;
use super::constants::{BOX_PAD_Y, LEADING, NOW_ANCHOR, ORIGIN_STEP, OVERSCAN, TO_BASELINE};
use super::label;
use super::layout::{Layout, Row, RowKind, View};
use super::pen::{Pen, Type};
use super::place::{Source, journey};
use super::rows::{Journeying, RowPen};
use super::scene::{Anchor, Item, RowData, Scene, Shape, StateData};
use super::spans::{End, Long, Span};
use super::tail::Tail;
use crate::model::{Model, StateId};
use crate::trace::EventNumber;

/// What keys begin with, one for each class of items.
#[derive(Clone, Copy)]
pub(super) enum Tag {
    Lifeline = 1,
    Band,
    Timer,
    Gap,
    Row,
    Ignored,
    Way,
    Now,
    Left,
    Later,
    Head,
    State,
}

/// A key: its class, and three small numbers of which the first may be large.
pub(super) fn key(tag: Tag, number: u32, second: usize, third: usize) -> u64 {
    ((tag as u64) << 48) | (u64::from(number) << 16) | ((second as u64) << 8) | third as u64
}

/// The heads of the lifelines, each with the state that its participant is in.
#[must_use]
pub fn heads(layout: &Layout, model: &Model, states: &[StateId]) -> Scene {
    let columns = &layout.columns;
    let mut items = Vec::new();
    for ((id, participant), state) in model.participants().zip(states) {
        let column = columns.of(id);
        let mut pen = Pen { origin: 0, shapes: Vec::new() };
        pen.rect("head", (column.x - column.half, 0), (2 * column.half, columns.heads), HEAD_RADIUS);
        let name = Type { class: "strong", anchor: Anchor::Middle, size: columns.sizes.head, protocol: false };
        pen.text(name, (column.x, BOX_PAD_Y + LEADING), &columns.name(model, id));
        items.push(item(key(Tag::Head, 0, id.index(), 0), "participant", pen.shapes));
        let mut pen = Pen { origin: 0, shapes: Vec::new() };
        let look = Type { class: "soft", anchor: Anchor::Middle, size: columns.sizes.small, protocol: false };
        let lines = columns.state(*state);
        // In the middle of the room for the longest one.
        let room = columns.heads - columns.states - BOX_PAD_Y;
        let y = columns.states + (room - lines.len() as i32 * LEADING) / 2 + LEADING - TO_BASELINE;
        pen.text(look, (column.x, y), lines);
        let mut word = item(key(Tag::State, 0, id.index(), 0), "state-word", pen.shapes);
        word.state = Some(StateData { participant: participant.id.clone(), state: model[*state].id.clone() });
        items.push(word);
    }
    Scene { width: columns.width, height: columns.heads, origin: 0, items }
}

/// What is in the window `from..to` of the heights below the heads, for a view.
#[must_use]
pub fn body(layout: &Layout, view: &View<'_>, window: Range<i32>) -> Scene {
    let tail = Tail::new(layout, view);
    let from = (window.start - OVERSCAN).max(0);
    let to = (window.end + OVERSCAN).min(tail.height);
    let origin = window.start.max(0) / ORIGIN_STEP * ORIGIN_STEP;
    let mut artist = Artist {
        columns: &layout.columns,
        layout,
        view,
        from,
        to,
        now: tail.now + if view.shows_now { NOW_ANCHOR } else { 0 },
        origin,
        items: Vec::new(),
        tail: &tail,
    };
    artist.lifelines();
    let long = artist.in_view();
    for band in &long.bands {
        artist.band(band);
    }
    for timer in &long.timers {
        artist.timer(timer);
    }
    artist.rows(&long);
    artist.now_line();
    artist.later_rows();
    Scene { width: layout.columns.width, height: tail.height, origin, items: artist.items }
}

/// Draws the items of a body.
pub(super) struct Artist<'a> {
    pub columns: &'a Columns,
    pub layout: &'a Layout,
    pub view: &'a View<'a>,
    pub tail: &'a Tail<'a>,
    /// What lies above is not drawn.
    pub from: i32,
    /// What lies below is not drawn.
    pub to: i32,
    /// The height of the now line.
    pub now: i32,
    pub origin: i32,
    pub items: Vec<Item>,
}

/// What is longer than a row and crosses the window.
#[derive(Default)]
pub(super) struct InView {
    bands: Vec<Span>,
    timers: Vec<Span>,
    /// Journeys, in the order they begin.
    flights: Vec<Span>,
    /// Those of them that take time.
    slanted: Vec<Span>,
}

impl InView {
    /// The journey that a row begins.
    fn flight(&self, row: &Row) -> Option<&Span> {
        let index = self.flights.partition_point(|span| span.needs < row.needs);
        self.flights.get(index).filter(|span| span.needs == row.needs)
    }

    /// Whether an arrow that begins in another row crosses this one.
    fn crosses(&self, row: &Row) -> bool {
        // All travel equally long, so that they end in the order they begin.
        let first = self.slanted.partition_point(|span| span.end <= row.y);
        self.slanted[first..].iter().take(2).any(|span| span.y < row.bottom() && span.needs != row.needs)
    }
}

impl<'a> Artist<'a> {
    pub fn pen(&self) -> Pen {
        Pen { origin: self.origin, shapes: Vec::new() }
    }

    pub fn source(&self) -> Source<'a> {
        self.tail.source
    }

    /// What is longer than a row and crosses the window.
    fn in_view(&self) -> InView {
        let body = &self.layout.body;
        let ended = body.spans.ended_between(body.row_at(self.from), self.from, self.to, self.view.events);
        let mut long = InView::default();
        for span in ended.chain(self.tail.body.spans.all()) {
            if span.y < self.to && span.end >= self.from {
                match span.kind {
                    Long::Band => long.bands.push(*span),
                    Long::Timer(_) => long.timers.push(*span),
                    Long::Flight => long.flights.push(*span),
                }
            }
        }
        long.flights.sort_unstable_by_key(|span| span.needs);
        let slanted = long.flights.iter().filter(|span| span.y != span.end && span.how != End::NeverLeft);
        long.slanted = slanted.copied().collect();
        long
    }

    /// The rows in the window, and those above it whose arrow crosses it, in order.
    fn rows(&mut self, long: &InView) {
        let main = &self.layout.body.rows[..self.tail.rows];
        let end = main.partition_point(|row| row.y < self.to);
        let start = self.layout.body.row_at(self.from).min(end);
        let begins_above = |span: &&Span| (span.row as usize) < start && span.needs as usize <= self.view.events;
        let above: Vec<u32> = long.flights.iter().filter(begins_above).map(|span| span.row).collect();
        for row in above {
            self.row(&main[row as usize], None, long, false);
        }
        for index in start..end {
            self.row(&main[index], index.checked_sub(1).map(|before| &main[before]), long, false);
        }
        let tail = &self.tail.body.rows;
        for (index, row) in tail.iter().enumerate() {
            if row.y < self.to && row.bottom() > self.from {
                let before = index.checked_sub(1).map(|before| &tail[before]);
                self.row(row, before, long, index >= self.tail.happened);
            }
        }
    }

    fn row(&mut self, row: &Row, before: Option<&Row>, long: &InView, ghost: bool) {
        match row.kind {
            RowKind::Event => self.event(row, long, ghost),
            RowKind::Gap => self.gap(row, before, ghost),
            RowKind::Ignored => self.ignored(row),
        }
    }

    /// The time at which something arrives and is ignored.
    fn ignored(&mut self, row: &Row) {
        let sent = self.source().numbered(EventNumber(row.number));
        if let Some(arrives) = sent.and_then(journey).and_then(|way| way.arrives).filter(|_| row.timed) {
            let sizes = self.columns.sizes;
            let mut pen = self.pen();
            let look = Type { class: "text", anchor: Anchor::End, size: sizes.small, protocol: false };
            let lines = label::time(self.columns, arrives);
            pen.text(look, (self.columns.margin, row.middle() + TO_BASELINE), &lines);
            self.items.push(item(key(Tag::Ignored, row.number, 0, 0), "row", pen.shapes));
        }
    }

    fn event(&mut self, row: &Row, long: &InView, ghost: bool) {
        let Some(event) = self.source().event(row.needs as usize - 1) else { return };
        let flight = long.flight(row);
        let crossed = long.crosses(row);
        let mut pen = RowPen { columns: self.columns, source: self.source(), event, row, crossed, pen: self.pen() };
        if self.view.hits && !ghost && row.number > 0 {
            pen.hit();
        }
        let way = flight.map(|span| self.way(span, ghost));
        pen.draw(way);
        let mut made = item(key(Tag::Row, row.needs, 0, 0), "row", pen.pen.shapes);
        made.ghost = ghost;
        if !ghost && row.number > 0 {
            let arrives = journey(event).and_then(|journey| journey.arrives).map(|arrives| arrives.as_millis());
            made.row = Some(RowData { event: row.number, kind: event.what.kind(), at: event.at.as_millis(), arrives });
            made.selected = self.view.selected == Some(EventNumber(row.number));
            made.paired = self.is_paired(row.number, journey(event).and_then(|journey| journey.answers));
        }
        self.items.push(made);
        // The rest of a way that is not travelled yet.
        if let (Some(span), Some(Journeying { rest: Some(rest), .. })) = (flight, way) {
            let mut pen = RowPen { columns: self.columns, source: self.source(), event, row, crossed, pen: self.pen() };
            pen.rest(span, rest);
            let mut made = item(key(Tag::Way, row.needs, 0, 0), "row", pen.pen.shapes);
            made.ghost = true;
            self.items.push(made);
        }
    }

    /// How far a journey has come.
    fn way(&self, span: &Span, ghost: bool) -> Journeying {
        let ended = span.until as usize <= self.view.events;
        if ended || ghost {
            let end = if span.is_open() { span.y } else { span.end };
            return Journeying { end, how: span.how, fraction: None, rest: None };
        }
        if !span.is_open() {
            return Journeying { end: span.end, how: span.how, fraction: None, rest: Some(self.now) };
        }
        let sent = self.source().numbered(EventNumber(span.number));
        let times = sent.and_then(|event| Some((event.at, journey(event)?.arrives?)));
        let fraction = times.map(|(at, arrives)| {
            let whole = arrives.since(at).get().max(1);
            (self.view.now.since(at).get().min(whole) * WAY_PARTS / whole) as i32
        });
        let fraction = fraction.filter(|_| times.is_some_and(|(at, arrives)| arrives > at));
        Journeying { end: if fraction.is_some() { self.now } else { span.y }, how: End::Done, fraction, rest: None }
    }

    fn is_paired(&self, number: u32, answers: Option<EventNumber>) -> bool {
        let Some(selected) = self.view.selected else { return false };
        let asked = self.view.trace.get(selected).and_then(journey).and_then(|journey| journey.answers);
        answers == Some(selected) || asked == Some(EventNumber(number))
    }
}

/// An item that has happened.
pub(super) fn item(key: u64, class: &'static str, shapes: Vec<Shape>) -> Item {
    Item { key, class, ghost: false, selected: false, paired: false, row: None, state: None, shapes }
}

/// The parts that a way is divided into, to say how far something has come.
pub(super) const WAY_PARTS: u64 = 1 << 12;
/// The radius of a head's corners.
const HEAD_RADIUS: i32 = 6;
