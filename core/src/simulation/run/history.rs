//! What was done, so that it can be undone and redone: each as what it changed, so that it costs no more than that; bounded.

use super::Run;
use crate::model::Step;
use crate::simulation::settings::Settings;
use crate::time::Instant;

/// What makes another run of a run: the settings it gets, how many of its first steps it keeps, and what comes after those.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// Its settings.
    pub settings: Settings,
    /// How many of the first steps stay, of all there are: also those that could not be played.
    pub kept: usize,
    /// The steps after those.
    pub steps: Vec<Step>,
    /// Where the cursor comes to stand, if not at the end.
    pub cursor: Option<Place>,
}

/// Where a cursor stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// The position of its moment.
    pub moment: usize,
    /// How many numbered events are shown.
    pub count: u32,
    /// The time.
    pub now: Instant,
}

/// The changes that lead back from the present run, and those that lead forward again: each to be made where the one after it in its
/// list has been made.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct History {
    before: Vec<Change>,
    after: Vec<Change>,
}

impl History {
    /// A history of these changes, each list with the one to be made first at its end.
    #[must_use]
    pub fn of(before: Vec<Change>, after: Vec<Change>) -> Self {
        Self { before, after }
    }

    /// The changes that undo, and those that redo, the one to be made first at the end.
    #[must_use]
    pub fn changes(&self) -> (&[Change], &[Change]) {
        (&self.before, &self.after)
    }

    pub(super) fn can_undo(&self) -> bool {
        !self.before.is_empty()
    }

    pub(super) fn can_redo(&self) -> bool {
        !self.after.is_empty()
    }

    /// Keeps what takes back something that was done. What was undone before can't be done again then.
    pub(super) fn remember(&mut self, change: Change) {
        self.after.clear();
        self.before.push(change);
        let mut steps = 0;
        let kept = self.before.iter().rev().take(CHANGES).take_while(|change| {
            steps += change.steps.len();
            steps <= STEPS
        });
        // The newest is kept however long it is.
        let kept = kept.count().max(1);
        self.before.drain(..self.before.len() - kept);
    }

    pub(super) fn take_undo(&mut self) -> Option<Change> {
        self.before.pop()
    }

    pub(super) fn take_redo(&mut self) -> Option<Change> {
        self.after.pop()
    }

    pub(super) fn keep_undo(&mut self, change: Change) {
        self.before.push(change);
    }

    pub(super) fn keep_redo(&mut self, change: Change) {
        self.after.push(change);
    }
}

/// How many changes are kept: more than anyone undoes.
const CHANGES: usize = 100;
/// How many steps they have together at most: 16 MB.
const STEPS: usize = 1_000_000;

impl Run {
    /// Whether something can be undone.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether something can be done again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    /// How many events [`Run::undo`] would leave as they are.
    #[must_use]
    pub fn kept_by_undo(&self) -> usize {
        self.history.changes().0.last().map_or(0, |change| self.events_kept_by(change))
    }

    /// How many events [`Run::redo`] would leave as they are.
    #[must_use]
    pub fn kept_by_redo(&self) -> usize {
        self.history.changes().1.last().map_or(0, |change| self.events_kept_by(change))
    }

    /// What can be undone, and done again.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Puts another history in the place of this one; its changes are of the same model.
    pub fn set_history(&mut self, history: History) {
        self.history = history;
    }

    /// Takes back what was done last.
    pub fn undo(&mut self) -> bool {
        self.is_playing = false;
        let Some(change) = self.history.take_undo() else { return false };
        let now = self.change_from(change.kept);
        self.restore(&change);
        self.history.keep_redo(now);
        true
    }

    /// Takes the last undo back.
    pub fn redo(&mut self) -> bool {
        self.is_playing = false;
        let Some(change) = self.history.take_redo() else { return false };
        let now = self.change_from(change.kept);
        self.restore(&change);
        self.history.keep_undo(now);
        true
    }
}
