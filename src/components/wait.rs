//! The amount to wait, and the button that lets it pass.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::duration_field::DurationField;
use crate::state::action::{PageAction, RunAction};
use crate::state::duration;
use crate::words::WORDS;

/// Properties of [`Wait`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What stands in the field.
    pub text: Rc<str>,
    /// The amount is to pass.
    pub onrun: Callback<RunAction>,
    /// Another amount was typed.
    pub onpage: Callback<PageAction>,
}

/// The field and its button.
#[component]
pub fn Wait(props: &Props) -> Html {
    let input = use_node_ref();
    let onclick = {
        let (input, onrun) = (input.clone(), props.onrun.clone());
        move |_| {
            // On a phone a button can be pressed without leaving the field: what was typed last is not told yet.
            if let Some(input) = input.cast::<HtmlInputElement>() {
                onrun.emit(RunAction::Wait(input.value()));
            }
        }
    };
    html! {
        <span class="wait">
            <button type="button" data-control="wait" {onclick}>{ WORDS.wait }</button>
            <DurationField
                id="wait"
                label={WORDS.wait_how_long}
                text={props.text.clone()}
                error={duration::read(&props.text, duration::WAIT).err()}
                {input}
                onchange={props.onpage.reform(PageAction::TypeWait)}
                onenter={props.onrun.reform(RunAction::Wait)}
            />
        </span>
    }
}
