//! Light or dark: the reader's word for it is on the document, where the styles look, and is kept.

use super::{keep, window};

/// The theme that was chosen before: `light`, `dark`, or empty for the system's.
pub fn theme() -> String {
    keep::get(THEME).filter(|theme| theme == "light" || theme == "dark").unwrap_or_default()
}

/// Shows the page in a theme, and keeps it.
pub fn set_theme(theme: &str) {
    keep::set(THEME, theme);
    if let Some(root) = window().and_then(|window| window.document()?.document_element()) {
        let _refused =
            if theme.is_empty() { root.remove_attribute(ATTRIBUTE) } else { root.set_attribute(ATTRIBUTE, theme) };
    }
}

/// Names the page in the browser's tab.
pub fn set_title(title: &str) {
    if let Some(document) = window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// What the theme is kept under.
const THEME: &str = "lifeline-theme";
/// What the styles look at.
const ATTRIBUTE: &str = "data-theme";
