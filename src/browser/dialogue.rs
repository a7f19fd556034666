//! What opens above the page: dialogues, beside which nothing else can be reached, and details; Escape closes both.

use web_sys::{HtmlDetailsElement, HtmlDialogElement};
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

/// Folds details; whether they were open.
pub fn fold(details: &NodeRef) -> bool {
    let open = details.cast::<HtmlDetailsElement>().filter(HtmlDetailsElement::open);
    open.inspect(|details| details.set_open(false)).is_some()
}
