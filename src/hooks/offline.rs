//! The site is kept for when there is no network, once the page can be used: until then its own files come first.

use yew::prelude::*;

use super::StateHandle;
use crate::browser::offline;
use crate::state::loading::Loading;

/// Has the browser keep the site. In another page this one is a guest, and keeps nothing.
#[hook]
pub fn use_offline(state: &StateHandle) {
    let keeps = state.loading == Loading::Done && !state.is_guest();
    use_effect_with(keeps, |keeps| {
        if *keeps {
            offline::keep_site();
        }
    });
}
