//! The address follows the run, and the run the address; a run survives that the page is loaded again.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::{StateHandle, use_latest, use_window_event};
use crate::browser::{address, host, storage};
use crate::state::State;
use crate::state::action::OpenAction;
use crate::state::embed::ToHost;
use crate::state::kept::KeptRun;

/// Opens what the address names whenever it changes, and writes the run into it at most twice a second, and on leaving.
#[hook]
pub fn use_address(state: &StateHandle) {
    let latest = use_latest(state);
    let pending = use_mut_ref(|| None::<Timeout>);

    let dispatcher = state.dispatcher();
    use_window_event("hashchange", move || dispatcher.dispatch(OpenAction::Link(address::fragment()).into()));

    // A link was opened: until the reader does something, the address stays as it was given.
    use_effect_with(state.openings, {
        let pending = pending.clone();
        move |_| drop(pending.take())
    });

    let followed = state.session.as_ref().map(|session| (session.shared.clone(), session.now));
    let is_touched = state.session.as_ref().is_some_and(|session| session.touched);
    use_effect_with((followed, is_touched), {
        let (pending, latest) = (pending.clone(), latest.clone());
        move |_| {
            if is_touched && pending.borrow().is_none() {
                let written = pending.clone();
                *pending.borrow_mut() = Some(Timeout::new(BETWEEN_WRITES, move || {
                    written.take();
                    write(&latest.borrow());
                }));
            }
        }
    });

    use_window_event("pagehide", move || {
        let (state, given) = (latest.borrow(), address::fragment());
        // What was done last is perhaps not drawn yet.
        pending.take();
        if state.session.as_ref().is_some_and(|session| session.touched || session.shared.is_behind()) {
            write(&state);
        }
        // The pages in the frames of one page would keep theirs in one place.
        if let Some(session) = state.session.as_ref().filter(|_| state.embed.is_none()) {
            let run = &session.shared.read().run;
            storage::keep_run(&KeptRun::of(run, given, address::fragment()));
        }
    });
}

fn write(state: &State) {
    // A link may have been given meanwhile.
    if let Some(session) = state.session.as_ref().filter(|session| session.touched) {
        let link = session.link();
        address::replace(&link);
        if state.embed.is_some() {
            host::tell(&ToHost::Change(link));
        }
    }
}

/// Milliseconds between two writes: browsers refuse more than a hundred in half a minute.
const BETWEEN_WRITES: u32 = 500;
