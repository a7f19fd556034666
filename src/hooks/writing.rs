//! What is written is kept and read a moment after it was typed; kept, at the latest, before the page is left.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use lifeline_page::worker::{Request, Response};
use yew::prelude::*;

use super::{StateHandle, use_latest, use_window_event, use_worker};
use crate::browser::drafts;
use crate::state::State;
use crate::state::action::WriteAction;
use crate::state::writing::Reading;

/// Has the browser keep what is written, and reads it.
#[hook]
pub fn use_writing(state: &StateHandle) {
    let latest = use_latest(state);
    let dispatcher = state.dispatcher();
    // One text after the other: what is typed while one is read is read when that is done.
    let asked = use_mut_ref(|| None::<Rc<str>>);
    let answers = use_mut_ref(|| 0_u32);
    let update = use_force_update();
    let onresponse = use_callback((), {
        let (asked, answers, dispatcher) = (asked.clone(), answers.clone(), dispatcher.clone());
        move |Response::Read(outcome), ()| {
            if let Some(text) = asked.take() {
                dispatcher.dispatch(WriteAction::Read(Reading { text, outcome }.into()).into());
            }
            *answers.borrow_mut() += 1;
            update.force_update();
        }
    });
    let onrequest = use_worker(onresponse);
    let read = use_callback(onrequest, {
        let (asked, latest) = (asked.clone(), latest.clone());
        move |(), onrequest| {
            let state = latest.borrow();
            let unread = state.writing.as_ref().filter(|writing| writing.current().is_none());
            if let Some(writing) = unread.filter(|_| asked.borrow().is_none()) {
                asked.replace(Some(Rc::clone(&writing.draft.text)));
                onrequest.emit(Request::Read(writing.draft.text.to_string()));
            }
        }
    });
    let answered = *answers.borrow();
    use_effect_with(answered, {
        let read = read.clone();
        move |_| read.emit(())
    });

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
                    read.emit(());
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

/// Milliseconds without a key, after which a text is read.
const PAUSE: u32 = 250;
