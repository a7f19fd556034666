//! The top of the page: its name, what is played, whose model it is, the theme, and the way to share the run.

use yew::prelude::*;

use super::about::About;
use super::changing::changing;
use super::select::{onchoose, option};
use crate::state::custom_model::CustomModel;
use crate::state::document::SharedModel;
use crate::state::preferences::Theme;
use crate::words::WORDS;

/// Properties of [`Head`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The model; none before the first has come.
    pub model: Option<SharedModel>,
    /// It again, where it is not the site's.
    pub custom: Option<CustomModel>,
    /// The scenario that is shown, which a narrow page names in the model's stead.
    pub scenario: Option<AttrValue>,
    pub theme: Theme,
    /// Another theme was chosen.
    pub ontheme: Callback<Theme>,
    /// The run is to be shared.
    pub onshare: Callback<()>,
    /// The gallery is to be shown.
    pub ongallery: Callback<()>,
    /// The run is to be presented.
    pub onpresent: Callback<()>,
    /// The help is to be shown.
    pub onhelp: Callback<()>,
    /// Whether a draft is open.
    pub writes: bool,
    /// A draft is to be opened, or closed.
    pub onwrite: Callback<()>,
}

/// The top of the page.
#[component]
pub fn Head(props: &Props) -> Html {
    html! {
        <header class="top">
            <a class="brand" href="./" title={WORDS.slogan}>
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d={LOGO} /></svg>
                <b>{ "Lifeline" }</b>
            </a>
            if let Some((model, title)) = props.model.as_ref().map(|model| (model, model.title().in_language(WORDS.code))) {
                <h1>
                    <button type="button" data-control="gallery" title={WORDS.gallery} onclick={props.ongallery.reform(|_| ())}>
                        { changing(title) }
                        if let Some(scenario) = &props.scenario {
                            <span key={scenario.to_string()} class="scenario">{ scenario }</span>
                        }
                    </button>
                </h1>
                <About key={model.id().to_owned()} model={model.clone()} custom={props.custom.clone()} />
            } else {
                <h1>{ WORDS.slogan }</h1>
            }
            <span class="space" />
            <button
                type="button"
                class="quiet-button"
                data-control="write"
                aria-pressed={props.writes.to_string()}
                onclick={props.onwrite.reform(|_| ())}
            >
                { brief("✎", WORDS.write) }
            </button>
            <button type="button" class="quiet-button" data-control="keys" aria-haspopup="dialog" onclick={props.onhelp.reform(|_| ())}>
                { brief("?", WORDS.help) }
            </button>
            if props.model.is_some() {
                <button type="button" class="quiet-button" data-control="present" onclick={props.onpresent.reform(|_| ())}>
                    { brief("⛶", WORDS.present) }
                </button>
            }
            { theme(props) }
            if props.model.is_some() {
                <button type="button" class="strong" data-control="share" onclick={props.onshare.reform(|_| ())}>
                    { WORDS.share }
                </button>
            }
        </header>
    }
}

/// Words that are no more than a sign where the page is narrow.
pub fn brief(sign: &'static str, words: &'static str) -> Html {
    html! {
        <>
            <i aria-hidden="true">{ sign }</i>
            { changing(words) }
        </>
    }
}

fn theme(props: &Props) -> Html {
    let options = Theme::ALL.into_iter().map(|theme| option(theme.name(), words(theme), theme == props.theme));
    html! {
        <label class="theme" title={WORDS.theme}>
            <span>{ WORDS.theme }</span>
            <i aria-hidden="true">{ "◐" }</i>
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

/// Two lifelines and a message, in 24 by 24.
const LOGO: &str = "M5 2h2v20H5zM17 2h2v20h-2zM7 7h7V5l4 3-4 3V9H7zM17 15h-7v-2l-4 3 4 3v-2h7z";
