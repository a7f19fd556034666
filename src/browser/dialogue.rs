//! Dialogues above the page: while one is open nothing else can be reached, Escape closes it, and the focus goes back to where it was.

use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

use super::sight::find;

/// Opens the dialogue that the selector finds, where it isn't open yet.
pub fn show(selector: &str) {
    if let Some(dialogue) = dialogue(selector).filter(|dialogue| !dialogue.open()) {
        // One that can't be put above the page stays unseen; there is none such.
        let _refused = dialogue.show_modal();
    }
}

/// Closes it; the browser then sends the event `close`.
pub fn close(selector: &str) {
    if let Some(dialogue) = dialogue(selector) {
        dialogue.close();
    }
}

fn dialogue(selector: &str) -> Option<HtmlDialogElement> {
    find(selector)?.dyn_into().ok()
}
