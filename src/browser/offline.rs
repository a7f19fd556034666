//! Has the browser keep the whole site, so that the page opens without a network.

use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::window;

/// Asks for it; `offline.js` does it, beside the page.
pub fn keep_site() {
    let Some(container) = window().map(|window| window.navigator().service_worker()) else { return };
    // Where the browser keeps nothing, as where the page comes without encryption, there is none, and the page is used as ever.
    if !container.is_undefined() {
        let kept = JsFuture::from(container.register("offline.js"));
        spawn_local(async move { drop(kept.await) });
    }
}
