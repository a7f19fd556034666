//! The button that folds a column beside the diagram, to give that the room.

use yew::prelude::*;

use super::icon_button::IconButton;
use crate::state::action::PageAction;
use crate::state::preferences::Column;
use crate::words::WORDS;

/// Properties of [`Fold`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The column.
    pub column: Column,
    /// It is folded, or unfolded.
    pub onpage: Callback<PageAction>,
}

/// The button.
#[component]
pub fn Fold(Props { column, onpage }: &Props) -> Html {
    let column = *column;
    let (control, words, icon) = match column {
        Column::Actions => ("fold-actions", WORDS.fold_actions, "M2 3h12v10H2zM6 4.25v7.5h6.75v-7.5z"),
        Column::Panels => ("fold-panels", WORDS.fold_panels, "M2 3h12v10H2zM3.25 4.25v7.5H10v-7.5z"),
    };
    html! { <IconButton {control} {words} {icon} onclick={onpage.reform(move |_| PageAction::Fold(column))} /> }
}
