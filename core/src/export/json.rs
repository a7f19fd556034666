//! A run's trace as JSON, in the schema of `docs/trace.md`: the same run, the same bytes.

use crate::model::{Model, ParticipantId, TimerId, is_hidden};
use crate::narration::Narrator;
use crate::simulation::run::Run;
use crate::simulation::settings::write_value;
use crate::simulation::trace::{Cause, CloseCause, Event, EventKind, Loss, Provenance};

/// The whole run as JSON, ending with a line break.
#[must_use]
pub fn json(run: &Run) -> String {
    let model = &**run.model();
    let narrator = Narrator::english(model);
    let mut out = Writer { text: String::new(), first: true };
    out.open('{');
    out.number("schema", SCHEMA);
    out.string("model", model.id());
    out.string("title", model.title().in_language(narrator.phrases.code));
    out.string("link", &crate::link::write_whole(run));
    out.string("assumed", &narrator.assumed(run.settings(), run.last().rests_on()));
    out.key("settings").open('{');
    for (id, setting) in model.settings() {
        out.string(&setting.id, &write_value(model, id, run.settings().get(id)));
    }
    out.close('}');
    out.key("participants").open('[');
    for (id, participant) in model.participants() {
        out.item().open('{');
        out.string("id", &participant.id);
        out.string("name", narrator.name(id));
        out.close('}');
    }
    out.close(']');
    out.key("events").open('[');
    let mut number = 0;
    for event in run.trace().events() {
        number += u64::from(event.kind.is_numbered());
        out.line().open('{');
        one(&mut out, run, &narrator, event, number);
        out.close('}');
    }
    out.close(']');
    out.close('}');
    out.text.push('\n');
    out.text
}

fn one(out: &mut Writer, run: &Run, narrator: &Narrator<'_>, event: &Event, number: u64) {
    let model = &**run.model();
    let who = |participant: ParticipantId| &*model[participant].id;
    let timer = |timer: TimerId| &*model[timer].id;
    if event.kind.is_numbered() {
        out.number("event", number);
    }
    out.string("kind", event.kind.name());
    out.number("at", event.at.as_millis());
    match &event.kind {
        EventKind::Opened { connection, by, to, arrives } => {
            out.number("connection", u64::from(connection.0));
            out.string("from", who(*by));
            out.string("to", who(*to));
            out.number("arrives", arrives.as_millis());
        }
        EventKind::Closed { connection, by, to, arrives, why } => {
            out.number("connection", u64::from(connection.0));
            out.string("from", who(*by));
            out.string("to", who(*to));
            out.number("arrives", arrives.as_millis());
            if let CloseCause::Timer(cause) = why {
                out.string("timer", timer(*cause));
            }
        }
        EventKind::Message(sent) => {
            let kind = &model[sent.message];
            out.string("message", &kind.name);
            out.string("from", who(sent.from));
            out.string("to", who(sent.to));
            if let Some(connection) = sent.connection {
                out.number("connection", u64::from(connection.0));
            }
            if let Some(arrives) = sent.arrives {
                out.number("arrives", arrives.as_millis());
            }
            if let Some(request) = sent.answers {
                out.number("answers", u64::from(request.0));
            }
            if let Some(finding) = sent.finding.and_then(|finding| kind.findings.get(usize::from(finding))) {
                out.string("found", finding);
            }
            out.key("fields").open('{');
            for (field, value) in kind.fields.iter().zip(&sent.fields) {
                if let Some(value) = value {
                    out.value(model, &field.name, value);
                }
            }
            out.close('}');
        }
        EventKind::Delivered { of } => out.number("of", u64::from(of.0)),
        EventKind::Lost { of, at, why } => {
            out.number("of", u64::from(of.0));
            out.string("participant", who(*at));
            out.string(
                "why",
                match why {
                    Loss::ClosedThere(_) => "closed-there",
                    Loss::ClosedHere(_) => "closed-here",
                    Loss::NotConnected => "not-connected",
                },
            );
        }
        EventKind::NotHandled { of, by, state } => {
            out.number("of", u64::from(of.0));
            out.string("participant", who(*by));
            out.string("state", &model[*state].id);
        }
        EventKind::TimerSet { owner, timer: id, due } | EventKind::TimerRestarted { owner, timer: id, due } => {
            out.string("participant", who(*owner));
            out.string("timer", timer(*id));
            out.number("due", due.as_millis());
        }
        EventKind::TimerCancelled { owner, timer: id, left } => {
            out.string("participant", who(*owner));
            out.string("timer", timer(*id));
            out.number("left", left.get());
        }
        EventKind::TimerExpired { owner, timer: id } => {
            out.string("participant", who(*owner));
            out.string("timer", timer(*id));
        }
        EventKind::State { participant, from, to } => {
            out.string("participant", who(*participant));
            out.string("from", &model[*from].id);
            out.string("to", &model[*to].id);
        }
        EventKind::Note { participant, .. } => {
            out.string("participant", who(*participant));
            out.string("text", &narrator.note(event));
        }
    }
    match event.cause {
        Cause::Action(action) => out.string("action", &model[action].id),
        Cause::Rule(rule) => out.number("line", u64::from(model[rule].line)),
        Cause::Transport => {}
    }
    let clauses = event.clauses(model);
    if !clauses.is_empty() {
        out.key("cites").open('[');
        for clause in clauses {
            out.item().quoted(model[*clause].ids.first().map_or("", |id| id));
        }
        out.close(']');
    }
    if event.kind.is_numbered() {
        out.string(
            "provenance",
            match event.provenance(model) {
                Provenance::Reference => "reference",
                Provenance::Inferred => "inferred",
                Provenance::Assumed => "assumed",
            },
        );
        out.string("sentence", &narrator.sentence(run.trace(), event));
    }
}

