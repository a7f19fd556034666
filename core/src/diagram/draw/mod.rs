//! Makes scenes: what is in a window of a layout at a cursor, in drawing order, and nothing else.

use std::ops::Range;

mod gaps;
mod pen;
mod rows;
mod spans;

use super::below_now::BelowNow;
use super::body::{Row, RowKind};
use super::columns::Columns;
use super::constants::{BOX_PAD_Y, LEADING, NOW_ANCHOR, ORIGIN_STEP, OVERSCAN, TO_BASELINE};
use super::label;
use super::layout::{Layout, View};
use super::scene::{Anchor, Item, RowData, Scene, StateData};
use super::source::{Journey, journey};
use super::spans::{End, Span, SpanKind};
use crate::model::{Model, StateId};
use crate::simulation::trace::EventNumber;
use pen::Pen;
use rows::RowPen;

/// What keys begin with, one for each class of items.
#[derive(Clone, Copy)]
pub(super) enum Tag {
    Lifeline = 1,
    Band,
    GhostBand,
    Timer,
    Gap,
    Row,
    Ignored,
    Rest,
    Now,
    Left,
    Later,
    Tie,
    Head,
    State,
}

/// The heads of the lifelines, each with the state that its participant is in.
#[must_use]
pub fn heads(layout: &Layout, model: &Model, states: &[StateId]) -> Scene {
    let columns = &layout.columns;
    let mut items = Vec::new();
    for ((id, participant), state) in model.participants().zip(states) {
        let column = columns.of(id);
        let mut pen = Pen { origin: 0, sizes: columns.sizes, shapes: Vec::new() };
        pen.rect("head", (column.x - column.half, 0), (2 * column.half, columns.heads), HEAD_RADIUS);
        pen.text("strong", Anchor::Middle, (column.x, BOX_PAD_Y + LEADING), columns.name(model, id));
        items.push(item(Tag::Head, 0, id.index(), "participant", pen));
        let mut pen = Pen { origin: 0, sizes: columns.sizes, shapes: Vec::new() };
        let lines = if columns.sizes.states_in_heads { columns.state(*state).to_vec() } else { Vec::new() };
        // In the middle of the room for the longest one.
        let room = columns.heads - columns.states - BOX_PAD_Y - lines.len() as i32 * LEADING;
        let y = columns.states + room / 2 + LEADING - TO_BASELINE;
        pen.text("soft", Anchor::Middle, (column.x, y), lines);
        let mut word = item(Tag::State, 0, id.index(), "state-word", pen);
        word.state = Some(StateData { participant: participant.id.clone(), state: model[*state].id.clone() });
        items.push(word);
    }
    Scene { width: columns.width, height: columns.heads, origin: 0, items }
}

/// What is in the window `from..to` of the heights below the heads, for a view.
#[must_use]
pub fn body(layout: &Layout, view: &View<'_>, window: Range<i32>) -> Scene {
    let below_now = BelowNow::new(layout, view);
    let origin = window.start.max(0) / ORIGIN_STEP * ORIGIN_STEP;
    // A window beside the picture sees nothing of it.
    let to = (window.end + OVERSCAN).clamp(0, below_now.height.max(0));
    let mut artist = Artist {
        columns: &layout.columns,
        layout,
        view,
        below_now: &below_now,
        from: (window.start - OVERSCAN).clamp(0, to),
        to,
        now: below_now.now + if view.shows_now && view.rest.is_none() { NOW_ANCHOR } else { 0 },
        origin,
        flights: Vec::new(),
        slanted: Vec::new(),
        items: Vec::new(),
    };
    artist.lifelines();
    artist.long();
    artist.rows();
    artist.now_line();
    artist.later_rows();
    Scene { width: layout.columns.width, height: below_now.height, origin, items: artist.items }
}

/// Staggers what has happened after the first `events` events: one row appears after another.
///
/// What begins in a row appears with it. Nothing else changes: all of it is there at once.
pub fn stagger(scene: &mut Scene, layout: &Layout, events: usize) {
    let before = layout.body.rows_at(events);
    for item in scene
        .items
        .iter_mut()
        .filter(|item| !item.ghost && !item.upcoming && APPEARING.contains(&((item.key >> 48) as u8)))
    {
        let visible_from = (item.key >> 16) as u32 as usize;
        if visible_from > events {
            item.place = (layout.body.rows_at(visible_from) - before).clamp(1, PLACES) as u8;
        }
    }
}

