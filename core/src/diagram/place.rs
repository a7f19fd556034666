//! Places events one after another: each gets the next free height, and begins or ends what is longer than a row.

use super::columns::Columns;
use super::constants::{
    ABOVE_ARROW, APART, ARRIVAL, BELOW_ARROW, BOX_PAD_Y, DESCENT, DOT, GAP, GLASS_HALF_Y, LEADING, ROW, TO_BASELINE,
};
use super::label;
use super::layout::{Body, Row, RowKind};
use super::spans::{End, Long, OPEN, Span};
use crate::model::ParticipantId;
use crate::time::Instant;
use crate::trace::{Event, EventNumber, Trace, What};
use crate::words::Speaker;

/// Where events come from: a trace up to a cursor, and what would follow.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub speaker: Speaker<'a>,
    pub trace: &'a Trace,
    /// How many events of the trace count.
    pub split: usize,
    /// How many of those have numbers.
    pub count: u32,
    pub ghosts: &'a [Event],
}

/// Something that travels.
#[derive(Clone, Copy)]
pub(super) struct Journey {
    pub from: ParticipantId,
    pub to: ParticipantId,
    pub arrives: Option<Instant>,
    pub answers: Option<EventNumber>,
}

impl<'a> Source<'a> {
    /// The event at a position.
    pub fn event(&self, position: usize) -> Option<&'a Event> {
        match position.checked_sub(self.split) {
            Some(ghost) => self.ghosts.get(ghost),
            None => self.trace.events().get(position),
        }
    }

    /// The event with this number.
    pub fn numbered(&self, number: EventNumber) -> Option<&'a Event> {
        match number.0.checked_sub(self.count + 1) {
            Some(ghost) => self.ghosts.iter().filter(|event| event.what.is_numbered()).nth(ghost as usize),
            None => self.trace.get(number),
        }
    }
}

/// The journey that an event begins, if it does.
pub(super) fn journey(event: &Event) -> Option<Journey> {
    match &event.what {
        What::Opened { by, to, arrives, .. } | What::Closed { by, to, arrives, .. } => {
            Some(Journey { from: *by, to: *to, arrives: Some(*arrives), answers: None })
        }
        What::Message(sent) => {
            Some(Journey { from: sent.from, to: sent.to, arrives: sent.arrives, answers: sent.answers })
        }
        _ => None,
    }
}

/// A row about to be added.
#[derive(Clone, Copy)]
pub(super) struct Measure {
    pub height: i32,
    pub anchor: i32,
}

impl Body {
    /// Places events until there are `events` of them.
    pub fn extend(&mut self, columns: &Columns, source: &Source<'_>, events: usize) {
        while self.events < events {
            let Some(event) = source.event(self.events) else { return };
            self.end_ignored(columns, source, event);
            self.leave_gap(event);
            self.place(columns, source, event);
            self.events += 1;
            self.last = Some(event.at);
        }
    }

    /// Ends what arrived before this event without an event that tells of it: openings and closings that were ignored.
    fn end_ignored(&mut self, columns: &Columns, source: &Source<'_>, event: &Event) {
        let before = match event.what {
            // What travels arrives in the order sent, so whatever was sent before has arrived.
            What::Delivered { of } => of,
            What::Lost { of, .. } if source.numbered(of).is_some_and(|sent| sent.at < event.at) => of,
            _ => EventNumber(0),
        };
        let needs = self.events as u32 + 1;
        self.end_arrived(columns, source, needs, |number, arrives| arrives < event.at || number < before);
    }

    /// Ends what is on its way and fits, in the order it arrives; known once there are `needs` events.
    pub fn end_arrived(
        &mut self,
        columns: &Columns,
        source: &Source<'_>,
        needs: u32,
        fits: impl Fn(EventNumber, Instant) -> bool,
    ) {
        while let Some((number, sent)) = self.oldest_flight(source) {
            let Some(arrives) = journey(sent).and_then(|journey| journey.arrives) else { return };
            if !fits(EventNumber(number), arrives) {
                return;
            }
            if arrives == sent.at {
                self.land(number, None, needs, End::Done);
            } else {
                let timed = self.last != Some(arrives);
                let row = Row {
                    y: self.bottom,
                    needs,
                    number,
                    height: ARRIVAL as u16,
                    anchor: (ARRIVAL / 2) as u16,
                    kind: RowKind::Ignored,
                    timed,
                    beside: false,
                };
                let row = fit_margin(row, if timed { label::time(columns, arrives).len() } else { 0 });
                self.land(number, Some(row.middle()), needs, End::Done);
                self.push(row);
                self.last = Some(arrives);
            }
        }
    }

