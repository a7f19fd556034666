//! The field for words that are looked for in the run: Enter goes to the next place, with Shift to the one before.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::state::action::PageAction;
use crate::state::find::Direction;
use crate::words::WORDS;

/// Properties of [`Find`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whether what was looked for last is nowhere.
    pub finds_nothing: bool,
    /// Receives the field.
    pub field: NodeRef,
    /// Something is looked for.
    pub onpage: Callback<PageAction>,
}

/// The field.
#[component]
pub fn Find(Props { finds_nothing, field, onpage }: &Props) -> Html {
    let onkeydown = {
        let (field, onpage) = (field.clone(), onpage.clone());
        move |event: KeyboardEvent| {
            let words = field.cast::<HtmlInputElement>().map(|field| field.value());
            if let Some(words) = words.filter(|_| event.key() == "Enter" && !event.is_composing()) {
                event.prevent_default();
                let direction = if event.shift_key() { Direction::Back } else { Direction::Forward };
                onpage.emit(PageAction::Find(words, direction));
            }
        }
    };
    html! {
        <input
            type="search"
            class="find"
            data-control="find"
            ref={field}
            placeholder={WORDS.find}
            aria-label={WORDS.find}
            aria-invalid={finds_nothing.then_some("true")}
            enterkeyhint="search"
            {onkeydown}
        />
    }
}
