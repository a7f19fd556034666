//! Places events: each gets the next free height, and begins or ends what is longer than a row.

use super::body::{Body, Row, RowKind};
use super::columns::Columns;
use super::constants::{
    ABOVE_ARROW, APART, ARRIVAL, BELOW_ARROW, BOX_PAD_Y, DESCENT, DOT, GLASS_HALF_Y, LEADING, ROW, TO_BASELINE,
};
use super::label;
use super::source::{Source, journey};
use super::spans::{End, Span, SpanKind};
use crate::model::ParticipantId;
use crate::simulation::trace::{Event, EventKind, EventNumber, Loss};
use crate::time::{Instant, Millis};

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
            self.leave_gap(columns, event);
            self.tell_tie(columns, source, event);
            self.place(columns, source, event);
            self.events += 1;
            self.last = Some(event.at);
        }
    }

    /// Ends what arrived before this event without an event that tells of it: openings and closings that were ignored.
    fn end_ignored(&mut self, columns: &Columns, source: &Source<'_>, event: &Event) {
        let before = match event.kind {
            // What arrives at one instant arrives in the order sent.
            EventKind::Delivered { of } => of,
            EventKind::Lost { why: Loss::OnItsWay, .. } => EventNumber(0),
            EventKind::Lost { of, .. } if source.sent_before(of, event.at) => of,
            _ => EventNumber(0),
        };
        self.end_arrived(columns, source, self.events as u32 + 1, event.at.as_millis(), before);
    }

    /// Ends what arrives before a time, and what arrives then and was sent before what has a number, in the order it arrives.
    ///
    /// That is known from `visible_from` events on.
    pub fn end_arrived(
        &mut self,
        columns: &Columns,
        source: &Source<'_>,
        visible_from: u32,
        time: u64,
        before: EventNumber,
    ) {
        let arrival = |span: &Span| {
            let sent = source.numbered(EventNumber(span.number))?;
            Some((journey(sent)?.arrives?, span.number, sent))
        };
        let has_arrived =
            |(arrives, number, _): &(Instant, u32, &Event)| (arrives.as_millis(), *number) < (time, before.0);
        let arrivals = self.spans.open(SpanKind::Flight).filter_map(arrival).filter(has_arrived);
        let mut arrivals: Vec<_> = arrivals.collect();
        arrivals.sort_by_key(|(arrives, number, _)| (*arrives, *number));
        for (arrives, number, sent) in arrivals {
            let mut y = None;
            if arrives > sent.at {
                let row =
                    self.row(visible_from, number, Measure { height: ARRIVAL, anchor: ARRIVAL / 2 }, RowKind::Ignored);
                y = Some(row.middle());
                self.push(columns, row, arrives, 0);
            }
            self.land(number, y, visible_from, End::Done);
        }
    }

    /// Leaves a gap where time has passed and nothing was on its way.
    fn leave_gap(&mut self, columns: &Columns, event: &Event) {
        if let Some(last) = self.last.filter(|last| *last < event.at)
            && self.spans.open(SpanKind::Flight).next().is_none()
        {
            let length = gap_of(event.at.since(last).get());
            let height = columns.sizes.gap;
            let measured = Measure { height, anchor: height / 2 };
            let row = self.row(self.events as u32 + 1, length, measured, RowKind::Gap);
            self.push(columns, row, last, 0);
        }
    }

    /// Says in which order things happen, where several are due at one instant.
    fn tell_tie(&mut self, columns: &Columns, source: &Source<'_>, event: &Event) {
        let lines = label::tie(columns, source, self.events).len() as i32;
        if lines > 0 {
            let height = lines * LEADING + columns.sizes.pad;
            let row = self.row(self.events as u32 + 1, 0, Measure { height, anchor: height / 2 }, RowKind::Tie);
            self.push(columns, row, event.at, 0);
        }
    }

    /// A row in the next free place.
    fn row(&self, visible_from: u32, number: u32, measured: Measure, kind: RowKind) -> Row {
        let (height, anchor) = (measured.height as u16, measured.anchor as u16);
        Row { y: self.bottom, visible_from, number, height, anchor, kind, timed: false, beside: false }
    }

    /// Gives an event its row, and begins or ends what is longer.
    fn place(&mut self, columns: &Columns, source: &Source<'_>, event: &Event) {
        let visible_from = self.events as u32 + 1;
        self.count += u32::from(event.kind.is_numbered());
        let own = match event.kind {
            EventKind::Delivered { of } => source.sent_before(of, event.at),
            _ => true,
        };
        let y = if own { self.add_row(columns, source, event, visible_from) } else { self.bottom };
        match &event.kind {
            EventKind::Opened { by, to, .. } => {
                self.begin(SpanKind::Band, *by, *to, y);
                self.begin(SpanKind::Flight, *by, *to, y);
            }
            EventKind::Closed { by, to, .. } => {
                self.end(SpanKind::Band, *by, *to, y);
                self.begin(SpanKind::Flight, *by, *to, y);
            }
            EventKind::Message(sent) => self.begin(SpanKind::Flight, sent.from, sent.to, y),
            EventKind::Delivered { of } => {
                let y = self.land(of.0, own.then_some(y), visible_from, End::Done).unwrap_or(y);
                match source.numbered(*of).map(|event| &event.kind) {
                    Some(EventKind::Opened { by, to, .. }) => self.begin(SpanKind::Band, *to, *by, y),
                    Some(EventKind::Closed { by, to, .. }) => self.end(SpanKind::Band, *to, *by, y),
                    _ => {}
                }
            }
            EventKind::Lost { of, why, .. } => {
                let how = match why {
                    Loss::ClosedThere(_) => End::Lost,
                    Loss::ClosedHere(_) | Loss::NotConnected => End::NeverLeft,
                    Loss::OnItsWay => End::OnItsWay,
                };
                self.land(of.0, source.sent_before(*of, event.at).then_some(y), visible_from, how);
            }
            EventKind::TimerSet { owner, timer, .. } => self.begin(SpanKind::Timer(*timer), *owner, *owner, y),
            EventKind::TimerRestarted { owner, timer, .. } => {
                self.end(SpanKind::Timer(*timer), *owner, *owner, y);
                self.begin(SpanKind::Timer(*timer), *owner, *owner, y);
            }
            EventKind::TimerCancelled { owner, timer, .. } | EventKind::TimerExpired { owner, timer } => {
                self.end(SpanKind::Timer(*timer), *owner, *owner, y);
            }
            EventKind::NotHandled { .. } | EventKind::State { .. } | EventKind::Note { .. } => {}
        }
    }

    /// Begins something long in the row of the event at hand.
    fn begin(&mut self, kind: SpanKind, owner: ParticipantId, other: ParticipantId, y: i32) {
        let visible_from = self.events as u32 + 1;
        let row = self.rows.len().saturating_sub(1) as u32;
        self.spans.push(Span { y, visible_from, row, number: self.count, ..Span::begun(kind, owner, other) });
    }

    /// Ends something long by the event at hand.
    fn end(&mut self, kind: SpanKind, owner: ParticipantId, other: ParticipantId, y: i32) {
        let fits = |span: &Span| (span.kind, span.owner, span.other) == (kind, owner, other);
        self.spans.finish(fits, Some(y), self.events as u32 + 1, End::Done);
    }

    /// Ends the journey of the event with this number, at a height of its own or at the one it began at, and says which.
    fn land(&mut self, number: u32, y: Option<i32>, ended_at: u32, how: End) -> Option<i32> {
        self.spans.finish(|span| span.kind == SpanKind::Flight && span.number == number, y, ended_at, how)
    }

    /// Adds the row of an event, and says where its middle is.
    fn add_row(&mut self, columns: &Columns, source: &Source<'_>, event: &Event, visible_from: u32) -> i32 {
        let number = if event.kind.is_numbered() { self.count } else { 0 };
        let mut row = self.row(visible_from, number, measure(columns, source, event), RowKind::Event);
        if self.stands_beside(source, event) {
            row.beside = true;
            row.y = self.rows.last().map_or(row.y, |before| before.y);
            row.height = row.height.max((self.bottom - row.y) as u16);
        }
        self.push(columns, row, event.at, usize::from(label::grounds(source, event).is_some()));
        row.middle()
    }

    /// Two participants that enter another state at one instant, one after the other, do so side by side.
    fn stands_beside(&self, source: &Source<'_>, event: &Event) -> bool {
        let EventKind::State { participant, .. } = event.kind else { return false };
        let grounds = label::grounds(source, event);
        // Several may stand side by side already.
        for row in self.rows.iter().rev() {
            let before = source.event(row.visible_from as usize - 1).filter(|_| row.kind == RowKind::Event);
            let Some(before) = before else { return false };
            let EventKind::State { participant: other, .. } = before.kind else { return false };
            if before.at != event.at || other == participant || label::grounds(source, before) != grounds {
                return false;
            }
            if !row.beside {
                return true;
            }
        }
        false
    }

    /// Adds a row, high enough for the time, where that has changed, and for other lines in its margin.
    fn push(&mut self, columns: &Columns, mut row: Row, at: Instant, mut lines: usize) {
        if self.last != Some(at) {
            row.timed = true;
            lines += label::time(columns, at).len();
        }
        if lines > 0 {
            let below = (lines as i32 - 1) * LEADING + TO_BASELINE + DESCENT;
            row.height = row.height.max(row.anchor + below as u16);
        }
        self.spans.before_row(self.rows.len());
        self.last = Some(at);
        self.bottom = row.bottom();
        self.rows.push(row);
    }
}

