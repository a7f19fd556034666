//! The words in rows: what stands above an arrow, in a note, beside a timer, and in the margin.

use super::columns::Columns;
use super::direction::isolated;
use super::source::Source;
use super::text_width::{cut, width, wrap, wrap_even, wrap_mono};
use crate::model::{ParticipantId, Value, ValueType};
use crate::narration::fill;
use crate::simulation::ties;
use crate::simulation::trace::{CloseCause, Event, EventKind, Loss, Provenance, Sent};
use crate::time::{Instant, Millis};

/// What stands at an arrow.
pub(super) struct Caption {
    pub lines: Vec<String>,
    /// Whether the name exists in the protocol.
    pub protocol: bool,
    /// What else is said, on one line; may be empty.
    pub details: String,
}

/// What stands at the arrow of a message, an opening or a closing.
pub(super) fn caption(columns: &Columns, source: &Source<'_>, event: &Event) -> Caption {
    let (protocol, details) = match &event.kind {
        EventKind::Message(sent) if columns.sizes.fields => (true, details(columns, source, sent)),
        EventKind::Message(_) => (true, String::new()),
        _ => (false, String::new()),
    };
    Caption { lines: names(columns, source, event), protocol, details }
}

/// How many lines [`caption`] gives it for its name, and whether it has details, which take time to put into words.
pub(super) fn caption_size(columns: &Columns, source: &Source<'_>, event: &Event) -> (usize, bool) {
    let has_details = match &event.kind {
        EventKind::Message(sent) if columns.sizes.fields => {
            sent.fields.iter().any(Option::is_some) || answered(source, sent).is_some()
        }
        _ => false,
    };
    (names(columns, source, event).len(), has_details)
}

/// The lines of the name at the arrow of a message, an opening or a closing.
fn names(columns: &Columns, source: &Source<'_>, event: &Event) -> Vec<String> {
    let (phrases, size) = (&columns.phrases.diagram, columns.sizes.text);
    match &event.kind {
        EventKind::Message(sent) => {
            let name = isolated(source.narrator.message_name(sent.message));
            wrap_mono(&name, size, columns.between(sent.from, sent.to))
        }
        EventKind::Opened { by, to, .. } => wrap(phrases.connect, size, columns.between(*by, *to)),
        EventKind::Closed { by, to, why, .. } => {
            let text = match why {
                CloseCause::Timer(timer) => {
                    let timer = isolated(source.narrator.timer(*timer));
                    fill(phrases.disconnect_on_timer, &[("timer", &timer)])
                }
                CloseCause::Action | CloseCause::Rule => {
                    fill(phrases.disconnect_by, &[("participant", &isolated(source.narrator.name(*by)))])
                }
            };
            wrap(&text, size, columns.between(*by, *to))
        }
        _ => Vec::new(),
    }
}

/// The name of the message that a message answers.
fn answered<'a>(source: &Source<'a>, sent: &Sent) -> Option<&'a str> {
    source.message_name(sent.answers?)
}

/// The fields of a message as far as one line holds them, the one that ties requests and answers first.
fn details(columns: &Columns, source: &Source<'_>, sent: &Sent) -> String {
    let size = columns.sizes.small;
    let room = columns.between(sent.from, sent.to);
    let model = source.narrator.model;
    let (mut parts, mut ties) = (Vec::new(), false);
    for (field, value) in model[sent.message].fields.iter().zip(&sent.fields) {
        if let Some(value) = value {
            let is_tie = field.value_type == ValueType::Reference;
            let said = match value {
                Value::Text(text) => Value::Text(isolated(text).into()),
                value => value.clone(),
            };
            let part = format!("{} {}", field.name, source.narrator.value(&said));
            parts.insert(if is_tie { 0 } else { parts.len() }, part);
            ties |= is_tie;
        }
    }
    if let Some(name) = answered(source, sent).filter(|_| !ties) {
        parts.insert(0, fill(columns.phrases.diagram.answers, &[("message", &isolated(name))]));
    }
    let mut said = String::new();
    for part in parts {
        let whole = said.len();
        said.push_str(if whole > 0 { ", " } else { "" });
        said.push_str(&part);
        if width(&said, size) + width(", …", size) > room {
            // The beginning of a long value says more than nothing.
            said.truncate(if whole > 0 { whole } else { cut(&said, size, room).len() });
            said.push_str(if whole > 0 { ", …" } else { "…" });
            break;
        }
    }
    said
}

