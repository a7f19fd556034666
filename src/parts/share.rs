//! The share dialogue: the forms of a run, and of the one that is chosen what it will look like, its text, and the ways to take it along.

use std::rc::Rc;

use lifeline_core::diagram::svg::Theme;
use lifeline_core::model::ScenarioId;

use super::head::option;
use super::notices::button;
use crate::document::Shared;
use crate::html::{Part, Tag, tag};
use crate::share::{FORMS, Form, Share, Shows, Source, THEMES, Told, beginning};
use crate::words::{WORDS, fill};

/// The dialogue, while it is open.
#[derive(PartialEq)]
pub struct Dialogue {
    /// The run.
    pub shared: Shared,
    /// The scenario it was opened from.
    pub scenario: Option<ScenarioId>,
    /// The page's address, without anything that belongs to a run.
    pub base: String,
    /// What the reader has chosen.
    pub share: Share,
    /// The name of the model's file, where it is one of the reader's own.
    pub own: Option<Rc<str>>,
}

impl Part for Dialogue {
    fn view(&self) -> Tag {
        let document = &*self.shared.read();
        let source = Source {
            document,
            scenario: self.scenario,
            base: &self.base,
            share: &self.share,
            own: self.own.as_deref(),
        };
        let form = self.share.form();
        let mut kinds = tag("div").class("kinds");
        for group in FORMS.chunk_by(|one, next| one.group == next.group) {
            let forms = group.iter().filter(|each| source.offers(each)).map(|each| kind(each, each.id == form.id));
            kinds = kinds.add(tag("fieldset").add(tag("legend").words(group[0].group)).all(forms));
        }
        dialogue("share", WORDS.share_title).add(kinds).add(self.chosen(&source, form))
    }
}

impl Dialogue {
    /// The form that is chosen.
    fn chosen(&self, source: &Source<'_>, form: &Form) -> Tag {
        let about = tag("div").class("form").add(tag("h3").fixed("id", "share-form").words(form.name));
        let about = about.add(tag("p").words(form.about)).maybe(options(source, form));
        let about = about.maybe(source.caution().map(|words| tag("p").class("caution").text(&words)));
        tag("section")
            .class("chosen")
            .fixed("aria-labelledby", "share-form")
            .add(about)
            .add(looks(source, form))
            .add(self.take(source))
    }

    /// The ways to take it along, and what came of them.
    fn take(&self, source: &Source<'_>) -> Tag {
        let copy = button_of("data-copy", WORDS.share_copy).class("strong").fixed("autofocus", "");
        let name = source.file_name();
        let download = name.as_ref().map(|_| button_of("data-download", WORDS.share_download));
        let name = name.map(|name| tag("small").fixed("translate", "no").text(&name));
        let told = tag("p").fixed("role", "status").fixed("data-told", "");
        let told = self.share.told.iter().fold(told, |told, it| told.text(&words_of(it)));
        tag("div").class("take").add(copy).maybe(download).maybe(name).add(told)
    }
}

/// A dialogue with its title and the button that closes it.
pub fn dialogue(id: &'static str, title: &'static str) -> Tag {
    let close = button("close", "×").class("close").fixed("aria-label", WORDS.close);
    let top = tag("div").class("title").add(tag("h2").fixed("id", "dialogue-title").words(title)).add(close);
    let dialogue = tag("dialog").class(id).fixed("data-dialogue", id).fixed("closedby", "any");
    dialogue.fixed("aria-labelledby", "dialogue-title").add(top)
}

/// What it will look like, and its text.
fn looks(source: &Source<'_>, form: &Form) -> Tag {
    let text = (form.shows != Shows::Png).then(|| source.text());
    let field = text.as_ref().map(|text| {
        tag("textarea")
            .fixed("readonly", "")
            .fixed("spellcheck", "false")
            .fixed("translate", "no")
            .fixed("aria-label", WORDS.share_field)
            .text(beginning(text))
    });
    let quiet = |holds: bool, words| holds.then(|| tag("p").class("quiet").words(words));
    let length = text.as_ref().map_or(0, String::len);
    let cut = quiet(text.as_ref().is_some_and(|text| beginning(text).len() < length), WORDS.share_beginning);
    let too_much = quiet(form.id == "mermaid" && length > MERMAID_DRAWS, WORDS.share_mermaid_long);
    let picture = (form.shows != Shows::Text).then(|| picture(source));
    let looks = tag("div").fixed("class", if form.shows == Shows::Text { "looks only" } else { "looks" });
    if form.shows == Shows::Svg {
        looks.maybe(picture).maybe(cut).maybe(field)
    } else {
        looks.maybe(field).maybe(cut).maybe(too_much).maybe(picture)
    }
}

