//! The words in rows: what stands above an arrow, in a note, beside a timer, and in the margin.

use super::columns::Columns;
use super::metrics::{cut, width, wrap, wrap_even, wrap_mono};
use super::place::Source;
use crate::model::{Kind, ParticipantId};
use crate::time::{Instant, Millis};
use crate::trace::{CloseCause, Event, Loss, Provenance, Sent, What};
use crate::words::fill;

/// What stands at an arrow.
pub(super) struct Caption {
    /// Its name.
    pub lines: Vec<String>,
    /// Whether the name exists in the protocol.
    pub protocol: bool,
    /// What else is said, on one line; may be empty.
    pub details: String,
}

/// What stands at the arrow of a message, an opening or a closing.
pub(super) fn caption(columns: &Columns, source: &Source<'_>, event: &Event) -> Caption {
    let (words, sizes) = (columns.words, columns.sizes);
    let plain = |text: &str, from: ParticipantId, to: ParticipantId| Caption {
        lines: wrap(text, sizes.text, columns.between(from, to)),
        protocol: false,
        details: String::new(),
    };
    match &event.what {
        What::Message(sent) => Caption {
            lines: wrap_mono(&source.speaker.model[sent.message].name, sizes.text, columns.between(sent.from, sent.to)),
            protocol: true,
            details: details(columns, source, sent),
        },
        What::Opened { by, to, .. } => plain(words.connect, *by, *to),
        What::Closed { by, to, why, .. } => {
            let text = match why {
                CloseCause::Timer(timer) => {
                    fill(words.disconnect_timer, &[source.speaker.model[*timer].label.in_language(columns.said.code)])
                }
                CloseCause::Action | CloseCause::Rule => fill(words.disconnect_by, &[source.speaker.name(*by)]),
            };
            plain(&text, *by, *to)
        }
        _ => Caption { lines: Vec::new(), protocol: false, details: String::new() },
    }
}

/// The fields of a message as far as one line holds them, the one that ties requests and answers first.
fn details(columns: &Columns, source: &Source<'_>, sent: &Sent) -> String {
    let size = columns.sizes.small;
    let room = columns.between(sent.from, sent.to);
    let message = &source.speaker.model[sent.message];
    let mut said = String::new();
    let mut ties = false;
    for first in [true, false] {
        for (field, value) in message.fields.iter().zip(&sent.fields) {
            let Some(value) = value.as_ref().filter(|_| (field.kind == Kind::Reference) == first) else { continue };
            ties |= first;
            let gap = if said.is_empty() { "" } else { ", " };
            let more = [&said, gap, &field.name, " ", &source.speaker.value(value)].concat();
            if width(&more, size) + width(", …", size) > room {
                if said.is_empty() {
                    // The beginning of a long value says more than nothing.
                    said = cut(&more, size, room).to_owned();
                    said.push('…');
                } else {
                    said.push_str(", …");
                }
                return said;
            }
            said = more;
        }
        if first
            && !ties
            && let Some(What::Message(asked)) = sent.answers.and_then(|of| source.numbered(of)).map(|event| &event.what)
        {
            let answers = fill(columns.words.answers, &[&source.speaker.model[asked.message].name]);
            if width(&answers, size) <= room {
                said = answers;
            }
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
    let (who, text) = match &event.what {
        What::Note { participant, .. } => (*participant, source.speaker.note(event)),
        What::NotHandled { of, by, .. } => {
            let name = match source.numbered(*of).map(|event| &event.what) {
                Some(What::Message(sent)) => &*source.speaker.model[sent.message].name,
                _ => "",
            };
            (*by, fill(columns.words.not_handled, &[name]))
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
    let words = columns.words;
    let (owner, timer, template, length) = match event.what {
        What::TimerSet { owner, timer, due } => (owner, timer, words.timer_set, due.since(event.at)),
        What::TimerRestarted { owner, timer, due } => (owner, timer, words.timer_restarted, due.since(event.at)),
        What::TimerCancelled { owner, timer, left } => (owner, timer, words.timer_cancelled, left),
        What::TimerExpired { owner, timer } => (owner, timer, words.timer_expired, Millis::ZERO),
        _ => return None,
    };
    let label = source.speaker.model[timer].label.in_language(columns.said.code);
    let text = fill(template, &[label, &length_of(length)]);
    Some((owner, wrap(&text, columns.sizes.small, columns.of(owner).aside_room)))
}

/// The lines that say why a message was lost.
pub(super) fn lost(columns: &Columns, why: Loss, from: ParticipantId, to: ParticipantId) -> Vec<String> {
    let words = columns.words;
    let text = match why {
        Loss::ClosedThere(_) => words.lost_there,
        Loss::ClosedHere(_) => words.lost_here,
        Loss::NotConnected => words.lost_not_connected,
    };
    wrap(text, columns.sizes.small, columns.between(from, to))
}

/// The word in the margin for where an event comes from; empty where the reference says so, and where nothing is to be said.
pub(super) fn provenance(columns: &Columns, source: &Source<'_>, event: &Event) -> &'static str {
    if !event.what.is_numbered() {
        return "";
    }
    match event.provenance(source.speaker.model) {
        Provenance::Reference => "",
        Provenance::Inferred => columns.words.inferred,
        Provenance::Assumed => columns.words.assumed,
    }
}

/// The lines of a time in the margin.
pub(super) fn time(columns: &Columns, at: Instant) -> Vec<String> {
    wrap(&length_of(at.since(Instant::ZERO)), columns.sizes.small, columns.margin - columns.sizes.edge)
}

/// A length of time in words of which no number is parted from its unit.
pub(super) fn length_of(length: Millis) -> String {
    let (mut words, mut number) = (String::new(), true);
    for letter in length.to_string().chars() {
        let space = letter == ' ';
        words.push(if space && number { '\u{a0}' } else { letter });
        number ^= space;
    }
    words
}
