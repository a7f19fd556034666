//! What an action would do is shown once the reader has pointed at it for a while.

use gloo_timers::callback::Timeout;
use lifeline_core::model::ActionId;
use yew::prelude::*;

use super::StateHandle;
use crate::state::action::ViewAction;

/// A callback that takes the action pointed at, or nothing where none is any more.
#[hook]
pub fn use_preview(state: &StateHandle) -> Callback<Option<ActionId>> {
    let waiting = use_mut_ref(|| None::<Timeout>);
    let dispatcher = state.dispatcher();
    use_callback((), move |action: Option<ActionId>, ()| {
        dispatcher.dispatch(ViewAction::Preview(None).into());
        let dispatcher = dispatcher.clone();
        *waiting.borrow_mut() = action.map(|action| {
            Timeout::new(LONG_ENOUGH, move || dispatcher.dispatch(ViewAction::Preview(Some(action)).into()))
        });
    })
}

/// Milliseconds: a pointer that only passes by shows nothing.
const LONG_ENOUGH: u32 = 300;
