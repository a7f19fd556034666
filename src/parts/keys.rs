//! The list of keys, and the switch that turns them off.

use yew::prelude::*;

use crate::keys::{KEYS, digits};
use crate::words::WORDS;

/// The list of keys.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// How many actions there are.
    pub actions: usize,
    /// Whether the list is shown.
    pub open: bool,
    /// Whether single keys do anything.
    pub on: bool,
    /// The reader opens the list, or closes it.
    pub on_open: Callback<bool>,
    /// The reader turns single keys on or off.
    pub on_switch: Callback<bool>,
}

/// The list.
#[component]
pub fn Keys(props: &Props) -> Html {
    let (open, on) = (props.open, props.on);
    // The element itself opens and closes; it is only told so that it stays as it is.
    let toggle = props.on_open.reform(move |event: MouseEvent| {
        event.prevent_default();
        !open
    });
    let (shown, does) = digits(props.actions);
    html! {
        <details class="panel keys" {open}>
            <summary onclick={toggle}><h2>{ WORDS.keys }</h2></summary>
            <dl>
                <dt><kbd>{ shown }</kbd></dt><dd>{ does }</dd>
                { for KEYS.iter().map(|key| html! { <><dt><kbd>{ key.shown }</kbd></dt><dd>{ (key.does)(WORDS) }</dd></> }) }
            </dl>
            <label><input type="checkbox" checked={on} onchange={props.on_switch.reform(move |_| !on)} />{ " " }{ WORDS.keys_on }</label>
        </details>
    }
}
