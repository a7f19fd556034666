//! The page's address: its fragment is read, replaced, and added to the history.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::PerformanceNavigationTiming;

use super::{host, window};
use crate::state::loading::Arrival;

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
pub fn replace(link: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        // A browser refuses where it is called too often; the next call makes up for it.
        let _refused = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("#{link}")));
    }
}

/// Goes to an address as a new step in the history. In a frame there is none: the history is its host's.
pub fn push(link: &str) {
    if host::is_there() {
        replace(link);
    } else if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _refused = history.push_state_with_url(&JsValue::NULL, "", Some(&format!("#{link}")));
    }
}

/// How the reader has come to the page.
pub fn arrival() -> Arrival {
    let entries = window().and_then(|window| window.performance()).map(|all| all.get_entries_by_type("navigation"));
    let entry = entries.and_then(|entries| entries.get(0).dyn_into::<PerformanceNavigationTiming>().ok());
    match entry.map(|entry| entry.type_()) {
        Some(web_sys::NavigationType::Reload) => Arrival::Reloaded,
        Some(web_sys::NavigationType::BackForward) => Arrival::Returned,
        _ => Arrival::Fresh,
    }
}
