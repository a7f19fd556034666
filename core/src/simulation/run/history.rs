//! What was cut off or replaced, so that it can be undone and redone; bounded in its steps.

use crate::model::Step;
use crate::simulation::settings::Settings;
use crate::time::Instant;

/// A run as it was: its settings, its steps, and where its cursor stood if not at the end.
#[derive(Clone, PartialEq, Debug)]
pub struct Document {
    /// Its settings.
    pub settings: Settings,
    /// Its steps, also those that could not be played.
    pub steps: Vec<Step>,
    /// The moment and the time of its cursor.
    pub cursor: Option<(usize, Instant)>,
}

/// The documents before this one, and those that were undone.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct History {
    before: Vec<Document>,
    after: Vec<Document>,
}

impl History {
    /// A history of these documents, each list with the one kept first at its beginning.
    #[must_use]
    pub fn of(before: Vec<Document>, after: Vec<Document>) -> Self {
        Self { before, after }
    }

    /// The documents before the present one, and those that were undone, the one kept first at the beginning.
    #[must_use]
    pub fn documents(&self) -> (&[Document], &[Document]) {
        (&self.before, &self.after)
    }

    pub(super) fn can_undo(&self) -> bool {
        !self.before.is_empty()
    }

    pub(super) fn can_redo(&self) -> bool {
        !self.after.is_empty()
    }

    /// Keeps what is about to be cut or replaced. What was undone before can't be done again then.
    pub(super) fn remember(&mut self, document: Document) {
        self.after.clear();
        self.before.push(document);
        let mut steps = 0;
        let kept = self.before.iter().rev().take(DOCUMENTS).take_while(|document| {
            steps += document.steps.len();
            steps <= STEPS
        });
        // The newest is kept however long it is.
        let kept = kept.count().max(1);
        self.before.drain(..self.before.len() - kept);
    }

    pub(super) fn undo(&mut self, now: Document) -> Option<Document> {
        let document = self.before.pop()?;
        self.after.push(now);
        Some(document)
    }

    pub(super) fn redo(&mut self, now: Document) -> Option<Document> {
        let document = self.after.pop()?;
        self.before.push(now);
        Some(document)
    }
}

/// How many documents are kept: more than anyone undoes.
const DOCUMENTS: usize = 100;
/// How many steps they have together at most: 16 MB.
const STEPS: usize = 1_000_000;
