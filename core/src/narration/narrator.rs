//! Every sentence about a run, in plain words: what happened, what can't be done, what was assumed.

use std::fmt::Display;

use super::{ENGLISH, Phrases, fill};
use crate::model::{
    Domain, EffectKind, Field, MessageId, Model, Operand, ParticipantId, SettingId, SettingValue, StateId, TimerId,
    Value,
};
use crate::simulation::settings::Settings;
use crate::simulation::ties::Tie;
use crate::simulation::trace::{
    Assumptions, Cause, CloseCause, Event, EventKind, EventNumber, Loss, Note, Provenance, Sent, Trace,
};
use crate::simulation::world::{Due, DueKind, Reason, Refused};
use crate::time::{Instant, Millis};

/// Narrates the runs of one model in one language.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "a field without a sentence is what its name says")]
pub struct Narrator<'a> {
    pub model: &'a Model,
    pub phrases: &'a Phrases,
}

impl<'a> Narrator<'a> {
    /// Narrates in English.
    #[must_use]
    pub fn english(model: &'a Model) -> Self {
        Self { model, phrases: &ENGLISH }
    }

    /// The name of a participant.
    #[must_use]
    pub fn name(&self, participant: ParticipantId) -> &'a str {
        self.model[participant].name.in_language(self.phrases.code)
    }

    /// The label of a state.
    #[must_use]
    pub fn state(&self, state: StateId) -> &'a str {
        self.model[state].label.in_language(self.phrases.code)
    }

    /// The label of a timer.
    #[must_use]
    pub fn timer(&self, timer: TimerId) -> &'a str {
        self.model[timer].label.in_language(self.phrases.code)
    }

    /// The sentence for an event; empty for one without a number.
    #[must_use]
    pub fn sentence(&self, trace: &Trace, event: &Event) -> String {
        let phrases = self.phrases;
        match &event.kind {
            EventKind::Opened { by, to, arrives, .. } => {
                let opens = fill(phrases.opens, &[("participant", &self.name(*by)), ("other", &self.name(*to))]);
                self.with_arrival(opens, event, Some(*arrives))
            }
            EventKind::Closed { by, to, arrives, why, .. } => {
                let (participant, other) = (self.name(*by), self.name(*to));
                let closes = match why {
                    CloseCause::Timer(timer) => fill(
                        phrases.closes_on_timer,
                        &[("participant", &participant), ("other", &other), ("timer", &self.timer(*timer))],
                    ),
                    CloseCause::Action | CloseCause::Rule => {
                        fill(phrases.closes, &[("participant", &participant), ("other", &other)])
                    }
                };
                self.with_arrival(closes, event, Some(*arrives))
            }
            EventKind::Message(sent) => {
                let (sender, message) = (self.name(sent.from), self.message(sent));
                let said = match sent.answers.and_then(|request| sent_as(trace, request)) {
                    Some(request) => {
                        let request = self.message_name(request.message);
                        fill(phrases.answers, &[("sender", &sender), ("request", &request), ("message", &message)])
                    }
                    None => {
                        let receiver = self.name(sent.to);
                        fill(phrases.sends, &[("sender", &sender), ("message", &message), ("receiver", &receiver)])
                    }
                };
                self.with_arrival(said, event, sent.arrives)
            }
            EventKind::Delivered { .. } => String::new(),
            EventKind::Lost { of, at, why } => {
                let template = match why {
                    Loss::ClosedThere(_) => phrases.lost_closed_there,
                    Loss::ClosedHere(_) => phrases.lost_closed_here,
                    Loss::NotConnected => phrases.lost_not_connected,
                    Loss::OnItsWay => phrases.lost_on_its_way,
                };
                fill(template, &[("message", &self.name_of(trace, *of)), ("participant", &self.name(*at))])
            }
            EventKind::NotHandled { of, by, state } => {
                let (message, state) = (self.name_of(trace, *of), self.state(*state));
                fill(phrases.not_handled, &[("participant", &self.name(*by)), ("message", &message), ("state", &state)])
            }
            EventKind::TimerSet { owner, timer, due } => {
                self.timer_set(phrases.timer_set, *owner, *timer, event.at, *due)
            }
            EventKind::TimerRestarted { owner, timer, due } => {
                self.timer_set(phrases.timer_restarted, *owner, *timer, event.at, *due)
            }
            EventKind::TimerCancelled { owner, timer, left } => fill(
                phrases.timer_cancelled,
                &[("participant", &self.name(*owner)), ("timer", &self.timer(*timer)), ("length", left)],
            ),
            EventKind::TimerExpired { owner, timer } => {
                fill(phrases.timer_expired, &[("participant", &self.name(*owner)), ("timer", &self.timer(*timer))])
            }
            EventKind::State { participant, to, .. } => {
                fill(phrases.enters, &[("participant", &self.name(*participant)), ("state", &self.state(*to))])
            }
            EventKind::Note { participant, .. } => {
                fill(phrases.note, &[("participant", &self.name(*participant)), ("note", &self.note(event))])
            }
        }
    }

    fn timer_set(&self, template: &str, owner: ParticipantId, timer: TimerId, at: Instant, due: Instant) -> String {
        let (participant, timer, length) = (self.name(owner), self.timer(timer), due.since(at));
        fill(template, &[("participant", &participant), ("timer", &timer), ("length", &length), ("time", &due)])
    }

    /// The words of a note, with "you chose this" where that is why; empty for other events.
    #[must_use]
    pub fn note(&self, event: &Event) -> String {
        let phrases = self.phrases;
        let EventKind::Note { note, .. } = &event.kind else {
            return String::new();
        };
        match note {
            Note::Written { effect, chosen, values } => {
                let effects = match event.cause {
                    Cause::Action(action) => &self.model[action].effects[..],
                    Cause::Rule(rule) => &self.model[rule].effects[..],
                    Cause::Transport => &[],
                };
                let note = match effects.get(usize::from(*effect)).map(|effect| &effect.kind) {
                    Some(EffectKind::Note(text, gaps)) => self.filled(text.in_language(phrases.code), gaps, values),
                    _ => String::new(),
                };
                if *chosen { fill(phrases.you_chose, &[("note", &note)]) } else { note }
            }
            Note::NobodyToSendTo(message) => {
                fill(phrases.nobody_to_send_to, &[("message", &self.message_name(*message))])
            }
            Note::NothingToAnswer(message) => {
                fill(phrases.nothing_to_answer, &[("message", &self.message_name(*message))])
            }
            Note::NoLength(timer) => fill(phrases.no_length, &[("timer", &self.timer(*timer))]),
        }
    }

    /// A note's text with what stood for its gaps then.
    fn filled(&self, text: &str, gaps: &[(Box<str>, Operand)], values: &[Option<Value>]) -> String {
        let said = |value: &Option<Value>| match value {
            Some(value) => self.value(value),
            None => self.phrases.no_value.to_owned(),
        };
        let said: Vec<String> = values.iter().map(said).collect();
        let values: Vec<(&str, &dyn Display)> =
            gaps.iter().zip(&said).map(|((gap, _), said)| (&**gap, said as &dyn Display)).collect();
        fill(text, &values)
    }

    /// The fields of a message that were given: `ProxyClientId 1, ReferenceId 1`; empty if none were.
    #[must_use]
    pub fn fields(&self, sent: &Sent) -> String {
        let fields = self.model[sent.message].fields.iter().zip(&sent.fields);
        let given = fields.filter_map(|(field, value)| Some(format!("{} {}", field.name, self.value(value.as_ref()?))));
        given.collect::<Vec<_>>().join(", ")
    }

    /// A value in words.
    #[must_use]
    pub fn value(&self, value: &Value) -> String {
        match value {
            Value::Number(number) => number.to_string(),
            Value::Duration(length) => length.to_string(),
            Value::Text(text) => format!("“{text}”"),
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
            Reason::NotConnected(to) => fill(self.phrases.not_connected, &[("participant", &self.name(to))]),
            Reason::AlreadyConnected(to) => fill(self.phrases.already_connected, &[("participant", &self.name(to))]),
            Reason::NeverLost(message) => fill(self.phrases.never_lost, &[("message", &self.message_name(message))]),
        }
    }

    /// Why a step was refused.
    #[must_use]
    pub fn refused(&self, refused: &Refused) -> String {
        let phrases = self.phrases;
        match refused {
            Refused::Impossible(reason) => self.reason(*reason),
            Refused::NothingDue => phrases.nothing_due.to_owned(),
            Refused::GoesRound(rules) => {
                let places = rules.iter().map(|rule| fill(phrases.rule_at, &[("line", &self.model[*rule].line)]));
                fill(phrases.goes_round, &[("rules", &places.collect::<Vec<_>>().join(", "))])
            }
            Refused::TooManyInFlight => phrases.too_many_in_flight.to_owned(),
            Refused::TooLong => phrases.too_long.to_owned(),
            Refused::TooManyEvents => phrases.too_many_events.to_owned(),
            Refused::TooManySteps => phrases.too_many_steps.to_owned(),
        }
    }

    /// What is due, in a few words: "the registration timeout of Interaction Server".
    #[must_use]
    pub fn due(&self, trace: &Trace, due: Due) -> String {
        let phrases = self.phrases;
        match due.kind {
            DueKind::Expiry(owner, timer) => {
                fill(phrases.due_timer, &[("timer", &self.timer(timer)), ("participant", &self.name(owner))])
            }
            DueKind::Arrival(number) => match trace.get(number).map(|event| &event.kind) {
                Some(EventKind::Message(sent)) => {
                    let (message, participant) = (self.message_name(sent.message), self.name(sent.to));
                    fill(phrases.due_arrival, &[("message", &message), ("participant", &participant)])
                }
                Some(EventKind::Opened { to, .. }) => fill(phrases.due_opening, &[("participant", &self.name(*to))]),
                Some(EventKind::Closed { to, .. }) => fill(phrases.due_closing, &[("participant", &self.name(*to))]),
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

    /// Where an event comes from.
    #[must_use]
    pub fn provenance(&self, provenance: Provenance) -> &'static str {
        match provenance {
            Provenance::Reference => self.phrases.reference,
            Provenance::Inferred => self.phrases.inferred,
            Provenance::Own => self.phrases.own,
            Provenance::Assumed => self.phrases.assumed,
        }
    }

    /// The line that says what a run assumed: the settings that were looked at, and travel time if any.
    #[must_use]
    pub fn assumed(&self, settings: &Settings, rests_on: Assumptions) -> String {
        let mut assumed = Vec::new();
        for (id, setting) in self.model.settings() {
            let travels = id == self.model.latency() && settings.duration(id) > Millis::ZERO;
            if setting.assumed.is_some() && (rests_on.contains(id) || travels) {
                assumed.push(self.setting(id, settings.get(id)));
            }
        }
        let template = match assumed.len() {
            0 => self.phrases.assumed_nothing,
            1 => self.phrases.assumed_one,
            2 => self.phrases.assumed_two,
            _ => self.phrases.assumed_more,
        };
        fill(template, &[("settings", &assumed.join(", "))])
    }

    /// A setting's value as the line of assumptions says it: "timeout 10 s", "from the first error".
    #[must_use]
    pub fn setting(&self, id: SettingId, value: SettingValue) -> String {
        let setting = &self.model[id];
        let value_in_words = match (&setting.domain, value) {
            (Domain::Choice(choices), SettingValue::Choice(choice)) => choices
                .get(usize::from(choice))
                .map_or("", |choice| choice.label.in_language(self.phrases.code))
                .to_owned(),
            (_, SettingValue::Duration(length)) => length.to_string(),
            (_, SettingValue::Number(number)) => number.to_string(),
            (Domain::Duration { .. } | Domain::Number { .. }, SettingValue::Choice(_)) => String::new(),
        };
        let phrase = setting.phrase.in_language(self.phrases.code);
        match value {
            _ if phrase.contains(VALUE) => phrase.replacen(VALUE, &value_in_words, 1),
            SettingValue::Choice(_) => value_in_words,
            SettingValue::Duration(_) | SettingValue::Number(_) => {
                format!("{} {value_in_words}", setting.label.in_language(self.phrases.code))
            }
        }
    }

    /// The name of a message with those of its fields that this takes: `EventAck (ReferenceId 1)`.
    #[must_use]
    pub fn message_with(&self, sent: &Sent, takes: impl Fn(usize, &Field) -> bool) -> String {
        let fields = self.model[sent.message].fields.iter().zip(&sent.fields).enumerate();
        let given = fields.filter(|(place, (field, _))| takes(*place, field));
        let said =
            given.filter_map(|(_, (field, value))| Some(format!("{} {}", field.name, self.value(value.as_ref()?))));
        self.with_fields(self.message_name(sent.message), &said.collect::<Vec<_>>().join(", "))
    }

    /// The name of a message with its fields: `EventAck (ProxyClientId 1, ReferenceId 1)`.
    #[must_use]
    pub fn message(&self, sent: &Sent) -> String {
        self.with_fields(self.message_name(sent.message), &self.fields(sent))
    }

    fn with_fields(&self, name: &str, fields: &str) -> String {
        match fields {
            "" => name.to_owned(),
            fields => fill(self.phrases.with_fields, &[("message", &name), ("fields", &fields)]),
        }
    }

    /// What arrows and sentences call a message: its label, or else its name.
    #[must_use]
    pub fn message_name(&self, message: MessageId) -> &'a str {
        let message = &self.model[message];
        match message.label.in_language(self.phrases.code) {
            "" => &message.name,
            label => label,
        }
    }

    /// The name of the message with this number.
    fn name_of(&self, trace: &Trace, number: EventNumber) -> &'a str {
        sent_as(trace, number).map_or("", |sent| self.message_name(sent.message))
    }

    /// Adds when it arrives, where that is later.
    fn with_arrival(&self, said: String, event: &Event, arrives: Option<Instant>) -> String {
        match arrives.filter(|arrives| *arrives > event.at) {
            Some(arrives) => said + &fill(self.phrases.arrives_at, &[("time", &arrives)]),
            None => said,
        }
    }
}

/// The message that was sent with this number, if it was one.
fn sent_as(trace: &Trace, number: EventNumber) -> Option<&Sent> {
    match &trace.get(number)?.kind {
        EventKind::Message(sent) => Some(sent),
        _ => None,
    }
}

/// Stands for the value in a setting's phrase.
const VALUE: &str = "{}";
