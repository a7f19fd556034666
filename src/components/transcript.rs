//! What happened, as a list of sentences in step with the diagram, to be walked with the keyboard.

use lifeline_core::model::ClauseId;
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::{Event, EventKind, EventNumber};
use yew::prelude::*;

use super::changing::changing;
use super::inspector::provenance_name;
use crate::browser::scroll;
use crate::state::action::ViewAction;
use crate::state::document::SharedDocument;
use crate::state::sentences::{LINE, WHOLE};
use crate::state::session::Hover;
use crate::words::WORDS;

/// Properties of [`Transcript`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub shared: SharedDocument,
    /// The row that is selected.
    pub selected: Option<EventNumber>,
    /// The clause that is pointed at: the sentences that show it are marked.
    pub marked: Option<ClauseId>,
    /// The first and the last sentence that are in the list.
    pub window: (u32, u32),
    /// Receives the list.
    pub list: NodeRef,
    /// The reader selects a sentence, points at one, or gives the list more or less room.
    pub onview: Callback<ViewAction>,
    /// The list was scrolled.
    pub onscroll: Callback<()>,
}

/// The sentences of a run.
#[component]
pub fn Transcript(props: &Props) -> Html {
    let run = &props.shared.read().run;
    let count = run.count();
    let (first, last) = props.window;
    let selected = use_node_ref();
    let walked_to = use_mut_ref(|| None);
    use_effect_with(props.selected, {
        let (selected, walked_to) = (selected.clone(), walked_to.clone());
        move |number| {
            if walked_to.take() == *number {
                scroll::focus(&selected);
            }
            scroll::reveal(&selected);
        }
    });
    let onscroll = {
        let (walked_to, onscroll) = (walked_to.clone(), props.onscroll.clone());
        move |_| {
            // Where a walk leads is about to be scrolled to.
            if walked_to.borrow().is_none() {
                onscroll.emit(());
            }
        }
    };
    let walk = Callback::from({
        let onview = props.onview.clone();
        move |to: EventNumber| {
            walked_to.replace(Some(to));
            onview.emit(ViewAction::Select(Some(to)));
        }
    });
    let sentences = (first..=last).map(EventNumber).filter_map(|number| {
        let event = run.trace().get(number)?;
        Some(sentence(props, run, number, event, &selected, &walk))
    });
    html! {
        <section class="transcript" aria-label={WORDS.what_happened}>
            if count == 0 {
                <p class="quiet">{ WORDS.nothing_yet }</p>
            }
            <div {onscroll}>
                <div>
                    { gap(first - 1) }
                    <ol data-transcript="" ref={&props.list}>{ for sentences }</ol>
                    { gap(count - last) }
                </div>
            </div>
        </section>
    }
}

fn sentence(
    props: &Props,
    run: &Run,
    number: EventNumber,
    event: &Event,
    selected: &NodeRef,
    walk: &Callback<EventNumber>,
) -> Html {
    let (model, count) = (run.model(), run.count());
    let (first, last) = props.window;
    let narrator = Narrator::english(model);
    let provenance = event.provenance(model);
    let (at, said) = (event.at.to_string(), narrator.sentence(run.trace(), event));
    let is_selected = props.selected == Some(number);
    // One sentence is a stop of the Tab key: the selected one, else the last.
    let is_selected_elsewhere = props.selected.is_none_or(|it| it.0 < first || it.0 > last);
    let is_stop = is_selected || (is_selected_elsewhere && number.0 == last);
    // A list that is there as a whole is counted by whoever reads it out, and need not be told anew with every event.
    let is_part = count > WHOLE;
    let arrives = match &event.kind {
        EventKind::Opened { arrives, .. } | EventKind::Closed { arrives, .. } => Some(*arrives),
        EventKind::Message(sent) => sent.arrives,
        _ => None,
    };
    let onkeydown = {
        let walk = walk.clone();
        move |event: KeyboardEvent| {
            if let Some(to) = step(&event, number.0) {
                event.prevent_default();
                event.stop_propagation();
                walk.emit(EventNumber(to.clamp(1, count)));
            }
        }
    };
    html! {
        <li
            key={number.0}
            ref={if is_selected { selected.clone() } else { NodeRef::default() }}
            tabindex={if is_stop { "0" } else { "-1" }}
            aria-current={is_selected.then_some("true")}
            aria-setsize={is_part.then(|| count.to_string())}
            aria-posinset={is_part.then(|| number.0.to_string())}
            data-event={number.0.to_string()}
            data-kind={event.kind.name()}
            data-at={event.at.as_millis().to_string()}
            data-arrives={arrives.map(|at| at.as_millis().to_string())}
            data-marked={props.marked.is_some_and(|clause| event.clauses(model).contains(&clause)).then_some("")}
            onclick={props.onview.reform(move |_| ViewAction::Select(Some(number)))}
            onpointerenter={props.onview.reform(move |_| ViewAction::Hover(Some(Hover::Row(number))))}
            onpointerleave={props.onview.reform(|_| ViewAction::Hover(None))}
            onfocus={props.onview.reform(move |_| ViewAction::Hover(Some(Hover::Row(number))))}
            onblur={props.onview.reform(|_| ViewAction::Hover(None))}
            {onkeydown}
        >
            <span class="at">{ changing(at) }</span>
            <span class="said">{ changing(said) }</span>
            if let Some(provenance) = provenance {
                <span data-from={provenance_name(provenance)}>{ changing(narrator.provenance(provenance)) }</span>
            }
        </li>
    }
}

/// Where a key leads from a sentence, perhaps beyond the first or the last; nowhere for all other keys.
fn step(event: &KeyboardEvent, here: u32) -> Option<u32> {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return None;
    }
    match event.key().as_str() {
        "ArrowUp" => Some(here.saturating_sub(1)),
        "ArrowDown" => Some(here + 1),
        "PageUp" => Some(here.saturating_sub(PAGE)),
        "PageDown" => Some(here + PAGE),
        "Home" => Some(1),
        "End" => Some(u32::MAX),
        "Enter" | " " => Some(here),
        _ => None,
    }
}

/// The room of so many sentences that are not there, so that the list can be scrolled as if they were.
fn gap(sentences: u32) -> Html {
    let height = i32::try_from(sentences).unwrap_or(i32::MAX).saturating_mul(LINE).min(HIGHEST);
    html! { <svg class="gap" aria-hidden="true" height={height.to_string()} /> }
}

/// Sentences that are walked at once.
const PAGE: u32 = 10;
/// Browsers have no room for more, in px.
const HIGHEST: i32 = 8_000_000;
