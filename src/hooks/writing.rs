//! What is written is kept a moment after it was typed; at the latest, before the page is left.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::{StateHandle, use_latest, use_reading, use_window_event};
use crate::browser::drafts;
use crate::state::State;
use crate::state::action::WriteAction;

/// Has the browser keep what is written, and the worker read it.
#[hook]
pub fn use_writing(state: &StateHandle) {
    let latest = use_latest(state);
    let onread = use_reading(state);
    let dispatcher = state.dispatcher();
    let pause = use_mut_ref(|| None::<Timeout>);
    let typed = state.writing.as_ref().map(|writing| (writing.draft.id, writing.edits, writing.openings));
    use_effect_with(typed, {
        let latest = latest.clone();
        move |typed| {
            *pause.borrow_mut() = typed.map(|_| {
                Timeout::new(PAUSE, move || {
                    let kept = keep(&latest.borrow());
                    if let Some(is_kept) = kept {
                        dispatcher.dispatch(WriteAction::Kept(is_kept).into());
                    }
                    onread.emit(());
                })
            });
        }
    });
    use_window_event("pagehide", move || {
        let _told_before = keep(&latest.borrow());
    });

    let dispatcher = state.dispatcher();
    use_effect_with((), move |()| {
        let listener = drafts::on_change(move |drafts| dispatcher.dispatch(WriteAction::KeptElsewhere(drafts).into()));
        move || drop(listener)
    });
}

/// Keeps the draft that is open, where it was changed; says whether there was room, where that is news.
fn keep(state: &State) -> Option<bool> {
    let writing = state.writing.as_ref().filter(|writing| writing.edits > 0)?;
    let is_kept = drafts::keep(&writing.draft);
    (is_kept == writing.is_unkept).then_some(is_kept)
}

/// Milliseconds without a key, after which a text is kept and read.
const PAUSE: u32 = 250;
