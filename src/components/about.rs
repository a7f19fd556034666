//! What the model is about, whose it is and what it was made from, behind a mark beside its name.

use lifeline_core::narration::fill;
use yew::prelude::*;

use super::changing::changing;
use super::head::brief;
use crate::browser::dialogue;
use crate::state::custom_model::{CustomModel, Origin, named};
use crate::state::document::SharedModel;
use crate::words::WORDS;

/// Properties of [`About`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub model: SharedModel,
    /// It again, where it is not the site's.
    pub custom: Option<CustomModel>,
}

/// The mark, which can be opened, and is closed by Escape.
#[component]
pub fn About(Props { model, custom }: &Props) -> Html {
    let details = use_node_ref();
    let onkeydown = {
        let details = details.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" && dialogue::fold(&details) {
                event.stop_propagation();
            }
        }
    };
    let (mark, owner) = match custom {
        Some(custom) => match custom.origin {
            Origin::Link => (WORDS.link_mark, WORDS.link_mark_more.to_owned()),
            Origin::Draft(_) => (WORDS.own_mark, WORDS.draft_mark_more.to_owned()),
            Origin::File => (WORDS.own_mark, fill(WORDS.own_mark_more, &[("file", &named(&custom.file))])),
        },
        None => (WORDS.unofficial, WORDS.unofficial_more.to_owned()),
    };
    let about = model.about().in_language(WORDS.code);
    let source = model.source().in_language(WORDS.code);
    html! {
        <details class="about" ref={details} {onkeydown}>
            <summary>{ brief("i", mark) }</summary>
            <div>
                if !about.is_empty() {
                    <p>{ changing(about) }</p>
                }
                <p>{ changing(owner) }</p>
                if !source.is_empty() {
                    <p>{ changing(fill(WORDS.made_from, &[("source", &source)])) }</p>
                }
            </div>
        </details>
    }
}
