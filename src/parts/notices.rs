//! What is said at the top of the page: about the link, about what can't be played, about what was refused.

use std::rc::Rc;

use yew::prelude::*;

use super::Send;
use crate::state::{Action, Notice};
use crate::words::WORDS;

/// What is said.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The sentences.
    pub notices: Rc<[Notice]>,
    /// What the reader does.
    pub on: Send,
}

/// The notices.
#[component]
pub fn Notices(props: &Props) -> Html {
    if props.notices.is_empty() {
        return Html::default();
    }
    let undo = props.notices.iter().any(|notice| matches!(notice, Notice::Unplayed(_)));
    let onundo = props.on.reform(|_| Action::Undo);
    let ondismiss = props.on.reform(|_| Action::Dismiss);
    html! {
        <div class="notices">
            <div>
                { for props.notices.iter().map(|notice| html! {
                    <p data-notice="">{ notice.text() }</p>
                }) }
            </div>
            if undo {
                <button type="button" onclick={onundo}>{ WORDS.undo }</button>
            }
            <button type="button" onclick={ondismiss}>{ WORDS.dismiss }</button>
        </div>
    }
}
