//! What is written is kept a moment after it was typed; at the latest, before the page is left.

use std::cell::RefCell;

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::{StateHandle, use_latest, use_reading, use_window_event};
use crate::browser::drafts;
use crate::state::State;
use crate::state::action::WriteAction;
use crate::state::drafts::Draft;

/// Has the browser keep what is written, and the worker read it.
#[hook]
pub fn use_writing(state: &StateHandle) {
    let latest = use_latest(state);
    let onread = use_reading(state);
    let dispatcher = state.dispatcher();
    let pause = use_mut_ref(|| None::<Timeout>);
    let typed = state.writing.as_ref().map(|writing| (writing.draft.id, writing.edits, writing.openings));
    use_effect_with(typed, {
        let (latest, dispatcher) = (latest.clone(), dispatcher.clone());
        move |typed| {
            *pause.borrow_mut() = typed.map(|_| {
                Timeout::new(PAUSE, move || {
                    keep_open(&latest, &dispatcher);
                    onread.emit(());
                })
            });
        }
    });
    use_window_event("pagehide", {
        let dispatcher = dispatcher.clone();
        move || keep_open(&latest, &dispatcher)
    });

    use_effect_with((), move |()| {
        let listener = drafts::on_change(move |drafts| dispatcher.dispatch(WriteAction::KeptElsewhere(drafts).into()));
        move || drop(listener)
    });
}

/// Keeps the draft that is open, where it was changed.
fn keep_open(latest: &RefCell<StateHandle>, dispatcher: &UseReducerDispatcher<State>) {
    let open =
        latest.borrow().writing.as_ref().filter(|writing| writing.edits > 0).map(|writing| writing.draft.clone());
    if let Some(draft) = open {
        keep_draft(draft, dispatcher);
    }
}

/// Has the browser keep a draft, and tells whether there was room.
pub(super) fn keep_draft(draft: Draft, dispatcher: &UseReducerDispatcher<State>) {
    let is_kept = drafts::keep(&draft);
    dispatcher.dispatch(WriteAction::Kept(draft, is_kept).into());
}

/// Milliseconds without a key, after which a text is kept and read.
const PAUSE: u32 = 250;
