//! A sentence of the log: drawn again only where it has changed.

use lifeline_core::simulation::trace::{EventNumber, Provenance};
use lifeline_core::time::Instant;
use yew::prelude::*;

use super::changing::changing;
use crate::state::action::ViewAction;
use crate::state::session::Hover;

/// Properties of [`Sentence`]: of its event, and of its place in the list.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub number: u32,
    pub kind: &'static str,
    pub at: Instant,
    /// When it arrives, where that is known.
    pub arrives: Option<Instant>,
    pub said: AttrValue,
    /// Where that comes from, and what that is called.
    pub provenance: Option<(Provenance, &'static str)>,
    pub is_selected: bool,
    /// Whether the Tab key stops at it.
    pub is_stop: bool,
    /// Whether it shows the clause that is pointed at.
    pub is_marked: bool,
    /// How many there are, where the list has only some of them.
    pub count: Option<u32>,
    /// Receives the element, where it is the selected one.
    pub selected: NodeRef,
    /// It is selected or pointed at.
    pub onview: Callback<ViewAction>,
    /// A key leads from it to another one, perhaps beyond the first or the last.
    pub onwalk: Callback<u32>,
}

/// The sentence, with its time before it and where it comes from below it.
#[component]
pub fn Sentence(props: &Props) -> Html {
    let number = props.number;
    let (onview, hover) = (&props.onview, Hover::Row(EventNumber(number)));
    let onkeydown = {
        let onwalk = props.onwalk.clone();
        move |event: KeyboardEvent| {
            if let Some(to) = step(&event, number) {
                event.prevent_default();
                event.stop_propagation();
                onwalk.emit(to);
            }
        }
    };
    html! {
        <li
            ref={if props.is_selected { props.selected.clone() } else { NodeRef::default() }}
            tabindex={if props.is_stop { "0" } else { "-1" }}
            aria-current={props.is_selected.then_some("true")}
            aria-setsize={props.count.map(|count| count.to_string())}
            aria-posinset={props.count.map(|_| number.to_string())}
            data-event={number.to_string()}
            data-kind={props.kind}
            data-at={props.at.as_millis().to_string()}
            data-arrives={props.arrives.map(|at| at.as_millis().to_string())}
            data-marked={props.is_marked.then_some("")}
            onclick={onview.reform(move |_| ViewAction::Select(Some(EventNumber(number))))}
            onpointerenter={onview.reform(move |_| ViewAction::Hover(Some(hover)))}
            onpointerleave={onview.reform(|_| ViewAction::Hover(None))}
            onfocus={onview.reform(move |_| ViewAction::Hover(Some(hover)))}
            onblur={onview.reform(|_| ViewAction::Hover(None))}
            {onkeydown}
        >
            <span class="at">{ changing(props.at.to_string()) }</span>
            <span class="said">{ changing(&*props.said) }</span>
            if let Some((provenance, words)) = props.provenance {
                <span data-from={provenance.name()}>{ changing(words) }</span>
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

/// Sentences that are walked at once.
const PAGE: u32 = 10;
