//! What the reader may change about a model, and within which bounds.

use super::Text;
use crate::time::Millis;

/// What the reader may change about a model before or during a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Setting {
    /// Its id, as links write it.
    pub id: Box<str>,
    /// Its name for people.
    pub label: Text,
    /// What can be chosen.
    pub domain: Domain,
    /// What the reference leaves open, where the value is our assumption; none where it isn't.
    pub assumed: Option<Text>,
    /// How a picture words the value in its line of assumptions, `{}` standing for it; may be empty.
    pub phrase: Text,
}

/// What a setting can be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Domain {
    /// One of several; the first is the default.
    Choice(Vec<Choice>),
    /// A length of time within bounds, both included.
    Duration {
        /// What it is unless changed.
        default: Millis,
        /// The shortest.
        least: Millis,
        /// The longest.
        greatest: Millis,
    },
    /// A whole number within bounds, both included.
    Number {
        /// What it is unless changed.
        default: u64,
        /// The least.
        least: u64,
        /// The greatest.
        greatest: u64,
    },
}

/// One value of a choice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// Its id, as links write it.
    pub id: Box<str>,
    /// What people read; it also stands in the line of assumptions.
    pub label: Text,
}

/// What a setting is in a run.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum SettingValue {
    /// A choice, by its position.
    Choice(u8),
    /// A length of time.
    Duration(Millis),
    /// A whole number.
    Number(u64),
}

/// The setting every model has: how long a message travels one way.
pub const LATENCY: &str = "latency";
/// The setting of models in which chance decides how long timers run: a number that stands for one course of chance.
pub const CHANCE: &str = "chance";
