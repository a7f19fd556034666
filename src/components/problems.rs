//! What is wrong with a draft or worth a look, each with its line and with the word that mends it, where one does.

use std::rc::Rc;

use lifeline_core::model::{Problem, Replacement};
use lifeline_core::narration::fill;
use yew::prelude::*;

use super::changing::changing;
use super::problem::with_names;
use crate::state::writing::Reading;
use crate::words::WORDS;

/// Properties of [`Problems`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What came of reading the draft.
    pub reading: Rc<Reading>,
    /// The place of a problem is to be shown.
    pub onshow: Callback<Problem>,
    /// A mistake is to be mended.
    pub onmend: Callback<Replacement>,
}

/// The mistakes, then the warnings.
#[component]
pub fn Problems(Props { reading, onshow, onmend }: &Props) -> Html {
    let more = reading.outcome.as_ref().map_or_else(|problems| problems.more(), |_| 0);
    let problems: Vec<_> = reading.mistakes().iter().chain(reading.warnings()).collect();
    if problems.is_empty() {
        return Html::default();
    }
    html! {
        <div class="problems" tabindex="0" role="group" aria-label={WORDS.write_problems}>
            <ol>
                for (number, problem) in problems.into_iter().enumerate() {
                    { entry(number, problem, number < reading.mistakes().len(), onshow, onmend) }
                }
            </ol>
            if more > 0 {
                <p>{ changing(fill(WORDS.own_more, &[("count", &more)])) }</p>
            }
        </div>
    }
}

fn entry(
    number: usize,
    problem: &Problem,
    is_mistake: bool,
    onshow: &Callback<Problem>,
    onmend: &Callback<Replacement>,
) -> Html {
    let Problem { place, found, expected, replacement, .. } = problem;
    let shown = problem.clone();
    let remedy = replacement.as_ref().map(|replacement| {
        let (before, after) = WORDS.write_remedy.split_once("{name}").unwrap_or_default();
        let mended = replacement.clone();
        html! {
            <button type="button" data-control="remedy" onclick={onmend.reform(move |_| mended.clone())}>
                { before }
                <code translate="no">{ &replacement.text }</code>
                { after }
            </button>
        }
    });
    html! {
        <li
            key={format!("{number} {found}")}
            data-problem={if is_mistake { "mistake" } else { "warning" }}
            data-line={place.line.to_string()}
        >
            <button type="button" class="place" onclick={onshow.reform(move |_| shown.clone())}>
                { changing(fill(WORDS.write_line, &[("line", &place.line)])) }
            </button>
            <p>
                <span>{ for with_names(found) }</span>
                if !expected.is_empty() {
                    <small>{ for with_names(expected) }</small>
                }
            </p>
            { remedy }
        </li>
    }
}
