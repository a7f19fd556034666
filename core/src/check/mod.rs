//! Goes through everything that a model can do, and says only what it found.

mod exploration;
mod explore;
mod gaps;
mod report;
mod settings;
mod taken;

pub use exploration::{Coverage, Ended, Exploration, First, Passed, Unhandled, Violated};
pub use explore::{Bounds, Done, Explorer, Job, Transition, explore};
pub use gaps::gaps;
pub use report::{Found, Report, Verdict};
pub use settings::{Tries, combinations};
