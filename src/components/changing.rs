//! A text that may change: another text is another element.
//!
//! A browser's translation takes the texts that it finds out of the page, and what is written into them is never seen.

use yew::prelude::*;

/// The text, in an element of its own.
pub fn changing(text: impl AsRef<str>) -> Html {
    let text = text.as_ref();
    html! { <span key={text}>{ text }</span> }
}
