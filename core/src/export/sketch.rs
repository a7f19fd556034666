//! What every drawn export shows, in order: arrows, notes and the times between them.

use crate::model::ParticipantId;
use crate::run::Run;
use crate::time::Instant;
use crate::trace::{CloseCause, Event, What};
use crate::words::Speaker;

/// A run, ready to be drawn by other means.
pub(super) struct Sketch {
    pub title: String,
    pub assumed: String,
    pub participants: Vec<String>,
    pub rows: Vec<Row>,
}

pub(super) enum Row {
    /// From here on, this is the time.
    Time(Instant),
    Arrow(Arrow),
    Note {
        at: ParticipantId,
        text: String,
    },
}

pub(super) struct Arrow {
    pub from: ParticipantId,
    pub to: ParticipantId,
    pub label: String,
    pub kind: Kind,
    /// Whether it never arrives.
    pub lost: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Message,
    Answer,
    /// The opening or the closing of a connection, which is no message of the protocol.
    Transport,
}

impl Sketch {
    pub fn of(run: &Run) -> Self {
        let model = run.model();
        let speaker = Speaker::english(model);
        let events = run.trace().events();
        let mut lost = vec![false; run.trace().count() as usize + 1];
        for event in events {
            if let What::Lost { of, .. } = event.what {
                lost[of.0 as usize] = true;
            }
        }
        let mut rows = Vec::new();
        let (mut last, mut number) = (None, 0);
        for event in events {
            number += usize::from(event.what.is_numbered());
            let Some(row) = row(&speaker, run, event, lost[number]) else {
                continue;
            };
            if last != Some(event.at) {
                rows.push(Row::Time(event.at));
                last = Some(event.at);
            }
            rows.push(row);
        }
        Self {
            title: model.title().in_language(speaker.words.code).to_owned(),
            assumed: speaker.assumed(run.settings(), run.last().rests_on()),
            participants: model.participants().map(|(id, _)| speaker.name(id).to_owned()).collect(),
            rows,
        }
    }
}

fn row(speaker: &Speaker<'_>, run: &Run, event: &Event, lost: bool) -> Option<Row> {
    let note = |at: ParticipantId| Some(Row::Note { at, text: speaker.sentence(run.trace(), event) });
    match &event.what {
        What::Opened { by, to, .. } => Some(Row::Arrow(Arrow {
            from: *by,
            to: *to,
            label: speaker.words.connect.to_owned(),
            kind: Kind::Transport,
            lost: false,
        })),
        What::Closed { by, to, why, .. } => {
            let mut label = speaker.words.disconnect.to_owned();
            if let CloseCause::Timer(timer) = why {
                label.push_str(": ");
                label.push_str(speaker.model[*timer].label.in_language(speaker.words.code));
            }
            Some(Row::Arrow(Arrow { from: *by, to: *to, label, kind: Kind::Transport, lost: false }))
        }
        What::Message(sent) => Some(Row::Arrow(Arrow {
            from: sent.from,
            to: sent.to,
            label: speaker.message_briefly(sent),
            kind: if sent.answers.is_some() { Kind::Answer } else { Kind::Message },
            lost,
        })),
        What::Note { participant, .. } => Some(Row::Note { at: *participant, text: speaker.note(event) }),
        What::Lost { at, .. } => note(*at),
        What::NotHandled { by, .. } => note(*by),
        What::TimerSet { owner, .. }
        | What::TimerRestarted { owner, .. }
        | What::TimerCancelled { owner, .. }
        | What::TimerExpired { owner, .. } => note(*owner),
        // A note at each change of state would bury the messages; the sentences and the data have them.
        What::State { .. } | What::Delivered { .. } => None,
    }
}
