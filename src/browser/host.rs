//! The page around this one, where there is one: only it is heard, and it is told what happens here.

use gloo_events::EventListener;
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};

use super::sight::Watch;
use super::window;

/// Whether this page is shown in another one.
pub fn is_there() -> bool {
    around().is_some()
}

/// Calls back with kind and value of every message from the page around this one. What anybody else sends, and what has another
/// shape, is passed over.
#[inline(never)]
pub fn on_message(tell: impl Fn(String, String) + 'static) -> Option<Watch> {
    let host: JsValue = around()?.into();
    let heard = move |event: &web_sys::Event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
        let data = event.data();
        let text = |name: &str| Reflect::get(&data, &name.into()).ok()?.as_string();
        if event.source().is_some_and(|source| *source == host)
            && let (Some(kind), Some(value)) = (text(KIND), text(VALUE))
        {
            tell(kind, value);
        }
    };
    window().map(|window| EventListener::new(&window, "message", heard))
}

/// Tells the page around this one something: words or a link.
pub fn tell(kind: &str, value: &str) {
    send(kind, &value.into());
}

/// Tells the page around this one a number of pixels.
pub fn tell_pixels(kind: &str, value: i32) {
    send(kind, &value.into());
}

#[inline(never)]
fn send(kind: &str, value: &JsValue) {
    let Some(host) = around() else { return };
    let message = Object::new();
    for (name, value) in [(KIND, &kind.into()), (VALUE, value)] {
        let _plain = Reflect::set(&message, &name.into(), value);
    }
    // Whoever shows this page may know what is done in it: it is what a reader does with the run that was handed over.
    let _gone = host.post_message(&message, "*");
}

fn around() -> Option<Window> {
    let window = window()?;
    window.parent().ok()?.filter(|parent| *parent != window)
}

// What a message is: an object with these two.
const KIND: &str = "lifeline";
const VALUE: &str = "value";
