//! The page around this one, where there is one: only it is heard, and it is told what happens here.

use gloo_events::EventListener;
use gloo_utils::format::JsValueSerdeExt;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};

use super::window;
use crate::state::embed::{FromHost, ToHost};

/// Whether this page is shown in another one.
pub fn is_there() -> bool {
    host().is_some()
}

/// Calls back with every message from the host page. What anybody else sends, and what has another shape, is passed over.
pub fn on_message(onmessage: impl Fn(FromHost) + 'static) -> Option<EventListener> {
    let (window, host) = (window()?, JsValue::from(host()?));
    Some(EventListener::new(&window, "message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
        if event.source().is_some_and(|source| *source == host)
            && let Ok(message) = event.data().into_serde()
        {
            onmessage(message);
        }
    }))
}

/// Tells the host page something.
pub fn tell(message: &ToHost) {
    if let (Some(host), Ok(message)) = (host(), JsValue::from_serde(message)) {
        // Whoever shows this page may know what is done in it: it is what a reader does with the run that was handed over.
        let _gone = host.post_message(&message, "*");
    }
}

fn host() -> Option<Window> {
    let window = window()?;
    window.parent().ok()?.filter(|parent| *parent != window)
}
