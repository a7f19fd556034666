//! What was cut off or replaced, so that it can be brought back, and taken away again; it holds a bounded number of steps.

use crate::model::Step;
use crate::settings::Settings;
use crate::time::Instant;

/// A run as it was: its settings, its steps, and where its cursor stood if not at the end.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Document {
    pub settings: Settings,
    pub steps: Vec<Step>,
    pub cursor: Option<(usize, Instant)>,
}

/// The documents before this one, and those that were undone.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    before: Vec<Document>,
    after: Vec<Document>,
}

impl History {
    pub fn can_undo(&self) -> bool {
        !self.before.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.after.is_empty()
    }

    /// Keeps what is about to be cut or replaced. What was undone before can't be done again then.
    pub fn remember(&mut self, document: Document) {
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

    pub fn undo(&mut self, now: Document) -> Option<Document> {
        let document = self.before.pop()?;
        self.after.push(now);
        Some(document)
    }

    pub fn redo(&mut self, now: Document) -> Option<Document> {
        let document = self.after.pop()?;
        self.before.push(now);
        Some(document)
    }
}

/// How many documents are kept: more than anyone undoes.
const DOCUMENTS: usize = 100;
/// How many steps they have together at most: 16 MB.
const STEPS: usize = 1_000_000;
