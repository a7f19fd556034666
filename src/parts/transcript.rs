//! What happened, as an ordered list of sentences in step with the diagram; whole up to 200, the last 200 beyond.

use lifeline_core::trace::{Event as Happened, EventNumber, Provenance, What};
use lifeline_core::words::Speaker;
use yew::prelude::*;

use super::Send;
use crate::browser::{input, sight};
use crate::document::Shared;
use crate::state::Action;
use crate::words::WORDS;

/// The sentences.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub shared: Shared,
    /// The row that is selected.
    pub selected: Option<EventNumber>,
    /// What the reader does.
    pub on: Send,
}

/// The list of sentences.
#[component]
pub fn Transcript(props: &Props) -> Html {
    let whole = use_state_eq(|| false);
    let list = use_node_ref();
    // The newest sentence is the one in sight.
    use_effect_with((props.shared.clone(), *whole), {
        let list = list.clone();
        move |_| {
            sight::scroll_to_end(&list);
        }
    });
    let document = props.shared.read();
    let run = &document.run;
    let count = run.count();
    let first = count.saturating_sub(SHOWN) + 1;
    let speaker = Speaker::english(run.model());
    let sentences = (first..=count).filter_map(|number| {
        let event = run.trace().get(EventNumber(number))?;
        Some(sentence(number, count, event, speaker.sentence(run.trace(), event), speaker, props.selected))
    });
    let onclick = props.on.reform(|event: MouseEvent| Action::Select(number(&event)));
    let onkeydown = {
        let on = props.on.clone();
        Callback::from(move |event: KeyboardEvent| {
            let Some(EventNumber(here)) = number(&event) else { return };
            let there = match event.key().as_str() {
                "ArrowUp" => here.saturating_sub(1).max(first),
                "ArrowDown" => (here + 1).min(count),
                "Enter" | " " => here,
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            on.emit(Action::Select(Some(EventNumber(there))));
            sight::focus(&["[data-transcript] [data-event=\"", &there.to_string(), "\"]"].concat());
        })
    };
    let toggle = {
        let whole = whole.clone();
        Callback::from(move |_| whole.set(!*whole))
    };
    html! {
        <section class={classes!("transcript", (*whole).then_some("whole"))}>
            <h2>{ WORDS.what_happened }</h2>
            if count > 1 {
                <button type="button" aria-expanded={whole.to_string()} onclick={toggle}>
                    { if *whole { WORDS.show_less } else { WORDS.show_all } }
                </button>
            }
            <ol ref={list} data-transcript="" {onclick} {onkeydown}>{ for sentences }</ol>
            if count == 0 {
                <p>{ WORDS.nothing_yet }</p>
            }
        </section>
    }
}

fn sentence(
    number: u32,
    count: u32,
    event: &Happened,
    said: String,
    speaker: Speaker<'_>,
    selected: Option<EventNumber>,
) -> Html {
    let arrives = match &event.what {
        What::Opened { arrives, .. } | What::Closed { arrives, .. } => Some(*arrives),
        What::Message(sent) => sent.arrives,
        _ => None,
    };
    let provenance = event.provenance(speaker.model);
    let is_selected = selected == Some(EventNumber(number));
    // One sentence is a stop of the Tab key: the selected one, else the newest.
    let stop = if is_selected || (selected.is_none() && number == count) { "0" } else { "-1" };
    html! {
        <li key={number} tabindex={stop} aria-current={is_selected.then_some("true")} aria-setsize={count.to_string()}
            aria-posinset={number.to_string()} data-event={number.to_string()} data-kind={event.what.kind()}
            data-at={event.at.as_millis().to_string()} data-arrives={arrives.map(|at| at.as_millis().to_string())}>
            <span class="at">{ event.at.to_string() }</span>{ " " }
            <span class="said">{ said }</span>{ " " }
            <span class={class(provenance)}>{ speaker.provenance(provenance) }</span>
        </li>
    }
}

/// The class of a word that says where something comes from.
pub fn class(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Reference => "from reference",
        Provenance::Inferred => "from inferred",
        Provenance::Assumed => "from assumed",
    }
}

fn number(event: &Event) -> Option<EventNumber> {
    input::attribute(event, "data-event")?.parse().ok().map(EventNumber)
}

/// Sentences in the list at most: more would cost more than they tell.
const SHOWN: u32 = 200;
