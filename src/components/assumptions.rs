//! What the run assumes: a chip for each setting, which opens its field, values to try, and the reason why it is assumed.

use std::fmt::Display;
use std::rc::Rc;

use lifeline_core::model::{Choice, Domain, Setting, SettingId, SettingValue};
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::settings::Settings as Values;
use lifeline_core::time::Millis;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::changing::changing;
use super::duration_field::DurationField;
use super::select::option;
use crate::browser::scroll;
use crate::state::action::ViewAction;
use crate::state::document::SharedModel;
use crate::state::playing::value_of;
use crate::words::WORDS;

/// Properties of [`Assumptions`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub model: SharedModel,
    /// The settings as they are.
    pub values: Values,
    /// What stands in a field without being a value.
    pub typed: Option<(SettingId, Rc<str>)>,
    /// The setting that is open.
    pub open: Option<SettingId>,
    /// A setting was given this, chosen or typed.
    pub onset: Callback<(SettingId, String)>,
    /// A setting is opened or closed.
    pub onview: Callback<ViewAction>,
}

/// The line of chips.
#[component]
pub fn Assumptions(props: &Props) -> Html {
    let onkeydown = {
        let (open, onview) = (props.open, props.onview.clone());
        move |event: KeyboardEvent| {
            if event.key() == "Escape" && open.is_some() {
                event.stop_propagation();
                onview.emit(ViewAction::OpenSetting(None));
            }
        }
    };
    let settings = props.model.settings();
    let is_any_assumed = props.model.settings().any(|(_, setting)| setting.assumed.is_some());
    html! {
        <section class="assumptions" aria-label={WORDS.settings} {onkeydown}>
            if settings.len() > 0 {
                <span class="lead">{ if is_any_assumed { WORDS.assumes } else { WORDS.settings } }</span>
            }
            for (id, setting) in settings {
                <Chip
                    key={setting.id.to_string()}
                    model={props.model.clone()}
                    {id}
                    value={props.values.get(id)}
                    is_default={props.values.is_default(&props.model, id)}
                    typed={props.typed.as_ref().filter(|(typed, _)| *typed == id).map(|(_, text)| text.clone())}
                    is_open={props.open == Some(id)}
                    onset={&props.onset}
                    onview={&props.onview}
                />
            }
        </section>
    }
}

/// Properties of [`Chip`].
#[derive(Properties, PartialEq)]
struct ChipProps {
    model: SharedModel,
    id: SettingId,
    value: SettingValue,
    is_default: bool,
    typed: Option<Rc<str>>,
    is_open: bool,
    onset: Callback<(SettingId, String)>,
    onview: Callback<ViewAction>,
}

/// A setting.
#[component]
fn Chip(props: &ChipProps) -> Html {
    let ChipProps { id, is_open, onview, .. } = props;
    let (id, is_open) = (*id, *is_open);
    let setting = &props.model[id];
    let (button, card) = (use_node_ref(), use_node_ref());
    let was_open = use_mut_ref(|| false);
    use_effect_with(is_open, {
        let (button, card) = (button.clone(), card.clone());
        move |is_open| {
            if *is_open {
                scroll::focus_first(&card);
            } else if was_open.replace(false) {
                scroll::focus(&button);
            }
            was_open.replace(*is_open);
        }
    });
    let label = Narrator::english(&props.model).setting(id, props.value);
    let toggle = onview.reform(move |_| ViewAction::OpenSetting((!is_open).then_some(id)));
    let close = onview.reform(move |_| ViewAction::OpenSetting(None));
    html! {
        <div class="chip" data-assumed={setting.assumed.is_some().then_some("")} data-changed={(!props.is_default).then_some("")}>
            <button
                type="button"
                aria-expanded={is_open.to_string()}
                data-chip={setting.id.to_string()}
                ref={button}
                onclick={toggle}
            >
                { changing(label) }
                <span aria-hidden="true">{ "▾" }</span>
            </button>
            if is_open {
                <div class="veil" onclick={close} />
            }
            <div class="card" hidden={!is_open} ref={card}>
                { control(props, setting) }
                if let Some(assumed) = &setting.assumed {
                    <p id={format!("open-{}", setting.id)}>
                        <em>{ WORDS.assumed }</em>
                        { changing(assumed.in_language(WORDS.code)) }
                    </p>
                }
            </div>
        </div>
    }
}

fn control(props: &ChipProps, setting: &Setting) -> Html {
    let element = format!("set-{}", setting.id);
    let label = html! { <label for={element.clone()}>{ changing(setting.label.in_language(WORDS.code)) }</label> };
    match (&setting.domain, props.value) {
        (Domain::Choice(choices), SettingValue::Choice(chosen)) => html! {
            <>
                { label }
                { choice(props, setting, choices, chosen, element) }
            </>
        },
        (Domain::Duration { default, least, greatest }, SettingValue::Duration(value)) => html! {
            <>
                { label }
                { amount(props, setting, value, element) }
                <p class="presets">
                    for preset in presets(*default, *least, *greatest) {
                        <button
                            type="button"
                            aria-pressed={(preset == value).to_string()}
                            onclick={{
                                let id = props.id;
                                props.onset.reform(move |_| (id, preset.to_string()))
                            }}
                        >
                            { changing(preset.to_string()) }
                        </button>
                    }
                </p>
            </>
        },
        (Domain::Number { least, greatest, .. }, SettingValue::Number(value)) => html! {
            <>
                { label }
                { amount(props, setting, value, element) }
                if props.model.chance() == Some(props.id) {
                    <p class="presets">
                        <button type="button" data-control="another" onclick={{
                            let (id, next) = (props.id, if value < *greatest { value + 1 } else { *least });
                            props.onset.reform(move |_| (id, next.to_string()))
                        }}>
                            { WORDS.another_chance }
                        </button>
                    </p>
                }
            </>
        },
        _ => Html::default(),
    }
}

fn choice(props: &ChipProps, setting: &Setting, choices: &[Choice], chosen: u8, element: String) -> Html {
    let id = props.id;
    let onchange =
        props.onset.reform(move |event: Event| (id, event.target_unchecked_into::<HtmlSelectElement>().value()));
    let options = choices.iter().zip(0..).map(|(choice, position)| {
        option(choice.id.to_string(), choice.label.in_language(WORDS.code).to_owned(), position == chosen)
    });
    html! {
        <select
            id={element}
            data-setting={setting.id.to_string()}
            aria-describedby={format!("open-{}", setting.id)}
            {onchange}
        >
            { for options }
        </select>
    }
}

fn amount(props: &ChipProps, setting: &Setting, value: impl Display, element: String) -> Html {
    let id = props.id;
    let error = props.typed.as_ref().and_then(|text| value_of(&props.model, id, text).err());
    let text = props.typed.as_ref().map_or_else(|| value.to_string(), |text| text.to_string());
    html! {
        <DurationField
            id={element}
            setting={setting.id.to_string()}
            described_by={format!("open-{}", setting.id)}
            {text}
            {error}
            onchange={props.onset.reform(move |text| (id, text))}
        />
    }
}

/// Values to try: the default, and a third and three times of it; where that is nothing, some times that messages take.
fn presets(default: Millis, least: Millis, greatest: Millis) -> Vec<Millis> {
    let around: &[Option<Millis>] = &match default {
        Millis::ZERO => [Some(Millis::ZERO), Some(Millis::new(200)), Some(Millis::new(1_000))],
        default => [default.checked_scale(3, 10), Some(default), default.checked_scale(3, 1)],
    };
    around.iter().flatten().copied().filter(|preset| (least..=greatest).contains(preset)).collect()
}
