//! Keys on the page: none while typing, none with a modifier, and single ones only as long as the reader wants them.

use yew::prelude::*;

use crate::browser::{input, keep};
use crate::keys;
use crate::parts::Send;
use crate::state::{Action, State};

/// The keyboard as the page needs it.
pub struct Keyboard {
    /// Takes the keys.
    pub onkeydown: Callback<KeyboardEvent>,
    /// Whether single keys do anything.
    pub single: bool,
    /// Turns single keys on or off.
    pub on_single: Callback<bool>,
    /// Whether the list of keys is shown.
    pub listed: bool,
    /// Shows the list of keys, or hides it.
    pub on_list: Callback<bool>,
}

/// Listens to keys.
#[hook]
pub fn use_keyboard(state: &UseReducerHandle<State>, on: &Send) -> Keyboard {
    let single = use_state_eq(|| keep::get(KEPT).is_none());
    let listed = use_state_eq(|| false);
    let onkeydown = {
        let (state, on, single, listed) = (state.clone(), on.clone(), *single, listed.clone());
        Callback::from(move |event: KeyboardEvent| {
            let name = event.key();
            let has_modifier = event.ctrl_key() || event.alt_key() || event.meta_key();
            if has_modifier || event.default_prevented() || (!single && name.len() == 1) || takes(&event, &name) {
                return;
            }
            let action = keys::digit(&name).and_then(|place| {
                let model = state.session.as_ref()?.shared.model();
                model.actions().nth(place).map(|(action, _)| Action::Act(action))
            });
            let key = keys::find(&name);
            if action.is_none() && key.is_none() {
                return;
            }
            event.prevent_default();
            match action.or_else(|| key.and_then(|key| (key.action)())) {
                Some(action) => on.emit(action),
                None => listed.set(!*listed),
            }
        })
    };
    let on_single = {
        let single = single.clone();
        Callback::from(move |on: bool| {
            keep::set(KEPT, if on { "" } else { "off" });
            single.set(on);
        })
    };
    let on_list = {
        let listed = listed.clone();
        Callback::from(move |on| listed.set(on))
    };
    Keyboard { onkeydown, single: *single, on_single, listed: *listed, on_list }
}

/// Whether the element that has the focus needs the key itself.
fn takes(event: &KeyboardEvent, name: &str) -> bool {
    match input::tag(event).as_str() {
        "INPUT" | "SELECT" | "TEXTAREA" => true,
        "BUTTON" | "A" | "SUMMARY" => name == " ",
        _ => false,
    }
}

/// What is kept where single keys are off.
const KEPT: &str = "lifeline-keys";
