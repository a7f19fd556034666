//! The top of the page: what is played, what it was made from, and the theme.

use std::rc::Rc;

use super::notices::button;
use crate::document::SharedModel;
use crate::html::{Part, Tag, tag};
use crate::own::named;
use crate::words::{WORDS, fill};

/// The top of the page.
#[derive(PartialEq)]
pub struct Head {
    /// The model; none before the first has come.
    pub model: Option<SharedModel>,
    /// The name of its file, where it is one of the reader's own.
    pub own: Option<Rc<str>>,
    /// The theme.
    pub theme: &'static str,
}

/// The themes: the name of each, and the words for it.
pub const THEMES: [(&str, &str); 3] =
    [("", WORDS.theme_system), ("light", WORDS.theme_light), ("dark", WORDS.theme_dark)];

/// The theme of this name; the system's where there is none of it.
pub fn theme(name: &str) -> &'static str {
    THEMES.into_iter().map(|(theme, _)| theme).find(|theme| *theme == name).unwrap_or_default()
}

impl Part for Head {
    fn view(&self) -> Tag {
        let option = |(name, words)| option(name, self.theme == name).words(words);
        let theme = tag("label").class("theme").add(tag("span").words(WORDS.theme));
        let theme = theme.add(tag("select").fixed("data-theme-choice", "").all(THEMES.into_iter().map(option)));
        let top = tag("header").class("top");
        let Some(model) = &self.model else { return top.add(tag("h1").words("Lifeline")).add(theme) };
        let about = match &self.own {
            Some(file) => own(model, file),
            None => about(model, WORDS.unofficial, WORDS.unofficial_more),
        };
        top.add(tag("h1").text(model.title().in_language(WORDS.code)))
            .add(about)
            .add(theme)
            .add(button("share", WORDS.share))
    }
}

/// What there is to say about a model of the reader's own.
#[inline(never)]
fn own(model: &SharedModel, file: &str) -> Tag {
    about(model, WORDS.own_mark, &fill(WORDS.own_mark_more, &[&named(file)]))
}

/// What the model is about, a mark that says whose it is, and what it was made from.
fn about(model: &SharedModel, mark: &'static str, whose: &str) -> Tag {
    let texts = [model.about().in_language(WORDS.code), whose];
    let texts = texts.into_iter().filter(|text| !text.is_empty()).map(|text| tag("p").text(text));
    let source = model.source().in_language(WORDS.code);
    let source = (!source.is_empty()).then(|| tag("p").text(&fill(WORDS.made_from, &[source])));
    let all = tag("div").all(texts).maybe(source);
    tag("details").class("about").add(tag("summary").words(mark)).add(all)
}

/// One of several things to choose from.
pub fn option(value: &str, chosen: bool) -> Tag {
    tag("option").set("value", value).property("selected", chosen)
}
