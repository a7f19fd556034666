//! A run as PlantUML source, in which no label can be anything but a label.

use super::harmless;
use super::sketch::{Arrow, ArrowKind, Detail, Row, Sketch};
use crate::narration::{ENGLISH, fill};
use crate::simulation::run::Run;

/// The whole run as a PlantUML sequence diagram.
#[must_use]
pub fn plantuml(run: &Run, detail: Detail) -> String {
    let sketch = Sketch::of(run, detail);
    let mut text = String::from("@startuml\n");
    let mut line = |line: String| text += &format!("{line}\n");
    line(format!("title {}", escaped(&sketch.title)));
    line(format!("footer {}", escaped(&sketch.assumed)));
    for (index, name) in sketch.participants.iter().enumerate() {
        line(format!("participant \"{}\" as {}", escaped(name), id(index)));
    }
    for row in &sketch.rows {
        match row {
            Row::Time(at) => line(format!("== {at} ==")),
            Row::Note { at, text } => line(format!("note over {} : {}", id(at.index()), escaped(text))),
            Row::Arrow(Arrow { from, to, label, kind, lost }) => {
                let arrow = match (lost, kind) {
                    (true, _) => "->x",
                    (false, ArrowKind::Message | ArrowKind::Answer) => "->",
                    (false, ArrowKind::Transport) => "-->",
                };
                line(format!("{} {arrow} {} : {}", id(from.index()), id(to.index()), escaped(label)));
            }
        }
    }
    line("@enduml".to_owned());
    text
}

/// What PlantUML does not do with this source unless it is told otherwise, with what tells it.
#[must_use]
pub fn plantuml_limit(source: &str) -> Option<String> {
    let height = HEADS + source.lines().count() * ROW;
    (height > MOST).then(|| fill(ENGLISH.plantuml_cut, &[("most", &MOST), ("height", &height)]))
}

fn id(index: usize) -> String {
    format!("p{}", index + 1)
}

/// PlantUML's own escapes, `<U+` and a character's number, for everything its markup could take for its own.
fn escaped(text: &str) -> String {
    let mut said = String::new();
    for letter in harmless(text) {
        if letter.is_ascii_punctuation() && !matches!(letter, '.' | ',' | ':' | '(' | ')' | '?') {
            said.push_str(&format!("<U+{:04X}>", u32::from(letter)));
        } else {
            said.push(letter);
        }
    }
    said
}

/// Pixels at which PlantUML cuts a picture off: its `PLANTUML_LIMIT_SIZE`.
const MOST: usize = 4_096;
/// Pixels that a row takes with PlantUML's own fonts; a note takes some more, an arrow some less.
const ROW: usize = 32;
/// Pixels for the title, and for the participants above and below.
const HEADS: usize = 150;
