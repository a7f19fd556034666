//! A button with an icon and words, which stays in its place where it can't do anything.

use yew::prelude::*;

use super::changing::changing;

/// Properties of [`IconButton`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The hook for tests and host pages.
    pub control: &'static str,
    /// What it does, in words.
    pub words: &'static str,
    /// Its icon: a filled path in 16 by 16.
    pub icon: &'static str,
    /// Whether it can do anything; pressed, it tells all the same.
    #[prop_or(true)]
    pub is_possible: bool,
    /// It was pressed.
    pub onclick: Callback<MouseEvent>,
}

/// A button with an icon.
#[component]
pub fn IconButton(props: &Props) -> Html {
    html! {
        <button
            type="button"
            class="icon"
            data-control={props.control}
            title={props.words}
            aria-disabled={(!props.is_possible).then_some("true")}
            onclick={&props.onclick}
        >
            <svg viewBox="0 0 16 16" aria-hidden="true"><path d={props.icon} /></svg>
            { changing(props.words) }
        </button>
    }
}
