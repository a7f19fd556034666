//! A `<select>` stands for values: which one was chosen is told by its position, and never by a text.

use web_sys::HtmlSelectElement;
use yew::prelude::*;
use yew::virtual_dom::{VTag, VText};

/// One of several options.
pub fn option(value: impl Into<AttrValue>, words: impl Into<AttrValue>, is_selected: bool) -> Html {
    let (value, words) = (value.into(), words.into());
    let mut option = VTag::new("option");
    // As in `changing`, for an option has no element in it; two can have the same words.
    option.key = Some(format!("{value} {words}").into());
    option.add_attribute("value", value);
    // A property counts also after the reader has chosen another option; `html!` knows only the attribute.
    option.add_property("selected", is_selected);
    option.add_child(VText::new(words).into());
    option.into()
}

/// A callback for the change of a `<select>` whose options stand for these values, in their order.
pub fn onchoose<T: Clone + 'static>(values: impl IntoIterator<Item = T>, tell: &Callback<T>) -> Callback<Event> {
    let (values, tell) = (Vec::from_iter(values), tell.clone());
    Callback::from(move |event: Event| {
        let chosen = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
        if let Some(value) = usize::try_from(chosen).ok().and_then(|position| values.get(position)) {
            tell.emit(value.clone());
        }
    })
}
