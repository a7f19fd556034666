//! The reader's preferences are carried out, and kept; the page's title follows the model.

use yew::prelude::*;

use super::StateHandle;
use crate::browser::{document, storage};
use crate::words::WORDS;

/// Shows the page as the reader wants it. In a frame the theme is the host's wish, and is not kept.
#[hook]
pub fn use_preferences(state: &StateHandle) {
    let is_embed = state.embed.is_some();
    use_effect_with(state.preferences, move |preferences| {
        document::set_theme(preferences.theme);
        if !is_embed {
            storage::keep_preferences(*preferences);
        }
    });
    let colours = state.embed.as_ref().map(|embed| embed.colours.clone());
    use_effect_with(colours, |colours| {
        if let Some(colours) = colours {
            document::set_colours(colours);
        }
    });
    use_effect_with(state.model(), |model| {
        if let Some(model) = model {
            document::set_title(model.title().in_language(WORDS.code));
        }
    });
}
