//! Whether anybody can see the page.

use gloo_events::EventListener;

use super::sight::Watch;
use super::window;

/// Calls back when the page's tab has been hidden.
pub fn on_hidden(tell: impl Fn() + 'static) -> Option<Watch> {
    let document = window()?.document()?;
    let watched = document.clone();
    Some(EventListener::new(&watched, "visibilitychange", move |_| {
        if document.hidden() {
            tell();
        }
    }))
}
