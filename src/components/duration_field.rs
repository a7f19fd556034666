//! A field for a length of time, with what is wrong with its text beside it.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::changing::changing;

/// Properties of [`DurationField`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Its id in the page.
    pub id: AttrValue,
    /// The id of its setting; none for the amount to wait.
    #[prop_or_default]
    pub setting: Option<AttrValue>,
    /// Its name, where no label has it.
    #[prop_or_default]
    pub label: Option<&'static str>,
    /// The id of what describes it.
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
    /// What stands in it.
    pub text: AttrValue,
    /// What is wrong with that.
    pub error: Option<AttrValue>,
    /// Receives the field.
    #[prop_or_default]
    pub input: NodeRef,
    /// Another text was typed, and the field left.
    pub onchange: Callback<String>,
    /// Enter was pressed while this stood in it.
    #[prop_or_default]
    pub onenter: Option<Callback<String>>,
}

/// A field for a length of time.
#[component]
pub fn DurationField(props: &Props) -> Html {
    let error_id = format!("{}-error", props.id);
    let described_by = match &props.error {
        Some(_) => Some(AttrValue::from(error_id.clone())),
        None => props.described_by.clone(),
    };
    let onchange = props.onchange.reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().value());
    let onkeydown = props.onenter.clone().map(|onenter| {
        move |event: KeyboardEvent| {
            if event.key() == "Enter" && !(event.ctrl_key() || event.alt_key() || event.meta_key()) {
                event.prevent_default();
                onenter.emit(event.target_unchecked_into::<HtmlInputElement>().value());
            }
        }
    });
    html! {
        <>
            <input
                type="text"
                class="duration"
                autocomplete="off"
                spellcheck="false"
                id={&props.id}
                data-wait={props.setting.is_none().then_some("")}
                data-setting={props.setting.clone()}
                aria-label={props.label}
                aria-describedby={described_by}
                aria-invalid={props.error.is_some().then_some("true")}
                value={&props.text}
                ref={&props.input}
                {onchange}
                {onkeydown}
            />
            if let Some(error) = &props.error {
                <span class="error" id={error_id}>{ changing(error) }</span>
            }
        </>
    }
}
