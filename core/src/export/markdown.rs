//! A run as Markdown: what happened in sentences, the messages in a table, and what was assumed.

use super::harmless;
use crate::run::Run;
use crate::trace::What;
use crate::words::Speaker;

/// The whole run as Markdown.
#[must_use]
pub fn markdown(run: &Run) -> String {
    let model = run.model();
    let speaker = Speaker::english(model);
    let mut text = ["# ", &escaped(model.title().in_language(speaker.words.code)), "\n\n"].concat();
    let (mut number, mut messages) = (0_u32, String::new());
    for event in run.trace().events().iter().filter(|event| event.what.is_numbered()) {
        number += 1;
        let at = event.at.to_string();
        let said = escaped(&speaker.sentence(run.trace(), event));
        let source = speaker.provenance(event.provenance(model));
        text.extend([&*number.to_string(), ". ", &at, ": ", &said, " *", source, "*\n"]);
        if let What::Message(sent) = &event.what {
            let kind = &model[sent.message];
            let cells = [
                &*kind.name,
                speaker.name(sent.from),
                speaker.name(sent.to),
                &speaker.fields(sent),
                kind.protocol.in_language(speaker.words.code),
            ];
            messages.extend(["| ", &at, " |"]);
            for cell in cells {
                messages.extend([" ", &escaped(cell), " |"]);
            }
            messages.push('\n');
        }
    }
    if !messages.is_empty() {
        text.push_str("\n| time | message | from | to | fields | protocol |\n| --- | --- | --- | --- | --- | --- |\n");
        text.push_str(&messages);
    }
    text.extend(["\n", &escaped(&speaker.assumed(run.settings(), run.last().rests_on())), "\n"]);
    text
}

/// A backslash before everything that Markdown, or HTML inside it, could take for its own.
fn escaped(text: &str) -> String {
    let mut said = String::new();
    for letter in harmless(text) {
        match letter {
            '<' => said.push_str("&lt;"),
            '>' => said.push_str("&gt;"),
            '&' => said.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '~' | '!' | '$' => {
                said.push('\\');
                said.push(letter);
            }
            _ => said.push(letter),
        }
    }
    said
}
