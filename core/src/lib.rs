//! Plays protocol models: the same run gives the same trace, byte for byte, on every machine.
//!
//! No clock, no I/O, no randomness, no DOM. The folders are the pipeline, and depend on each other one way only:
//! `time` ← `model` ← `simulation` ← `narration`, `link`, `check`, `diagram` ← `export`.

pub mod check;
pub mod diagram;
pub mod export;
pub mod link;
pub mod load;
pub mod model;
pub mod narration;
pub mod simulation;
pub mod text;
pub mod time;
