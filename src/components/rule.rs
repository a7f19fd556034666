//! A rule in words, the same wherever the page tells it.

use lifeline_core::model::{Model, Rule, StateId};
use lifeline_core::narration::fill;

use crate::words::WORDS;

/// A rule as its model has it, with who follows it, and in which states.
pub fn written(model: &Model, rule: &Rule) -> String {
    let members = model.participants().filter(|(_, participant)| participant.role == rule.role);
    let who: Vec<&str> = members.map(|(_, participant)| participant.name.in_language(WORDS.code)).collect();
    // A label may have commas of its own.
    let label = |state: &StateId| format!("“{}”", model[*state].label.in_language(WORDS.code));
    let states: Vec<String> = rule.states.iter().map(label).collect();
    let line = model.text().lines().nth(rule.line as usize - 1).unwrap_or_default().trim();
    let is_any = model.states().filter(|(_, state)| state.role == rule.role).count() == states.len();
    let words = if is_any { WORDS.rule_in_any_state } else { WORDS.rule_in };
    fill(words, &[("who", &who.join(", ")), ("states", &states.join(", ")), ("rule", &line)])
}
