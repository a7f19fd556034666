//! What makes the diagram larger and smaller; it stands in the same place whatever the size is.

use yew::prelude::*;

use crate::state::action::ViewAction;
use crate::state::zoom::Zoom as Size;
use crate::words::WORDS;

/// Properties of [`Zoom`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The size that is wanted.
    pub zoom: Size,
    /// How many hundredths of its own size the diagram has.
    pub percent: i32,
    /// Another size is wanted.
    pub onview: Callback<ViewAction>,
}

/// The buttons.
#[component]
pub fn Zoom(Props { zoom, percent, onview }: &Props) -> Html {
    let button = |control: &'static str, sign: &'static str, words: &'static str, size: Size, is_possible: bool| {
        html! {
            <button
                type="button"
                data-control={control}
                aria-label={words}
                title={words}
                aria-disabled={(!is_possible).then_some("true")}
                onclick={onview.reform(move |_| ViewAction::Zoom(size))}
            >
                { sign }
            </button>
        }
    };
    let (larger, smaller) = (Size::larger(*percent), Size::smaller(*percent));
    html! {
        <div class="sizes">
            { button("larger", "+", WORDS.larger, larger, larger != Size::Percent(*percent)) }
            { button("smaller", "−", WORDS.smaller, smaller, smaller != Size::Percent(*percent)) }
            { button("fit", "⤢", WORDS.fit, Size::Fit, *zoom != Size::Fit) }
        </div>
    }
}
