//! The selected row: what it is, what it carries, what it rests on, what belongs to it, and the states before and after.

use lifeline_core::model::{Grounds, ParticipantId, StateId, Trigger};
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::ties::tie;
use lifeline_core::simulation::trace::{Cause, Event, EventKind, EventNumber, Provenance};

use super::notices::button;
use crate::document::Shared;
use crate::html::{Part, Tag, tag};
use crate::words::{WORDS, fill};

/// What there is to say about the selected row.
#[derive(PartialEq)]
pub struct Selected {
    /// The run.
    pub shared: Shared,
    /// The row that is selected.
    pub selected: Option<EventNumber>,
}

impl Part for Selected {
    fn view(&self) -> Tag {
        let run = &self.shared.read().run;
        let number = self.selected.filter(|number| number.0 <= run.count());
        match number.and_then(|number| Some((number, run.trace().get(number)?))) {
            Some((number, event)) => details(run, number, event),
            None => tag("section"),
        }
    }
}

#[inline(never)]
fn details(run: &Run, number: EventNumber, event: &Event) -> Tag {
    let speaker = Narrator::english(run.model());
    let title = tag("h2").words(WORDS.selected).add(tag("small").text(&event.at.to_string()));
    let all = tag("section").class("panel selected").fixed("aria-label", WORDS.selected).add(title);
    let all = all.add(button("unselect", WORDS.close));
    let all = all.add(tag("p").text(&speaker.sentence(run.trace(), event)));
    let tie = run.trace().position(number).and_then(|position| tie(run.trace(), position));
    let all = all.maybe(tie.map(|tie| tag("p").class("quiet").text(speaker.tie(tie))));
    let all = message(speaker, event, all);
    let all = all.add(related(run, number, event)).maybe(provenance(run, event));
    let all = grounds(speaker, event, all);
    all.add(states(run, number, event))
}

/// What a message is for, and its fields.
fn message(speaker: Narrator<'_>, event: &Event, all: Tag) -> Tag {
    let EventKind::Message(sent) = &event.kind else { return all };
    let message = &speaker.model[sent.message];
    let mut fields = tag("dl");
    for (field, value) in message.fields.iter().zip(&sent.fields) {
        if let Some(value) = value {
            let about = tag("small").text(field.about.in_language(WORDS.code));
            fields = fields
                .add(tag("dt").add(tag("code").fixed("translate", "no").text(&field.name)))
                .add(tag("dd").text(&speaker.value(value)).add(about));
        }
    }
    all.add(tag("p").class("quiet").text(message.about.in_language(WORDS.code))).add(fields)
}

/// The request that it answers, its answers, and what became of it: each a button that leads there.
fn related(run: &Run, number: EventNumber, event: &Event) -> Tag {
    let mut leads = Vec::new();
    let mut lead = |template: &str, number: EventNumber| {
        let Some(event) = run.trace().get(number) else { return };
        let what = match &event.kind {
            EventKind::Message(sent) => &*run.model()[sent.message].name,
            _ => "",
        };
        let words = fill(template, &[what, &event.at.to_string()]);
        leads.push(tag("button").fixed("type", "button").set("data-event", &number.0.to_string()).text(&words));
    };
    match &event.kind {
        EventKind::Message(sent) => {
            if let Some(request) = sent.answers {
                lead(WORDS.answers, request);
            }
            for later in number.0 + 1..=run.count() {
                match run.trace().get(EventNumber(later)).map(|event| &event.kind) {
                    Some(EventKind::Message(sent)) if sent.answers == Some(number) => {
                        lead(WORDS.answered_by, EventNumber(later));
                    }
                    Some(EventKind::Lost { of, .. }) if *of == number => lead(WORDS.lost_at, EventNumber(later)),
                    _ => {}
                }
            }
        }
        EventKind::Lost { of, .. } | EventKind::NotHandled { of, .. } => lead(WORDS.of_message, *of),
        _ => {}
    }
    tag("p").class("related").all(leads)
}

/// Where it comes from, and the assumed settings that it rests on.
fn provenance(run: &Run, event: &Event) -> Option<Tag> {
    let speaker = Narrator::english(run.model());
    let provenance = event.provenance(run.model())?;
    let mut from = speaker.provenance(provenance).to_owned();
    let mut gap = ": ";
    for (id, _) in run.model().settings().filter(|(id, _)| event.rests_on.contains(*id)) {
        from.push_str(gap);
        from.push_str(&speaker.setting(id, run.settings().get(id)));
        gap = ", ";
    }
    Some(tag("p").fixed("data-from", from_where(provenance)).text(&from))
}

