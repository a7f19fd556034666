//! What expired, got lost, was not handled, opened or closed in a run: looked at once, and in at most forty places however long the run is.

use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::{EventKind, EventNumber};
use lifeline_core::time::Instant;

use crate::words::WORDS;

/// What stands out in a run, in order.
#[derive(Clone, Debug)]
pub struct Marks {
    places: Vec<Place>,
    /// How many moments next to each other share a place.
    span: usize,
    /// How many moments have been looked at.
    seen: usize,
}

/// A place on the timeline where something stands out.
#[derive(Clone, Debug)]
pub struct Place {
    /// The first moment at which something does.
    pub moment: usize,
    /// How often each of [`KINDS`] comes here.
    counts: [Count; KINDS.len()],
}

/// How often something happens, and when.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    /// How often.
    pub times: u32,
    /// When first.
    pub first: Instant,
    /// When last.
    pub last: Instant,
}

/// Something that is marked.
#[derive(Debug)]
pub struct Kind {
    /// Its name, as events have it.
    pub id: &'static str,
    /// What it is called.
    pub words: &'static str,
    /// Its shape.
    pub path: &'static str,
}

/// What is marked: what went wrong above the line, connections below it, where what opens and what closes leave each other room.
pub const KINDS: [Kind; 5] = [
    Kind { id: "timer-expired", words: WORDS.mark_expired, path: "M-4.5 0h9l-9 9h9z" },
    Kind { id: "lost", words: WORDS.mark_lost, path: "M-4 4.5a4 4 0 1 1 8 0a4 4 0 1 1-8 0z" },
    Kind { id: "not-handled", words: WORDS.mark_not_handled, path: "M-4 .5h8v8h-8zM-2 2.5v4h4v-4z" },
    Kind { id: "opened", words: WORDS.mark_opened, path: "M.5 26h5v2h-3v5h3v2h-5z" },
    Kind { id: "closed", words: WORDS.mark_closed, path: "M-.5 26h-5v2h3v5h-3v2h5z" },
];

impl Default for Marks {
    fn default() -> Self {
        Self { places: Vec::new(), span: 1, seen: 0 }
    }
}

impl Marks {
    /// The places, in order: at most [`PLACES`].
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Looks at the moments that are new in the run.
    pub fn follow(&mut self, run: &Run) {
        let moments = run.moments();
        for (moment, it) in moments.iter().enumerate().skip(self.seen) {
            while moment / self.span >= PLACES {
                self.join();
            }
            for kind in kinds(run, moment) {
                let place = moment / self.span;
                if self.places.last().is_none_or(|last| last.moment / self.span != place) {
                    self.places.push(Place { moment, counts: Default::default() });
                }
                if let Some(last) = self.places.last_mut() {
                    last.counts[kind].add(Count { times: 1, first: it.at, last: it.at });
                }
            }
        }
        self.seen = moments.len();
    }

    /// Forgets all but the first moments, because the others are about to change; where so few would not share places, it begins anew.
    pub fn truncate(&mut self, moments: usize) {
        if moments <= PLACES * self.span / 2 {
            *self = Self::default();
        } else if moments < self.seen {
            // The last place may have more than is kept.
            let place = moments / self.span;
            self.places.retain(|it| it.moment / self.span < place);
            self.seen = place * self.span;
        }
    }

    /// Twice as many moments share a place from now on.
    fn join(&mut self) {
        self.span *= 2;
        let span = self.span;
        self.places.dedup_by(|next, before| {
            let is_same = next.moment / span == before.moment / span;
            if is_same {
                before.counts.iter_mut().zip(next.counts).for_each(|(count, more)| count.add(more));
            }
            is_same
        });
    }
}

impl Place {
    /// What stands out here, each with how often and when.
    pub fn kinds(&self) -> impl Iterator<Item = (&'static Kind, Count)> + '_ {
        KINDS.iter().zip(self.counts).filter(|(_, count)| count.times > 0)
    }
}

impl Count {
    fn add(&mut self, more: Self) {
        if self.times == 0 {
            self.first = more.first;
        }
        if more.times > 0 {
            self.last = more.last;
        }
        self.times += more.times;
    }
}

/// The position in [`KINDS`] of everything that stands out at this moment.
pub fn kinds(run: &Run, moment: usize) -> impl Iterator<Item = usize> + '_ {
    let moments = run.moments();
    let before = moment.checked_sub(1).map_or(0, |before| moments[before].count);
    let events = (before + 1..=moments[moment].count).filter_map(|number| run.trace().get(EventNumber(number)));
    events.filter_map(|event| match event.kind {
        EventKind::TimerExpired { .. } => Some(0),
        EventKind::Lost { .. } => Some(1),
        EventKind::NotHandled { .. } => Some(2),
        EventKind::Opened { .. } => Some(3),
        EventKind::Closed { .. } => Some(4),
        _ => None,
    })
}

/// So many places fit on a narrow timeline.
pub const PLACES: usize = 40;
