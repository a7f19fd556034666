//! Makes scenes: everything that is in a window of a layout at a cursor, in drawing order, and nothing else.

use std::ops::Range;

use super::columns::Columns;
use super::constants::{
    APART, BAND_END, BAND_HALF, BOX_PAD_Y, BREAK_HALF, LEADING, NOW_ANCHOR, ORIGIN_STEP, OVERSCAN, TO_BASELINE,
};
use super::label;
use super::layout::{Layout, Row, RowKind, View};
use super::pen::{Pen, Type};
use super::place::{Source, journey};
use super::rows::{Journeying, RowPen};
use super::scene::{Anchor, Item, RowData, Scene, StateData};
use super::spans::{End, Long, Span};
use super::tail::Tail;
use crate::model::{Model, StateId};
use crate::time::Millis;
use crate::trace::{EventNumber, What};
use crate::words::fill;

/// What keys begin with, one for each class of items.
#[derive(Clone, Copy)]
pub(super) enum Tag {
    Lifeline = 1,
    Band,
    Timer,
    Gap,
    Row,
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
        items.push(item(key(Tag::Head, 0, id.index(), 0), "head", pen.shapes));
        let mut pen = Pen { origin: 0, shapes: Vec::new() };
        let look = Type { class: "soft", anchor: Anchor::Middle, size: columns.sizes.small, protocol: false };
        pen.text(look, (column.x, columns.states + LEADING - TO_BASELINE), &columns.state(model, *state));
        let mut word = item(key(Tag::State, 0, id.index(), 0), "state", pen.shapes);
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
    let (bands, timers, flights) = artist.spans();
    for band in &bands {
        artist.band(band);
    }
    for timer in &timers {
        artist.timer(timer);
    }
    artist.rows(&flights);
    artist.now_line(&timers);
    artist.later_rows();
    Scene { width: layout.columns.width, height: tail.height, origin, items: artist.items }
}

/// Draws the items of a body.
struct Artist<'a> {
    columns: &'a Columns,
    layout: &'a Layout,
    view: &'a View<'a>,
    tail: &'a Tail<'a>,
    /// What lies above is not drawn.
    from: i32,
    /// What lies below is not drawn.
    to: i32,
    /// The height of the now line.
    now: i32,
    origin: i32,
    items: Vec<Item>,
}

impl<'a> Artist<'a> {
    fn pen(&self) -> Pen {
        Pen { origin: self.origin, shapes: Vec::new() }
    }

