//! Real time moves the run while its clock is running; a hidden page stops it.

use gloo_events::EventListener;
use yew::prelude::*;

use super::StateHandle;
use crate::browser::{clock, document};
use crate::state::action::TimeAction;

/// Ticks while the clock is running.
#[hook]
pub fn use_clock(state: &StateHandle) {
    let is_running = state.session.as_ref().is_some_and(|session| session.clock.is_running());
    let dispatcher = state.dispatcher();
    use_effect_with(is_running, move |is_running| {
        let ticks = is_running
            .then(|| clock::every_tenth(move |elapsed| dispatcher.dispatch(TimeAction::Tick(elapsed).into())));
        move || drop(ticks)
    });

    let dispatcher = state.dispatcher();
    use_effect_with((), move |()| {
        let document = web_sys::window().and_then(|window| window.document());
        let listener = document.map(|it| {
            EventListener::new(&it, "visibilitychange", move |_| {
                if document::is_hidden() {
                    dispatcher.dispatch(TimeAction::Hide.into());
                }
            })
        });
        move || drop(listener)
    });
}