/// How high a row is, and where its arrow or its middle stands.
fn measure(columns: &Columns, source: &Source<'_>, event: &Event) -> Measure {
    let pad = columns.sizes.pad;
    let boxed = |lines: usize| {
        let height = (lines as i32 * LEADING + 2 * BOX_PAD_Y + pad).max(ROW);
        Measure { height, anchor: height / 2 }
    };
    if let Some(journey) = journey(event) {
        let (lines, details) = label::caption_size(columns, source, event);
        let slanted = journey.arrives.is_some_and(|arrives| arrives > event.at);
        let above = lines as i32 + i32::from(details && slanted);
        let anchor = pad + above * LEADING + ABOVE_ARROW - DESCENT;
        let below = if details && !slanted { BELOW_ARROW + DESCENT } else { 0 };
        return Measure { height: anchor + below + pad, anchor };
    }
    if let Some((_, lines)) = label::boxed(columns, source, event, false) {
        return boxed(lines.len());
    }
    if let Some((_, lines)) = label::timer(columns, source, event) {
        // Where a timer is restarted, a cross stands above the hourglass.
        let glass = if matches!(event.kind, EventKind::TimerRestarted { .. }) { 4 } else { 2 } * GLASS_HALF_Y + APART;
        let height = (lines.len() as i32 * LEADING).max(glass) + pad;
        return Measure { height, anchor: height / 2 };
    }
    match &event.kind {
        EventKind::State { to, .. } => boxed(columns.state(*to).len()),
        EventKind::Lost { of, why, .. } => {
            let sent = source.numbered(*of);
            let lines =
                sent.and_then(journey).map_or(0, |journey| label::lost(columns, *why, journey.from, journey.to).len());
            let late = source.sent_before(*of, event.at);
            let anchor = if late { DOT + pad } else { 0 };
            Measure { height: anchor + BELOW_ARROW + lines as i32 * LEADING + pad, anchor }
        }
        _ => Measure { height: ARRIVAL, anchor: ARRIVAL / 2 },
    }
}

/// A length of time in 31 bits: in milliseconds where that is enough, and in seconds beyond, which is for 24 days and more.
fn gap_of(millis: u64) -> u32 {
    if millis < u64::from(IN_SECONDS) { millis as u32 } else { (millis / 1_000) as u32 | IN_SECONDS }
}

/// The length of a gap.
pub(super) fn gap_length(gap: u32) -> Millis {
    let length = u64::from(gap & !IN_SECONDS);
    Millis::new(if gap == length as u32 { length } else { length * 1_000 })
}

/// Marks a length in seconds.
const IN_SECONDS: u32 = 1 << 31;
