//! A part that the reader can open; what is in it is made once it is.

use yew::prelude::*;

use super::changing::changing;

/// Properties of [`Details`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What tests know it by.
    pub found: &'static str,
    pub summary: String,
    pub children: Html,
}

/// The part, closed at first.
#[component]
pub fn Details(Props { found, summary, children }: &Props) -> Html {
    let was_opened = use_state_eq(|| false);
    let ontoggle = {
        let was_opened = was_opened.setter();
        move |_| was_opened.set(true)
    };
    html! {
        <details data-found={*found} {ontoggle}>
            <summary>{ changing(summary) }</summary>
            if *was_opened {
                { children.clone() }
            }
        </details>
    }
}
