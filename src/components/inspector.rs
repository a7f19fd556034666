//! The selected row, what it rests on and what belongs to it; while none is selected, what the scenario is about.

use lifeline_core::model::{Grounds, ParticipantId, ScenarioId, StateId};
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::ties::tie;
use lifeline_core::simulation::trace::{Cause, Event, EventKind, EventNumber};
use yew::prelude::*;

use super::changing::changing;
use super::rule::written;
use crate::state::action::{RunAction, TimeAction, ViewAction};
use crate::state::document::SharedDocument;
use crate::state::session::{Hover, Jump};
use crate::words::WORDS;
use lifeline_core::narration::fill;

/// Properties of [`Inspector`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub shared: SharedDocument,
    /// The row that is selected.
    pub selected: Option<EventNumber>,
    /// The scenario that is shown, unchanged: while no row is selected, it is told what it is about.
    #[prop_or_default]
    pub scenario: Option<ScenarioId>,
    /// The reader selects another row or none, or points at another one.
    pub onview: Callback<ViewAction>,
    /// The reader goes to the row in the run.
    pub ontime: Callback<TimeAction>,
    /// The message is to be lost on its way.
    pub onrun: Callback<RunAction>,
}

/// What there is to say about the selected row.
#[component]
pub fn Inspector(Props { shared, selected, scenario, onview, ontime, onrun }: &Props) -> Html {
    let run = &shared.read().run;
    let Some((number, event)) = selected.and_then(|number| Some((number, run.trace().get(number)?))) else {
        let scenario = scenario.map(|id| &run.model()[id]);
        return html! {
            <section class="panel selected">
                if let Some(scenario) = scenario {
                    <h2>{ changing(scenario.label.in_language(WORDS.code)) }</h2>
                    <p>{ changing(scenario.about.in_language(WORDS.code)) }</p>
                }
                <p class="quiet unselected">{ changing(WORDS.nothing_selected) }</p>
            </section>
        };
    };
    let narrator = Narrator::english(run.model());
    let go_here = Jump::Event(number);
    let tie = run.trace().position(number).and_then(|position| tie(run.trace(), position));
    html! {
        <section class="panel selected" aria-label={WORDS.selected}>
            { title(narrator, run, event) }
            <button
                type="button"
                class="close"
                data-control="unselect"
                aria-label={WORDS.close}
                onclick={onview.reform(|_| ViewAction::Select(None))}
            >
                { "×" }
            </button>
            if let Some(tie) = tie {
                <p class="quiet">{ changing(narrator.tie(tie)) }</p>
            }
            { message(narrator, event) }
            <p class="related">
                for (words, number) in related(run, number, event) {
                    { lead(words, number, onview) }
                }
            </p>
            { provenance(run, event) }
            { cause(narrator, event) }
            { grounds(run, event) }
            { states(run, number, event) }
            <p class="ways">
                if let Some(message) = run.loss_of(number, &[]) {
                    <button type="button" class="lose" onclick={onrun.reform(move |_| RunAction::Lose(message))}>{ WORDS.lose_this }</button>
                }
                <button type="button" data-control="go-here" onclick={ontime.reform(move |_| TimeAction::Go(go_here))}>
                    { WORDS.go_here }
                </button>
            </p>
        </section>
    }
}

/// What the row is: the message's name, its way and its time, or the sentence about it.
fn title(narrator: Narrator<'_>, run: &Run, event: &Event) -> Html {
    let at = event.at;
    match &event.kind {
        EventKind::Message(sent) => {
            let (sender, receiver) = (narrator.name(sent.from), narrator.name(sent.to));
            let message = &narrator.model[sent.message];
            html! {
                <>
                    <h2 class={classes!("name", message.refuses.then_some("refusal"))} translate="no">{ &*message.name }</h2>
                    <p class="quiet">{ changing(fill(WORDS.way_at, &[("from", &sender), ("to", &receiver), ("time", &at)])) }</p>
                </>
            }
        }
        _ => html! {
            <>
                <h2>{ changing(narrator.sentence(run.trace(), event)) }</h2>
                <p class="quiet">{ changing(fill(WORDS.at, &[("time", &at)])) }</p>
            </>
        },
    }
}

/// What a message is for, and its fields.
fn message(narrator: Narrator<'_>, event: &Event) -> Html {
    let EventKind::Message(sent) = &event.kind else { return Html::default() };
    let message = &narrator.model[sent.message];
    let fields = message.fields.iter().zip(&sent.fields);
    let given = fields.filter_map(|(field, value)| Some((field, value.as_ref()?)));
    html! {
        <>
            <p class="quiet">{ changing(message.about.in_language(WORDS.code)) }</p>
            <dl>
                for (field, value) in given {
                    <dt><code translate="no">{ &*field.name }</code></dt>
                    <dd>{ changing(narrator.value(value)) }{ " " }<small>{ changing(field.about.in_language(WORDS.code)) }</small></dd>
                }
            </dl>
        </>
    }
}

/// The request that it answers, its answers, and what became of it, in words.
fn related(run: &Run, number: EventNumber, event: &Event) -> Vec<(String, EventNumber)> {
    let mut related = Vec::new();
    let mut relate = |template: &str, number: EventNumber| {
        let Some(event) = run.trace().get(number) else { return };
        let message = match &event.kind {
            EventKind::Message(sent) => &*run.model()[sent.message].name,
            _ => "",
        };
        related.push((fill(template, &[("message", &message), ("time", &event.at)]), number));
    };
    match &event.kind {
        EventKind::Message(sent) => {
            if let Some(request) = sent.answers {
                relate(WORDS.answers, request);
            }
            for later in (number.0 + 1..=run.trace().count()).map(EventNumber) {
                match run.trace().get(later).map(|event| &event.kind) {
                    Some(EventKind::Message(sent)) if sent.answers == Some(number) => relate(WORDS.answered_by, later),
                    Some(EventKind::Lost { of, .. }) if *of == number => relate(WORDS.lost_at, later),
                    _ => {}
                }
            }
        }
        EventKind::Lost { of, .. } | EventKind::NotHandled { of, .. } => relate(WORDS.of_message, *of),
        _ => {}
    }
    related
}

