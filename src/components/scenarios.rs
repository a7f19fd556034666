//! The runs that ship with the model: the reference's own figures, and those beyond them.

use lifeline_core::model::{Scenario, ScenarioId};
use yew::prelude::*;

use super::changing::changing;
use crate::browser::scroll;
use crate::state::document::SharedModel;
use crate::words::WORDS;

/// Properties of [`Scenarios`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub model: SharedModel,
    /// The scenario that is shown, unchanged.
    pub current: Option<ScenarioId>,
    /// A scenario was chosen, to be opened here.
    pub onopen: Callback<ScenarioId>,
}

/// The list of scenarios.
#[component]
pub fn Scenarios(props: &Props) -> Html {
    let current = use_node_ref();
    use_effect_with(props.current, {
        let current = current.clone();
        move |_| scroll::reveal(&current)
    });
    if props.model.scenarios().len() == 0 {
        return Html::default();
    }
    let has_figures = props.model.scenarios().any(|(_, scenario)| scenario.figure);
    let title = |is_figure| {
        if is_figure {
            WORDS.figures
        } else if has_figures {
            WORDS.beyond
        } else {
            WORDS.scenarios
        }
    };
    html! {
        <nav class="scenarios" aria-label={WORDS.scenarios}>
            { section(props, title(true), true, &current) }
            { section(props, title(false), false, &current) }
        </nav>
    }
}

/// The scenarios of one kind; not every model has both.
fn section(props: &Props, title: &'static str, is_figure: bool, current: &NodeRef) -> Html {
    let mut links = props
        .model
        .scenarios()
        .filter(|(_, scenario)| scenario.figure == is_figure)
        .map(|(id, scenario)| link(props, id, scenario, current))
        .peekable();
    if links.peek().is_none() {
        return Html::default();
    }
    html! {
        <section>
            <h2>{ changing(title) }</h2>
            <ul>
                for link in links {
                    <li>{ link }</li>
                }
            </ul>
        </section>
    }
}

fn link(props: &Props, id: ScenarioId, scenario: &Scenario, current: &NodeRef) -> Html {
    let is_current = props.current == Some(id);
    let sign = if is_current { "▶" } else { "▷" };
    let onopen = props.onopen.clone();
    let onclick = move |event: MouseEvent| {
        // With one of these keys the browser opens the link elsewhere.
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            onopen.emit(id);
        }
    };
    html! {
        <a
            title={scenario.about.in_language(WORDS.code).to_owned()}
            href={format!("#{}/{}", props.model.id(), scenario.id)}
            data-scenario={scenario.id.to_string()}
            aria-current={is_current.then_some("true")}
            ref={if is_current { current.clone() } else { NodeRef::default() }}
            {onclick}
        >
            <i key={sign} aria-hidden="true">{ sign }</i>
            <b>{ changing(scenario.label.in_language(WORDS.code)) }</b>
            { changing(scenario.about.in_language(WORDS.code)) }
        </a>
    }
}
