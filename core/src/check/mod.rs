//! Goes through everything that a model can do.

mod explore;

pub use explore::{Exploration, Transition, combinations, explore};
