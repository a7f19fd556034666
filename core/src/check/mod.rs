//! Goes through everything that a model can do, and says only what it found.

mod explore;
mod gaps;
mod report;
mod settings;

pub use explore::{Bounds, Coverage, Ended, Exploration, Passed, Transition, Unhandled, explore};
pub use gaps::gaps;
pub use report::{Found, Report};
pub use settings::{Tries, combinations, scenario_settings};
