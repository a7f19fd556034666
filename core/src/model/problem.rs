//! What is wrong with a model file, said so that its writer can mend it: where, what was found, what was expected.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::limits;
use crate::text::{is_hidden, without_byte_order_mark};

/// Some characters of a model file, as bytes of its text: from the first to the one behind the last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte behind the last.
    pub end: u32,
}

impl Span {
    /// The characters themselves; none where the span is not of this file.
    #[must_use]
    pub fn of(self, source: &str) -> &str {
        source.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// A line of a file, counted from 1, without what indents it; the file's end where it has no such line.
    #[must_use]
    pub fn of_line(source: &str, line: u32) -> Self {
        let before: usize = source.split_inclusive('\n').take((line as usize).saturating_sub(1)).map(str::len).sum();
        let line = source[before..].lines().next().unwrap_or_default();
        let end = before + line.trim_end().len();
        let start = end - without_byte_order_mark(line).trim().len();
        Self { start: start as u32, end: end as u32 }
    }

    /// The place right behind it.
    #[must_use]
    pub fn behind(self) -> Self {
        Self { start: self.end, end: self.end }
    }
}

/// A place in a model file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Place {
    /// The line, counted from 1.
    pub line: u32,
    /// The column, counted from 1 in characters.
    pub column: u32,
}

impl Place {
    /// The place of a byte of a file.
    #[must_use]
    pub fn of(source: &str, byte: u32) -> Self {
        let byte_order_mark = source.len() - without_byte_order_mark(source).len();
        let before = source.get(..byte as usize).unwrap_or(source);
        let start = before.rfind('\n').map_or(byte_order_mark.min(before.len()), |at| at + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() as u32 + 1;
        Self { line, column: before[start..].chars().count() as u32 + 1 }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// A change to a model file that mends a problem.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Replacement {
    /// The characters that go.
    pub span: Span,
    /// What comes in their place.
    pub text: String,
}

/// One thing that is wrong with a model file, or odd.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Problem {
    /// Where it begins.
    pub place: Place,
    /// The characters that are meant; none where something is missing.
    pub span: Span,
    /// The line it stands in; a long one is cut around the place.
    pub excerpt: String,
    /// Which characters of the excerpt are meant: how many stand before them, and how many they are.
    pub marked: (u32, u32),
    /// What was found.
    pub found: String,
    /// What was expected, or what helps; may be empty.
    pub expected: String,
    /// What was probably meant, where one word for another mends it.
    pub replacement: Option<Replacement>,
}

impl Problem {
    /// A problem of these characters of `source`.
    #[must_use]
    pub fn new(source: &str, span: Span, found: &str, expected: &str) -> Self {
        let place = Place::of(source, span.start);
        let width = span.of(source).chars().count().max(1) as u32;
        let line = without_byte_order_mark(source).lines().nth(place.line as usize - 1).unwrap_or_default();
        let (excerpt, marked) = excerpt(line, place.column - 1, width);
        Self {
            place,
            span,
            excerpt,
            marked,
            found: visible(found, '\u{fffd}'),
            expected: visible(expected, '\u{fffd}'),
            replacement: None,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, excerpt, marked, found, expected, replacement, .. } = self;
        let number = place.line.to_string();
        let margin = " ".repeat(number.len());
        let marks = " ".repeat(marked.0 as usize) + &"^".repeat(marked.1 as usize);
        write!(f, "{place}: {found}\n  {number} | {excerpt}\n  {margin} | {marks}")?;
        if !expected.is_empty() {
            write!(f, "\n  {expected}")?;
        }
        if let Some(replacement) = replacement {
            write!(f, "\n  did you mean `{}`?", replacement.text.trim())?;
        }
        Ok(())
    }
}

/// Everything that is wrong with a model file, in the order of the file.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Problems {
    listed: Vec<Problem>,
    more: usize,
}

impl Problems {
    /// These problems, of which the first [`limits::PROBLEMS`] in the file are listed, and `more` others.
    #[must_use]
    pub fn new(mut listed: Vec<Problem>, more: usize) -> Self {
        listed.sort_by_key(|problem| problem.span);
        let unlisted = listed.len().saturating_sub(limits::PROBLEMS);
        listed.truncate(limits::PROBLEMS);
        Self { listed, more: more + unlisted }
    }

    /// The problems, at most [`limits::PROBLEMS`] of them.
    #[must_use]
    pub fn listed(&self) -> &[Problem] {
        &self.listed
    }

    /// How many more there are.
    #[must_use]
    pub fn more(&self) -> usize {
        self.more
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.listed.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { "\n\n" })?;
            problem.fmt(f)?;
        }
        if self.more > 0 {
            write!(f, "\n\nand {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// The part of a line around some characters, and where they stand in it.
fn excerpt(line: &str, before: u32, width: u32) -> (String, (u32, u32)) {
    let skipped = if before > EXCERPT * 3 / 4 { before - EXCERPT / 2 } else { 0 };
    let mut letters = line.chars().skip(skipped as usize);
    let part: String = letters.by_ref().take(EXCERPT as usize).collect();
    let (left, right) = (if skipped > 0 { "…" } else { "" }, if letters.next().is_some() { "…" } else { "" });
    let shown = format!("{left}{}{right}", visible(&part, ' '));
    let lead = before - skipped + u32::from(skipped > 0);
    let room = (shown.chars().count() as u32).saturating_sub(lead);
    (shown, (lead, width.min(room).max(1)))
}

/// The text with another character in the place of each that can't be seen.
fn visible(text: &str, instead: char) -> String {
    text.chars().map(|letter| if is_hidden(letter) { instead } else { letter }).collect()
}

/// Characters of a line that are quoted: as wide as an ordinary terminal with the line's number before it.
const EXCERPT: u32 = 100;
