//! The document around the page: its theme, where the styles look, and its title.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use web_sys::css::supports_with_value as css_supports;

use super::window;
use crate::state::embed::Colours;
use crate::state::preferences::Theme;

/// Shows the page in a theme.
pub fn set_theme(theme: Theme) {
    if let Some(root) = window().and_then(|window| window.document()?.document_element()) {
        let _refused = match theme {
            Theme::System => root.remove_attribute(ATTRIBUTE),
            theme => root.set_attribute(ATTRIBUTE, theme.name()),
        };
    }
}

/// Shows the page in colours of the host page; what is no colour is passed over by the browser.
pub fn set_colours(colours: &Colours) {
    let root = window().and_then(|window| window.document()?.document_element()?.dyn_into::<HtmlElement>().ok());
    let Some(root) = root else { return };
    for (variable, value) in colours.variables() {
        // An invalid value of a variable would be taken all the same, and only be wrong where it is used.
        let value = value.filter(|value| matches!(css_supports("color", value), Ok(true)));
        let _refused = match value {
            Some(value) => root.style().set_property(variable, value),
            None => root.style().remove_property(variable).map(drop),
        };
    }
    let _refused = root.toggle_attribute_with_force(HOST_GROUND, colours.ground.is_some());
}

/// Names the page in the browser's tab.
pub fn set_title(title: &str) {
    if let Some(document) = window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Shows the page on the whole screen, or no longer; where the browser refuses, it stays in its window.
pub fn set_full_screen(is_full: bool) {
    let Some(document) = window().and_then(|window| window.document()) else { return };
    if !is_full && document.fullscreen_element().is_some() {
        document.exit_fullscreen();
    }
    if let Some(root) = document.document_element().filter(|_| is_full) {
        let _refused = root.request_fullscreen();
    }
}

/// Whether the page has the whole screen.
pub fn is_full_screen() -> bool {
    window().and_then(|window| window.document()).is_some_and(|document| document.fullscreen_element().is_some())
}

/// Whether nobody can see the page.
pub fn is_hidden() -> bool {
    window().and_then(|window| window.document()).is_some_and(|document| document.hidden())
}

/// Whether the reader wants nothing to move.
pub fn reduces_motion() -> bool {
    let query = "(prefers-reduced-motion: reduce)";
    window().is_some_and(|window| matches!(window.match_media(query), Ok(Some(media)) if media.matches()))
}

const ATTRIBUTE: &str = "data-theme";
/// Has the styles make the other grounds of the host's.
const HOST_GROUND: &str = "data-host-ground";
