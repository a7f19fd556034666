//! Watches whether a model's properties hold, step by step, as a run goes on.

use super::trace::{Event, EventKind, EventNumber};
use super::world::{Setup, Sink, World};
use crate::model::{Case, ParticipantId, PropertyId, PropertyKind, RuleId, Within};
use crate::time::Instant;

/// A request that has not been answered yet, though a property wants it to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Owed {
    /// Which property.
    pub property: PropertyId,
    /// The request.
    pub request: EventNumber,
    /// The last instant at which the answer may arrive.
    pub until: Instant,
    /// The answers that have been sent.
    answers: Vec<EventNumber>,
}

/// A property that is violated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Violated {
    /// Which property.
    pub property: PropertyId,
    /// The request, where its answer is late; else the last event that had happened, 0 where none had.
    pub at: EventNumber,
}

/// Watches one step: it is given to [`World::step`] for a sink, and [`Watching::ended`] says what was violated.
///
/// Events and rules go on to the sink that was there before.
pub struct Watching<'a> {
    setup: Setup<'a>,
    owed: &'a mut Vec<Owed>,
    sink: &'a mut dyn Sink,
    /// How many numbered events there were so far.
    events: u32,
    violated: Vec<Violated>,
    /// Whether nothing has been done in the whole run.
    is_untouched: bool,
}

impl<'a> Watching<'a> {
    /// Begins a step from this world, in which so much is owed.
    pub fn new(setup: Setup<'a>, before: &World, owed: &'a mut Vec<Owed>, sink: &'a mut dyn Sink) -> Self {
        Self { setup, owed, sink, events: before.events(), violated: Vec::new(), is_untouched: false }
    }

    /// Begins a run from the world before anything has happened: it is given to [`World::start`], which counts as a step where a rule is
    /// taken in it.
    pub fn at_start(setup: Setup<'a>, start: &World, owed: &'a mut Vec<Owed>, sink: &'a mut dyn Sink) -> Self {
        let is_violated = |kind: &PropertyKind| match kind {
            PropertyKind::Never(cases) => cases.iter().any(|case| start.is_so(setup, case)),
            PropertyKind::Finally(_) | PropertyKind::Answered { .. } => false,
        };
        let violated = of_kind(setup, is_violated);
        let violated = violated.map(|property| Violated { property, at: EventNumber(0) }).collect();
        Self { setup, owed, sink, events: start.events(), violated, is_untouched: true }
    }

    /// The properties that were violated in the step, or would be if nothing happened up to `horizon`, itself not included.
    #[must_use]
    pub fn ended(mut self, after: &World, horizon: Instant) -> Vec<Violated> {
        self.excuse(after);
        if after.due().is_none() && !self.is_untouched {
            let ends = |kind: &PropertyKind| match kind {
                PropertyKind::Finally(cases) => !all(self.setup, after, cases),
                PropertyKind::Never(_) | PropertyKind::Answered { .. } => false,
            };
            let at = EventNumber(self.events);
            self.violated.extend(of_kind(self.setup, ends).map(|property| Violated { property, at }));
        }
        self.late(horizon);
        self.owed.retain(|owed| owed.until >= after.now());
        self.violated
    }

    /// Forgets what nothing need answer, the world being as it is.
    fn excuse(&mut self, world: &World) {
        let setup = self.setup;
        let is_excused = |owed: &Owed| match &setup.model[owed.property].kind {
            PropertyKind::Answered { unless: Some(case), .. } => world.is_so(setup, case),
            _ => false,
        };
        self.owed.retain(|owed| !is_excused(owed));
    }

    /// What should have been answered before this instant, and was not.
    fn late(&mut self, now: Instant) {
        for late in self.owed.iter().filter(|owed| owed.until < now) {
            if !self.violated.iter().any(|known| known.property == late.property) {
                self.violated.push(Violated { property: late.property, at: late.request });
            }
        }
    }
}

impl Sink for Watching<'_> {
    fn event(&mut self, event: Event) {
        self.events += u32::from(event.kind.is_numbered());
        let number = EventNumber(self.events);
        if !self.owed.is_empty() {
            self.late(event.at);
            self.owed.retain(|owed| owed.until >= event.at);
        }
        match &event.kind {
            EventKind::Message(sent) => {
                for owed in self.owed.iter_mut().filter(|owed| sent.answers == Some(owed.request)) {
                    owed.answers.push(number);
                }
                for (property, wanted) in self.setup.model.properties() {
                    let PropertyKind::Answered { message, within, .. } = wanted.kind else { continue };
                    if message != sent.message {
                        continue;
                    }
                    let within = match within {
                        Within::Length(length) => length,
                        Within::Setting(setting) => self.setup.settings.duration(setting),
                    };
                    let until = event.at.checked_add(within).unwrap_or(Instant::from_millis(u64::MAX));
                    self.owed.push(Owed { property, request: number, until, answers: Vec::new() });
                }
            }
            EventKind::Delivered { of } => self.owed.retain(|owed| !owed.answers.contains(of)),
            _ => {}
        }
        self.sink.event(event);
    }

    fn ran(&mut self, rule: RuleId) {
        self.sink.ran(rule);
    }

    fn done(&mut self, who: ParticipantId, world: &World) {
        self.is_untouched = false;
        if !self.owed.is_empty() {
            // What is late already stays so.
            self.late(world.now());
            self.excuse(world);
        }
        let setup = self.setup;
        for (id, property) in setup.model.properties() {
            // What was so before, though it never should be, is known already.
            let is_new = |case: &Case| case.depends_on(who) && world.is_so(setup, case);
            let is_violated = matches!(&property.kind, PropertyKind::Never(cases) if cases.iter().any(is_new));
            if is_violated && !self.violated.iter().any(|known| known.property == id) {
                self.violated.push(Violated { property: id, at: EventNumber(self.events) });
            }
        }
        self.sink.done(who, world);
    }
}

fn of_kind(setup: Setup<'_>, is_it: impl Fn(&PropertyKind) -> bool) -> impl Iterator<Item = PropertyId> {
    setup.model.properties().filter(move |(_, property)| is_it(&property.kind)).map(|(id, _)| id)
}

fn all(setup: Setup<'_>, world: &World, cases: &[Case]) -> bool {
    cases.iter().all(|case| world.is_so(setup, case))
}
