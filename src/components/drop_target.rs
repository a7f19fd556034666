//! What covers the page while files are held over it: the place to drop them.

use yew::prelude::*;

use crate::words::WORDS;

/// Properties of [`DropTarget`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The files have left the page, or it was pressed.
    pub ondismiss: Callback<()>,
}

/// The place to drop files.
#[component]
pub fn DropTarget(props: &Props) -> Html {
    html! {
        <div
            class="over"
            data-over=""
            data-control="over"
            ondragleave={props.ondismiss.reform(|_| ())}
            // Should it ever stay, a click takes it away.
            onclick={props.ondismiss.reform(|_| ())}
        >
            <p>
                <b>{ WORDS.own_drop }</b>
                <span>{ WORDS.own_stays_here }</span>
            </p>
        </div>
    }
}
