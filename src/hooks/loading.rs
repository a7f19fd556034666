//! A model of the site is asked for when the state wants one.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::StateHandle;
use crate::browser::models;
use crate::state::action::OpenAction;
use crate::state::loading::Loading;

/// Asks for the model that is wanted; the state drops the answer to what it wants no more.
#[hook]
pub fn use_loading(state: &StateHandle) {
    let request = match &state.loading {
        Loading::Requested(request) => Some((request.number, request.id.clone())),
        _ => None,
    };
    let dispatcher = state.dispatcher();
    use_effect_with(request, move |request| {
        if let Some((number, id)) = request.clone() {
            spawn_local(async move {
                dispatcher.dispatch(OpenAction::Fetched(number, models::text(&id).await).into());
            });
        }
    });
}
