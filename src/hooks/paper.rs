//! All of the diagram is put on paper, not only what is in sight of it.

use yew::prelude::*;

use super::{StateHandle, use_latest, use_window_event};
use crate::browser::paper;

/// Prints the whole diagram in the place of the one that scrolls.
///
/// By hand: Firefox makes its pages as soon as the event is over, and what Yew draws comes too late for that.
#[hook]
pub fn use_paper(state: &StateHandle, scroller: &NodeRef) {
    let (latest, scroller) = (use_latest(state), scroller.clone());
    let printed = use_mut_ref(|| None);
    use_window_event("beforeprint", {
        let printed = printed.clone();
        move || *printed.borrow_mut() = paper::print(&scroller, &latest.borrow().printed())
    });
    use_window_event("afterprint", move || drop(printed.take()));
}
