//! What every drawn export shows, in order: arrows, notes and the times between them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::model::{ActionId, Field, MessageId, ParticipantId, ValueType};
use crate::narration::{Narrator, fill};
use crate::simulation::run::Run;
use crate::simulation::trace::{CloseCause, Event, EventKind, Sent};
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

/// What a drawn export shows beside messages, timers and notes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Detail {
    /// A note wherever a participant changes its state. Many of them bury the messages.
    pub states: bool,
}

impl Sketch {
    pub fn of(run: &Run, detail: Detail) -> Self {
        let model = run.model();
        let narrator = Narrator::english(model);
        let events = run.trace().events();
        let mut lost = vec![false; run.trace().count() as usize + 1];
        for event in events {
            if let EventKind::Lost { of, .. } = event.kind {
                lost[of.0 as usize] = true;
            }
        }
        let telling = Telling::of(run);
        let mut number = 0;
        let rows_of: Vec<Option<Row>> = events
            .iter()
            .map(|event| {
                number += usize::from(event.kind.is_numbered());
                row(&narrator, run, event, lost[number], &telling, detail)
            })
            .collect();
        let unseen = run.actions().filter(|(_, _, came)| rows_of[came.clone()].iter().all(Option::is_none));
        let mut unseen: VecDeque<_> = unseen.collect();
        let mut rows = Rows::default();
        for (place, (event, row)) in events.iter().zip(rows_of).enumerate() {
            while let Some((action, at, _)) = unseen.pop_front_if(|(_, _, came)| came.end <= place) {
                rows.add(at, done(&narrator, action));
            }
            if let Some(row) = row {
                rows.add(event.at, row);
            }
        }
        for (action, at, _) in unseen {
            rows.add(at, done(&narrator, action));
        }
        Self {
            title: model.title().in_language(narrator.phrases.code).to_owned(),
            assumed: narrator.assumed(run.settings(), run.last().rests_on()),
            participants: model.participants().map(|(id, _)| narrator.name(id).to_owned()).collect(),
            rows: rows.rows,
        }
    }
}

/// Rows, each after the time it belongs to.
#[derive(Default)]
struct Rows {
    rows: Vec<Row>,
    last: Option<Instant>,
}

impl Rows {
    fn add(&mut self, at: Instant, row: Row) {
        if self.last.replace(at) != Some(at) {
            self.rows.push(Row::Time(at));
        }
        self.rows.push(row);
    }
}

/// An action of which nothing else is seen.
fn done(narrator: &Narrator<'_>, action: ActionId) -> Row {
    let action = &narrator.model[action];
    Row::Note { at: action.participant, text: action.label.in_language(narrator.phrases.code).to_owned() }
}

/// The fields that a label needs, so that two messages of one name can be told apart.
struct Telling(BTreeSet<(MessageId, usize)>);

impl Telling {
    fn of(run: &Run) -> Self {
        let narrator = Narrator::english(run.model());
        let mut messages: BTreeMap<MessageId, Vec<&Sent>> = BTreeMap::new();
        for event in run.trace().events() {
            if let EventKind::Message(sent) = &event.kind {
                messages.entry(sent.message).or_default().push(sent);
            }
        }
        let mut telling = BTreeSet::new();
        for (message, sent) in messages {
            let labels: BTreeSet<String> = sent.iter().map(|sent| narrator.message_with(sent, is_reference)).collect();
            // Where the references tell all of them apart, nothing else need be said.
            if labels.len() < sent.len() {
                let differs = |place: &usize| sent.iter().any(|other| other.fields[*place] != sent[0].fields[*place]);
                telling.extend((0..sent[0].fields.len()).filter(differs).map(|place| (message, place)));
            }
        }
        Self(telling)
    }
}

fn is_reference(_: usize, field: &Field) -> bool {
    field.value_type == ValueType::Reference
}

fn row(
    narrator: &Narrator<'_>,
    run: &Run,
    event: &Event,
    lost: bool,
    telling: &Telling,
    detail: Detail,
) -> Option<Row> {
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
            label: narrator.message_with(sent, |place, field| {
                is_reference(place, field) || telling.0.contains(&(sent.message, place))
            }),
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
        EventKind::State { participant, to, .. } if detail.states => {
            let text = fill(narrator.phrases.is_now, &[("state", &narrator.state(*to))]);
            Some(Row::Note { at: *participant, text })
        }
        EventKind::State { .. } | EventKind::Delivered { .. } => None,
    }
}
