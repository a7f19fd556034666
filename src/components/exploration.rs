//! Everything that can happen: explored when the reader asks for it, counting up, and told with runs that show it.

use std::rc::Rc;

use lifeline_core::narration::fill;
use lifeline_page::worker::{Explored, Progress};
use yew::prelude::*;

use super::changing::changing;
use super::findings::Findings;
use crate::state::document::SharedModel;
use crate::words::WORDS;

/// Properties of [`Exploration`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub model: SharedModel,
    /// For each of its rules, whether a row of this run comes from it.
    pub has_row: Rc<[bool]>,
    /// How far it is; nothing before anything was explored.
    pub progress: Option<Progress>,
    /// What was found so far.
    pub explored: Option<Rc<Explored>>,
    pub is_running: bool,
    /// The address of a link.
    pub onlink: Callback<String, String>,
    /// The reader wants everything explored.
    pub onstart: Callback<()>,
    /// The reader has seen enough.
    pub onstop: Callback<()>,
}

/// The button, how far it is, and what was found.
#[component]
pub fn Exploration(props: &Props) -> Html {
    let is_exact = props.explored.as_ref().is_some_and(|explored| explored.is_exact);
    let onclick = if props.is_running { &props.onstop } else { &props.onstart };
    html! {
        <section class="panel exploration">
            <h2>{ WORDS.exploration }</h2>
            <p class="quiet">{ WORDS.exploration_about }</p>
            <p>
                <button
                    type="button"
                    data-control="explore"
                    aria-pressed={props.is_running.to_string()}
                    onclick={onclick.reform(|_| ())}
                >
                    { changing(if props.is_running { WORDS.explore_stop } else { WORDS.explore }) }
                </button>
            </p>
            if let Some(Progress { states, steps }) = props.progress {
                <p
                    data-explored={states.to_string()}
                    data-steps={steps.to_string()}
                    data-running={props.is_running.then_some("")}
                    aria-live="polite"
                    aria-busy={props.is_running.to_string()}
                >
                    { changing(fill(WORDS.explored, &[("states", &states), ("steps", &steps)])) }
                    if !props.is_running {
                        { " " }
                        { changing(if is_exact { WORDS.explored_all } else { WORDS.explored_some }) }
                    }
                </p>
            }
            if let Some(explored) = &props.explored {
                <Findings
                    model={props.model.clone()}
                    has_row={props.has_row.clone()}
                    explored={explored.clone()}
                    is_running={props.is_running}
                    onlink={&props.onlink}
                />
            }
        </section>
    }
}
