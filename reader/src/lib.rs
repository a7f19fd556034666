//! Reads a model of the reader's own, for the page: a program by itself, so that only a page on which one is opened loads it.

use lifeline_core::language::Reading;
use wasm_bindgen::prelude::wasm_bindgen;

/// Reads the text of a model file; what came of it is for [`Reading::unpack`].
#[wasm_bindgen]
#[must_use]
pub fn read(text: &str) -> Vec<u8> {
    Reading::of(text).pack()
}
