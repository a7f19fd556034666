//! Which key was pressed, as far as it is for the page: none while typing, and none that an element or the browser has a use for.

use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// The name of the key; `single` is whether keys that are one letter do anything.
pub fn key(event: &KeyboardEvent, single: bool) -> Option<String> {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return None;
    }
    let key = event.key();
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    let is_in = |selector: &str| target.as_ref().is_some_and(|target| matches!(target.closest(selector), Ok(Some(_))));
    let is_typed = is_in("input, select, textarea");
    let presses = key == " " && is_in("button, a, summary");
    let is_off = key.len() == 1 && !single;
    (!is_typed && !presses && !is_off).then_some(key)
}
