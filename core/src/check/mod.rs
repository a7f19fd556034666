//! Goes through everything that a model can do, and says only what it found.

mod explore;
mod gaps;
mod report;
mod settings;

pub use explore::{
    Bounds, Coverage, Done, Ended, Exploration, Job, Passed, Transition, Unhandled, Violated, explore, explore_by,
};
pub use gaps::gaps;
pub use report::{Found, Report, Verdict};
pub use settings::{Tries, combinations, scenario_settings};
