//! A model of the site is asked for when the state wants one; one of the host page is read when its link has come along.

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::StateHandle;
use crate::browser::models;
use crate::state::action::OpenAction;
use crate::state::loading::Loading;

/// Brings the model that is wanted; the state drops the answer to what it wants no more.
///
/// `follow` has the newest row in sight as soon as it is drawn: Yew may let the browser show a page before its effects are run.
#[hook]
pub fn use_loading(state: &StateHandle, follow: &Callback<()>) {
    let request = match &state.loading {
        Loading::Requested(request) => Some((request.number, request.id.clone())),
        _ => None,
    };
    let (dispatcher, follow) = (state.dispatcher(), follow.clone());
    use_effect_with(request, move |request| {
        if let Some((number, id)) = request.clone() {
            spawn_local(async move {
                dispatcher.dispatch(OpenAction::Fetched(number, models::text(&id).await).into());
                follow.emit(());
            });
        }
    });

    let is_handed = matches!(state.loading, Loading::Handed(_));
    let dispatcher = state.dispatcher();
    use_effect_with(is_handed, move |is_handed| {
        // Messages that were sent together are heard one right after the other, before this.
        let reading = is_handed.then(|| Timeout::new(0, move || dispatcher.dispatch(OpenAction::ReadHanded.into())));
        move || drop(reading)
    });
}
