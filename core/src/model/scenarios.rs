//! Named runs that ship with a model, and the steps that every run is made of.

use super::{ActionId, MessageId, SettingId, SettingValue, Span, Text};
use crate::time::Millis;

/// A named run that ships with the model.
#[derive(Clone, PartialEq, Debug)]
pub struct Scenario {
    /// Its id, as links write it.
    pub id: Box<str>,
    /// Its name for people.
    pub label: Text,
    /// One sentence on what to look at.
    pub about: Text,
    /// Whether the reference itself shows it.
    pub figure: bool,
    /// Whether it is what plays when somebody arrives; at most one of a model does.
    pub arrival: bool,
    /// The settings that differ from their defaults.
    pub settings: Vec<(SettingId, SettingValue)>,
    /// What the reader does.
    pub steps: Vec<Step>,
    /// The line of the file it begins at, counted from 1.
    pub line: u32,
    /// Where each step stands in the file, for what can't be played.
    pub spans: Vec<Span>,
}

/// What the reader did: the unit a run is made of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Step {
    /// An action.
    Act(ActionId),
    /// An amount of time passed.
    Wait(Millis),
    /// Time passed to the next thing due.
    Next,
    /// The earliest message of this type that was on its way was lost; where none was, the next one sent.
    Lose(MessageId),
}
