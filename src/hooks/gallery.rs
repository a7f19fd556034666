//! The models of the site are asked for when the gallery is opened.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::StateHandle;
use crate::browser::models;
use crate::state::action::OpenAction;
use crate::state::gallery::GROUPS;

/// Brings the models that the gallery shows.
#[hook]
pub fn use_gallery(state: &StateHandle) {
    let dispatcher = state.dispatcher();
    use_effect_with(state.gallery.is_some(), move |is_open| {
        if *is_open {
            for id in GROUPS.iter().flat_map(|group| group.models) {
                let dispatcher = dispatcher.clone();
                spawn_local(async move {
                    let text = models::text(id).await;
                    dispatcher.dispatch(OpenAction::GalleryModel(id, text).into());
                });
            }
        }
    });
}
