//! The keyboard: one table that the handler and the list of keys are both made from.

use crate::words::{WORDS, Words};

/// A key, and the control that it stands for.
#[derive(Debug)]
pub struct Key {
    /// The key as the browser names it.
    pub name: &'static str,
    /// The key as it is shown.
    pub shown: &'static str,
    /// What it does, in words.
    pub does: fn(&Words) -> &'static str,
    /// The control that does the same.
    pub control: &'static str,
}

/// All keys but the digits.
pub const KEYS: [Key; 12] = [
    Key { name: " ", shown: "Space", does: |words| words.play_or_pause, control: "play" },
    Key { name: "ArrowLeft", shown: "←", does: |words| words.back, control: "back" },
    Key { name: "ArrowRight", shown: "→", does: |words| words.forward, control: "forward" },
    Key { name: "Home", shown: "Home", does: |words| words.to_start, control: "start" },
    Key { name: "End", shown: "End", does: |words| words.to_end, control: "end" },
    Key { name: "n", shown: "N", does: |words| words.to_due, control: "next" },
    Key { name: "u", shown: "U", does: |words| words.undo, control: "undo" },
    Key { name: "r", shown: "R", does: |words| words.redo, control: "redo" },
    Key { name: "+", shown: "+", does: |words| words.larger, control: "larger" },
    Key { name: "-", shown: "−", does: |words| words.smaller, control: "smaller" },
    Key { name: "0", shown: "0", does: |words| words.fit, control: "fit" },
    Key { name: "?", shown: "?", does: |words| words.keys, control: "keys" },
];

/// The control that a key stands for.
pub fn control(name: &str) -> Option<&'static str> {
    // Many keyboards have the plus above it.
    let name = if name == "=" { "+" } else { name };
    KEYS.iter().find(|key| key.name == name).map(|key| key.control)
}

/// The position of the action that a digit stands for: 1 is the first.
pub fn digit(name: &str) -> Option<usize> {
    match name.as_bytes() {
        [digit @ b'1'..=b'9'] => Some(usize::from(digit - b'1')),
        _ => None,
    }
}

/// The digits, as the list of keys shows them, and what they do.
pub const DIGITS: (&str, &str) = ("1 – 9", WORDS.do_action);
