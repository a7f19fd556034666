//! A run in other forms; each has the same messages in the same order, and says what was assumed.

mod html;
mod json;
mod markdown;
mod mermaid;
mod picture;
mod plain;
mod plantuml;
mod sketch;

pub use html::{element, frame};
pub use json::json;
pub use markdown::{figure, markdown, messages};
pub use mermaid::mermaid;
pub use picture::picture;
pub use plain::plain;
pub use plantuml::plantuml;

use crate::text::is_hidden;

/// A text in one line, without anything that hides or turns what follows.
fn harmless(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(|letter| match letter {
        '\n' | '\r' | '\t' => ' ',
        _ if is_hidden(letter) => '\u{fffd}',
        _ => letter,
    })
}

/// A text in lines of so many characters, broken at its spaces.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.len() - 1;
        if !lines[last].is_empty() && lines[last].chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if !lines[last].is_empty() {
                lines[last].push(' ');
            }
            lines[last].push_str(word);
        }
    }
    lines
}
