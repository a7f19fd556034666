//! The keyboard: one table that the handler and the list of keys are both made from.

use crate::state::{Action, Place};
use crate::words::{WORDS, Words};

/// A key, and what it does.
pub struct Key {
    /// The key as the browser names it.
    pub name: &'static str,
    /// The key as it is shown.
    pub shown: &'static str,
    /// What it does, in words.
    pub does: fn(&Words) -> &'static str,
    /// What it does.
    pub action: fn() -> Option<Action>,
}

/// All keys but the digits.
pub const KEYS: [Key; 9] = [
    Key { name: " ", shown: "Space", does: |words| words.key_space, action: || Some(Action::PlayOrPause) },
    Key { name: "ArrowLeft", shown: "←", does: |words| words.key_back, action: || Some(Action::Go(Place::Back)) },
    Key {
        name: "ArrowRight",
        shown: "→",
        does: |words| words.key_forward,
        action: || Some(Action::Go(Place::Forward)),
    },
    Key { name: "Home", shown: "Home", does: |words| words.key_start, action: || Some(Action::Go(Place::Start)) },
    Key { name: "End", shown: "End", does: |words| words.key_end, action: || Some(Action::Go(Place::End)) },
    Key { name: "n", shown: "N", does: |words| words.key_skip, action: || Some(Action::Next) },
    Key { name: "u", shown: "U", does: |words| words.key_undo, action: || Some(Action::Undo) },
    Key { name: "r", shown: "R", does: |words| words.key_redo, action: || Some(Action::Redo) },
    Key { name: "?", shown: "?", does: |words| words.key_help, action: || None },
];

/// What a key does.
pub fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

/// The position of the action that a digit stands for: 1 is the first.
pub fn digit(name: &str) -> Option<usize> {
    name.parse::<usize>().ok().filter(|digit| (1..=9).contains(digit) && name.len() == 1).map(|digit| digit - 1)
}

/// The digits, as the list of keys shows them.
pub fn digits(actions: usize) -> (String, &'static str) {
    (["1 – ", &actions.min(9).to_string()].concat(), WORDS.key_digit)
}
