//! Keys do what the table of keys says.

use yew::prelude::*;

use super::StateHandle;
use crate::browser::keyboard;
use crate::state::keys;

/// What to call when a key was pressed somewhere in the page.
#[hook]
pub fn use_keys(state: &StateHandle) -> Callback<KeyboardEvent> {
    use_callback(state.clone(), |event: KeyboardEvent, state| {
        let key = keyboard::key(&event, state.preferences.single_keys);
        if let Some(action) = key.and_then(|key| keys::action(state, &key)) {
            event.prevent_default();
            state.dispatch(action);
        }
    })
}
