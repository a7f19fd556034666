//! The list of keys in a dialogue, with what the marks of the diagram mean, the documents, and the switch that turns single keys off.

use yew::prelude::*;

use super::dialog::Dialog;
use super::legend::Legend;
use crate::state::action::PageAction;
use crate::state::keys::{DIGITS, KEYS};
use crate::words::WORDS;

/// Properties of [`Keys`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whether single keys do anything.
    pub single_keys: bool,
    /// The list is closed, or single keys are switched on or off.
    pub onpage: Callback<PageAction>,
}

/// The help of the page.
#[component]
pub fn Keys(props: &Props) -> Html {
    let single_keys = props.single_keys;
    let keys = KEYS.iter().map(|key| (key.shown, (key.does)(WORDS)));
    html! {
        <Dialog id="help" title={WORDS.help} onclose={props.onpage.reform(|()| PageAction::CloseDialogue)}>
            <div class="columns">
                <section>
                    <h3>{ WORDS.keys }</h3>
                    <dl>
                        for (shown, does) in std::iter::once(DIGITS).chain(keys) {
                            <dt><kbd>{ shown }</kbd></dt>
                            <dd>{ does }</dd>
                        }
                    </dl>
                </section>
                <section>
                    <h3>{ WORDS.legend }</h3>
                    <Legend />
                </section>
            </div>
            <nav class="docs" aria-label={WORDS.docs}>
                for (page, words) in DOCUMENTS {
                    <a href={format!("docs/{page}.html")} target="_blank" rel="noopener">{ words }</a>
                }
                <a href="notices.txt" target="_blank" rel="noopener">{ WORDS.docs_notices }</a>
            </nav>
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
}

/// The documents that the site has, and what they are about.
const DOCUMENTS: [(&str, &str); 5] = [
    ("tutorial", WORDS.docs_tutorial),
    ("language", WORDS.docs_language),
    ("links", WORDS.docs_links),
    ("embedding", WORDS.docs_embedding),
    ("check", WORDS.docs_check),
];
