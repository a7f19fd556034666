//! The document around the page: its theme, where the styles look, and its title.

use super::window;
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

/// Names the page in the browser's tab.
pub fn set_title(title: &str) {
    if let Some(document) = window().and_then(|window| window.document()) {
        document.set_title(title);
    }
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
