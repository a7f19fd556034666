//! What is said at the top of the page: about the link, what can't be played, what was refused.

use std::rc::Rc;

use yew::prelude::*;

use crate::state::Notice;
use crate::words::WORDS;

/// Properties of [`Notices`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The notices.
    pub notices: Rc<[Notice]>,
    /// What can't be played is to be taken back.
    pub onundo: Callback<()>,
    /// They were read.
    pub ondismiss: Callback<()>,
}

/// The notices, if there are any.
#[component]
pub fn Notices(props: &Props) -> Html {
    if props.notices.is_empty() {
        return html! { <section /> };
    }
    let can_undo = props.notices.iter().any(|notice| matches!(notice, Notice::Unplayed(_)));
    html! {
        <section class="notices" aria-label={WORDS.notices}>
            <div>
                for notice in props.notices.iter() {
                    <p data-notice="">{ notice.text() }</p>
                }
            </div>
            if can_undo {
                <button type="button" data-control="undo" onclick={props.onundo.reform(|_| ())}>{ WORDS.undo }</button>
            }
            <button type="button" data-control="dismiss" onclick={props.ondismiss.reform(|_| ())}>
                { WORDS.dismiss }
            </button>
        </section>
    }
}
