//! A run as Mermaid source, in which no label can be anything but a label.

use super::sketch::{Arrow, ArrowKind, Row, Sketch};
use super::{harmless, wrapped};
use crate::simulation::run::Run;

/// The whole run as a Mermaid sequence diagram.
#[must_use]
pub fn mermaid(run: &Run) -> String {
    let sketch = Sketch::of(run);
    let mut text = String::from("sequenceDiagram\n");
    line(&mut text, &["accTitle: ", &escaped(&sketch.title)]);
    line(&mut text, &["accDescr: ", &escaped(&sketch.assumed)]);
    for (index, name) in sketch.participants.iter().enumerate() {
        line(&mut text, &["participant ", &id(index), " as ", &escaped(name)]);
    }
    let all = [id(0), ",".to_owned(), id(sketch.participants.len().saturating_sub(1))].concat();
    for row in &sketch.rows {
        match row {
            Row::Time(at) => line(&mut text, &["Note over ", &all, ": ", &at.to_string()]),
            Row::Note { at, text: said } => line(&mut text, &["Note over ", &id(at.index()), ": ", &note(said, NOTE)]),
            Row::Arrow(Arrow { from, to, label, kind, lost }) => {
                let arrow = match (lost, kind) {
                    (true, _) => "-x",
                    (false, ArrowKind::Message | ArrowKind::Answer) => "->>",
                    (false, ArrowKind::Transport) => "-->>",
                };
                line(&mut text, &[&id(from.index()), arrow, &id(to.index()), ": ", &escaped(label)]);
            }
        }
    }
    line(&mut text, &["Note over ", &all, ": ", &note(&sketch.assumed, NOTE_OVER_ALL)]);
    text
}

fn line(text: &mut String, parts: &[&str]) {
    text.push_str("    ");
    text.extend(parts.iter().copied());
    text.push('\n');
}

fn id(index: usize) -> String {
    ["p", &(index + 1).to_string()].concat()
}

/// A note in lines: Mermaid breaks none by itself, and cuts off what reaches out of the picture.
fn note(text: &str, width: usize) -> String {
    let lines = wrapped(text, width);
    lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("<br/>")
}

/// Mermaid's own escapes, `#` and a character's number, for everything that its grammar or its HTML could take for its own.
fn escaped(text: &str) -> String {
    let mut said = String::new();
    for letter in harmless(text) {
        match letter {
            '#' | ';' | '<' | '>' | '"' | '\'' | '&' | '%' | '\\' | '`' | '$' | '{' | '}' | '[' | ']' | '*' | '_'
            | '~' => {
                said.push('#');
                said.push_str(&u32::from(letter).to_string());
                said.push(';');
            }
            _ => said.push(letter),
        }
    }
    // A label that is just this word would end a block, and these prefixes would be taken for a wish about line breaks.
    let begin = said.trim_start();
    let wish = begin.strip_prefix(':').unwrap_or(begin);
    if begin.trim_end().eq_ignore_ascii_case("end") || wish.starts_with("wrap:") || wish.starts_with("nowrap:") {
        let first = begin.chars().next().map_or(0, u32::from);
        return ["#", &first.to_string(), ";", begin.get(1..).unwrap_or_default()].concat();
    }
    said
}

/// Characters of a note's line, about as wide as most messages are.
const NOTE: usize = 48;
/// Characters where the note is no wider than the lifelines stand apart.
const NOTE_OVER_ALL: usize = 30;
