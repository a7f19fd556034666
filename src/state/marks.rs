//! What stands out along a run, and where its timers run: looked at once, and in at most forty places however long the run is.

use lifeline_core::model::{Model, ParticipantId, TimerId};
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::{Cause, Event, EventKind, EventNumber, Trace};
use lifeline_core::time::Instant;

use crate::words::WORDS;

/// What stands out in a run, in order.
#[derive(Clone, Debug)]
pub struct Marks {
    places: Vec<Place>,
    /// How many numbered events next to each other share a place.
    span: u32,
    /// How many events have been looked at, and how many of them have a number.
    seen: (usize, u32),
}

/// Numbered events next to each other that share a place on the timeline.
#[derive(Clone, Debug)]
pub struct Place {
    /// The first of them.
    first: u32,
    /// The first of them that stands out.
    marked: Option<u32>,
    /// Which of [`KINDS`] come here.
    kinds: [bool; KINDS.len()],
    /// What is written beside the mark, where there is room.
    label: Option<String>,
    /// The time of the last of them.
    last_at: Instant,
    /// The timers that run after the last of them.
    running: Vec<(ParticipantId, TimerId)>,
}

/// Something that is marked.
#[derive(Debug)]
pub struct Kind {
    /// Its name, as a class.
    pub id: &'static str,
    /// What it is called.
    pub words: &'static str,
    /// Its shape, around the place it stands at.
    pub path: &'static str,
}

/// What is marked, the least telling first: of several in one place, the last covers the others. What the reader did is a circle; what
/// went wrong is red; time is square.
pub const KINDS: [Kind; 7] = [
    Kind { id: "opened", words: WORDS.mark_opened, path: CIRCLE },
    Kind { id: "closed", words: WORDS.mark_closed, path: CIRCLE },
    Kind { id: "input", words: WORDS.mark_input, path: CIRCLE },
    Kind { id: "refusal", words: WORDS.mark_refusal, path: CIRCLE },
    Kind { id: "timer-expired", words: WORDS.mark_expired, path: "M-4.5-4.5h9v9h-9z" },
    Kind { id: "not-handled", words: WORDS.mark_not_handled, path: "M0-6l6 6-6 6-6-6z" },
    Kind { id: "lost", words: WORDS.mark_lost, path: CIRCLE },
];

const CIRCLE: &str = "M-5 0a5 5 0 1 1 10 0a5 5 0 1 1-10 0z";

impl Default for Marks {
    fn default() -> Self {
        Self { places: Vec::new(), span: 1, seen: (0, 0) }
    }
}

