//! What could be undone, and done again, as text: for whoever keeps a run over a reload of its page.
//!
//! One change a line: whether it undoes or redoes, how many steps stay, where the cursor comes to stand if not at the end (its moment,
//! the events shown, the time), and then settings and the steps after those as in a link: `before 1 3 7 2500 ?timeout=30s&run=connect.end`.
//! Lines of another form, such as an earlier version wrote, are passed over.

use super::write::{parameters, steps};
use super::{address, read};
use crate::model::Model;
use crate::simulation::run::{Change, History, Place, Run};
use crate::time::Instant;

/// Writes what can be undone and done again, the latest first, as far as it goes into so many bytes.
#[must_use]
pub fn write_undo_history(run: &Run, most: usize) -> String {
    let (before, after) = run.history().changes();
    let before = before.iter().rev().map(|change| (BEFORE, change));
    let after = after.iter().rev().map(|change| (AFTER, change));
    let mut text = String::new();
    for (when, change) in before.chain(after) {
        let line = line(run.model(), when, change);
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
        if let Some((when, change)) = change(run.model(), line) {
            if when == BEFORE { &mut before } else { &mut after }.push(change);
        }
    }
    before.reverse();
    after.reverse();
    run.set_history(History::of(before, after));
}

fn line(model: &Model, when: &str, change: &Change) -> String {
    let mut line = format!("{when} {}", change.kept);
    if let Some(Place { moment, count, now }) = change.cursor {
        line.push_str(&format!(" {moment} {count} {}", now.as_millis()));
    }
    line.push(' ');
    let separator = parameters(&mut line, model, None, &change.settings);
    line.push(separator);
    let (key, steps) = steps(model, || change.steps.iter().copied());
    line.push_str(&format!("{key}={steps}\n"));
    line
}

fn change<'t>(model: &Model, line: &'t str) -> Option<(&'t str, Change)> {
    let (head, link) = line.split_once(" ?")?;
    let mut head = head.split(' ');
    let when = head.next().filter(|when| *when == BEFORE || *when == AFTER)?;
    let kept = head.next()?.parse().ok()?;
    let cursor = match head.next() {
        None => None,
        Some(moment) => {
            let (moment, count) = (moment.parse().ok()?, head.next()?.parse().ok()?);
            Some(Place { moment, count, now: Instant::from_millis(head.next()?.parse().ok()?) })
        }
    };
    let (settings, steps) = read::whole(model, &address(&format!("?{link}")))?;
    Some((when, Change { settings, kept, steps, cursor }))
}

const BEFORE: &str = "before";
const AFTER: &str = "after";
