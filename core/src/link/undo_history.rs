//! What could be undone, and done again, as text: for whoever keeps a run over a reload of its page.
//!
//! One document a line: whether it was before or after this one, where its cursor stood if not at its end, and then its settings
//! and steps as in a link: `before 3 2500 ?timeout=30s&run=connect.end`.

use super::write::{parameters, steps};
use super::{address, read};
use crate::model::Model;
use crate::simulation::run::{Document, History, Run};
use crate::time::Instant;

/// Writes what can be undone and done again, the latest first, as far as it goes into so many bytes.
#[must_use]
pub fn write_undo_history(run: &Run, most: usize) -> String {
    let (before, after) = run.history().documents();
    let before = before.iter().rev().map(|document| (BEFORE, document));
    let after = after.iter().rev().map(|document| (AFTER, document));
    let mut text = String::new();
    for (when, document) in before.chain(after) {
        let line = line(run.model(), when, document);
        if text.len() + line.len() > most {
            break;
        }
        text.push_str(&line);
    }
    text
}

/// Reads what [`write_undo_history`] wrote into a run of the same model, passing over what makes no sense.
pub fn read_undo_history(run: &mut Run, text: &str) {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for line in text.lines() {
        if let Some((when, document)) = document(run.model(), line) {
            if when == BEFORE { &mut before } else { &mut after }.push(document);
        }
    }
    before.reverse();
    after.reverse();
    run.set_history(History::of(before, after));
}

fn line(model: &Model, when: &str, document: &Document) -> String {
    let mut line = when.to_owned();
    if let Some((moment, now)) = document.cursor {
        line.push_str(&format!(" {moment} {}", now.as_millis()));
    }
    line.push(' ');
    let separator = parameters(&mut line, model, None, &document.settings);
    line.push(separator);
    let (key, steps) = steps(model, || document.steps.iter().copied());
    line.push_str(&format!("{key}={steps}\n"));
    line
}

fn document<'t>(model: &Model, line: &'t str) -> Option<(&'t str, Document)> {
    let (head, link) = line.split_once(" ?")?;
    let mut head = head.split(' ');
    let when = head.next().filter(|when| *when == BEFORE || *when == AFTER)?;
    let cursor = match head.next() {
        None => None,
        Some(moment) => Some((moment.parse().ok()?, Instant::from_millis(head.next()?.parse().ok()?))),
    };
    let (settings, steps) = read::whole(model, &address(&format!("?{link}")))?;
    Some((when, Document { settings, steps, cursor }))
}

const BEFORE: &str = "before";
const AFTER: &str = "after";
