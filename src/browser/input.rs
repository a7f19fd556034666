//! What an event of the browser is about: the hook of the element it comes from, the text of a field, the key that was pressed.

use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement, KeyboardEvent, MouseEvent};

use super::root;
use super::sight::{Watch, find};

/// An event of the browser.
#[derive(Debug)]
pub struct Event<'e> {
    event: &'e web_sys::Event,
    target: Element,
}

/// Calls back for every event of these kinds anywhere in the page.
pub fn listen<const N: usize>(
    kinds: [&'static str; N],
    tell: impl Fn(Event<'_>) + Clone + 'static,
) -> [Option<Watch>; N] {
    kinds.map(|kind| {
        let tell = tell.clone();
        // Scrolling is seen on its way down only.
        let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
        let heard = move |event: &web_sys::Event| {
            if let Some(target) = event.target().and_then(|target| target.dyn_into().ok()) {
                tell(Event { event, target });
            }
        };
        root().map(|root| EventListener::new_with_options(&root, kind, options, heard))
    })
}

impl Event<'_> {
    /// Its kind, such as `click`.
    pub fn kind(&self) -> String {
        self.event.type_()
    }

    /// The nearest element around the one it comes from, that one included, which has one of these attributes: which one, and its value.
    pub fn hook(&self, names: &[&'static str]) -> Option<(&'static str, String)> {
        // A list that begins with what no element is.
        let selector = names.iter().fold("_".to_owned(), |list, name| list + ",[" + name + "]");
        let element = self.target.closest(&selector).ok()??;
        names.iter().find_map(|name| Some((*name, element.get_attribute(name)?)))
    }

    /// Whether it comes from inside an element that the selector fits, or from one.
    pub fn is_in(&self, selector: &str) -> bool {
        matches!(self.target.closest(selector), Ok(Some(_)))
    }

    /// The text or the value of the field that it comes from.
    pub fn value(&self) -> String {
        value(&self.target)
    }

    /// The name of the key that was pressed; empty where it was no key, or with another that changes its meaning.
    pub fn key(&self) -> String {
        match self.event.dyn_ref::<KeyboardEvent>() {
            Some(key) if !(key.ctrl_key() || key.alt_key() || key.meta_key()) => key.key(),
            _ => String::new(),
        }
    }

    /// Whether a key was held that makes the browser open a link elsewhere.
    pub fn goes_elsewhere(&self) -> bool {
        let mouse = self.event.dyn_ref::<MouseEvent>();
        mouse.is_some_and(|mouse| mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key())
    }

    /// Keeps the browser from what it would do by itself.
    pub fn take(&self) {
        self.event.prevent_default();
    }
}

/// The text of the first field that the selector finds.
pub fn text(selector: &str) -> String {
    find(selector).map(|element| value(&element)).unwrap_or_default()
}

fn value(element: &Element) -> String {
    match element.dyn_ref::<HtmlInputElement>() {
        Some(input) => input.value(),
        None => element.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value).unwrap_or_default(),
    }
}
