//! What is wrong with a file of the reader's own.

use std::rc::Rc;

use yew::prelude::*;

use super::changing::changing;
use super::problem::Problem;
use crate::state::custom_model::{Mistakes, headline};
use crate::words::WORDS;
use lifeline_core::narration::fill;

/// Properties of [`MistakeList`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The mistakes.
    pub mistakes: Rc<Mistakes>,
    /// Whether something stays open all the same.
    pub stays: bool,
    /// Receives the list, which can take the focus.
    pub list: NodeRef,
    /// The file is to be mended where it can be written; not in a frame.
    pub onmend: Option<Callback<()>>,
    /// They were seen.
    pub ondismiss: Callback<()>,
}

/// The mistakes of a file, each with its line.
#[component]
pub fn MistakeList(props: &Props) -> Html {
    let problems = &props.mistakes.problems;
    html! {
        <section class="mistakes" data-mistakes="" aria-labelledby="mistakes">
            <div class="title">
                <h2 id="mistakes">{ changing(headline(&props.mistakes)) }</h2>
                if let Some(onmend) = &props.onmend {
                    <button type="button" class="strong" data-control="mend" onclick={onmend.reform(|_| ())}>
                        { WORDS.write_mend }
                    </button>
                }
                <button type="button" data-control="mended" onclick={props.ondismiss.reform(|_| ())}>
                    { WORDS.dismiss }
                </button>
            </div>
            <div tabindex="0" role="group" aria-labelledby="mistakes" ref={&props.list}>
                if props.stays {
                    <p>{ WORDS.stays }</p>
                }
                <ol>
                    for (number, problem) in problems.listed().iter().enumerate() {
                        <Problem key={format!("{number} {}", problem.found)} problem={problem.clone()} />
                    }
                </ol>
                if problems.more() > 0 {
                    <p>{ changing(fill(WORDS.own_more, &[("count", &problems.more())])) }</p>
                }
            </div>
        </section>
    }
}
