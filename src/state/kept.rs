//! What the window keeps while the page is loaded again: the run, and a model of the reader's own.

use serde::{Deserialize, Serialize};

use lifeline_core::link;
use lifeline_core::simulation::run::Run;

/// A run, and the addresses that lead back to it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeptRun {
    /// The address that the page was left with.
    pub address: String,
    /// The link of the run.
    pub link: String,
    /// What could be undone and done again, in the core's own form.
    pub undo_history: String,
}

/// A model of the reader's own.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeptModel {
    /// Its id.
    pub id: String,
    /// The name of its file.
    pub file: String,
    /// Its text.
    pub text: String,
}

impl KeptRun {
    /// Keeps a run whose link is this, on a page with this address.
    pub fn of(run: &Run, address: String, link: String) -> Self {
        Self { address, link, undo_history: link::write_undo_history(run, UNDO_BYTES) }
    }

    /// Whether it was open at this address: as it was before the page was left, or as it was written then.
    pub fn was_at(&self, address: &str) -> bool {
        self.address == address || self.link == address
    }
}

/// Bytes of what can be undone: browsers keep a few million for a site.
pub const UNDO_BYTES: usize = 500_000;
