//! Puts runs into words: one table of phrases, and one narrator who fills their gaps.

mod narrator;
mod phrases;

use std::fmt::Display;

pub use narrator::Narrator;
pub use phrases::{DiagramPhrases, ENGLISH, Phrases};

/// Puts values into the named gaps of a template, such as `{sender}`; a gap without a value stays.
#[must_use]
pub fn fill(template: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let gap = after.split_once('}');
        match gap.and_then(|(name, after)| Some((values.iter().find(|(of, _)| *of == name)?.1, after))) {
            Some((value, after)) => {
                text.push_str(&value.to_string());
                rest = after;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn only_gaps_with_a_value_are_filled_and_values_are_left_as_they_are() {
        let values: [(&str, &dyn std::fmt::Display); 2] = [("one", &"{two}"), ("two", &2)];
        assert_eq!(fill("{one} and {two}, {three} {", &values), "{two} and 2, {three} {");
        assert_eq!(fill("{ {two}", &values), "{ 2");
    }
}
