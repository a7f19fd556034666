//! A run as Mermaid source, in which no label can be anything but a label.

use super::sketch::{Arrow, ArrowKind, Detail, Row, Sketch};
use super::{harmless, wrapped};
use crate::narration::{ENGLISH, fill};
use crate::simulation::run::Run;

/// The whole run as a Mermaid sequence diagram.
#[must_use]
pub fn mermaid(run: &Run, detail: Detail) -> String {
    let sketch = Sketch::of(run, detail);
    let mut text = String::from("sequenceDiagram\n");
    let mut line = |line: String| text += &format!("    {line}\n");
    line("%% For Mermaid 9.1 or later.".to_owned());
    line(format!("accTitle: {}", escaped(&sketch.title)));
    line(format!("accDescr: {}", escaped(&sketch.assumed)));
    for (index, name) in sketch.participants.iter().enumerate() {
        line(format!("participant {} as {}", id(index), escaped(name)));
    }
    let all = format!("{},{}", id(0), id(sketch.participants.len().saturating_sub(1)));
    for row in &sketch.rows {
        match row {
            Row::Time(at) => line(format!("Note over {all}: {at}")),
            Row::Note { at, text } => line(format!("Note over {}: {}", id(at.index()), note(text, NOTE))),
            Row::Arrow(Arrow { from, to, label, kind, lost }) => {
                let arrow = match (lost, kind) {
                    (true, _) => "-x",
                    (false, ArrowKind::Message | ArrowKind::Answer) => "->>",
                    (false, ArrowKind::Transport) => "-->>",
                };
                line(format!("{}{arrow}{}: {}", id(from.index()), id(to.index()), escaped(label)));
            }
        }
    }
    line(format!("Note over {all}: {}", note(&sketch.assumed, NOTE_OVER_ALL)));
    text
}

/// What Mermaid does not do with this source unless it is told otherwise, with what tells it.
#[must_use]
pub fn mermaid_limit(source: &str) -> Option<String> {
    let count = source.chars().count();
    (count > MOST).then(|| fill(ENGLISH.mermaid_too_long, &[("most", &MOST), ("count", &count)]))
}

fn id(index: usize) -> String {
    format!("p{}", index + 1)
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
                said.push_str(&format!("#{};", u32::from(letter)));
            }
            _ => said.push(letter),
        }
    }
    // A label that is just this word would end a block, and these prefixes would be taken for a wish about line breaks.
    let begin = said.trim_start();
    let wish = begin.strip_prefix(':').unwrap_or(begin);
    if begin.trim_end().eq_ignore_ascii_case("end") || wish.starts_with("wrap:") || wish.starts_with("nowrap:") {
        let first = begin.chars().next().map_or(0, u32::from);
        return format!("#{first};{}", begin.get(1..).unwrap_or_default());
    }
    said
}

/// Characters that Mermaid draws: its `maxTextSize`, which the source itself can't change.
const MOST: usize = 50_000;
/// Characters of a note's line, about as wide as most messages are.
const NOTE: usize = 48;
/// Characters where the note is no wider than the lifelines stand apart.
const NOTE_OVER_ALL: usize = 30;