/// The lines of a box on a lifeline: a note, or what is said where a message is not handled; as even as they can be, where that matters.
pub(super) fn boxed(
    columns: &Columns,
    source: &Source<'_>,
    event: &Event,
    even: bool,
) -> Option<(ParticipantId, Vec<String>)> {
    let (who, text) = match &event.kind {
        EventKind::Note { participant, .. } => (*participant, isolated(&source.narrator.note(event)).into_owned()),
        EventKind::NotHandled { of, by, .. } => {
            let message = source.message_name(*of).unwrap_or_default();
            (*by, fill(columns.phrases.diagram.not_handled, &[("message", &message)]))
        }
        _ => return None,
    };
    let column = columns.of(who);
    let room = columns.sizes.note.min(column.to - column.from - 2 * columns.sizes.box_pad);
    let break_up = if even { wrap_even } else { wrap };
    Some((who, break_up(&text, columns.sizes.small, room)))
}

/// The lines beside a timer, where something happens to it.
pub(super) fn timer(columns: &Columns, source: &Source<'_>, event: &Event) -> Option<(ParticipantId, Vec<String>)> {
    let phrases = &columns.phrases.diagram;
    let (owner, timer, template, length) = match event.kind {
        EventKind::TimerSet { owner, timer, due } => (owner, timer, phrases.timer_set, due.since(event.at)),
        EventKind::TimerRestarted { owner, timer, due } => (owner, timer, phrases.timer_restarted, due.since(event.at)),
        EventKind::TimerCancelled { owner, timer, left } => (owner, timer, phrases.timer_cancelled, left),
        EventKind::TimerExpired { owner, timer } => (owner, timer, phrases.timer_expired, Millis::ZERO),
        _ => return None,
    };
    let timer = isolated(source.narrator.timer(timer));
    let text = fill(template, &[("timer", &timer), ("length", &length_of(length))]);
    Some((owner, wrap(&text, columns.sizes.small, columns.of(owner).aside_room)))
}

/// The lines that say why a message was lost.
pub(super) fn lost(columns: &Columns, why: Loss, from: ParticipantId, to: ParticipantId) -> Vec<String> {
    wrap(columns.phrases.diagram.lost(why), columns.sizes.small, columns.between(from, to))
}

/// The lines that say in which order things happen that are due at one instant; none where the event at this position tells nothing of it.
pub(super) fn tie(columns: &Columns, source: &Source<'_>, position: usize) -> Vec<String> {
    match ties::tie(source, position) {
        Some(tie) => wrap_even(source.narrator.tie(tie), columns.sizes.small, columns.first_room()),
        None => Vec::new(),
    }
}

/// Where an event comes from, as far as the margin says it: nothing where the reference says so itself.
pub(super) fn grounds(source: &Source<'_>, event: &Event) -> Option<Provenance> {
    let is_told = |provenance: &Provenance| event.kind.is_numbered() && *provenance != Provenance::Reference;
    event.provenance(source.narrator.model).filter(is_told)
}

/// The lines of a time in the margin.
pub(super) fn time(columns: &Columns, at: Instant) -> Vec<String> {
    wrap(&length_of(at.since(Instant::ZERO)), columns.sizes.small, columns.margin - columns.sizes.edge)
}

/// A length of time in words of which no number is parted from its unit.
pub(super) fn length_of(length: Millis) -> String {
    let words = length.to_string();
    let words: Vec<&str> = words.split(' ').collect();
    let measures: Vec<String> = words.chunks(2).map(|measure| measure.join("\u{a0}")).collect();
    measures.join(" ")
}
