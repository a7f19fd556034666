//! The page's address: its fragment is read, replaced, added to the history, and watched.

use gloo_events::EventListener;
use js_sys::Reflect;
use wasm_bindgen::JsValue;

use super::sight::Watch;
use super::{host, window};

/// The fragment without its `#`; empty where there is none.
pub fn fragment() -> String {
    let hash = window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.strip_prefix('#').map(str::to_owned).unwrap_or(hash)
}

/// What stands between the page and the fragment, with its `?`; empty where there is nothing.
pub fn query() -> String {
    window().and_then(|window| window.location().search().ok()).unwrap_or_default()
}

/// The page's address without anything that belongs to a run or to how the page is shown.
pub fn base() -> String {
    let address = window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    address.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// Lets the address follow, without a new step in the history.
pub fn replace(fragment: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        // A browser refuses where it is called too often; the next call makes up for it.
        let _refused = history.replace_state_with_url(&JsValue::NULL, "", Some(&["#", fragment].concat()));
    }
}

/// Goes to an address as a new step in the history. In a frame there is none: the history is its host's.
pub fn push(fragment: &str) {
    if host::is_there() {
        replace(fragment);
    } else if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _refused = history.push_state_with_url(&JsValue::NULL, "", Some(&["#", fragment].concat()));
    }
}

/// Whether the page was loaded again, and not come to.
pub fn is_reloaded() -> bool {
    is_come_to_by("reload")
}

/// Whether the page was loaded again, or come back to in the browser's history.
#[inline(never)]
pub fn is_come_back_to() -> bool {
    is_reloaded() || is_come_to_by("back_forward")
}

fn is_come_to_by(way: &str) -> bool {
    let entries = window().and_then(|window| window.performance()).map(|all| all.get_entries_by_type("navigation"));
    let kind = entries.and_then(|entries| Reflect::get(&entries.get(0), &"type".into()).ok());
    kind.is_some_and(|kind| kind == way)
}

/// Calls back when the reader has gone to another fragment.
pub fn on_change(tell: impl Fn() + 'static) -> Option<Watch> {
    window().map(|window| EventListener::new(&window, "hashchange", move |_| tell()))
}

/// Calls back when the page is left.
pub fn on_leave(tell: impl Fn() + 'static) -> Option<Watch> {
    window().map(|window| EventListener::new(&window, "pagehide", move |_| tell()))
}
