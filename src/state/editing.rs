//! What keys do to a text beyond typing: Enter keeps the indentation, Tab changes it, a word is completed, a mistake is mended.

use std::collections::BTreeMap;

use lifeline_core::language::keywords;
use lifeline_core::language::{TokenKind, tokens};
use lifeline_core::model::Replacement;

/// A change to a text; places are counted in UTF-16, as fields do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// What goes.
    pub range: (u32, u32),
    /// What comes in its place.
    pub text: String,
    /// What is selected then.
    pub select: (u32, u32),
}

impl Edit {
    /// This comes in the place of some bytes, and the caret stands behind it.
    fn new(text: &str, (start, end): (usize, usize), with: impl Into<String>) -> Self {
        let (with, from) = (with.into(), units(&text[..start]));
        let caret = from + units(&with);
        Self { range: (from, from + units(&text[start..end])), text: with, select: (caret, caret) }
    }
}

/// Enter: the next line is indented as this one, and further where lines belong below it.
pub fn enter(text: &str, selection: (u32, u32)) -> Edit {
    let (start, end) = bytes(text, selection);
    let line = &text[line_start(text, start)..start];
    let mut indent = line[..line.len() - line.trim_start().len()].to_owned();
    if HEADS.contains(&line.split_whitespace().next().unwrap_or_default()) {
        indent.push_str(INDENT);
    }
    Edit::new(text, (start, end), format!("\n{indent}"))
}

/// Tab: what is selected of several lines is indented, else spaces are inserted.
pub fn indent(text: &str, selection: (u32, u32)) -> Edit {
    let (start, end) = bytes(text, selection);
    if text[start..end].contains('\n') {
        return each_line(
            text,
            (start, end),
            |line| {
                if line.is_empty() { String::new() } else { format!("{INDENT}{line}") }
            },
        );
    }
    let column = text[line_start(text, start)..start].chars().count();
    Edit::new(text, (start, end), " ".repeat(INDENT.len() - column % INDENT.len()))
}

/// Shift and Tab: the lines of the selection are indented less.
pub fn outdent(text: &str, selection: (u32, u32)) -> Edit {
    let (start, end) = bytes(text, selection);
    let less = |line: &str| {
        let rest = line.strip_prefix('\t').or_else(|| line.strip_prefix(INDENT)).or_else(|| line.strip_prefix(' '));
        rest.unwrap_or(line).to_owned()
    };
    let edit = each_line(text, (start, end), less);
    if text[start..end].contains('\n') {
        return edit;
    }
    // In one line, the caret stays at its letter.
    let gone = edit.range.1 - edit.range.0 - units(&edit.text);
    let stay = |place: u32| place.saturating_sub(gone).max(edit.range.0);
    Edit { select: (stay(selection.0), stay(selection.1)), ..edit }
}

/// This comes in the place of what is selected.
pub fn insert(text: &str, selection: (u32, u32), with: &str) -> Edit {
    Edit::new(text, bytes(text, selection), with)
}

/// A mistake is mended, one word for another.
pub fn remedy(text: &str, replacement: &Replacement) -> Edit {
    let (start, end) = (replacement.span.start as usize, replacement.span.end as usize);
    Edit::new(text, (start, end), replacement.text.as_str())
}

/// What completes the word that ends at the caret, where that is the end of its line: the rest of a word of the language that may begin
/// the line, or of the word that the text around it has most often.
pub fn completion(text: &str, caret: u32) -> Option<String> {
    let (caret, _) = bytes(text, (caret, caret));
    if text[caret..].chars().next().is_some_and(|next| next != '\n') {
        return None;
    }
    let line = &text[line_start(text, caret)..caret];
    let in_line = tokens(line);
    let last = in_line.last().filter(|token| token.kind == TokenKind::Word && token.span.end as usize == line.len())?;
    let begun = last.span.of(line);
    let rest = |word: &str| word.strip_prefix(begun).map(str::to_owned);
    if begun.chars().count() < LEAST || keywords::all().any(|word| word == begun) {
        return None;
    }
    let mut words = keywords::all();
    if in_line.len() == 1
        && let Some(word) = words.find(|word| word.starts_with(begun))
    {
        return rest(word);
    }
    let mut counts = BTreeMap::<&str, u32>::new();
    let near = &text[text.floor_char_boundary(caret.saturating_sub(NEAR))..text.ceil_char_boundary(caret + NEAR)];
    for token in tokens(near) {
        let word = token.span.of(near);
        if token.kind == TokenKind::Word && word.starts_with(begun) {
            *counts.entry(word).or_default() += 1;
        }
    }
    // The word itself, as it stands there, counts once.
    let is_there = counts.get(begun).is_some_and(|count| *count > 1);
    let often = counts.into_iter().filter(|(word, _)| *word != begun).max_by_key(|(_, count)| *count);
    let word = often.map(|(word, _)| word).or_else(|| words.find(|word| word.starts_with(begun)))?;
    if is_there { None } else { rest(word) }
}

/// Where a byte of the text is, for a field.
pub fn place(text: &str, byte: u32) -> u32 {
    units(&text[..text.floor_char_boundary(byte as usize)])
}

/// Changes all lines that some bytes touch, and selects them.
fn each_line(text: &str, (start, end): (usize, usize), change: impl Fn(&str) -> String) -> Edit {
    let start = line_start(text, start);
    let end = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let lines: Vec<String> = text[start..end].split('\n').map(change).collect();
    let edit = Edit::new(text, (start, end), lines.join("\n"));
    Edit { select: (edit.range.0, edit.select.1), ..edit }
}

fn line_start(text: &str, byte: usize) -> usize {
    text[..byte].rfind('\n').map_or(0, |at| at + 1)
}

fn units(text: &str) -> u32 {
    text.encode_utf16().count() as u32
}

/// The bytes of a selection.
fn bytes(text: &str, (start, end): (u32, u32)) -> (usize, usize) {
    let byte = |unit: u32| {
        let mut before = 0;
        let letter = text.char_indices().find(|(_, letter)| {
            let is_here = before >= unit as usize;
            before += letter.len_utf16();
            is_here
        });
        letter.map_or(text.len(), |(at, _)| at)
    };
    (byte(start), byte(end))
}

/// How far lines stand below others.
const INDENT: &str = "  ";
/// What always has lines below it.
const HEADS: [&str; 7] = ["states", "variables", "action", "in", "on", "otherwise", "scenario"];
/// Letters of a word before it is completed.
const LEAST: usize = 2;
/// Bytes before and behind the caret in which words are looked for: some hundred lines, so that a key costs the same in a long text.
const NEAR: usize = 16 * 1024;