/// Draws the items of a body.
pub(super) struct Artist<'a> {
    pub columns: &'a Columns,
    pub layout: &'a Layout,
    pub view: &'a View<'a>,
    pub below_now: &'a BelowNow<'a>,
    /// What lies above is not drawn.
    pub from: i32,
    /// What lies below is not drawn.
    pub to: i32,
    /// The height of the now line.
    pub now: i32,
    origin: i32,
    /// The journeys that cross the window, in the order they begin.
    flights: Vec<&'a Span>,
    /// Those of them that take time.
    slanted: Vec<&'a Span>,
    items: Vec<Item>,
}

impl<'a> Artist<'a> {
    pub fn pen(&self) -> Pen {
        Pen { origin: self.origin, sizes: self.columns.sizes, shapes: Vec::new() }
    }

    /// Adds what a pen drew as an item.
    pub fn add(&mut self, tag: Tag, number: u32, second: usize, class: &'static str, pen: Pen) -> &mut Item {
        let last = self.items.len();
        self.items.push(item(tag, number, second, class, pen));
        &mut self.items[last]
    }

    /// Whether a row is recorded after the cursor.
    pub fn is_upcoming(&self, row: &Row) -> bool {
        self.view.rest.is_some() && row.visible_from as usize > self.view.events
    }

