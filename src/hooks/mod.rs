//! What the page's components need of the browser over time, one hook a file; each follows the state, and reports by dispatching actions.

mod address;
mod clock;
mod delayed;
mod disk_file;
mod exploration;
mod file_drop;
mod full_screen;
mod gallery;
mod gestures;
mod host;
mod keyboard;
mod loading;
mod offline;
mod outcomes;
mod paper;
mod preferences;
mod preview;
mod reading;
mod share;
mod viewport;
mod worker;
mod writing;

use gloo_events::EventListener;
use yew::prelude::*;

pub use address::use_address;
pub use clock::use_clock;
pub use delayed::use_delayed;
pub use disk_file::{OnDisk, use_disk_file};
pub use exploration::use_exploration;
pub use file_drop::use_file_drop;
pub use full_screen::use_full_screen;
pub use gallery::use_gallery;
pub use gestures::use_gestures;
pub use host::use_host;
pub use keyboard::{use_all_keys, use_keys};
pub use loading::use_loading;
pub use offline::use_offline;
pub use outcomes::{Targets, use_outcomes};
pub use paper::use_paper;
pub use preferences::use_preferences;
pub use preview::use_preview;
pub use reading::use_reading;
pub use share::{use_copy, use_download};
pub use viewport::use_viewport;
pub use worker::use_worker;
pub use writing::use_writing;

use crate::state::State;
use crate::state::action::Action;

/// The state, and the way to change it.
pub type StateHandle = UseReducerHandle<State>;

/// A callback that dispatches actions of one group, the same at every render.
#[hook]
pub fn use_dispatch<T: Into<Action> + 'static>(state: &StateHandle) -> Callback<T> {
    let dispatcher = state.dispatcher();
    use_callback((), move |action: T, ()| dispatcher.dispatch(action.into()))
}

/// The state of the last render, for listeners that outlive it.
#[hook]
fn use_latest(state: &StateHandle) -> std::rc::Rc<std::cell::RefCell<StateHandle>> {
    let latest = use_mut_ref(|| state.clone());
    latest.replace(state.clone());
    latest
}

/// Listens to a kind of event on the window for as long as the component is there.
#[hook]
fn use_window_event(kind: &'static str, onevent: impl Fn() + 'static) {
    use_effect_with((), move |()| {
        let listener = web_sys::window().map(|window| EventListener::new(&window, kind, move |_| onevent()));
        move || drop(listener)
    });
}
