//! What shall hold: each property with what is known of it in this run, and in every run once those were explored.

use std::rc::Rc;

use lifeline_core::simulation::run::RunVerdict;
use lifeline_page::worker::{Explored, ExploredVerdict};
use yew::prelude::*;

use super::changing::changing;
use crate::state::action::ViewAction;
use crate::state::document::SharedModel;
use crate::words::WORDS;

/// Properties of [`Properties`].
#[derive(yew::Properties, PartialEq)]
pub struct Props {
    pub model: SharedModel,
    /// What is known of each property in this run.
    pub verdicts: Rc<[RunVerdict]>,
    /// What was found in all runs, if they were explored.
    pub explored: Option<Rc<Explored>>,
    /// The address of a link.
    pub onlink: Callback<String, String>,
    /// The reader goes to the row at which one is violated.
    pub onview: Callback<ViewAction>,
}

/// The properties of the model.
#[component]
pub fn Properties(props: &Props) -> Html {
    if props.verdicts.is_empty() {
        return Html::default();
    }
    let entries = props.model.properties().zip(props.verdicts.iter()).map(|((id, property), verdict)| {
        let (name, said, row) = match verdict {
            RunVerdict::Holds => ("holds", WORDS.property_holds, None),
            RunVerdict::Open => ("open", WORDS.property_open, None),
            RunVerdict::Violated(at) => ("violated", WORDS.property_violated, Some(*at).filter(|at| at.0 > 0)),
        };
        let everywhere = props.explored.as_ref().and_then(|explored| explored.properties.get(id.index()));
        html! {
            <li data-property={property.id.to_string()} data-verdict={name}>
                { changing(property.label.in_language(WORDS.code)) }
                if let Some(row) = row {
                    <button type="button" onclick={props.onview.reform(move |_| ViewAction::Inspect(row))}>{ changing(said) }</button>
                } else {
                    <small class={(*verdict == RunVerdict::Holds).then_some("unseen")}>{ changing(said) }</small>
                }
                {
                    match everywhere {
                        None => Html::default(),
                        Some(ExploredVerdict::Holds) => html! { <small>{ changing(WORDS.property_holds_everywhere) }</small> },
                        Some(ExploredVerdict::Open) => html! { <small>{ changing(WORDS.property_not_found) }</small> },
                        Some(ExploredVerdict::Violated(link)) => html! {
                            <a class="violation" href={props.onlink.emit(link.clone())}>{ WORDS.property_shown }</a>
                        },
                    }
                }
            </li>
        }
    });
    html! {
        <section class="panel properties">
            <h2>{ WORDS.properties }</h2>
            <ul>{ for entries }</ul>
        </section>
    }
}