/// The rule that did it, and the statements that it carries out, or our own reason.
fn grounds(speaker: Narrator<'_>, event: &Event, all: Tag) -> Tag {
    let model = speaker.model;
    let all = match event.cause {
        Cause::Rule(rule) => {
            let rule = &model[rule];
            let states: Vec<&str> = rule.states.iter().map(|state| speaker.state(*state)).collect();
            let trigger = match &rule.trigger {
                Trigger::Connect { .. } => WORDS.on_connect.to_owned(),
                Trigger::Disconnect { .. } => WORDS.on_disconnect.to_owned(),
                Trigger::Message { message: None, .. } => WORDS.on_any.to_owned(),
                Trigger::Message { message: Some(message), finding: None, .. } => model[*message].name.to_string(),
                Trigger::Message { message: Some(message), finding: Some(finding), .. } => {
                    let message = &model[*message];
                    let found = message.findings.get(usize::from(*finding)).map_or("", |found| found);
                    fill(WORDS.on_found, &[&message.name, found])
                }
                Trigger::Expiry(timer) => fill(WORDS.on_expiry, &[model[*timer].label.in_language(WORDS.code)]),
            };
            all.add(tag("p").class("quiet").text(&fill(WORDS.rule, &[&states.join("”, “"), &trigger])))
        }
        Cause::Action(action) => {
            let label = model[action].label.in_language(WORDS.code);
            all.add(tag("p").class("quiet").text(&fill(WORDS.you_did, &[label])))
        }
        Cause::Transport => all,
    };
    match event.grounds(model) {
        Some(Grounds::Cites(clauses)) => {
            all.add(tag("ul").all(clauses.iter().map(|id| tag("li").text(model[*id].text.in_language(WORDS.code)))))
        }
        Some(Grounds::Ours(why)) => all.add(tag("p").text(&fill(WORDS.because_ours, &[why.in_language(WORDS.code)]))),
        None if event.cause == Cause::Transport => all.add(tag("p").words(WORDS.transport_did_it)),
        None => all,
    }
}

/// The states of those it concerns, before it and once it has had its effect.
fn states(run: &Run, number: EventNumber, event: &Event) -> Tag {
    let speaker = Narrator::english(run.model());
    let before = run.trace().position(number).unwrap_or_default();
    let after = settled(run, number, before);
    let mut all = tag("dl");
    for participant in concerned(&event.kind).into_iter().flatten() {
        let (from, to) = (state_at(run, participant, before), state_at(run, participant, after));
        let words = if from == to { WORDS.state_stays } else { WORDS.state_changes };
        let said = fill(words, &[speaker.state(from), speaker.state(to)]);
        all = all.add(tag("dt").text(speaker.name(participant))).add(tag("dd").text(&said));
    }
    all
}

/// How many events of the trace have happened when this one, in that position, has had its effect and all has settled.
fn settled(run: &Run, number: EventNumber, position: usize) -> usize {
    let shown = run.shown();
    let moment = run.moments().partition_point(|moment| moment.count < number.0);
    let count = run.moments().get(moment).map_or(0, |moment| moment.count);
    let end = run.trace().position(EventNumber(count + 1)).unwrap_or(shown.len()).min(shown.len());
    let arrival = |event: &Event| matches!(event.kind, EventKind::Delivered { of } if of == number);
    match shown.iter().skip(position).position(arrival).map(|further| position + further) {
        // It arrives later: what is due then settles before the reader acts again.
        Some(arrival) if arrival >= end => {
            let at = shown[arrival].at;
            let same = |event: &&Event| event.at == at && !matches!(event.cause, Cause::Action(_));
            arrival + shown[arrival..].iter().take_while(same).count()
        }
        _ => end,
    }
}

/// The state of a participant when so many events of the trace have happened.
fn state_at(run: &Run, of: ParticipantId, events: usize) -> StateId {
    let entered = run.shown().iter().take(events).rev().find_map(|event| match event.kind {
        EventKind::State { participant, to, .. } if participant == of => Some(to),
        _ => None,
    });
    entered.unwrap_or(run.model()[of].start)
}

/// Whom an event concerns.
fn concerned(what: &EventKind) -> [Option<ParticipantId>; 2] {
    match what {
        EventKind::Opened { by, to, .. } | EventKind::Closed { by, to, .. } => [Some(*by), Some(*to)],
        EventKind::Message(sent) => [Some(sent.from), Some(sent.to)],
        EventKind::Lost { at: one, .. }
        | EventKind::NotHandled { by: one, .. }
        | EventKind::TimerSet { owner: one, .. }
        | EventKind::TimerRestarted { owner: one, .. }
        | EventKind::TimerCancelled { owner: one, .. }
        | EventKind::TimerExpired { owner: one, .. }
        | EventKind::State { participant: one, .. }
        | EventKind::Note { participant: one, .. } => [Some(*one), None],
        EventKind::Delivered { .. } => [None, None],
    }
}

/// The mark of a word that says where something comes from.
pub fn from_where(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Reference => "reference",
        Provenance::Inferred => "inferred",
        Provenance::Own => "own",
        Provenance::Assumed => "assumed",
    }
}
