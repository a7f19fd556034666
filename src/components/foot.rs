//! The foot of a page that is shown inside another one: what is played, the way back to what was given, and the way to the whole page.

use super::notices::button;
use crate::document::SharedModel;
use crate::html::{Part, Tag, tag};
use crate::words::WORDS;

/// The foot.
#[derive(PartialEq)]
pub struct Foot {
    /// The model.
    pub model: SharedModel,
    /// Whether the reader has left what was given.
    pub is_left: bool,
    /// Whether the page around this one has handed the model over: then the whole page doesn't have it.
    pub is_own: bool,
    /// The address of the run on the whole page.
    pub address: String,
}

impl Part for Foot {
    #[inline(never)]
    fn view(&self) -> Tag {
        let title = tag("h1").text(self.model.title().in_language(WORDS.code));
        let whole = tag("a").set("href", &self.address).fixed("target", "_blank").fixed("rel", "noopener");
        tag("footer")
            .class("foot")
            .maybe(self.is_left.then(|| button("figure", WORDS.back_to_figure)))
            .add(title)
            .maybe((!self.is_own).then(|| tag("span").words(WORDS.unofficial)))
            .maybe((!self.is_own).then(|| whole.words(WORDS.whole_page)))
    }
}
