//! Dialogues above the page: while one is open nothing else can be reached, Escape closes it, and the focus goes back to where it was.

use web_sys::HtmlDialogElement;
use yew::NodeRef;

/// Opens a dialogue, where it isn't open yet.
pub fn show(dialogue: &NodeRef) {
    if let Some(dialogue) = dialogue.cast::<HtmlDialogElement>().filter(|dialogue| !dialogue.open()) {
        // One that can't be put above the page stays unseen; there is none such.
        let _refused = dialogue.show_modal();
    }
}

/// Closes it; the browser then sends the event `close`.
pub fn close(dialogue: &NodeRef) {
    if let Some(dialogue) = dialogue.cast::<HtmlDialogElement>() {
        dialogue.close();
    }
}
