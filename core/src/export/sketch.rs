//! What every drawn export shows, in order: arrows, notes and the times between them.

use crate::model::ParticipantId;
use crate::narration::{Narrator, fill};
use crate::simulation::run::Run;
use crate::simulation::trace::{CloseCause, Event, EventKind};
use crate::time::Instant;

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
    pub kind: ArrowKind,
    /// Whether it never arrives.
    pub lost: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ArrowKind {
    Message,
    Answer,
    /// The opening or the closing of a connection, which is no message of the protocol.
    Transport,
}

impl Sketch {
    pub fn of(run: &Run) -> Self {
        let model = run.model();
        let narrator = Narrator::english(model);
        let events = run.trace().events();
        let mut lost = vec![false; run.trace().count() as usize + 1];
        for event in events {
            if let EventKind::Lost { of, .. } = event.kind {
                lost[of.0 as usize] = true;
            }
        }
        let mut rows = Vec::new();
        let (mut last, mut number) = (None, 0);
        for event in events {
            number += usize::from(event.kind.is_numbered());
            let Some(row) = row(&narrator, run, event, lost[number]) else {
                continue;
            };
            if last != Some(event.at) {
                rows.push(Row::Time(event.at));
                last = Some(event.at);
            }
            rows.push(row);
        }
        Self {
            title: model.title().in_language(narrator.phrases.code).to_owned(),
            assumed: narrator.assumed(run.settings(), run.last().rests_on()),
            participants: model.participants().map(|(id, _)| narrator.name(id).to_owned()).collect(),
            rows,
        }
    }
}

fn row(narrator: &Narrator<'_>, run: &Run, event: &Event, lost: bool) -> Option<Row> {
    let note = |at: ParticipantId| Some(Row::Note { at, text: narrator.sentence(run.trace(), event) });
    match &event.kind {
        EventKind::Opened { by, to, .. } => Some(Row::Arrow(Arrow {
            from: *by,
            to: *to,
            label: narrator.phrases.connect.to_owned(),
            kind: ArrowKind::Transport,
            lost: false,
        })),
        EventKind::Closed { by, to, why, .. } => {
            let label = match why {
                CloseCause::Timer(timer) => {
                    fill(narrator.phrases.disconnect_on_timer, &[("timer", &narrator.timer(*timer))])
                }
                CloseCause::Action | CloseCause::Rule => narrator.phrases.disconnect.to_owned(),
            };
            Some(Row::Arrow(Arrow { from: *by, to: *to, label, kind: ArrowKind::Transport, lost: false }))
        }
        EventKind::Message(sent) => Some(Row::Arrow(Arrow {
            from: sent.from,
            to: sent.to,
            label: narrator.message_briefly(sent),
            kind: if sent.answers.is_some() { ArrowKind::Answer } else { ArrowKind::Message },
            lost,
        })),
        EventKind::Note { participant, .. } => Some(Row::Note { at: *participant, text: narrator.note(event) }),
        EventKind::Lost { at, .. } => note(*at),
        EventKind::NotHandled { by, .. } => note(*by),
        EventKind::TimerSet { owner, .. }
        | EventKind::TimerRestarted { owner, .. }
        | EventKind::TimerCancelled { owner, .. }
        | EventKind::TimerExpired { owner, .. } => note(*owner),
        // A note at each change of state would bury the messages; the sentences and the data have them.
        EventKind::State { .. } | EventKind::Delivered { .. } => None,
    }
}
