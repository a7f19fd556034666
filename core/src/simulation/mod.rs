//! Plays a model: its settings and steps give the same events, byte for byte, on every machine.
//!
//! A [`world`] is all that is true at one instant, a [`trace`] is what happened, and a [`run`] is the document that both are derived from.

pub mod chance;
pub mod run;
pub mod settings;
pub mod ties;
pub mod trace;
pub mod watch;
pub mod world;
