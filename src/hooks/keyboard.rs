//! Keys do what the table of keys says.

use yew::prelude::*;

use super::{StateHandle, use_latest};
use crate::browser::keyboard;
use crate::state::keys;

/// What to call when a key was pressed in a part of the page: in a frame, the other keys are the host page's.
#[hook]
pub fn use_keys(state: &StateHandle) -> Callback<KeyboardEvent> {
    use_callback(state.clone(), |event: KeyboardEvent, state| press(&event, state))
}

/// Hears every key that is pressed on the page, from the first second and wherever the focus is, but for an open dialogue.
#[hook]
pub fn use_all_keys(state: &StateHandle) {
    let latest = use_latest(state);
    use_effect_with((), move |()| {
        let listener = keyboard::on_key(move |event| {
            let state = latest.borrow().clone();
            if !state.lists_keys && state.share.is_none() && state.gallery.is_none() {
                press(event, &state);
            }
        });
        move || drop(listener)
    });
}

fn press(event: &KeyboardEvent, state: &StateHandle) {
    let key = keyboard::key(event, state.preferences.single_keys);
    if let Some(action) = key.and_then(|key| keys::action(state, &key)) {
        event.prevent_default();
        state.dispatch(action);
    }
}
