//! A run as Markdown: what happened in sentences, the messages in a table, and what was assumed.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use super::harmless;
use crate::model::ActionId;
use crate::narration::Narrator;
use crate::simulation::run::Run;
use crate::simulation::trace::{EventKind, EventNumber};
use crate::time::Instant;

/// The whole run as Markdown.
#[must_use]
pub fn markdown(run: &Run) -> String {
    let narrator = Narrator::english(run.model());
    let mut text = format!("# {}\n\n", title(&narrator));
    let events = run.trace().events();
    let is_unseen = |came: &Range<usize>| !events[came.clone()].iter().any(|event| event.kind.is_numbered());
    let mut unseen: VecDeque<_> = run.actions().filter(|(_, _, came)| is_unseen(came)).collect();
    let mut number = 0;
    for (place, event) in events.iter().enumerate() {
        while let Some((action, at, _)) = unseen.pop_front_if(|(_, _, came)| came.end <= place) {
            text += &done(&narrator, action, at);
        }
        if event.kind.is_numbered() {
            number += 1;
            let sentence = escaped(&narrator.sentence(run.trace(), event));
            text += &format!("{number}. {}: {sentence}", event.at);
            if let Some(provenance) = event.provenance(run.model()) {
                text += &format!(" *{}*", narrator.provenance(provenance));
            }
            text.push('\n');
        }
    }
    text.extend(unseen.into_iter().map(|(action, at, _)| done(&narrator, action, at)));
    let table = table(&narrator, run);
    if !table.is_empty() {
        text += &format!("\n{table}");
    }
    text + &format!("\n{}\n", assumed(&narrator, run))
}

/// An action of which nothing else is told.
fn done(narrator: &Narrator<'_>, action: ActionId, at: Instant) -> String {
    let action = &narrator.model[action];
    let label = action.label.in_language(narrator.phrases.code);
    format!("- {at}: {}: {}\n", escaped(narrator.name(action.participant)), escaped(label))
}

/// For a page: the whole run's messages in a table, under a link to the run itself.
#[must_use]
pub fn messages(run: &Run, link: &str) -> String {
    let narrator = Narrator::english(run.model());
    let table = table(&narrator, run);
    let gap = if table.is_empty() { "" } else { "\n" };
    let (title, link, assumed) = (title(&narrator), address(link), assumed(&narrator, run));
    format!("[{title}]({link})\n\n{table}{gap}{assumed}\n")
}

/// For a page: a picture that lies beside it, as a link to the run itself.
#[must_use]
pub fn figure(run: &Run, link: &str, picture: &str) -> String {
    let narrator = Narrator::english(run.model());
    let (title, link, picture) = (title(&narrator), address(link), address(picture));
    format!("[![{title}]({picture})]({link})\n\n{}\n", assumed(&narrator, run))
}

fn title(narrator: &Narrator<'_>) -> String {
    escaped(narrator.model.title().in_language(narrator.phrases.code))
}

fn assumed(narrator: &Narrator<'_>, run: &Run) -> String {
    escaped(&narrator.assumed(run.settings(), run.last().rests_on()))
}

/// The messages of the whole run, as the tables of a reference have them; empty where there is none.
fn table(narrator: &Narrator<'_>, run: &Run) -> String {
    let mut rows = String::new();
    let trace = run.trace();
    let fates = trace.events().iter().filter_map(|event| match event.kind {
        EventKind::Lost { of, why, .. } => Some((of, narrator.phrases.diagram.lost(why))),
        _ => None,
    });
    let lost: BTreeMap<EventNumber, &str> = fates.collect();
    for number in (1..=trace.count()).map(EventNumber) {
        let Some(event) = trace.get(number) else { continue };
        let EventKind::Message(sent) = &event.kind else { continue };
        let mut receiver = narrator.name(sent.to).to_owned();
        if let Some(why) = lost.get(&number) {
            receiver += &format!(" ({why})");
        }
        let message = &narrator.model[sent.message];
        let cells = [
            &*event.at.to_string(),
            &message.name,
            narrator.name(sent.from),
            &receiver,
            &narrator.fields(sent),
            message.protocol.in_language(narrator.phrases.code),
        ];
        rows += &format!("| {} |\n", cells.map(escaped).join(" | "));
    }
    if rows.is_empty() { rows } else { format!("{TABLE_HEAD}{rows}") }
}

const TABLE_HEAD: &str = "\
| time | message | from | to | fields | protocol |
| --- | --- | --- | --- | --- | --- |
";

/// An address inside the brackets of a link: whatever could end it there stands as its number.
fn address(text: &str) -> String {
    let mut said = String::new();
    for letter in harmless(text) {
        match letter {
            ' ' => said.push_str("%20"),
            '(' => said.push_str("%28"),
            ')' => said.push_str("%29"),
            '<' => said.push_str("%3C"),
            '>' => said.push_str("%3E"),
            '\\' => said.push_str("%5C"),
            _ => said.push(letter),
        }
    }
    said
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
    // What GitHub makes a link of where it stands bare: addresses, and the names of people.
    said.replace("://", "&#58;//").replace("www.", "www&#46;").replace('@', "&#64;")
}
