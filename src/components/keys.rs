//! The way to the list of keys, and the list in a dialogue, with the switch that turns single ones off.

use yew::prelude::*;

use super::dialog::Dialog;
use crate::state::action::PageAction;
use crate::state::keys::{DIGITS, KEYS};
use crate::words::WORDS;

/// Properties of [`Keys`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whether the list is shown.
    pub open: bool,
    /// Whether single keys do anything.
    pub single_keys: bool,
    /// The list is opened or closed, or single keys are switched on or off.
    pub onpage: Callback<PageAction>,
}

/// The button that opens the list, and the list while it is open.
#[component]
pub fn Keys(props: &Props) -> Html {
    let single_keys = props.single_keys;
    let keys = KEYS.iter().map(|key| (key.shown, (key.does)(WORDS)));
    html! {
        <footer class="keys">
            <button
                type="button"
                data-control="keys"
                aria-haspopup="dialog"
                onclick={props.onpage.reform(|_| PageAction::ShowKeys)}
            >
                { WORDS.keys }
            </button>
            if props.open {
                <Dialog id="help" title={WORDS.keys} onclose={props.onpage.reform(|()| PageAction::CloseDialogue)}>
                    <dl>
                        for (shown, does) in std::iter::once(DIGITS).chain(keys) {
                            <dt><kbd>{ shown }</kbd></dt>
                            <dd>{ does }</dd>
                        }
                    </dl>
                    <label>
                        <input
                            type="checkbox"
                            data-control="single-keys"
                            checked={single_keys}
                            onchange={props.onpage.reform(move |_| PageAction::SetSingleKeys(!single_keys))}
                        />
                        { WORDS.keys_on }
                    </label>
                </Dialog>
            }
        </footer>
    }
}
