//! The runs that ship with the model: the reference's own figures, and those beyond them.

use std::rc::Rc;

use lifeline_core::model::{Model, Scenario, ScenarioId};
use yew::prelude::*;

use crate::words::WORDS;

/// The runs to choose from.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The model.
    pub model: Rc<Model>,
    /// The one that is shown.
    pub current: Option<ScenarioId>,
    /// The reader opens one.
    pub on_open: Callback<ScenarioId>,
}

/// The list of figures.
#[component]
pub fn Figures(props: &Props) -> Html {
    let part = |figure: bool, title: &'static str| {
        let mut scenarios = props.model.scenarios().enumerate().filter(|(_, (_, it))| it.figure == figure).peekable();
        if scenarios.peek().is_none() {
            return Html::default();
        }
        html! {
            <section>
                <h2>{ title }</h2>
                <ul>{ for scenarios.map(|(place, (id, scenario))| entry(props, place, id, scenario)) }</ul>
            </section>
        }
    };
    html! {
        <nav class="figures">
            { part(true, WORDS.figures) }
            { part(false, WORDS.beyond) }
        </nav>
    }
}

fn entry(props: &Props, place: usize, id: ScenarioId, scenario: &Scenario) -> Html {
    let href = ["#", props.model.id(), "/", &scenario.id].concat();
    let onclick = {
        let on_open = props.on_open.clone();
        Callback::from(move |event: MouseEvent| {
            // With a key held, the browser opens the link elsewhere.
            if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                event.prevent_default();
                on_open.emit(id);
            }
        })
    };
    html! {
        <li>
            <a {href} data-scenario={scenario.id.to_string()} aria-current={(props.current == Some(id)).then_some("true")} {onclick}>
                <i>{ place + 1 }</i>
                <b>{ scenario.label.in_language(WORDS.code) }</b>
                <span>{ scenario.about.in_language(WORDS.code) }</span>
            </a>
        </li>
    }
}