/// A form to choose.
fn kind(form: &Form, is_chosen: bool) -> Tag {
    let radio = tag("input").fixed("type", "radio").fixed("name", "share").set("value", form.id);
    let radio = radio.property("checked", is_chosen).value(form.id);
    tag("label").set("data-share", form.id).add(radio).add(tag("span").words(form.name))
}

/// What can be chosen about a picture; nothing about other forms.
fn options(source: &Source<'_>, form: &Form) -> Option<Tag> {
    let share = source.share;
    if !matches!(form.shows, Shows::Svg | Shows::Png) {
        return None;
    }
    let is_png = form.shows == Shows::Png;
    let shown = if is_png && share.theme == Theme::Either { Theme::Light } else { share.theme };
    let themes = THEMES.into_iter().filter(|(_, theme, _)| !is_png || *theme != Theme::Either);
    let themes = themes.map(|(id, theme, words)| option(id, theme == shown).words(words));
    let extent = (!source.document.run.is_at_end() && !source.is_part()).then(|| {
        let whole = option("whole", !share.is_here).words(WORDS.share_whole);
        let here = option("here", share.is_here).words(WORDS.share_to_here);
        select(WORDS.share_extent, "data-share-extent", [whole, here])
    });
    let scales = is_png.then(|| {
        let scale = |scale: i32| {
            let scale_of = scale.to_string();
            option(&scale_of, scale == share.scale).text(&[&scale_of, "×"].concat())
        };
        select(WORDS.share_scale, "data-share-scale", (1..=3).map(scale))
    });
    let themes = select(WORDS.share_colours, "data-share-theme", themes);
    Some(tag("div").class("options").maybe(extent).add(themes).maybe(scales))
}

fn select(words: &'static str, hook: &'static str, options: impl IntoIterator<Item = Tag>) -> Tag {
    tag("label").add(tag("span").words(words)).add(tag("select").fixed(hook, "").all(options))
}

/// The picture as it will look, and what there is to say about it.
fn picture(source: &Source<'_>) -> Tag {
    let drawn = source.picture();
    let scale = if source.share.form().shows == Shows::Png { source.share.scale } else { 1 };
    let size = fill(WORDS.share_pixels, &[&(drawn.width * scale).to_string(), &(drawn.height * scale).to_string()]);
    let is_file = !matches!(source.share.form().shows, Shows::Link);
    let image = tag("img").set("src", &data_address(&drawn.svg)).fixed("alt", WORDS.share_preview);
    let image = image.number("width", drawn.width).number("height", drawn.height);
    let frame = tag("div").class("preview").fixed("tabindex", "0").fixed("role", "group");
    let frame = frame.fixed("aria-label", WORDS.share_preview).add(image);
    let part = source.is_part().then(|| tag("p").words(WORDS.share_part));
    tag("div").add(frame).maybe(is_file.then(|| tag("p").class("quiet").text(&size))).maybe(part)
}

/// The picture as an address of its own, so that it can be shown without a file.
fn data_address(svg: &str) -> String {
    let mut address = String::with_capacity(svg.len() + svg.len() / 8);
    address.push_str("data:image/svg+xml,");
    for letter in svg.chars() {
        match letter {
            '%' => address.push_str("%25"),
            '#' => address.push_str("%23"),
            _ => address.push(letter),
        }
    }
    address
}

fn button_of(hook: &'static str, words: &'static str) -> Tag {
    tag("button").fixed("type", "button").fixed(hook, "").words(words)
}

/// What came of a press, in words.
fn words_of(told: &Told) -> String {
    match told {
        Told::Copied => WORDS.share_copied.to_owned(),
        Told::ByHand => WORDS.share_by_hand.to_owned(),
        Told::NotCopied => WORDS.share_not_copied.to_owned(),
        Told::Downloading(name) => fill(WORDS.share_downloading, &[name]),
        Told::TooLarge => WORDS.share_too_large.to_owned(),
    }
}

/// Characters that Mermaid draws unless it is told otherwise.
const MERMAID_DRAWS: usize = 50_000;
