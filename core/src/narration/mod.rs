//! Puts runs into words: one table of phrases, and one narrator who fills them.

mod narrator;
mod phrases;

pub use narrator::{Narrator, fill};
pub use phrases::{ENGLISH, Phrases};
