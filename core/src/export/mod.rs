//! A run in other forms: text that other tools draw, text to read, and data; each says the same messages in the same order, and what was assumed.

mod json;
mod markdown;
mod mermaid;
mod plain;
mod plantuml;
mod sketch;

pub use json::json;
pub use markdown::markdown;
pub use mermaid::mermaid;
pub use plain::plain;
pub use plantuml::plantuml;

/// Takes a text out of reach of whatever reads the export: one line, without anything that hides or turns what follows.
fn harmless(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(|letter| match letter {
        '\n' | '\r' | '\t' => ' ',
        _ if is_hidden(letter) => '\u{fffd}',
        _ => letter,
    })
}

/// Whether a character is not seen itself but changes how others are: controls, and what turns the direction of writing.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
