//! The top of the page: what is played, what it was made from, and the theme.

use std::rc::Rc;

use lifeline_core::model::Model;
use lifeline_core::words::fill;
use yew::prelude::*;

use crate::browser::{input, look};
use crate::words::WORDS;

/// What the top of the page shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The model; none before the first has come.
    pub model: Option<Rc<Model>>,
}

/// The top of the page.
#[component]
pub fn Head(props: &Props) -> Html {
    let theme = use_state_eq(look::theme);
    let onchange = {
        let theme = theme.clone();
        Callback::from(move |event: Event| {
            let chosen = input::value(&event);
            look::set_theme(&chosen);
            theme.set(chosen);
        })
    };
    let themes = [("", WORDS.theme_system), ("light", WORDS.theme_light), ("dark", WORDS.theme_dark)];
    html! {
        <header class="top">
            { props.model.as_deref().map(title).unwrap_or_default() }
            <label class="theme">
                <span>{ WORDS.theme }</span>
                <select {onchange}>
                    { for themes.into_iter().map(|(value, words)| html! {
                        <option {value} selected={*theme == value}>{ words }</option>
                    }) }
                </select>
            </label>
        </header>
    }
}

fn title(model: &Model) -> Html {
    let about = model.about().in_language(WORDS.code);
    let source = model.source().in_language(WORDS.code);
    html! {
        <>
            <h1>{ model.title().in_language(WORDS.code) }</h1>
            <details class="about">
                <summary>{ WORDS.unofficial }</summary>
                <div>
                    <p>{ about }</p>
                    <p>{ WORDS.unofficial_more }</p>
                    if !source.is_empty() {
                        <p>{ fill(WORDS.made_from, &[source]) }</p>
                    }
                </div>
            </details>
        </>
    }
}
