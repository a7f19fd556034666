//! What is presented has the whole screen, and leaves it with the presentation.

use yew::prelude::*;

use super::use_window_event;
use crate::browser::document;

/// Calls back when the reader leaves the whole screen by the browser's own key; gives it back when the component goes.
#[hook]
pub fn use_full_screen(onleave: &Callback<()>) {
    let onleave = onleave.clone();
    use_window_event("fullscreenchange", move || {
        if !document::is_full_screen() {
            onleave.emit(());
        }
    });
    use_effect_with((), |()| || document::set_full_screen(false));
}
