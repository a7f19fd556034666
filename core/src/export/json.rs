//! A run's trace as JSON, in the schema of `docs/trace.md`: the same run gives the same bytes.

use serde::{Serialize, Serializer};

use crate::link;
use crate::model::{Model, ParticipantId, StateId, TimerId, Value};
use crate::narration::Narrator;
use crate::simulation::run::Run;
use crate::simulation::settings::write_value;
use crate::simulation::trace::{Cause, CloseCause, Connection, Event, EventKind, EventNumber, Provenance, Sent};
use crate::text::is_hidden;
use crate::time::Instant;

/// The whole run as JSON, ending with a line break.
///
/// `<` and everything that can't be seen stand as `\u` and a number, so that the text may also stand in a page's script element.
#[must_use]
#[expect(clippy::expect_used, reason = "writing fails only for keys that are no text, and for writers that fail")]
pub fn json(run: &Run) -> String {
    let text = serde_json::to_string_pretty(&Document::new(run)).expect("plain data with text for keys can be written");
    let mut safe = String::with_capacity(text.len() + 1);
    for letter in text.chars() {
        if letter == '<' || (is_hidden(letter) && letter != '\n') {
            safe.push_str(&format!("\\u{:04x}", u32::from(letter)));
        } else {
            safe.push(letter);
        }
    }
    safe.push('\n');
    safe
}

/// The version of the schema: it grows only when a reader of the old one would go wrong.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    model: &'a str,
    title: &'a str,
    link: String,
    assumed: String,
    settings: Entries<'a, String>,
    participants: Vec<Participant<'a>>,
    events: Vec<Record<'a>>,
}

#[derive(Serialize)]
struct Participant<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct Record<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<u32>,
    kind: &'static str,
    at: u64,
    #[serde(flatten)]
    details: Details<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cites: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    provenance: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sentence: Option<String>,
}

/// What belongs to one kind of event.
#[derive(Serialize)]
#[serde(untagged)]
enum Details<'a> {
    Connection {
        connection: u32,
        from: &'a str,
        to: &'a str,
        arrives: u64,
        #[serde(skip_serializing_if = "Option::is_none")]
        timer: Option<&'a str>,
    },
    Message {
        message: &'a str,
        from: &'a str,
        to: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        connection: Option<u32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        arrives: Option<u64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        answers: Option<u32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        found: Option<&'a str>,
        fields: Entries<'a, FieldValue<'a>>,
    },
    Delivered {
        of: u32,
    },
    Lost {
        of: u32,
        participant: &'a str,
        why: &'static str,
    },
    NotHandled {
        of: u32,
        participant: &'a str,
        state: &'a str,
    },
    Timer {
        participant: &'a str,
        timer: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        due: Option<u64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        left: Option<u64>,
    },
    State {
        participant: &'a str,
        from: &'a str,
        to: &'a str,
    },
    Note {
        participant: &'a str,
        text: String,
    },
}

/// A field's value: numbers and milliseconds as numbers, texts and participants' ids as text.
#[derive(Serialize)]
#[serde(untagged)]
enum FieldValue<'a> {
    Number(u64),
    Text(&'a str),
}

/// An object with its keys in this order.
struct Entries<'a, V>(Vec<(&'a str, V)>);

impl<V: Serialize> Serialize for Entries<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl<'a> Document<'a> {
    fn new(run: &'a Run) -> Self {
        let model = &**run.model();
        let narrator = Narrator::english(model);
        let settings =
            model.settings().map(|(id, setting)| (&*setting.id, write_value(model, id, run.settings().get(id))));
        let participants =
            model.participants().map(|(id, participant)| Participant { id: &participant.id, name: narrator.name(id) });
        let mut number = 0;
        let record = |event: &'a Event| {
            number += u32::from(event.kind.is_numbered());
            Record::new(run, &narrator, event, EventNumber(number))
        };
        Self {
            schema: SCHEMA,
            model: model.id(),
            title: model.title().in_language(narrator.phrases.code),
            link: link::write_whole(run),
            assumed: narrator.assumed(run.settings(), run.last().rests_on()),
            settings: Entries(settings.collect()),
            participants: participants.collect(),
            events: run.trace().events().iter().map(record).collect(),
        }
    }
}

