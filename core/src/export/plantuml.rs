//! A run as PlantUML source, in which no label can be anything but a label.

use super::harmless;
use super::sketch::{Arrow, ArrowKind, Row, Sketch};
use crate::simulation::run::Run;

/// The whole run as a PlantUML sequence diagram.
#[must_use]
pub fn plantuml(run: &Run) -> String {
    let sketch = Sketch::of(run);
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
