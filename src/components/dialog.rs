//! A dialogue above the page, open for as long as it is drawn, with its title and a close button.

use yew::prelude::*;

use crate::browser::dialogue;
use crate::words::WORDS;

/// Properties of [`Dialog`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The hook for tests and host pages, and its class.
    pub id: &'static str,
    /// Its title.
    pub title: AttrValue,
    /// It was closed, by whatever means.
    pub onclose: Callback<()>,
    /// What is in it.
    pub children: Html,
}

/// A dialogue.
#[component]
pub fn Dialog(props: &Props) -> Html {
    let dialog = use_node_ref();
    use_effect_with(dialog.clone(), dialogue::show);
    let onclick = {
        let dialog = dialog.clone();
        move |_| dialogue::close(&dialog)
    };
    html! {
        <dialog
            class={props.id}
            data-dialogue={props.id}
            closedby="any"
            aria-labelledby="dialogue-title"
            ref={dialog}
            onclose={props.onclose.reform(|_| ())}
        >
            <div class="title">
                <h2 id="dialogue-title">{ &props.title }</h2>
                <button type="button" class="close" data-control="close" aria-label={WORDS.close} {onclick}>
                    { "×" }
                </button>
            </div>
            { props.children.clone() }
        </dialog>
    }
}
