//! Limits on a model file, as stated in `docs/language.md`: far beyond what a protocol needs.

/// Bytes of a model file.
pub const FILE_BYTES: usize = 256 * 1024;
/// Lines of a model file.
pub const LINES: usize = 8_000;
/// Characters of one text.
pub const TEXT: usize = 600;
/// Characters of one name or id.
pub const NAME: usize = 40;
/// Levels of indentation below the first.
pub const DEPTH: usize = 3;
/// Participants: more columns than this no screen shows.
pub const PARTICIPANTS: usize = 8;
/// Settings: the set of settings an event rests on is one 64-bit word.
pub const SETTINGS: usize = 64;
/// Entries of any other table.
pub const ENTRIES: usize = 2_000;
/// Effects, conditions or fields in one place.
pub const PARTS: usize = 64;
/// Properties: each is looked at in every state that is explored.
pub const PROPERTIES: usize = 64;
/// Scenarios: more than a page can offer.
pub const SCENARIOS: usize = 100;
/// Steps of a scenario.
pub const STEPS: usize = 1_000;
/// Events that the scenarios take together, so that opening a file stays quick; no more begin after that.
pub const SCENARIO_EVENTS: usize = 200_000;
/// Rules, each counted once for every state it holds in.
pub const HOLDINGS: usize = 20_000;
/// Mistakes reported for one file; the rest are counted.
pub const PROBLEMS: usize = 50;
/// The greatest number a model may write.
pub const NUMBER: u64 = 1_000_000_000;
/// The greatest number that stands for a course of chance.
pub const CHANCE: u64 = 1_000_000;
/// The greatest duration a model may write, in milliseconds: ten years, as long as a run can last.
pub const DURATION: u64 = 10 * 365 * 24 * 60 * 60 * 1_000;
/// The longest that a message can be set to travel, in milliseconds.
pub const LATENCY: u64 = 60_000;