    /// Draws connections and timers that cross the window, and finds the journeys that do.
    fn long(&mut self) {
        let (body, events) = (&self.layout.body, self.below_now.recorded);
        let (mut bands, mut timers): (Vec<&Span>, Vec<&Span>) = (Vec::new(), Vec::new());
        let mut take = |span: &'a Span| {
            if span.y < self.to && span.end >= self.from {
                let list = match span.kind {
                    SpanKind::Band => &mut bands,
                    SpanKind::Timer(_) => &mut timers,
                    SpanKind::Flight => &mut self.flights,
                };
                list.push(span);
            }
        };
        body.spans.near(body.row_at(self.from), |_, span| {
            if span.has_ended(events) {
                take(span);
            }
            span.y < self.to
        });
        let ended = self.below_now.body.spans.all.iter();
        ended.for_each(take);
        for span in bands {
            self.band(span);
        }
        for span in timers {
            self.timer(span);
        }
        // Those that have ended came first, and those that had not yet after them.
        self.flights.sort_by_key(|span| span.visible_from);
        let slanted = self.flights.iter().filter(|span| span.y != span.end && span.how != End::NeverLeft);
        self.slanted.extend(slanted);
    }

    /// The journey that a row begins.
    fn flight(&self, row: &Row) -> Option<&'a Span> {
        let index = self.flights.partition_point(|span| span.visible_from < row.visible_from);
        self.flights.get(index).filter(|span| span.visible_from == row.visible_from).copied()
    }

    /// Whether an arrow that begins in another row crosses this one.
    fn is_crossed(&self, row: &Row) -> bool {
        let mut begun = self.slanted.iter().take_while(|span| span.y < row.bottom());
        begun.any(|span| span.end > row.y && span.visible_from != row.visible_from)
    }

    /// The rows in the window, and those above it whose arrow crosses it, in order.
    fn rows(&mut self) {
        let main = &self.layout.body.rows[..self.below_now.rows];
        let events = self.below_now.recorded;
        let start = self.layout.body.row_at(self.from).min(main.len());
        for index in 0..self.flights.len() {
            let span = self.flights[index];
            if (span.row as usize) < start && span.has_begun(events) {
                self.row(&main[span.row as usize], None);
            }
        }
        for row in &main[start..] {
            if row.y >= self.to {
                break;
            }
            self.row(row, None);
        }
        for (index, row) in self.below_now.body.rows.iter().enumerate() {
            if row.y < self.to && row.bottom() > self.from {
                self.row(row, index.checked_sub(self.below_now.happened));
            }
        }
    }

    /// A row; with its place among what is due, where it is.
    fn row(&mut self, row: &Row, due: Option<usize>) {
        match row.kind {
            RowKind::Event => self.event(row, due),
            RowKind::Gap => self.gap(row, due),
            RowKind::Tie => self.tie(row, due),
            RowKind::Ignored => {
                // Something arrives and is ignored: only the time stands there.
                let sent = self.below_now.source.numbered(EventNumber(row.number));
                if let Some(arrives) = sent.and_then(journey).and_then(|way| way.arrives).filter(|_| row.timed) {
                    let mut pen = self.pen();
                    let lines = label::time(self.columns, arrives);
                    pen.text("text", Anchor::End, (self.columns.margin, row.middle() + TO_BASELINE), lines);
                    self.add(Tag::Ignored, row.number, 0, "row", pen);
                }
            }
        }
    }

    /// What the message with a number is to the selected one: its request, its answer, or nothing.
    fn pair(&self, selected: EventNumber, number: u32, way: Option<Journey>) -> &'static str {
        let phrases = self.columns.phrases.diagram;
        let asked = self.view.trace.get(selected).and_then(journey).and_then(|way| way.answers);
        if asked == Some(EventNumber(number)) {
            phrases.request
        } else if way.and_then(|way| way.answers) == Some(selected) {
            phrases.answer
        } else {
            ""
        }
    }

    fn event(&mut self, row: &Row, due: Option<usize>) {
        let Some(event) = self.below_now.source.event(row.visible_from as usize - 1) else { return };
        let way = journey(event);
        let mut pen = RowPen {
            columns: self.columns,
            view: self.view,
            source: self.below_now.source,
            event,
            row,
            crossed: self.is_crossed(row),
            now: self.now,
            pen: self.pen(),
            rest: self.pen(),
        };
        let has_hooks = due.is_none() && row.number > 0;
        let selected = self.view.selected;
        let paired = selected.filter(|_| has_hooks).map_or("", |selected| self.pair(selected, row.number, way));
        if self.view.hits && has_hooks {
            pen.hit();
        }
        pen.draw(self.flight(row));
        pen.pair(paired);
        let RowPen { pen, rest, .. } = pen;
        let upcoming = self.is_upcoming(row);
        let number = number_in_keys(row, due);
        let made = self.add(Tag::Row, number, 0, "row", pen);
        made.ghost = due.is_some();
        made.upcoming = upcoming;
        if has_hooks {
            let number = EventNumber(row.number);
            let arrives = way.and_then(|way| way.arrives).map(|arrives| arrives.as_millis());
            made.row = Some(RowData { event: row.number, kind: event.kind.name(), at: event.at.as_millis(), arrives });
            made.selected = selected == Some(number);
            made.paired = !paired.is_empty();
        }
        // The rest of a way that is not travelled yet.
        if !rest.shapes.is_empty() {
            let is_recorded = self.view.rest.is_some();
            let rest = self.add(Tag::Rest, number, 0, "row", rest);
            (rest.ghost, rest.upcoming) = (!is_recorded, is_recorded);
        }
    }
}

/// An item that has happened.
fn item(tag: Tag, number: u32, second: usize, class: &'static str, pen: Pen) -> Item {
    let key = ((tag as u64) << 48) | (u64::from(number) << 16) | second as u64;
    Item::new(key, class, pen.shapes)
}

/// The number of a row in its items' keys: what is due goes down with every row before it, and is known by its place among what is due.
fn number_in_keys(row: &Row, due: Option<usize>) -> u32 {
    due.map_or(row.visible_from, |place| DUE | place as u32)
}

/// More than any event's number.
const DUE: u32 = 1 << 31;

/// What appears with a row, by what its key begins with.
const APPEARING: [u8; 5] = [Tag::Band as u8, Tag::Timer as u8, Tag::Gap as u8, Tag::Row as u8, Tag::Tie as u8];
/// The last place; whatever comes after appears with it, so that nobody waits for long.
const PLACES: usize = 9;
/// The radius of a head's corners.
const HEAD_RADIUS: i32 = 6;
