//! What is said to the reader over the diagram: why the clock stopped, whose turn it is, what was dropped, which file was read.

use std::rc::Rc;

use lifeline_core::model::ActionId;
use yew::prelude::*;

use super::changing::changing;
use crate::state::action::{PageAction, RunAction, TimeAction};
use crate::state::clock::{Clock, Pause};
use crate::words::WORDS;

/// Properties of [`Toast`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whether time passes.
    pub clock: Clock,
    /// What is said of the later things that were dropped; empty where none were.
    pub dropped: Rc<str>,
    /// What is said of a file that was read; empty where none was.
    pub taken: Rc<str>,
    /// What can be done first, with what it is called.
    pub first: Option<(ActionId, AttrValue)>,
    /// What was dropped is to come back, or something is done.
    pub onrun: Callback<RunAction>,
    /// The run is to be shown again.
    pub ontime: Callback<TimeAction>,
    /// What is said was read.
    pub onpage: Callback<PageAction>,
}

/// A line over the diagram; none where there is nothing to say.
#[component]
pub fn Toast(Props { clock, dropped, taken, first, onrun, ontime, onpage }: &Props) -> Html {
    if !dropped.is_empty() {
        let undo = {
            let (onrun, onpage) = (onrun.clone(), onpage.clone());
            move |_| {
                onpage.emit(PageAction::DismissToast);
                onrun.emit(RunAction::Undo);
            }
        };
        return html! {
            <p class="toast">
                { changing(dropped) }
                <button type="button" data-dropped="undo" onclick={undo}>{ WORDS.undo }</button>
                { dismiss(onpage) }
            </p>
        };
    }
    if !taken.is_empty() {
        return html! {
            <p class="toast" data-taken="">
                { changing(taken) }
                { dismiss(onpage) }
            </p>
        };
    }
    let words = match clock {
        Clock::Paused(Some(Pause::NothingDue)) => WORDS.stopped_nothing_due,
        Clock::Paused(Some(Pause::Hidden)) => WORDS.stopped_hidden,
        Clock::Paused(Some(Pause::YourTurn)) => WORDS.your_turn,
        Clock::Paused(None) | Clock::Running { .. } => return Html::default(),
    };
    let is_turn = *clock == Clock::Paused(Some(Pause::YourTurn));
    html! {
        <p class="toast">
            { changing(words) }
            if let Some((action, label)) = first.clone().filter(|_| is_turn) {
                <button type="button" data-toast="act" onclick={onrun.reform(move |_| RunAction::Act(action))}>
                    { changing(label) }
                </button>
            }
            if is_turn {
                <button type="button" data-toast="replay" onclick={ontime.reform(|_| TimeAction::PlayOrPause)}>
                    { WORDS.replay }
                </button>
            }
        </p>
    }
}

fn dismiss(onpage: &Callback<PageAction>) -> Html {
    html! {
        <button
            type="button"
            data-dropped="forget"
            aria-label={WORDS.dismiss}
            onclick={onpage.reform(|_| PageAction::DismissToast)}
        >
            { "×" }
        </button>
    }
}
