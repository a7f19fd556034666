//! What the reader has typed or chosen in a field, and whether a key press belongs to one.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, HtmlInputElement, HtmlSelectElement};
use yew::NodeRef;

/// The text or value of the field that an event comes from.
pub fn value(event: &Event) -> String {
    let Some(target) = event.target() else { return String::new() };
    match target.dyn_into::<HtmlInputElement>() {
        Ok(input) => input.value(),
        Err(target) => target.dyn_into::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default(),
    }
}

/// The text in a field.
pub fn text(field: &NodeRef) -> String {
    field.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
}

/// The tag name of the element that an event comes from, in upper case.
pub fn tag(event: &Event) -> String {
    element(event.target()).map(|element| element.tag_name()).unwrap_or_default()
}

/// The attribute of the nearest element around the one that an event comes from which has it.
pub fn attribute(event: &Event, name: &str) -> Option<String> {
    element(event.target())?.closest(&["[", name, "]"].concat()).ok()??.get_attribute(name)
}

fn element(target: Option<EventTarget>) -> Option<Element> {
    target?.dyn_into().ok()
}
