//! Everything that can happen: explored when the reader asks for it, counting up, and told with runs that show it.

use std::rc::Rc;

use lifeline_core::narration::fill;
use lifeline_page::worker::{Explored, Shown};
use yew::prelude::*;

use crate::words::WORDS;

/// Properties of [`Exploration`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What was found so far; nothing before anything was explored.
    pub explored: Option<Rc<Explored>>,
    pub is_running: bool,
    /// The address of a link.
    pub onlink: Callback<String, String>,
    /// The reader wants everything explored.
    pub onstart: Callback<()>,
    /// The reader has seen enough.
    pub onstop: Callback<()>,
}

/// The button, and what was found.
#[component]
pub fn Exploration(props: &Props) -> Html {
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
                    { if props.is_running { WORDS.explore_stop } else { WORDS.explore } }
                </button>
            </p>
            if let Some(explored) = &props.explored {
                { found(props, explored) }
            }
        </section>
    }
}

fn found(props: &Props, explored: &Explored) -> Html {
    let (states, steps) = (explored.states, explored.steps);
    let count = fill(WORDS.explored, &[("states", &states), ("steps", &steps)]);
    let unseen: Vec<String> = explored.unseen.iter().map(u32::to_string).collect();
    html! {
        <>
            <p
                data-explored={states.to_string()}
                data-running={props.is_running.then_some("")}
                aria-live="polite"
                aria-busy={props.is_running.to_string()}
            >
                { count }
                if !props.is_running {
                    { " " }
                    { if explored.is_exact { WORDS.explored_all } else { WORDS.explored_some } }
                }
            </p>
            if !unseen.is_empty() && !props.is_running {
                <p data-unseen={unseen.len().to_string()}>{ fill(WORDS.unseen, &[("lines", &unseen.join(", "))]) }</p>
            }
            { runs("unhandled", WORDS.unhandled, &explored.unhandled, props) }
            { runs("ends", WORDS.ends, &explored.ends, props) }
        </>
    }
}

/// A list that can be opened, each entry leading to a run that shows it.
fn runs(name: &'static str, title: &'static str, all: &[Shown], props: &Props) -> Html {
    if all.is_empty() {
        return Html::default();
    }
    html! {
        <details data-found={name}>
            <summary>{ fill(title, &[("count", &all.len())]) }</summary>
            <ul>
                for shown in all {
                    <li><a href={props.onlink.emit(shown.link.clone())}>{ &shown.words }</a></li>
                }
            </ul>
        </details>
    }
}
