//! What the reference says, and why a rule or an action is in the model.

use super::{ClauseId, Text};

/// One thing the reference says, in our words, or that we infer from it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clause {
    /// Its id, and those of the other places that say the same.
    pub ids: Vec<Box<str>>,
    /// What it says.
    pub text: Text,
    /// Where it says so; one entry for each place.
    pub places: Vec<Text>,
    /// For an inference, the clauses it follows from; empty where the reference says it itself.
    pub inferred_from: Vec<ClauseId>,
}

impl Clause {
    /// Whether this is our inference and not the reference's own statement.
    #[must_use]
    pub fn is_inferred(&self) -> bool {
        !self.inferred_from.is_empty()
    }
}

/// Why a rule or an action is in the model.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Grounds {
    /// It carries out these clauses.
    Cites(Vec<ClauseId>),
    /// It is ours, for this reason.
    Ours(Text),
}
