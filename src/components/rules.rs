//! What is known of the model, in this run and in all of them: its properties, its rules, and what the reference says.

use std::rc::Rc;

use lifeline_core::link::with_carried;
use lifeline_core::simulation::run::RunVerdict;
use lifeline_core::simulation::trace::EventNumber;
use yew::prelude::*;

use super::exploration::Exploration;
use super::properties::Properties;
use super::reference::{Reference, Standing};
use crate::hooks::use_exploration;
use crate::state::action::ViewAction;
use crate::state::document::SharedModel;

/// Properties of [`Rules`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub model: SharedModel,
    /// What is known of each property in this run.
    pub verdicts: Rc<[RunVerdict]>,
    /// For each rule, whether a row of this run comes from it.
    pub has_row: Rc<[bool]>,
    /// What holds of each clause.
    pub standings: Rc<[Standing]>,
    /// The row that is selected.
    pub selected: Option<EventNumber>,
    /// What stands for the model in links, where they carry it.
    pub carried: Option<Rc<str>>,
    pub onview: Callback<ViewAction>,
}

/// All of it, one below the other.
#[component]
pub fn Rules(props: &Props) -> Html {
    let Props { model, verdicts, has_row, standings, selected, carried, onview } = props;
    let exploring = use_exploration(model);
    let onlink =
        use_callback(carried.clone(), |link: String, carried| format!("#{}", with_carried(&link, carried.as_deref())));
    html! {
        <>
            <Properties
                model={model.clone()}
                verdicts={verdicts.clone()}
                explored={exploring.explored.clone()}
                onlink={&onlink}
                {onview}
            />
            <Exploration
                model={model.clone()}
                has_row={has_row.clone()}
                progress={exploring.progress}
                explored={exploring.explored.clone()}
                is_running={exploring.is_running}
                onlink={&onlink}
                onstart={&exploring.onstart}
                onstop={&exploring.onstop}
            />
            <Reference
                model={model.clone()}
                standings={standings.clone()}
                explored={exploring.explored.clone()}
                selected={*selected}
                onlink={&onlink}
                {onview}
            />
        </>
    }
}
