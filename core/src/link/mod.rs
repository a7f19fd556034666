//! Links: a run as text, written in one canonical way; whatever text is read, as much as makes sense is played, and the rest is said in words.
//!
//! `registration?timeout=30s&run=connect.register-invalid.2s.next.end`, or `registration/not-valid`; `docs/links.md` has the grammar.
//!
//! A page mostly reads good links and writes the canonical one: that is `read` and `write`. What is rare has functions of its own
//! elsewhere: `repair` for what a mail or chat program made of a link, `diagnostics` for what is said about it, `compact` for long runs.

mod compact;
mod diagnostics;
mod migrate;
mod outcome;
mod read;
mod repair;
mod undo_history;
mod write;

use crate::cut;
pub use diagnostics::{bad_value, quoted, unplayed_sentence};
pub use migrate::Migration;
pub use outcome::outcome;
pub use read::{Opened, open};
pub use undo_history::{read_undo_history, write_undo_history};
pub use write::{write, write_at, write_selected, write_steps, write_whole};

/// A link taken apart, before the model that it names is known.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Address {
    /// The model's id; empty where none is named.
    pub model: String,
    /// The scenario's id.
    pub scenario: Option<String>,
    /// The parameters: each key with its value, in the order of the link.
    pub parameters: Vec<(String, String)>,
    /// Whether it is too long or has too many parameters, so that not all of it was read.
    pub beyond: Option<Beyond>,
}

/// What of a link is beyond all measure.
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

/// Takes the text after `#` apart; any text at all. What mail and chat programs do to links is undone first.
#[must_use]
pub fn address(fragment: &str) -> Address {
    if fragment.len() > LONGEST {
        return Address { beyond: Some(Beyond::Length), ..Address::default() };
    }
    let repaired;
    let mut text = fragment.strip_prefix('#').unwrap_or(fragment);
    if !repair::is_clean(text) {
        repaired = repair::repaired(text);
        text = &repaired;
    }
    let (path, query) = cut::once(text, b'?').unwrap_or((text, ""));
    let (model, scenario) = match cut::once(path, b'/') {
        Some((model, scenario)) => (model, Some(scenario.to_owned())),
        None => (path, None),
    };
    let mut pairs = cut::parts(query, b'&').filter(|pair| !pair.is_empty());
    let mut parameters = Vec::new();
    for pair in pairs.by_ref().take(PARAMETERS) {
        let (key, value) = cut::once(pair, b'=').unwrap_or((pair, ""));
        parameters.push((key.to_owned(), value.to_owned()));
    }
    let beyond = pairs.next().map(|_| Beyond::Parameters);
    Address { model: model.to_owned(), scenario, parameters, beyond }
}

/// Adds the end to a list of steps that has none, where nothing can have been cut off: on a command line, in an attribute.
pub fn close(steps: &mut String) {
    if !steps.split('.').any(|step| step == END) {
        if !steps.is_empty() && !steps.ends_with('.') {
            steps.push('.');
        }
        steps.push_str(END);
    }
}

/// Closes every list of steps in a link, so that one that was cut off is noticed.
const END: &str = "end";
/// The step that goes to what is due.
const NEXT: &str = "next";