impl Marks {
    /// The places where something stands out, in order: at most [`PLACES`].
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        self.places.iter().filter(|place| place.marked.is_some())
    }

    /// From which event to which a timer runs; to none where one runs on to the end.
    pub fn timed(&self) -> Vec<(u32, Option<u32>)> {
        let mut timed: Vec<(u32, Option<u32>)> = Vec::new();
        let mut is_running = false;
        for place in &self.places {
            match (is_running, place.running.is_empty()) {
                (false, false) => timed.push((place.first, None)),
                (true, true) => timed.last_mut().into_iter().for_each(|last| last.1 = Some(place.first)),
                _ => {}
            }
            is_running = !place.running.is_empty();
        }
        timed
    }

    /// The labels that have room beside each other on a line of `count` events, each with the event it stands at.
    pub fn labels(&self, count: u32) -> Vec<(u32, &str)> {
        let mut free = 0;
        let mut labels = Vec::new();
        for place in &self.places {
            let (Some(event), Some(label)) = (place.marked, &place.label) else { continue };
            let half = label.chars().count() as u32 * LETTER / 2;
            let at = (event * 1000 / count.max(1)).clamp(half, 1000 - half.min(500));
            if at >= free + half {
                labels.push((event, label.as_str()));
                free = at + half + LETTER;
            }
        }
        labels
    }

    /// Looks at the events that are new in the run.
    pub fn follow(&mut self, run: &Run) {
        let (seen, mut number) = self.seen;
        for event in run.trace().events().iter().skip(seen).filter(|event| event.kind.is_numbered()) {
            number += 1;
            while (number - 1) / self.span >= PLACES {
                self.join();
            }
            self.look_at(run.model(), number, event);
        }
        self.seen = (run.trace().events().len(), number);
    }

    fn look_at(&mut self, model: &Model, number: u32, event: &Event) {
        let before = self.places.last().map(|place| place.last_at);
        if (number - 1) / self.span >= self.places.len() as u32 {
            let running = self.places.last().map(|place| place.running.clone()).unwrap_or_default();
            self.places.push(Place {
                first: number,
                marked: None,
                kinds: Default::default(),
                label: None,
                last_at: event.at,
                running,
            });
        }
        let Some(place) = self.places.last_mut() else { return };
        place.last_at = event.at;
        match event.kind {
            EventKind::TimerSet { owner, timer, .. } => place.running.push((owner, timer)),
            EventKind::TimerCancelled { owner, timer, .. } | EventKind::TimerExpired { owner, timer } => {
                place.running.retain(|running| *running != (owner, timer));
            }
            _ => {}
        }
        for kind in kinds(model, event) {
            place.marked.get_or_insert(number);
            place.kinds[kind] = true;
            let label = match &event.kind {
                _ if before != Some(event.at) => Some(event.at.to_string()),
                EventKind::Message(sent) if model[sent.message].refuses => Some(model[sent.message].name.to_string()),
                _ => None,
            };
            place.label = place.label.take().or(label);
        }
    }

    /// Forgets all but the first numbered events, because the others are about to change; where so few would not share places, it begins
    /// anew.
    pub fn truncate(&mut self, trace: &Trace, count: u32) {
        if count <= PLACES * self.span / 2 {
            *self = Self::default();
        } else if count < self.seen.1 {
            // The last place may have more than is kept.
            let places = count / self.span;
            self.places.truncate(places as usize);
            let number = places * self.span;
            self.seen = (trace.position(EventNumber(number + 1)).unwrap_or_default(), number);
        }
    }

    /// Twice as many events share a place from now on.
    fn join(&mut self) {
        self.span *= 2;
        let span = self.span;
        self.places.dedup_by(|next, before| {
            let is_same = (next.first - 1) / span == (before.first - 1) / span;
            if is_same {
                before.kinds.iter_mut().zip(next.kinds).for_each(|(kind, is_next)| *kind |= is_next);
                before.marked = before.marked.or(next.marked);
                before.label = before.label.take().or_else(|| next.label.take());
                before.last_at = next.last_at;
                before.running = std::mem::take(&mut next.running);
            }
            is_same
        });
    }
}

impl Place {
    /// The first event here that stands out.
    pub fn event(&self) -> u32 {
        self.marked.unwrap_or(self.first)
    }

    /// What stands out here.
    pub fn kinds(&self) -> impl Iterator<Item = &'static Kind> + '_ {
        KINDS.iter().zip(self.kinds).filter_map(|(kind, is_here)| is_here.then_some(kind))
    }
}

/// The positions in [`KINDS`] of what an event is marked as.
pub fn kinds(model: &Model, event: &Event) -> impl Iterator<Item = usize> {
    let own = match &event.kind {
        EventKind::Opened { .. } => Some("opened"),
        EventKind::Closed { .. } => Some("closed"),
        EventKind::Message(sent) if model[sent.message].refuses => Some("refusal"),
        EventKind::TimerExpired { .. } => Some("timer-expired"),
        EventKind::NotHandled { .. } => Some("not-handled"),
        EventKind::Lost { .. } => Some("lost"),
        _ => None,
    };
    let travels = matches!(event.kind, EventKind::Opened { .. } | EventKind::Closed { .. } | EventKind::Message(_));
    let input = (travels && matches!(event.cause, Cause::Action(_))).then_some("input");
    let is_marked = move |kind: &Kind| Some(kind.id) == own || Some(kind.id) == input;
    KINDS.iter().enumerate().filter(move |(_, kind)| is_marked(kind)).map(|(position, _)| position)
}

/// So many places fit on a narrow timeline.
pub const PLACES: u32 = 40;
/// The width of a letter of a label, in thousandths of a line of 1000 px.
const LETTER: u32 = 8;
