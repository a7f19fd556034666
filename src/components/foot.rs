//! The foot of a page in a frame: what is played, and the ways to the figure and to the whole page.

use yew::prelude::*;

use super::changing::changing;
use crate::state::document::SharedModel;
use crate::words::WORDS;

/// Properties of [`Foot`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub model: SharedModel,
    /// What was assumed for what is shown.
    pub assumed: AttrValue,
    /// Whether the reader plays, and no longer looks at what was given.
    pub is_entered: bool,
    /// The figure is to be played.
    pub onplay: Callback<()>,
    /// Whether the host page has handed the model over: then the whole page doesn't have it.
    pub is_handed_over: bool,
    /// The address of the run on the whole page.
    pub address: AttrValue,
    /// The reader wants to see again what was given.
    pub onreturn: Callback<()>,
}

/// The foot.
#[component]
pub fn Foot(props: &Props) -> Html {
    html! {
        <footer class="foot">
            if props.is_entered {
                <button type="button" data-control="figure" onclick={props.onreturn.reform(|_| ())}>
                    { changing(WORDS.back_to_figure) }
                </button>
            } else {
                <button type="button" class="strong" data-control="play" onclick={props.onplay.reform(|_| ())}>
                    <span aria-hidden="true">{ "▶" }</span>
                    { changing(WORDS.play) }
                </button>
            }
            <h1>{ changing(props.model.title().in_language(WORDS.code)) }</h1>
            <p class="assumed" title={&props.assumed}>{ changing(&props.assumed) }</p>
            if !props.is_handed_over {
                <a href={&props.address} target="_blank" rel="noopener">{ WORDS.whole_page }</a>
            }
        </footer>
    }
}
