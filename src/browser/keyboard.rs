//! Which key was pressed, as far as it is for the page: none while typing, and none that an element or the browser has a use for.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, KeyboardEvent};

use crate::state::keys::Press;

/// Hears, until it is dropped, every key that is pressed anywhere on the page.
pub fn on_key(onkey: impl Fn(&KeyboardEvent) + 'static) -> Option<EventListener> {
    let options = EventListenerOptions::enable_prevent_default();
    let window = web_sys::window()?;
    Some(EventListener::new_with_options(&window, "keydown", options, move |event| {
        if let Some(event) = event.dyn_ref() {
            onkey(event);
        }
    }))
}

/// The name of the key; `single` is whether keys that are one letter do anything.
pub fn key(event: &KeyboardEvent, single: bool) -> Option<String> {
    if event.alt_key() || event.default_prevented() {
        return None;
    }
    let (key, code) = (event.key(), event.code());
    let has_command = event.ctrl_key() || event.meta_key();
    let name = Press { key: &key, code: &code, has_command, has_shift: event.shift_key() }.name();
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    let is_in = |selector: &str| target.as_ref().is_some_and(|target| matches!(target.closest(selector), Ok(Some(_))));
    let is_typed = is_in("input:not([type='range'], [type='checkbox'], [type='radio']), select, textarea");
    // What moves a range or chooses one of several is theirs.
    let is_moved = is_in("input, [role='tablist']") && MOVING.contains(&&*name);
    let presses = name == " " && is_in("button, a, summary, input");
    let is_off = name.len() == 1 && !single;
    (!is_typed && !is_moved && !presses && !is_off).then_some(name)
}

/// Whether it was the keyboard that has led the focus to where it is now, and not the press of a mouse or a finger.
pub fn has_led(event: &FocusEvent) -> bool {
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    target.is_some_and(|target| matches!(target.matches(":focus-visible"), Ok(true)))
}

/// Keys by which fields are moved.
const MOVING: [&str; 4] = ["ArrowLeft", "ArrowRight", "Home", "End"];