/// Writes JSON: commas and quotes where they belong, and every character that could hurt as a number.
struct Writer {
    text: String,
    /// Whether nothing has been written yet since the last opening bracket.
    first: bool,
}

impl Writer {
    fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.first = true;
    }

    fn close(&mut self, bracket: char) {
        self.text.push(bracket);
        self.first = false;
    }

    /// The next entry of a list.
    fn item(&mut self) -> &mut Self {
        if !self.first {
            self.text.push(',');
        }
        self.first = false;
        self
    }

    /// The next entry of a list, on a line of its own.
    fn line(&mut self) -> &mut Self {
        self.item().text.push('\n');
        self
    }

    fn key(&mut self, key: &str) -> &mut Self {
        self.item().quoted(key);
        self.text.push(':');
        self
    }

    fn number(&mut self, key: &str, number: u64) {
        self.key(key).text.push_str(&number.to_string());
    }

    fn string(&mut self, key: &str, text: &str) {
        self.key(key).quoted(text);
    }

    fn value(&mut self, model: &Model, key: &str, value: &crate::model::Value) {
        use crate::model::Value;
        match value {
            Value::Number(number) => self.number(key, *number),
            Value::Duration(length) => self.number(key, length.get()),
            Value::Text(text) => self.string(key, text),
            Value::Participant(participant) => self.string(key, &model[*participant].id),
        }
    }

    fn quoted(&mut self, text: &str) {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        self.text.push('"');
        for letter in text.chars() {
            match letter {
                '"' | '\\' => self.text.extend(['\\', letter]),
                // `<` as well, so that the text may stand in a page's script element.
                _ if is_hidden(letter) || letter == '<' => {
                    let code = u32::from(letter);
                    self.text.push_str("\\u");
                    for shift in [12, 8, 4, 0] {
                        self.text.push(char::from(HEX[(code >> shift & 15) as usize]));
                    }
                }
                _ => self.text.push(letter),
            }
        }
        self.text.push('"');
    }
}

/// The version of the schema: it grows only when a reader of the old one would go wrong.
const SCHEMA: u64 = 1;
