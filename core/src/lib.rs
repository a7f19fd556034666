//! Plays protocol models: the same run gives the same trace, byte for byte, on every machine.
//!
//! No clock, no I/O, no randomness, no DOM. Modules depend on each other one way only:
//! `time` ← `model` ← `settings`, `trace` ← `ties`, `world` ← `run` ← `link`, and beside them `diagram`.

pub mod cut;
pub mod diagram;
pub mod explore;
pub mod export;
pub mod link;
pub mod load;
pub mod model;
pub mod run;
mod sayings;
pub mod settings;
pub mod ties;
pub mod time;
pub mod trace;
pub mod words;
pub mod world;
