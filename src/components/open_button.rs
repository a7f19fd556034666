//! The button that opens a model of the reader's own, and what is said of the one that is open.

use web_sys::{FileList, HtmlInputElement};
use yew::prelude::*;

use super::changing::changing;
use super::problem::Problem;
use crate::state::custom_model::{CustomModel, Origin, named};
use crate::words::WORDS;
use lifeline_core::narration::fill;

/// Properties of [`OpenButton`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The reader's own model, where that is what is open.
    pub custom: Option<CustomModel>,
    /// Files were chosen, or dropped on the button.
    pub onfiles: Callback<FileList>,
    /// The reader leaves their own model.
    pub onleave: Callback<()>,
}

/// The button.
#[component]
pub fn OpenButton(props: &Props) -> Html {
    let onfiles = props.onfiles.clone();
    let onchange = move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        if let Some(files) = input.files() {
            onfiles.emit(files);
        }
        // So the same file can be chosen again.
        input.set_value("");
    };
    // The field lies over the words, so that it is what is pressed, focused and dropped on.
    let field = html! {
        <label class="file">
            <input type="file" data-own="" {onchange} />
            <span>{ WORDS.own_open }</span>
        </label>
    };
    let Some(CustomModel { file, origin, warnings, .. }) = &props.custom else {
        return html! {
            <section class="own" aria-label={WORDS.own}>
                { field }
                <p>{ WORDS.own_about }</p>
            </section>
        };
    };
    let title = if warnings.len() == 1 { WORDS.own_warning } else { WORDS.own_warnings };
    html! {
        <section class="own" aria-label={WORDS.own}>
            <div>
                { field }
                <button type="button" data-control="leave" onclick={props.onleave.reform(|_| ())}>
                    { WORDS.own_leave }
                </button>
            </div>
            <p>
                { changing(match origin {
                    Origin::Link => WORDS.link_mark_more.to_owned(),
                    Origin::Draft(_) => WORDS.draft_mark_more.to_owned(),
                    Origin::File => fill(WORDS.own_is_open, &[("file", &named(file))]),
                }) }
            </p>
            if !warnings.is_empty() {
                <details>
                    <summary>{ changing(fill(title, &[("count", &warnings.len())])) }</summary>
                    <ol>
                        for (number, problem) in warnings.iter().enumerate() {
                            <Problem key={format!("{number} {}", problem.found)} problem={problem.clone()} />
                        }
                    </ol>
                </details>
            }
        </section>
    }
}