impl<'a> Record<'a> {
    fn new(run: &'a Run, narrator: &Narrator<'a>, event: &'a Event, number: EventNumber) -> Self {
        let model = narrator.model;
        let is_numbered = event.kind.is_numbered();
        Self {
            event: is_numbered.then_some(number.0),
            kind: event.kind.name(),
            at: event.at.as_millis(),
            details: Details::new(narrator, event),
            action: match event.cause {
                Cause::Action(action) => Some(&model[action].id),
                Cause::Rule(_) | Cause::Transport => None,
            },
            line: match event.cause {
                Cause::Rule(rule) => Some(model[rule].line),
                Cause::Action(_) | Cause::Transport => None,
            },
            cites: event
                .clauses(model)
                .iter()
                .filter_map(|clause| model[*clause].ids.first().map(|id| &**id))
                .collect(),
            provenance: event.provenance(model).filter(|_| is_numbered).map(Provenance::name),
            sentence: is_numbered.then(|| narrator.sentence(run.trace(), event)),
        }
    }
}

impl<'a> Details<'a> {
    fn new(narrator: &Narrator<'a>, event: &'a Event) -> Self {
        let model = narrator.model;
        let id = |participant: ParticipantId| &*model[participant].id;
        let state = |state: StateId| &*model[state].id;
        let timer_event = |owner, timer: TimerId, due: Option<Instant>| Self::Timer {
            participant: id(owner),
            timer: &model[timer].id,
            due: due.map(Instant::as_millis),
            left: None,
        };
        match &event.kind {
            EventKind::Opened { connection: Connection(connection), by, to, arrives } => Self::Connection {
                connection: *connection,
                from: id(*by),
                to: id(*to),
                arrives: arrives.as_millis(),
                timer: None,
            },
            EventKind::Closed { connection: Connection(connection), by, to, arrives, why } => Self::Connection {
                connection: *connection,
                from: id(*by),
                to: id(*to),
                arrives: arrives.as_millis(),
                timer: match why {
                    CloseCause::Timer(timer) => Some(&model[*timer].id),
                    CloseCause::Action | CloseCause::Rule => None,
                },
            },
            EventKind::Message(sent) => Self::message(model, sent),
            EventKind::Delivered { of } => Self::Delivered { of: of.0 },
            EventKind::Lost { of, at, why } => Self::Lost { of: of.0, participant: id(*at), why: why.name() },
            EventKind::NotHandled { of, by, state: entered } => {
                Self::NotHandled { of: of.0, participant: id(*by), state: state(*entered) }
            }
            EventKind::TimerSet { owner, timer, due } | EventKind::TimerRestarted { owner, timer, due } => {
                timer_event(*owner, *timer, Some(*due))
            }
            EventKind::TimerExpired { owner, timer } => timer_event(*owner, *timer, None),
            EventKind::TimerCancelled { owner, timer, left } => {
                let left = Some(left.get());
                Self::Timer { participant: id(*owner), timer: &model[*timer].id, due: None, left }
            }
            EventKind::State { participant, from, to } => {
                Self::State { participant: id(*participant), from: state(*from), to: state(*to) }
            }
            EventKind::Note { participant, .. } => {
                Self::Note { participant: id(*participant), text: narrator.note(event) }
            }
        }
    }

    fn message(model: &'a Model, sent: &'a Sent) -> Self {
        let message = &model[sent.message];
        let given = message.fields.iter().zip(&sent.fields).filter_map(|(field, value)| {
            let value = match value.as_ref()? {
                Value::Number(number) => FieldValue::Number(*number),
                Value::Duration(length) => FieldValue::Number(length.get()),
                Value::Text(text) => FieldValue::Text(text),
                Value::Participant(participant) => FieldValue::Text(&model[*participant].id),
            };
            Some((&*field.name, value))
        });
        Self::Message {
            message: &message.name,
            from: &model[sent.from].id,
            to: &model[sent.to].id,
            connection: sent.connection.map(|connection| connection.0),
            arrives: sent.arrives.map(Instant::as_millis),
            answers: sent.answers.map(|request| request.0),
            found: sent.finding.and_then(|finding| message.findings.get(usize::from(finding))).map(|found| &**found),
            fields: Entries(given.collect()),
        }
    }
}
