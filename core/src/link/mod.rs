//! Links: a run as text in one canonical form; of any text, as much as makes sense is played.
//!
//! `registration?timeout=30s&run=connect.register-invalid.2s.next.end`, or `registration/not-valid`; `docs/links.md` has the
//! grammar. What is wrong with a link is said beside the run ([`Problem`]), and keeps nobody from opening it.

mod carried;
mod compact;
mod diagnostics;
mod migrate;
mod outcome;
mod read;
mod repair;
mod steps;
mod undo_history;
mod write;

use std::fmt;

pub use carried::{CARRIED, CARRIED_BYTES, TooLargeToCarry, Uncarried, carried, carry, with_carried};
pub use diagnostics::{Problem, Remedy, StepList, Unknown, bad_value, quoted, unplayed_sentence};
pub use migrate::Migration;
pub use outcome::outcome;
pub use read::{Opened, open};
pub use repair::{Repaired, extent, fragment, repair};
use steps::END;
pub use undo_history::{read_undo_history, write_undo_history};
pub use write::{write, write_at, write_steps, write_whole};

/// A link taken apart, before the model that it names is known.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Address {
    /// The model's id, or a model itself ([`carried()`]); empty where none is named.
    pub model: String,
    /// The scenario's id.
    pub scenario: Option<String>,
    /// The parameters: each key with its value, in the order of the link.
    pub parameters: Vec<(String, String)>,
    /// Whether it is too long or has too many parameters, so that not all of it was read.
    pub beyond: Option<Beyond>,
    /// What stood after it and is no part of it; empty where that has no words.
    pub left_off: String,
}

/// Which limit a link is beyond.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Beyond {
    /// It is longer than [`LONGEST`]; nothing of it was read.
    Length,
    /// It has more parameters than [`PARAMETERS`]; those after them were not read.
    Parameters,
}

/// Bytes of the longest link that is read; browsers and chat programs cut far earlier.
pub const LONGEST: usize = 1_000_000;
/// The most parameters that are read: every setting of the largest model, and some to spare for mistakes.
pub const PARAMETERS: usize = 100;

/// Takes any text after `#` apart. What mail and chat programs do to links is undone first.
#[must_use]
pub fn address(fragment: &str) -> Address {
    if fragment.len() > LONGEST {
        return Address { beyond: Some(Beyond::Length), ..Address::default() };
    }
    let text = fragment.strip_prefix('#').unwrap_or(fragment);
    let Repaired { link, left_off } =
        if repair::is_clean(text) { Repaired { link: text.to_owned(), left_off: String::new() } } else { repair(text) };
    // Whoever appends a parameter may take a link without any for one that has some, and the other way round.
    let (path, query) = link.split_once(['?', '&']).unwrap_or((&link, ""));
    let (model, scenario) = match path.split_once('/') {
        Some((model, scenario)) => (model, Some(scenario.to_owned())),
        None => (path, None),
    };
    let mut pairs = query.split(['?', '&']).filter(|pair| !pair.is_empty());
    let parameters = pairs
        .by_ref()
        .take(PARAMETERS)
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .filter(|(key, _)| !repair::is_tracker(key))
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect();
    let beyond = pairs.next().map(|_| Beyond::Parameters);
    Address { model: model.to_owned(), scenario, parameters, beyond, left_off }
}

/// The link, without `#`.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.model)?;
        if let Some(scenario) = &self.scenario {
            write!(f, "/{scenario}")?;
        }
        for (index, (key, value)) in self.parameters.iter().enumerate() {
            write!(f, "{}{key}={value}", if index == 0 { '?' } else { '&' })?;
        }
        Ok(())
    }
}

/// A list of steps with its end, where nothing can have been cut off: on a command line, in an attribute.
#[must_use]
pub fn closed(steps: &str) -> String {
    match steps.trim_end_matches('.') {
        "" => END.to_owned(),
        _ if steps.split('.').any(|step| step == END) => steps.to_owned(),
        open => format!("{open}.{END}"),
    }
}