    fn oldest_flight<'a>(&self, source: &Source<'a>) -> Option<(u32, &'a Event)> {
        let span = self.spans.open().find(|span| span.kind == Long::Flight)?;
        Some((span.number, source.numbered(EventNumber(span.number))?))
    }

    /// Leaves a gap where time has passed and nothing was on its way.
    fn leave_gap(&mut self, event: &Event) {
        let quiet = self.last.is_some_and(|last| last < event.at);
        if quiet && !self.spans.open().any(|span| span.kind == Long::Flight) {
            self.push(Row {
                y: self.bottom,
                needs: self.events as u32 + 1,
                number: 0,
                height: GAP as u16,
                anchor: (GAP / 2) as u16,
                kind: RowKind::Gap,
                timed: false,
                beside: false,
            });
        }
    }

    /// Gives an event its row, and begins or ends what is longer.
    fn place(&mut self, columns: &Columns, source: &Source<'_>, event: &Event) {
        let needs = self.events as u32 + 1;
        if event.what.is_numbered() {
            self.count += 1;
        }
        let at_once = match event.what {
            What::Delivered { of } => source.numbered(of).is_some_and(|sent| sent.at == event.at),
            _ => false,
        };
        let middle = if at_once { None } else { Some(self.add_row(columns, source, event, needs)) };
        let row = self.rows.len().saturating_sub(1) as u32;
        let number = self.count;
        let begun = |kind, owner, other, y| Span {
            kind,
            owner,
            other,
            how: End::Done,
            y,
            end: i32::MAX,
            needs,
            until: OPEN,
            row,
            number,
        };
        let y = middle.unwrap_or(self.bottom);
        match event.what {
            What::Opened { by, to, .. } => {
                self.spans.push(begun(Long::Band, by, to, y));
                self.spans.push(begun(Long::Flight, by, to, y));
            }
            What::Closed { by, to, .. } => {
                self.end_band(by, to, y, needs);
                self.spans.push(begun(Long::Flight, by, to, y));
            }
            What::Message(ref sent) => self.spans.push(begun(Long::Flight, sent.from, sent.to, y)),
            What::Delivered { of } => {
                let y = self.land(of.0, middle, needs, End::Done).unwrap_or(y);
                match source.numbered(of).map(|event| &event.what) {
                    Some(What::Opened { by, to, .. }) => self.spans.push(begun(Long::Band, *to, *by, y)),
                    Some(What::Closed { by, to, .. }) => self.end_band(*to, *by, y, needs),
                    _ => {}
                }
            }
            What::Lost { of, at, .. } => {
                let sent = source.numbered(of);
                let left = sent.and_then(journey).is_none_or(|journey| journey.from != at);
                let late = sent.is_some_and(|sent| sent.at < event.at);
                self.land(of.0, middle.filter(|_| late), needs, if left { End::Lost } else { End::NeverLeft });
            }
            What::TimerSet { owner, timer, .. } => self.spans.push(begun(Long::Timer(timer), owner, owner, y)),
            What::TimerRestarted { owner, timer, .. } => {
                self.end_timer(owner, Long::Timer(timer), y, needs, End::Early);
                self.spans.push(begun(Long::Timer(timer), owner, owner, y));
            }
            What::TimerCancelled { owner, timer, .. } => {
                self.end_timer(owner, Long::Timer(timer), y, needs, End::Early);
            }
            What::TimerExpired { owner, timer } => self.end_timer(owner, Long::Timer(timer), y, needs, End::Done),
            What::NotHandled { .. } | What::State { .. } | What::Note { .. } => {}
        }
    }

    /// Ends the journey of the event with this number, at a height of its own or at the one it began at, and says which.
    fn land(&mut self, number: u32, y: Option<i32>, until: u32, how: End) -> Option<i32> {
        let fits = |span: &Span| span.kind == Long::Flight && span.number == number;
        let began = self.spans.open().find(|span| fits(span))?.y;
        self.spans.finish(fits, |_| y.unwrap_or(began), until, how);
        Some(y.unwrap_or(began))
    }

    fn end_band(&mut self, owner: ParticipantId, other: ParticipantId, y: i32, until: u32) {
        let fits = |span: &Span| (span.kind, span.owner, span.other) == (Long::Band, owner, other);
        self.spans.finish(fits, |_| y, until, End::Done);
    }

    fn end_timer(&mut self, owner: ParticipantId, kind: Long, y: i32, until: u32, how: End) {
        self.spans.finish(|span| span.kind == kind && span.owner == owner, |_| y, until, how);
    }

    /// Adds the row of an event, and says where its middle is.
    fn add_row(&mut self, columns: &Columns, source: &Source<'_>, event: &Event, needs: u32) -> i32 {
        let measured = measure(columns, source, event);
        let beside = self.stands_beside(columns, source, event);
        let y = match self.rows.last() {
            Some(before) if beside => before.y,
            _ => self.bottom,
        };
        let timed = self.last != Some(event.at);
        let row = Row {
            y,
            needs,
            number: if event.what.is_numbered() { self.count } else { 0 },
            height: measured.height as u16,
            anchor: measured.anchor as u16,
            kind: RowKind::Event,
            timed,
            beside,
        };
        let mut lines = if timed { label::time(columns, event.at).len() } else { 0 };
        lines += usize::from(!label::provenance(columns, source, event).is_empty());
        let mut row = fit_margin(row, lines);
        if beside {
            row.height = row.height.max((self.bottom - y) as u16);
        }
        self.push(row);
        row.middle()
    }

    /// Two participants that enter another state at one instant, one after the other, do so side by side.
    fn stands_beside(&self, columns: &Columns, source: &Source<'_>, event: &Event) -> bool {
        let What::State { participant, .. } = event.what else { return false };
        let word = label::provenance(columns, source, event);
        // Several may stand side by side already.
        for row in self.rows.iter().rev() {
            let before = source.event(row.needs as usize - 1).filter(|_| row.kind == RowKind::Event);
            let Some(before) = before else { return false };
            let What::State { participant: other, .. } = before.what else { return false };
            if before.at != event.at || other == participant || label::provenance(columns, source, before) != word {
                return false;
            }
            if !row.beside {
                return true;
            }
        }
        false
    }

    fn push(&mut self, row: Row) {
        self.spans.before_row(self.rows.len());
        self.bottom = row.bottom();
        self.rows.push(row);
    }
}

