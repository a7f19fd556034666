//! The top of the page: what is played, what it was made from, the theme, and the way to share it.

use std::rc::Rc;

use yew::prelude::*;

use super::select::{onchoose, option};
use crate::state::custom_model::named;
use crate::state::document::SharedModel;
use crate::state::preferences::Theme;
use crate::words::WORDS;
use lifeline_core::narration::fill;

/// Properties of [`Head`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The model; none before the first has come.
    pub model: Option<SharedModel>,
    /// The name of its file, where it is one of the reader's own.
    pub custom: Option<Rc<str>>,
    /// The theme.
    pub theme: Theme,
    /// Another theme was chosen.
    pub ontheme: Callback<Theme>,
    /// The run is to be shared.
    pub onshare: Callback<()>,
}

/// The top of the page.
#[component]
pub fn Head(props: &Props) -> Html {
    let Some(model) = &props.model else {
        return html! {
            <header class="top">
                <h1>{ "Lifeline" }</h1>
                { theme(props) }
            </header>
        };
    };
    html! {
        <header class="top">
            <h1>{ model.title().in_language(WORDS.code) }</h1>
            { about(model, props.custom.as_deref()) }
            { theme(props) }
            <button type="button" data-control="share" onclick={props.onshare.reform(|_| ())}>{ WORDS.share }</button>
        </header>
    }
}

/// What the model is about, a mark that says whose it is, and what it was made from.
fn about(model: &SharedModel, custom: Option<&str>) -> Html {
    let (mark, owner) = match custom {
        Some(file) => (WORDS.own_mark, fill(WORDS.own_mark_more, &[("file", &named(file))])),
        None => (WORDS.unofficial, WORDS.unofficial_more.to_owned()),
    };
    let about = model.about().in_language(WORDS.code);
    let source = model.source().in_language(WORDS.code);
    html! {
        <details class="about">
            <summary>{ mark }</summary>
            <div>
                if !about.is_empty() {
                    <p>{ about }</p>
                }
                <p>{ owner }</p>
                if !source.is_empty() {
                    <p>{ fill(WORDS.made_from, &[("source", &source)]) }</p>
                }
            </div>
        </details>
    }
}

fn theme(props: &Props) -> Html {
    let options = Theme::ALL.into_iter().map(|theme| option(theme.name(), words(theme), theme == props.theme));
    html! {
        <label class="theme">
            <span>{ WORDS.theme }</span>
            <select data-theme-choice="" onchange={onchoose(Theme::ALL, &props.ontheme)}>{ for options }</select>
        </label>
    }
}

fn words(theme: Theme) -> &'static str {
    match theme {
        Theme::System => WORDS.theme_system,
        Theme::Light => WORDS.theme_light,
        Theme::Dark => WORDS.theme_dark,
    }
}
