//! What the reference leaves open: each setting beside what is not said, marked as assumed.

use std::rc::Rc;

use lifeline_core::model::{Choice, Domain, Model, SettingId, SettingValue};
use lifeline_core::settings::{Settings as Values, read_value};
use yew::prelude::*;

use super::Send;
use super::duration_field::DurationField;
use crate::browser::input;
use crate::state::Action;
use crate::words::WORDS;

/// The settings.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The model.
    pub model: Rc<Model>,
    /// The settings as they are.
    pub values: Values,
    /// What the reader does.
    pub on: Send,
}

/// The settings, each with its control.
#[component]
pub fn Settings(props: &Props) -> Html {
    html! {
        <details class="panel settings" open=true>
            <summary><h2>{ WORDS.open_questions }</h2></summary>
            { for props.model.settings().map(|(id, _)| setting(props, id)) }
        </details>
    }
}

fn setting(props: &Props, id: SettingId) -> Html {
    let setting = &props.model[id];
    let (element, described) = (["set-", &setting.id].concat(), ["open-", &setting.id].concat());
    let control = match (&setting.domain, props.values.get(id)) {
        (Domain::Choice(choices), SettingValue::Choice(chosen)) => {
            choice(props, id, choices, chosen, &element, &described)
        }
        (Domain::Duration { least, greatest, .. }, SettingValue::Duration(value)) => html! {
            <DurationField id={element.clone()} setting={setting.id.to_string()} described={described.clone()}
                {value} bounds={(*least, *greatest)}
                on_length={props.on.reform(move |length| Action::Set(id, SettingValue::Duration(length)))} />
        },
        _ => Html::default(),
    };
    html! {
        <div class="setting">
            <label for={element}>{ setting.label.in_language(WORDS.code) }</label>
            { control }
            if let Some(open) = &setting.assumed {
                <p id={described}><em class="assumed">{ WORDS.assumed }</em>{ " " }{ open.in_language(WORDS.code) }</p>
            }
        </div>
    }
}

fn choice(props: &Props, id: SettingId, choices: &[Choice], chosen: u8, element: &str, described: &str) -> Html {
    let model = Rc::clone(&props.model);
    let on = props.on.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Ok(value) = read_value(&model, id, &input::value(&event)) {
            on.emit(Action::Set(id, value));
        }
    });
    html! {
        <select id={element.to_owned()} data-setting={props.model[id].id.to_string()} aria-describedby={described.to_owned()} {onchange}>
            { for choices.iter().enumerate().map(|(place, choice)| html! {
                <option value={choice.id.to_string()} selected={place == usize::from(chosen)}>
                    { choice.label.in_language(WORDS.code) }
                </option>
            }) }
        </select>
    }
}