/// Makes a row high enough for the lines in its margin.
fn fit_margin(mut row: Row, lines: usize) -> Row {
    if lines > 0 {
        let below = (lines as i32 - 1) * LEADING + TO_BASELINE + DESCENT;
        row.height = row.height.max(row.anchor + below as u16);
    }
    row
}

/// How high a row is, and where its arrow or its middle stands.
fn measure(columns: &Columns, source: &Source<'_>, event: &Event) -> Measure {
    let pad = columns.sizes.pad;
    let boxed = |lines: usize| {
        let height = (lines as i32 * LEADING + 2 * BOX_PAD_Y + pad).max(ROW);
        Measure { height, anchor: height / 2 }
    };
    if let Some(journey) = journey(event) {
        let caption = label::caption(columns, source, event);
        let slanted = journey.arrives.is_some_and(|arrives| arrives > event.at);
        let details = !caption.details.is_empty();
        let above = caption.lines.len() as i32 + i32::from(details && slanted);
        let anchor = pad + above * LEADING + ABOVE_ARROW - DESCENT;
        let below = if details && !slanted { BELOW_ARROW + DESCENT } else { 0 };
        return Measure { height: anchor + below + pad, anchor };
    }
    if let Some((_, lines)) = label::boxed(columns, source, event, false) {
        return boxed(lines.len());
    }
    if let Some((_, lines)) = label::timer(columns, source, event) {
        // Where a timer is restarted, a cross stands above the hourglass.
        let glass = if matches!(event.what, What::TimerRestarted { .. }) { 4 } else { 2 } * GLASS_HALF_Y + APART;
        let height = (lines.len() as i32 * LEADING).max(glass) + pad;
        return Measure { height, anchor: height / 2 };
    }
    match &event.what {
        What::State { to, .. } => boxed(columns.state(*to).len()),
        What::Lost { of, why, .. } => {
            let sent = source.numbered(*of);
            let lines =
                sent.and_then(journey).map_or(0, |journey| label::lost(columns, *why, journey.from, journey.to).len());
            let late = sent.is_some_and(|sent| sent.at < event.at);
            let anchor = if late { DOT + pad } else { 0 };
            Measure { height: anchor + BELOW_ARROW + lines as i32 * LEADING + pad, anchor }
        }
        _ => Measure { height: ARRIVAL, anchor: ARRIVAL / 2 },
    }
}
