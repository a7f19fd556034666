//! Calls the part of the app that is loaded later, where it isn't there yet; the site's build puts the calls in.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Of `static/boot.js`: loads the later part, at once, unless it is there.
    #[wasm_bindgen(js_name = lifelineLater)]
    fn load();
}

/// Makes sure that the later part is there. Nothing in the sources calls this: see `xtask/src/split.rs`.
#[wasm_bindgen]
pub fn later() {
    load();
}
