//! Every sentence about a run, in plain words: what happened, what can't be done, what was assumed.

use super::phrases::{ENGLISH, Phrases};
use crate::cut;
use crate::model::{
    Domain, EffectKind, Model, ParticipantId, SettingId, SettingValue, StateId, TimerId, Value, ValueType,
};
use crate::simulation::settings::Settings;
use crate::simulation::ties::Tie;
use crate::simulation::trace::{
    Assumptions, Cause, CloseCause, Event, EventKind, EventNumber, Loss, Note, Provenance, Sent, Trace,
};
use crate::simulation::world::{Due, DueKind, Reason, Refused};
use crate::time::Millis;

/// Speaks about the runs of one model in one language.
#[derive(Clone, Copy, Debug)]
pub struct Narrator<'a> {
    /// The model.
    pub model: &'a Model,
    /// The language.
    pub phrases: &'a Phrases,
}

impl<'a> Narrator<'a> {
    /// Speaks English.
    #[must_use]
    pub fn english(model: &'a Model) -> Self {
        Self { model, phrases: &ENGLISH }
    }

    /// The name of a participant.
    #[must_use]
    pub fn name(&self, participant: ParticipantId) -> &'a str {
        self.model[participant].name.in_language(self.phrases.code)
    }

    /// What people read for a state.
    #[must_use]
    pub fn state(&self, state: StateId) -> &'a str {
        self.model[state].label.in_language(self.phrases.code)
    }

    /// The sentence for an event; nothing for one without a number.
    #[must_use]
    pub fn sentence(&self, trace: &Trace, event: &Event) -> String {
        let w = self.phrases;
        let timer = |timer: TimerId| self.model[timer].label.in_language(self.phrases.code);
        match &event.kind {
            EventKind::Opened { by, to, arrives, .. } => {
                self.arriving(fill(w.opens, &[self.name(*by), self.name(*to)]), event, Some(*arrives))
            }
            EventKind::Closed { by, to, arrives, why, .. } => {
                let said = match why {
                    CloseCause::Timer(id) => fill(w.closes_on_timer, &[self.name(*by), self.name(*to), timer(*id)]),
                    CloseCause::Action | CloseCause::Rule => fill(w.closes, &[self.name(*by), self.name(*to)]),
                };
                self.arriving(said, event, Some(*arrives))
            }
            EventKind::Message(sent) => {
                let name = self.message(sent);
                let asked = sent.answers.and_then(|request| message(trace, request));
                let said = match asked {
                    Some(asked) => fill(w.answers, &[self.name(sent.from), &self.model[asked.message].name, &name]),
                    None => fill(w.sends, &[self.name(sent.from), &name, self.name(sent.to)]),
                };
                self.arriving(said, event, sent.arrives)
            }
            EventKind::Delivered { .. } => String::new(),
            EventKind::Lost { of, at, why } => {
                let template = match why {
                    Loss::ClosedThere(_) => w.lost_closed_there,
                    Loss::ClosedHere(_) => w.lost_closed_here,
                    Loss::NotConnected => w.lost_not_connected,
                };
                fill(template, &[self.message_name(trace, *of), self.name(*at)])
            }
            EventKind::NotHandled { of, by, state } => {
                fill(w.not_handled, &[self.name(*by), self.message_name(trace, *of), self.state(*state)])
            }
            EventKind::TimerSet { owner, timer: id, due } | EventKind::TimerRestarted { owner, timer: id, due } => {
                let template =
                    if matches!(event.kind, EventKind::TimerSet { .. }) { w.timer_set } else { w.timer_restarted };
                let length = due.since(event.at).to_string();
                fill(template, &[self.name(*owner), timer(*id), &length, &due.to_string()])
            }
            EventKind::TimerCancelled { owner, timer: id, left } => {
                fill(w.timer_cancelled, &[self.name(*owner), timer(*id), &left.to_string()])
            }
            EventKind::TimerExpired { owner, timer: id } => fill(w.timer_expired, &[self.name(*owner), timer(*id)]),
            EventKind::State { participant, to, .. } => fill(w.enters, &[self.name(*participant), self.state(*to)]),
            EventKind::Note { participant, .. } => fill(w.note, &[self.name(*participant), &self.note(event)]),
        }
    }

    /// The words of a note, with "you chose this" where that is why; empty for other events.
    #[must_use]
    pub fn note(&self, event: &Event) -> String {
        let w = self.phrases;
        let EventKind::Note { note, .. } = &event.kind else {
            return String::new();
        };
        match note {
            Note::Written { effect, chosen } => {
                let effects = match event.cause {
                    Cause::Action(action) => &self.model[action].effects[..],
                    Cause::Rule(rule) => &self.model[rule].effects[..],
                    Cause::Transport => &[],
                };
                let text = match effects.get(usize::from(*effect)).map(|effect| &effect.kind) {
                    Some(EffectKind::Note(text)) => text.in_language(w.code),
                    _ => "",
                };
                if *chosen { fill(w.you_chose, &[text]) } else { text.to_owned() }
            }
            Note::NobodyToSendTo(message) => fill(w.nobody_to_send_to, &[&self.model[*message].name]),
            Note::NothingToAnswer(message) => fill(w.nothing_to_answer, &[&self.model[*message].name]),
            Note::NoLength(timer) => fill(w.no_length, &[self.model[*timer].label.in_language(w.code)]),
        }
    }

    /// The fields of a message that were given: `ProxyClientId 1, ReferenceId 1`; empty where there are none.
    #[must_use]
    pub fn fields(&self, sent: &Sent) -> String {
        let mut said = String::new();
        for (field, value) in self.model[sent.message].fields.iter().zip(&sent.fields) {
            if let Some(value) = value {
                if !said.is_empty() {
                    said.push_str(", ");
                }
                said.push_str(&field.name);
                said.push(' ');
                said.push_str(&self.value(value));
            }
        }
        said
    }

    /// A value in words.
    #[must_use]
    pub fn value(&self, value: &Value) -> String {
        match value {
            Value::Number(number) => number.to_string(),
            Value::Duration(length) => length.to_string(),
            Value::Text(text) => ["“", text, "”"].concat(),
            Value::Participant(participant) => self.name(*participant).to_owned(),
        }
    }

    /// Why an action can't be done.
    #[must_use]
    pub fn reason(&self, reason: Reason) -> String {
        match reason {
            Reason::Stated(..) => {
                reason.stated(self.model).map_or("", |refusal| refusal.reason.in_language(self.phrases.code)).to_owned()
            }
            Reason::NotConnected(to) => fill(self.phrases.not_connected, &[self.name(to)]),
            Reason::AlreadyConnected(to) => fill(self.phrases.already_connected, &[self.name(to)]),
        }
    }

    /// Why a step was refused.
    #[must_use]
    pub fn refused(&self, refused: &Refused) -> String {
        let w = self.phrases;
        match refused {
            Refused::Impossible(reason) => self.reason(*reason),
            Refused::NothingDue => w.nothing_due.to_owned(),
            Refused::GoesRound(rules) => {
                let mut lines = String::new();
                for rule in rules {
                    if !lines.is_empty() {
                        lines.push_str(", ");
                    }
                    lines.push_str("line ");
                    lines.push_str(&self.model[*rule].line.to_string());
                }
                fill(w.goes_round, &[&lines])
            }
            Refused::TooManyInFlight => w.too_many_in_flight.to_owned(),
            Refused::TooLong => w.too_long.to_owned(),
            Refused::TooManyEvents => w.too_many_events.to_owned(),
            Refused::TooManySteps => w.too_many_steps.to_owned(),
        }
    }

    /// What is due, in a few words: "the registration timeout of Interaction Server".
    #[must_use]
    pub fn due(&self, trace: &Trace, due: Due) -> String {
        let w = self.phrases;
        match due.kind {
            DueKind::Expiry(owner, timer) => {
                fill(w.due_timer, &[self.model[timer].label.in_language(w.code), self.name(owner)])
            }
            DueKind::Arrival(number) => match trace.get(number).map(|event| &event.kind) {
                Some(EventKind::Message(sent)) => {
                    fill(w.due_arrival, &[&self.model[sent.message].name, self.name(sent.to)])
                }
                Some(EventKind::Opened { to, .. }) => fill(w.due_opening, &[self.name(*to)]),
                Some(EventKind::Closed { to, .. }) => fill(w.due_closing, &[self.name(*to)]),
                _ => String::new(),
            },
        }
    }

    /// In which order things happened that were due at one instant.
    #[must_use]
    pub fn tie(&self, tie: Tie) -> &'static str {
        match tie {
            Tie::DeliveriesFirst => self.phrases.deliveries_first,
            Tie::AsSet => self.phrases.timers_as_set,
            Tie::AsSent => self.phrases.as_sent,
        }
    }

    /// Where an event comes from, in words.
    #[must_use]
    pub fn provenance(&self, provenance: Provenance) -> &'static str {
        match provenance {
            Provenance::Reference => self.phrases.reference,
            Provenance::Inferred => self.phrases.inferred,
            Provenance::Assumed => self.phrases.assumed,
        }
    }

    /// The one line that says what a run assumed, all settings in it that were looked at, and travel time wherever there is any.
    #[must_use]
    pub fn assumed(&self, settings: &Settings, rests_on: Assumptions) -> String {
        let mut said = String::new();
        let mut count = 0;
        for (id, setting) in self.model.settings() {
            let travels = id == self.model.latency() && settings.duration(id) > Millis::ZERO;
            if setting.assumed.is_some() && (rests_on.contains(id) || travels) {
                if count > 0 {
                    said.push_str(", ");
                }
                said.push_str(&self.setting(id, settings.get(id)));
                count += 1;
            }
        }
        match count {
            0 => self.phrases.assumed_nothing.to_owned(),
            1 => fill(self.phrases.assumed_one, &[&said]),
            2 => fill(self.phrases.assumed_two, &[&said]),
            _ => fill(self.phrases.assumed_more, &[&said]),
        }
    }

    /// A setting's value as the line of assumptions says it: "timeout 10 s", "from the first error".
    #[must_use]
    pub fn setting(&self, id: SettingId, value: SettingValue) -> String {
        let setting = &self.model[id];
        let phrase = cut::once(setting.phrase.in_language(self.phrases.code), b'{');
        let phrase = phrase.map(|(before, after)| (before, after.strip_prefix('}').unwrap_or(after)));
        let said = match (&setting.domain, value) {
            (Domain::Choice(choices), SettingValue::Choice(choice)) => choices
                .get(usize::from(choice))
                .map_or("", |choice| choice.label.in_language(self.phrases.code))
                .to_owned(),
            (_, SettingValue::Duration(length)) => length.to_string(),
            (Domain::Duration { .. }, SettingValue::Choice(_)) => String::new(),
        };
        match (phrase, value) {
            (Some((before, after)), _) => [before, &said, after].concat(),
            (None, SettingValue::Choice(_)) => said,
            (None, SettingValue::Duration(_)) => [setting.label.in_language(self.phrases.code), " ", &said].concat(),
        }
    }

    /// The name of the message with this number.
    fn message_name(&self, trace: &Trace, number: EventNumber) -> &'a str {
        message(trace, number).map_or("", |sent| &self.model[sent.message].name)
    }

    /// The name of a message, with the number that ties it to its request or answer: `EventAck (ReferenceId 1)`.
    #[must_use]
    pub fn message_briefly(&self, sent: &Sent) -> String {
        let kind = &self.model[sent.message];
        let tie = kind.fields.iter().zip(&sent.fields).find(|(field, _)| field.value_type == ValueType::Reference);
        match tie {
            Some((field, Some(value))) => {
                fill(self.phrases.with_fields, &[&kind.name, &[&field.name, " ", &self.value(value)].concat()])
            }
            _ => kind.name.to_string(),
        }
    }

    /// The name of a message with its fields: `EventAck (ProxyClientId 1, ReferenceId 1)`.
    #[must_use]
    pub fn message(&self, sent: &Sent) -> String {
        let (name, fields) = (&self.model[sent.message].name, self.fields(sent));
        if fields.is_empty() { name.to_string() } else { fill(self.phrases.with_fields, &[name, &fields]) }
    }

    /// Adds when it arrives, where that is later.
    fn arriving(&self, mut said: String, event: &Event, arrives: Option<crate::time::Instant>) -> String {
        if let Some(arrives) = arrives.filter(|arrives| *arrives > event.at) {
            said.push_str(&fill(self.phrases.arrives_at, &[&arrives.to_string()]));
        }
        said
    }
}

/// Puts the parts into a sentence's places `{0}` to `{9}`.
#[must_use]
pub fn fill(template: &str, parts: &[&str]) -> String {
    let mut said = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = cut::once(rest, b'{') {
        said.push_str(before);
        let place = after.bytes().next().map(|digit| usize::from(digit.wrapping_sub(b'0')));
        match (place.and_then(|place| parts.get(place)), after.get(1..2)) {
            (Some(part), Some("}")) => {
                said.push_str(part);
                rest = &after[2..];
            }
            _ => {
                said.push('{');
                rest = after;
            }
        }
    }
    said.push_str(rest);
    said
}

fn message(trace: &Trace, number: EventNumber) -> Option<&Sent> {
    match trace.get(number).map(|event| &event.kind) {
        Some(EventKind::Message(sent)) => Some(sent),
        _ => None,
    }
}