    fn source(&self) -> Source<'a> {
        self.tail.source
    }

    fn lifelines(&mut self) {
        for (index, column) in self.columns.columns.iter().enumerate() {
            let mut pen = self.pen();
            pen.line("life", (column.x, self.from), (column.x, self.to));
            self.items.push(item(key(Tag::Lifeline, 0, index, 0), "lifeline", pen.shapes));
        }
    }

    /// The long shapes that cross the window: connections, timers, journeys.
    fn spans(&self) -> (Vec<Span>, Vec<Span>, Vec<(Span, bool)>) {
        let body = &self.layout.body;
        let row = body.row_at(self.from);
        let ended = body.spans.ended_between(row, self.from, self.to, self.view.events);
        let (mut bands, mut timers, mut flights) = (Vec::new(), Vec::new(), Vec::new());
        let carried = self.tail.carried;
        let all = ended.map(|span| (span, false));
        let all =
            all.chain(self.tail.body.spans.all().iter().enumerate().map(|(index, span)| (span, index >= carried)));
        for (span, ghost) in all {
            if span.y < self.to && span.end >= self.from {
                match span.kind {
                    Long::Band => bands.push(*span),
                    Long::Timer(_) => timers.push(*span),
                    Long::Flight => flights.push((*span, ghost)),
                }
            }
        }
        (bands, timers, flights)
    }

    /// Where something long ends, as far as it has happened; and where what has not happened ends, if that is further.
    fn ends(&self, span: &Span) -> (i32, Option<i32>) {
        if span.until as usize <= self.view.events {
            return (span.end, None);
        }
        let happened = if self.view.shows_now { self.now } else { self.tail.height };
        let ghost = if span.needs as usize > self.view.events { span.y } else { happened };
        match span.end {
            i32::MAX if self.view.shows_now && span.needs as usize <= self.view.events => (ghost, None),
            end => (ghost, Some(end.min(self.tail.height))),
        }
    }

    fn band(&mut self, span: &Span) {
        let model = self.view.model;
        let (x, width) = self.columns.band(model, span.owner, span.other);
        let (end, ghost) = self.ends(span);
        let ended = span.until as usize <= self.view.events;
        let (top, bottom) = (span.y.max(self.from), end.min(self.to));
        let id = key(Tag::Band, span.needs, span.owner.index(), span.other.index());
        if bottom > top {
            let mut pen = self.pen();
            pen.rect("band", (x, top), (width, bottom - top), 0);
            if ended {
                pen.line("band-end", (x - BAND_END, span.end), (x + width + BAND_END, span.end));
            }
            self.items.push(item(id, "band", pen.shapes));
        }
        if let Some(ghost) = ghost {
            let mut pen = self.pen();
            let (top, bottom) = (end.max(self.from), ghost.min(self.to));
            if bottom > top {
                pen.rect("band", (x, top), (width, bottom - top), 0);
                if span.end == ghost {
                    pen.line("band-end", (x - BAND_END, ghost), (x + width + BAND_END, ghost));
                }
                let mut band = item(id | GHOST, "band", pen.shapes);
                band.ghost = true;
                self.items.push(band);
            }
        }
    }

    /// The bar of a running timer: it drains from the top as the time passes.
    fn timer(&mut self, span: &Span) {
        let Long::Timer(timer) = span.kind else { return };
        let x = self.columns.lane(self.view.model, span.owner, timer);
        let (end, ghost) = self.ends(span);
        let mut pen = self.pen();
        let top = span.y + BAR_FROM;
        let ended = span.until as usize <= self.view.events;
        let bottom = if ended { end - BAR_FROM } else { end };
        if bottom > top {
            pen.bar((x, top.max(self.from)), bottom.min(self.to), false);
            if let Some((left, whole)) = self.left(span) {
                let left = ((bottom - top) as u64 * left.get() / whole.get().max(1)) as i32;
                pen.bar((x, (bottom - left).max(self.from)), bottom.min(self.to), true);
            }
            self.items.push(item(key(Tag::Timer, span.needs, span.owner.index(), 0), "timer", pen.shapes));
        }
        if let Some(ghost) = ghost {
            let (top, bottom) = (top.max(end), ghost - BAR_FROM);
            let mut pen = self.pen();
            if bottom > top {
                pen.line("lead", (x, top.max(self.from)), (x, bottom.min(self.to)));
                let mut bar = item(key(Tag::Timer, span.needs, span.owner.index(), 1), "timer", pen.shapes);
                bar.ghost = true;
                self.items.push(bar);
            }
        }
    }

    /// How much time is left of a timer, or was when it ended, and its whole length.
    fn left(&self, span: &Span) -> Option<(Millis, Millis)> {
        let set = self.source().event(span.needs as usize - 1)?;
        let (What::TimerSet { due, .. } | What::TimerRestarted { due, .. }) = set.what else { return None };
        let until = match span.until as usize {
            events if events <= self.view.events => self.source().event(events - 1)?.at,
            _ => self.view.now,
        };
        Some((due.since(until), due.since(set.at)))
    }

    /// The rows in the window, and those elsewhere whose arrow crosses it, in order.
    fn rows(&mut self, flights: &[(Span, bool)]) {
        let main = &self.layout.body.rows[..self.tail.rows];
        let end = main.partition_point(|row| row.y < self.to);
        let start = self.layout.body.row_at(self.from).min(end);
        // Arrows that begin above the window, in order of their rows.
        let mut above: Vec<&(Span, bool)> =
            flights.iter().filter(|(span, ghost)| !ghost && (span.row as usize) < start).collect();
        above.sort_unstable_by_key(|(span, _)| span.row);
        for (span, _) in above {
            self.row(&main[span.row as usize], None, Some(span), false);
        }
        for index in start..end {
            let flight = flights
                .iter()
                .find(|(span, ghost)| !ghost && span.row as usize == index && main[index].needs == span.needs);
            self.row(
                &main[index],
                index.checked_sub(1).map(|before| &main[before]),
                flight.map(|(span, _)| span),
                false,
            );
        }
        let tail = &self.tail.body.rows;
        for (index, row) in tail.iter().enumerate() {
            if row.y < self.to && row.bottom() > self.from {
                let ghost = index >= self.tail.happened;
                let flight = flights.iter().find(|(span, began)| *began && row.needs == span.needs);
                let before = index.checked_sub(1).map(|before| &tail[before]);
                self.row(row, before, flight.map(|(span, _)| span), ghost);
            }
        }
    }

    fn row(&mut self, row: &Row, before: Option<&Row>, flight: Option<&Span>, ghost: bool) {
        match row.kind {
            RowKind::Event => self.event(row, flight, ghost),
            RowKind::Gap => self.gap(row, before, ghost),
            RowKind::Ignored => {
                let arrives =
                    self.source().numbered(EventNumber(row.number)).and_then(journey).and_then(|way| way.arrives);
                if let Some(arrives) = arrives.filter(|_| row.timed) {
                    let mut pen = self.pen();
                    let look =
                        Type { class: "soft", anchor: Anchor::End, size: self.columns.sizes.small, protocol: false };
                    let lines = label::time(self.columns, arrives);
                    pen.text(look, (self.columns.sizes.margin - APART, row.middle() + TO_BASELINE), &lines);
                    self.items.push(item(key(Tag::Row, row.number, 1, 0), "row", pen.shapes));
                }
            }
        }
    }

    fn event(&mut self, row: &Row, flight: Option<&Span>, ghost: bool) {
        let Some(event) = self.source().event(row.needs as usize - 1) else { return };
        let mut pen = RowPen { columns: self.columns, source: self.tail.source, event, row, ghost, pen: self.pen() };
        if self.view.hits && !ghost && row.number > 0 {
            pen.hit();
        }
        let way = flight.map(|span| self.way(span, ghost));
        pen.draw(way, !self.tail.body.spans.all().is_empty());
        let shapes = pen.pen.shapes;
        let mut made = item(key(Tag::Row, row.needs, 0, 0), "row", shapes);
        made.ghost = ghost;
        if !ghost && row.number > 0 {
            let arrives = journey(event).and_then(|journey| journey.arrives).map(|arrives| arrives.as_millis());
            made.row = Some(RowData { event: row.number, kind: kind(&event.what), at: event.at.as_millis(), arrives });
            made.selected = self.view.selected == Some(EventNumber(row.number));
            made.paired = self.is_paired(row.number, journey(event).and_then(|journey| journey.answers));
        }
        self.items.push(made);
        // The rest of a way that is not travelled yet.
        if let (Some(span), Some(Journeying { rest: Some(rest), .. })) = (flight, way) {
            let mut pen =
                RowPen { columns: self.columns, source: self.tail.source, event, row, ghost: true, pen: self.pen() };
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

    /// A gap of quiet time: every lifeline is broken, and the words say how much time it is.
    fn gap(&mut self, row: &Row, before: Option<&Row>, ghost: bool) {
        let after = self.source().event(row.needs as usize - 1);
        let since = match before {
            Some(Row { kind: RowKind::Ignored, number, .. }) => {
                self.source().numbered(EventNumber(*number)).and_then(journey).and_then(|way| way.arrives)
            }
            _ if ghost && before.is_none() => Some(self.view.now),
            _ => (row.needs as usize).checked_sub(2).and_then(|at| self.source().event(at)).map(|event| event.at),
        };
        let (Some(after), Some(since)) = (after, since) else { return };
        let mut pen = self.pen();
        let y = row.middle();
        let reach = BAND_HALF + BAND_END + 1;
        for column in &self.columns.columns {
            pen.shapes.extend(broken(&self.pen(), column.x, y, reach));
        }
        let words = if ghost { self.columns.words.due_in } else { self.columns.words.quiet };
        let text = fill(words, &[&after.at.since(since).to_string()]);
        let middle = (self.columns.columns[0].x + self.columns.columns[1].x) / 2;
        let look = Type { class: "soft", anchor: Anchor::Middle, size: self.columns.sizes.small, protocol: false };
        pen.text(look, (middle, y + TO_BASELINE), &[text]);
        let mut made = item(key(Tag::Gap, row.needs, 0, 0), "gap", pen.shapes);
        made.ghost = ghost;
        self.items.push(made);
    }

    fn now_line(&mut self, timers: &[Span]) {
        if !self.view.shows_now || self.now < self.from || self.now > self.to {
            return;
        }
        let (columns, sizes) = (self.columns, self.columns.sizes);
        let mut pen = self.pen();
        pen.line("now", (sizes.margin, self.now), (columns.width - sizes.edge / 2, self.now));
        let look = |class| Type { class, anchor: Anchor::End, size: sizes.small, protocol: false };
        let x = sizes.margin - APART;
        pen.text(look("accent"), (x, self.now + TO_BASELINE), &[columns.words.now.to_owned()]);
        let time = label::time(columns, self.view.now);
        pen.text(look("soft"), (x, self.now + TO_BASELINE + LEADING), &time);
        self.items.push(item(key(Tag::Now, 0, 0, 0), "now", pen.shapes));
        for span in timers {
            let Long::Timer(timer) = span.kind else { continue };
            if span.until as usize <= self.view.events || span.needs as usize > self.view.events {
                continue;
            }
            let Some((left, _)) = self.left(span) else { continue };
            let own = |other: &&Span| {
                other.owner == span.owner
                    && other.needs as usize <= self.view.events
                    && other.until as usize > self.view.events
            };
            let several = timers.iter().filter(own).count() > 1;
            let above = timers.iter().filter(own).take_while(|other| other.needs != span.needs).count();
            let label = self.view.model[timer].label.in_language(columns.said.code);
            let words = if several { columns.words.left_named } else { columns.words.left };
            let text = fill(words, &[&left.to_string(), label]);
            let column = columns.of(span.owner);
            let anchor = if column.aside < 0 { Anchor::End } else { Anchor::Start };
            let look = Type { class: "accent", anchor, size: sizes.small, protocol: false };
            let mut pen = self.pen();
            let x = column.x + column.aside * column.aside_from;
            pen.text(look, (x, self.now + LEFT_BELOW + above as i32 * LEADING), &[text]);
            self.items.push(item(key(Tag::Left, span.needs, 0, 0), "now", pen.shapes));
        }
    }

    fn later_rows(&mut self) {
        if self.tail.later == 0 || self.to < self.tail.height - OVERSCAN {
            return;
        }
        let words = self.columns.words;
        let text = match self.tail.later {
            1 => words.later_row.to_owned(),
            count => fill(words.later_rows, &[&count.to_string()]),
        };
        let mut pen = self.pen();
        let middle = (self.columns.columns[0].x + self.columns.columns[1].x) / 2;
        let look = Type { class: "soft", anchor: Anchor::Middle, size: self.columns.sizes.small, protocol: false };
        pen.text(look, (middle, self.tail.height - LEADING / 2), &[text]);
        self.items.push(item(key(Tag::Later, 0, 0, 0), "later", pen.shapes));
    }
}

/// A break in a lifeline: two strokes that rise from left to right, and nothing between them.
fn broken(pen: &Pen, x: i32, y: i32, reach: i32) -> Vec<super::scene::Shape> {
    let mut pen = Pen { origin: pen.origin, shapes: Vec::new() };
    let (half, rise) = (BREAK_HALF, BREAK_HALF);
    let mut across = String::from("l");
    super::pen::push_number(&mut across, 2 * reach);
    across.push(' ');
    super::pen::push_number(&mut across, -2 * rise);
    let mut cut = across.clone();
    cut.push('v');
    super::pen::push_number(&mut cut, 2 * half);
    cut.push('l');
    super::pen::push_number(&mut cut, -2 * reach);
    cut.push(' ');
    super::pen::push_number(&mut cut, 2 * rise);
    cut.push('z');
    pen.path("cut", (x - reach, y - half + rise), &cut);
    pen.path("break", (x - reach, y - half + rise), &across);
    pen.path("break", (x - reach, y + half + rise), &across);
    pen.shapes
}

/// An item that has happened.
fn item(key: u64, class: &'static str, shapes: Vec<super::scene::Shape>) -> Item {
    Item { key, class, ghost: false, selected: false, paired: false, row: None, state: None, shapes }
}

/// What `data-kind` says.
fn kind(what: &What) -> &'static str {
    match what {
        What::Opened { .. } => "opened",
        What::Closed { .. } => "closed",
        What::Message(_) => "message",
        What::Delivered { .. } => "delivered",
        What::Lost { .. } => "lost",
        What::NotHandled { .. } => "not-handled",
        What::TimerSet { .. } => "timer-set",
        What::TimerRestarted { .. } => "timer-restarted",
        What::TimerCancelled { .. } => "timer-cancelled",
        What::TimerExpired { .. } => "timer-expired",
        What::State { .. } => "state",
        What::Note { .. } => "note",
    }
}

/// The parts that a way is divided into, to say how far something has come.
pub(super) const WAY_PARTS: u64 = 1 << 12;
/// Marks the key of the part of something long that has not happened.
const GHOST: u64 = 1 << 63;
/// The radius of a head's corners.
const HEAD_RADIUS: i32 = 6;
/// From the middle of an hourglass to the bar that hangs from it, and from a bar to the mark that ends it.
const BAR_FROM: i32 = 10;
/// From the now line to the baseline of the time left under it.
const LEFT_BELOW: i32 = 16;
