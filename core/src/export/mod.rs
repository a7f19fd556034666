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
pub use mermaid::{mermaid, mermaid_limit};
pub use picture::{picture, strips};
pub use plain::plain;
pub use plantuml::{plantuml, plantuml_limit};
pub use sketch::Detail;

use std::borrow::Cow;

use crate::text::is_hidden;

/// A text in one line, without anything that hides or turns what follows.
fn harmless(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(|letter| match letter {
        '\n' | '\r' | '\t' => ' ',
        _ if is_hidden(letter) => '\u{fffd}',
        _ => letter,
    })
}

/// A text in lines of so many columns, broken at its spaces, or within a word that alone is wider.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let options = textwrap::Options::new(columns)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(text, options).into_iter().map(Cow::into_owned).collect()
}
