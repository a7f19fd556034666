//! What is known of each property in a run, followed moment by moment, so that a step costs the same however long the run is.

use super::{Moment, Run};
use crate::model::{PropertyId, PropertyKind};
use crate::simulation::trace::EventNumber;
use crate::simulation::watch::{Owed, Violated, Watching};
use crate::simulation::world::World;

/// What is known of a property in the run at hand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RunVerdict {
    /// Nothing in the run speaks against it.
    Holds,
    /// It does not hold as of this event, or of the start.
    Violated(EventNumber),
    /// A request is still to be answered, or something is still due.
    Open,
}

/// The verdicts on the properties of a run's model.
#[derive(Clone, Debug, Default)]
pub struct Verdicts {
    /// Each moment that was followed, and what was still to be answered after it.
    moments: Vec<(Moment, Vec<Owed>)>,
    /// What was violated, in the order in which it was, each with its moment.
    violated: Vec<(usize, Violated)>,
    /// The world at the last of the moments, unless some were dropped since.
    world: Option<World>,
}

impl Verdicts {
    /// Drops the moments in which events from this position on happened, which are about to change.
    pub fn truncate(&mut self, events: usize) {
        let kept = self.moments.partition_point(|(moment, _)| (moment.events as usize) < events);
        if kept < self.moments.len() {
            self.moments.truncate(kept);
            self.violated.retain(|(moment, _)| *moment < kept);
            self.world = None;
        }
    }

    /// Follows the run to its end.
    pub fn follow(&mut self, run: &Run) {
        if run.model().properties().len() == 0 {
            return;
        }
        let setup = run.setup();
        if self.moments.is_empty() {
            let (mut world, mut owed) = (World::new(setup), Vec::new());
            let (start, mut ignored) = (world.clone(), |_| {});
            let mut watching = Watching::at_start(setup, &start, &mut owed, &mut ignored);
            // What is refused at the start leaves the run empty.
            let _refused = world.start(setup, &mut watching);
            let violated = watching.ended(&world, world.now());
            self.violated.extend(violated.into_iter().map(|violated| (0, violated)));
            self.moments.push((run.moments[0], owed));
            self.world = Some(run.world_at(0));
        }
        let mut world = self.world.take().unwrap_or_else(|| run.world_at(self.moments.len() - 1));
        for (index, moment) in run.moments.iter().enumerate().skip(self.moments.len()) {
            let mut owed = self.moments[index - 1].1.clone();
            let (before, mut ignored) = (world.clone(), |_| {});
            let mut watching = Watching::new(setup, &before, &mut owed, &mut ignored);
            run.redo_moment_watched(&mut world, index, &mut watching);
            let violated = watching.ended(&world, world.now());
            self.violated.extend(violated.into_iter().map(|violated| (index, violated)));
            self.moments.push((*moment, owed));
        }
        self.world = Some(world);
    }

    /// What is known of a property as far as the run is shown.
    #[must_use]
    pub fn of(&self, property: PropertyId, run: &Run) -> RunVerdict {
        let known = self.violated.iter().find(|(_, violated)| violated.property == property);
        if let Some((moment, violated)) = known
            && (*moment < run.cursor() || *moment == run.cursor() && violated.at.0 <= run.count())
        {
            return RunVerdict::Violated(violated.at);
        }
        let owed = self.moments.get(run.cursor()).map_or(&[][..], |(_, owed)| owed);
        let mut owed = owed.iter().filter(|owed| owed.property == property).peekable();
        let is_open = owed.peek().is_some();
        if let Some(late) = owed.find(|owed| owed.until < run.now()) {
            return RunVerdict::Violated(late.request);
        }
        let is_final = matches!(run.model()[property].kind, PropertyKind::Finally(_));
        if is_open || is_final && run.world().due().is_some() { RunVerdict::Open } else { RunVerdict::Holds }
    }
}
