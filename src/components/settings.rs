//! What the reference leaves open: each setting with its control, and with what is not said.

use std::rc::Rc;

use lifeline_core::model::{Choice, Domain, SettingId, SettingValue};
use lifeline_core::simulation::settings::Settings as Values;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::duration_field::DurationField;
use super::select::option;
use crate::state::document::SharedModel;
use crate::state::value_of;
use crate::words::WORDS;

/// Properties of [`Settings`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The model.
    pub model: SharedModel,
    /// The settings as they are.
    pub values: Values,
    /// What stands in a field without being a value.
    pub typed: Option<(SettingId, Rc<str>)>,
    /// Whether they are shown from the beginning.
    pub open: bool,
    /// A setting was given this, chosen or typed.
    pub onset: Callback<(SettingId, String)>,
}

/// The settings.
#[component]
pub fn Settings(props: &Props) -> Html {
    html! {
        <details class="panel settings" open={props.open}>
            <summary><h2>{ WORDS.open_questions }</h2></summary>
            { for props.model.settings().map(|(id, _)| setting(props, id)) }
        </details>
    }
}

fn setting(props: &Props, id: SettingId) -> Html {
    let setting = &props.model[id];
    let (element, open) = (format!("set-{}", setting.id), format!("open-{}", setting.id));
    let is_choice = matches!(setting.domain, Domain::Choice(_));
    let control = match (&setting.domain, props.values.get(id)) {
        (Domain::Choice(choices), SettingValue::Choice(chosen)) => choice(props, id, choices, chosen, &element, &open),
        (_, SettingValue::Duration(value)) => amount(props, id, &value.to_string(), &element, &open),
        (_, SettingValue::Number(value)) => amount(props, id, &value.to_string(), &element, &open),
        _ => Html::default(),
    };
    html! {
        <div class={if is_choice { "setting choice" } else { "setting" }}>
            <label for={element}>{ setting.label.in_language(WORDS.code) }</label>
            { control }
            if let Some(assumed) = &setting.assumed {
                <p id={open}><em>{ WORDS.assumed }</em>{ assumed.in_language(WORDS.code) }</p>
            }
        </div>
    }
}

fn choice(props: &Props, id: SettingId, choices: &[Choice], chosen: u8, element: &str, open: &str) -> Html {
    let onchange =
        props.onset.reform(move |event: Event| (id, event.target_unchecked_into::<HtmlSelectElement>().value()));
    let options = choices.iter().zip(0..).map(|(choice, position)| {
        option(choice.id.to_string(), choice.label.in_language(WORDS.code).to_owned(), position == chosen)
    });
    html! {
        <select
            id={element.to_owned()}
            data-setting={props.model[id].id.to_string()}
            aria-describedby={open.to_owned()}
            {onchange}
        >
            { for options }
        </select>
    }
}

fn amount(props: &Props, id: SettingId, value: &str, element: &str, open: &str) -> Html {
    let typed = props.typed.as_ref().filter(|(setting, _)| *setting == id).map(|(_, text)| text);
    let error = typed.and_then(|text| value_of(&props.model, id, text).err());
    let text = typed.map_or_else(|| value.to_owned(), |text| text.to_string());
    html! {
        <DurationField
            id={element.to_owned()}
            setting={props.model[id].id.to_string()}
            described_by={open.to_owned()}
            {text}
            {error}
            onchange={props.onset.reform(move |text| (id, text))}
        />
    }
}