/// A button that leads to another row.
fn lead(words: String, number: EventNumber, onview: &Callback<ViewAction>) -> Html {
    let onclick = {
        let onview = onview.clone();
        move |_| {
            onview.emit(ViewAction::Select(Some(number)));
            // The button goes away, and the pointer does not leave it before.
            onview.emit(ViewAction::Hover(None));
        }
    };
    html! {
        <button
            type="button"
            data-event={number.0.to_string()}
            {onclick}
            onpointerenter={onview.reform(move |_| ViewAction::Hover(Some(Hover::Row(number))))}
            onpointerleave={onview.reform(|_| ViewAction::Hover(None))}
            onfocus={onview.reform(move |_| ViewAction::Hover(Some(Hover::Row(number))))}
            onblur={onview.reform(|_| ViewAction::Hover(None))}
        >
            { changing(words) }
        </button>
    }
}

/// Where it comes from, and the assumed settings that it rests on.
fn provenance(run: &Run, event: &Event) -> Html {
    let narrator = Narrator::english(run.model());
    let Some(provenance) = event.provenance(run.model()) else { return Html::default() };
    let settings = run.model().settings().filter(|(id, _)| event.rests_on.contains(*id));
    let values: Vec<String> = settings.map(|(id, _)| narrator.setting(id, run.settings().get(id))).collect();
    let mut words = narrator.provenance(provenance).to_owned();
    if !values.is_empty() {
        words = format!("{words}: {}", values.join(", "));
    }
    html! { <p data-from={provenance.name()}>{ changing(words) }</p> }
}

/// The rule that did it, or the reader's action.
fn cause(narrator: Narrator<'_>, event: &Event) -> Html {
    let model = narrator.model;
    let words = match event.cause {
        Cause::Rule(rule) => fill(WORDS.rule, &[("rule", &written(model, &model[rule]))]),
        Cause::Action(action) => fill(WORDS.you_did, &[("action", &model[action].label.in_language(WORDS.code))]),
        Cause::Transport => return Html::default(),
    };
    html! { <p class="quiet">{ changing(words) }</p> }
}

/// The clauses that it carries out, or our own reason.
fn grounds(run: &Run, event: &Event) -> Html {
    match event.grounds(run.model()) {
        Some(Grounds::Cites(clauses)) => html! {
            <ul>
                for id in clauses {
                    <li>{ changing(run.model()[*id].text.in_language(WORDS.code)) }</li>
                }
            </ul>
        },
        Some(Grounds::Ours(why)) => html! {
            <p>{ changing(fill(WORDS.because_ours, &[("why", &why.in_language(WORDS.code))])) }</p>
        },
        None if event.cause == Cause::Transport => html! { <p>{ WORDS.transport_did_it }</p> },
        None => Html::default(),
    }
}

/// The states of those it concerns, before it and once it has had its effect.
fn states(run: &Run, number: EventNumber, event: &Event) -> Html {
    let narrator = Narrator::english(run.model());
    let before = run.trace().position(number).unwrap_or_default();
    let after = settled(run, number, before);
    let change = |participant: ParticipantId| {
        let (from, to) = (state_at(run, participant, before), state_at(run, participant, after));
        let (before, after) = (narrator.state(from), narrator.state(to));
        if from == to {
            fill(WORDS.state_stays, &[("state", &before)])
        } else {
            fill(WORDS.state_changes, &[("before", &before), ("after", &after)])
        }
    };
    html! {
        <dl>
            for participant in concerned(&event.kind).into_iter().flatten() {
                <dt>{ changing(narrator.name(participant)) }</dt>
                <dd>{ changing(change(participant)) }</dd>
            }
        </dl>
    }
}

/// How many events of the trace have happened when this one, in that position, has had its effect and all has settled.
fn settled(run: &Run, number: EventNumber, position: usize) -> usize {
    let events = run.trace().events();
    let moment = run.moments().partition_point(|moment| moment.count < number.0);
    let count = run.moments().get(moment).map_or(0, |moment| moment.count);
    let end = run.trace().position(EventNumber(count + 1)).unwrap_or(events.len());
    let arrival = |event: &Event| matches!(event.kind, EventKind::Delivered { of } if of == number);
    match events.iter().skip(position).position(arrival).map(|further| position + further) {
        // It arrives later: what is due then settles before the reader acts again.
        Some(arrival) if arrival >= end => {
            let at = events[arrival].at;
            let same = |event: &&Event| event.at == at && !matches!(event.cause, Cause::Action(_));
            arrival + events[arrival..].iter().take_while(same).count()
        }
        _ => end,
    }
}

/// The state of a participant when so many events of the trace have happened.
fn state_at(run: &Run, of: ParticipantId, events: usize) -> StateId {
    let entered = run.trace().events()[..events].iter().rev().find_map(|event| match event.kind {
        EventKind::State { participant, to, .. } if participant == of => Some(to),
        _ => None,
    });
    entered.unwrap_or(run.model()[of].start)
}

/// Whom an event concerns.
fn concerned(kind: &EventKind) -> [Option<ParticipantId>; 2] {
    match kind {
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
