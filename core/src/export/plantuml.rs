//! A run as PlantUML source, in which no label can be anything but a label.

use super::harmless;
use super::sketch::{Arrow, ArrowKind, Row, Sketch};
use crate::simulation::run::Run;

/// The whole run as a PlantUML sequence diagram.
#[must_use]
pub fn plantuml(run: &Run) -> String {
    let sketch = Sketch::of(run);
    let mut text = String::from("@startuml\n");
    line(&mut text, &["title ", &escaped(&sketch.title)]);
    line(&mut text, &["footer ", &escaped(&sketch.assumed)]);
    for (index, name) in sketch.participants.iter().enumerate() {
        line(&mut text, &["participant \"", &escaped(name), "\" as ", &id(index)]);
    }
    for row in &sketch.rows {
        match row {
            Row::Time(at) => line(&mut text, &["== ", &at.to_string(), " =="]),
            Row::Note { at, text: said } => line(&mut text, &["note over ", &id(at.index()), " : ", &escaped(said)]),
            Row::Arrow(Arrow { from, to, label, kind, lost }) => {
                let arrow = match (lost, kind) {
                    (true, _) => " ->x ",
                    (false, ArrowKind::Message | ArrowKind::Answer) => " -> ",
                    (false, ArrowKind::Transport) => " --> ",
                };
                line(&mut text, &[&id(from.index()), arrow, &id(to.index()), " : ", &escaped(label)]);
            }
        }
    }
    text.push_str("@enduml\n");
    text
}

fn line(text: &mut String, parts: &[&str]) {
    text.extend(parts.iter().copied());
    text.push('\n');
}

fn id(index: usize) -> String {
    ["p", &(index + 1).to_string()].concat()
}

/// PlantUML's own escapes, `<U+` and a character's number, for everything its markup could take for its own.
fn escaped(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut said = String::new();
    for letter in harmless(text) {
        if letter.is_ascii_punctuation() && !matches!(letter, '.' | ',' | ':' | '(' | ')' | '?') {
            let code = u32::from(letter);
            said.push_str("<U+00");
            said.push(char::from(HEX[(code >> 4 & 15) as usize]));
            said.push(char::from(HEX[(code & 15) as usize]));
            said.push('>');
        } else {
            said.push(letter);
        }
    }
    said
}
