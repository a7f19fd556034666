//! Light or dark: the reader's word for it is on the document, where the styles look.

use super::window;

/// Shows the page in a theme.
pub fn set_theme(theme: &str) {
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

/// What the styles look at.
const ATTRIBUTE: &str = "data-theme";
