//! The forms in which a run can be shared, each with its text and its file; no browser in sight.

use lifeline_core::diagram::Layout;
use lifeline_core::diagram::svg::{Frame, Picture, Shows as Content, Theme};
use lifeline_core::model::ScenarioId;
use lifeline_core::narration;
use lifeline_core::narration::fill;
use lifeline_core::simulation::run::Run;
use lifeline_core::{export, link};

use super::custom_model::{CustomModel, named};
use super::document::Document;
use super::share::Share;
use crate::words::WORDS;

/// A form of a run.
#[derive(Debug)]
pub struct Form {
    /// Its hook.
    pub id: &'static str,
    /// What it stands under.
    pub group: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it is good for.
    pub about: &'static str,
    /// What is shown of it.
    pub shows: Shows,
    /// The ending and the type of its file, where it can be downloaded.
    pub file: Option<(&'static str, &'static str)>,
    /// What the tool that its text is written for does not do with it as it comes.
    pub limit: Option<fn(&str) -> Option<String>>,
    /// Its text.
    text: fn(&Source<'_>) -> String,
}

/// What is shown of a form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shows {
    /// Its text.
    Text,
    /// Its text, and the picture that it leads to.
    Link,
    /// Its text, and the picture that goes with it.
    Both,
    /// The picture, and its text, which is the picture itself.
    Svg,
    /// The picture.
    Png,
}

/// All forms, in the order in which they are offered; the first is what the dialogue opens on.
pub const FORMS: [Form; 13] = [
    Form {
        id: "link",
        group: WORDS.share_link,
        name: WORDS.share_whole,
        about: WORDS.share_whole_about,
        shows: Shows::Link,
        file: None,
        limit: None,
        text: |source| source.link(),
    },
    Form {
        id: HERE,
        group: WORDS.share_link,
        name: WORDS.share_here,
        about: WORDS.share_here_about,
        shows: Shows::Link,
        file: None,
        limit: None,
        text: |source| source.address(&source.named(link::write(&source.document.run, source.scenario))),
    },
    Form {
        id: "figure",
        group: WORDS.share_page,
        name: WORDS.share_figure,
        about: WORDS.share_figure_about,
        shows: Shows::Both,
        file: Some(SVG),
        limit: None,
        text: |source| export::figure(&source.document.run, &source.link(), &source.file_name().unwrap_or_default()),
    },
    Form {
        id: "messages",
        group: WORDS.share_page,
        name: WORDS.share_messages,
        about: WORDS.share_messages_about,
        shows: Shows::Text,
        file: Some(MARKDOWN),
        limit: None,
        text: |source| export::messages(&source.document.run, &source.link()),
    },
    Form {
        id: "element",
        group: WORDS.share_page_html,
        name: WORDS.share_element,
        about: WORDS.share_element_about,
        shows: Shows::Both,
        file: Some(SVG),
        limit: None,
        text: |source| {
            let (run, picture) = (&source.document.run, source.file_name().unwrap_or_default());
            let file = source.custom.map(|custom| match &custom.carried {
                Some(carried) if custom.has_no_file() => carried.to_string(),
                _ => beside(&custom.file),
            });
            export::element(run, source.base, &link::write_at(run, source.scenario, None), &picture, file.as_deref())
        },
    },
    Form {
        id: FRAME,
        group: WORDS.share_page_html,
        name: WORDS.share_frame,
        about: WORDS.share_frame_about,
        shows: Shows::Link,
        file: None,
        limit: None,
        text: |source| {
            let run = &source.document.run;
            export::frame(run, source.base, &source.named(link::write_at(run, source.scenario, None)))
        },
    },
    Form {
        id: "svg",
        group: WORDS.share_picture,
        name: "SVG",
        about: WORDS.share_svg_about,
        shows: Shows::Svg,
        file: Some(SVG),
        limit: None,
        text: |source| source.picture().svg,
    },
    Form {
        id: "png",
        group: WORDS.share_picture,
        name: "PNG",
        about: WORDS.share_png_about,
        shows: Shows::Png,
        file: Some(("png", "image/png")),
        limit: None,
        text: |source| source.picture().svg,
    },
    Form {
        id: "mermaid",
        group: WORDS.share_text,
        name: "Mermaid",
        about: WORDS.share_mermaid_about,
        shows: Shows::Text,
        file: Some(("mmd", PLAIN)),
        limit: Some(export::mermaid_limit),
        text: |source| export::mermaid(&source.document.run, export::Detail::default()),
    },
    Form {
        id: "plantuml",
        group: WORDS.share_text,
        name: "PlantUML",
        about: WORDS.share_plantuml_about,
        shows: Shows::Text,
        file: Some(("puml", PLAIN)),
        limit: Some(export::plantuml_limit),
        text: |source| export::plantuml(&source.document.run, export::Detail::default()),
    },
    Form {
        id: "text",
        group: WORDS.share_text,
        name: WORDS.share_plain,
        about: WORDS.share_plain_about,
        shows: Shows::Text,
        file: Some(("txt", PLAIN)),
        limit: None,
        text: |source| export::plain(&source.document.run, export::Detail::default()),
    },
    Form {
        id: "markdown",
        group: WORDS.share_text,
        name: "Markdown",
        about: WORDS.share_markdown_about,
        shows: Shows::Text,
        file: Some(MARKDOWN),
        limit: None,
        text: |source| export::markdown(&source.document.run),
    },
    Form {
        id: "json",
        group: WORDS.share_text,
        name: "JSON",
        about: WORDS.share_json_about,
        shows: Shows::Text,
        file: Some(("json", "application/json")),
        limit: None,
        text: |source| export::json(&source.document.run),
    },
];

/// The colours that a picture can have.
pub const THEMES: [(&str, Theme, &str); 3] = [
    ("either", Theme::Either, WORDS.share_either),
    ("light", Theme::Light, WORDS.theme_light),
    ("dark", Theme::Dark, WORDS.theme_dark),
];

/// What a form is made from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The run.
    pub document: &'a Document,
    /// The scenario it was opened from.
    pub scenario: Option<ScenarioId>,
    /// The page's address, without anything that belongs to a run.
    pub base: &'a str,
    /// What the reader has chosen.
    pub share: &'a Share,
    /// The model again, where it is not the site's.
    pub custom: Option<&'a CustomModel>,
}

impl Source<'_> {
    /// The text of the form that is chosen.
    pub fn text(&self) -> String {
        (self.share.form().text)(self)
    }

    /// What is in the form's file, where that is text: the text itself, or the picture that goes with it.
    pub fn file(&self) -> String {
        match self.share.form().shows {
            Shows::Both => self.picture().svg,
            _ => self.text(),
        }
    }

    /// The name of the form's file, where it has one.
    pub fn file_name(&self) -> Option<String> {
        let (ending, _) = self.share.form().file?;
        let link = link::write_at(&self.document.run, self.scenario, None);
        let path = link.split('?').next().unwrap_or_default();
        Some(format!("{}.{ending}", path.replace('/', "-")))
    }

    /// What there is to say about a form of a run whose model the site doesn't have: where the form leads to the run.
    pub fn caution(&self) -> Option<String> {
        let custom = self.custom?;
        let words = match (self.share.form().id, custom.carried.is_some()) {
            ("element", true) if custom.has_no_file() => WORDS.share_carried_element,
            ("element", _) => WORDS.share_own_element,
            ("link" | HERE | "figure" | "messages" | FRAME, true) => WORDS.share_carried,
            ("link" | HERE | "figure" | "messages", false) => WORDS.share_own,
            _ => return None,
        };
        Some(fill(words, &[("file", &named(&custom.file))]))
    }

    /// Whether a form can be had: a frame by itself can't take along a model that the site doesn't have and a link can't carry.
    pub fn offers(&self, form: &Form) -> bool {
        form.id != FRAME || self.custom.is_none_or(|custom| custom.carried.is_some())
    }

    /// Whether a picture shows only what is in sight.
    pub fn is_part(&self) -> bool {
        let run = &self.document.run;
        let count = if self.is_here() { run.count() } else { run.trace().count() };
        count > ROWS
    }

    /// The picture: of the whole run, of the run up to where the reader is, or of the part of it in sight where it is very long.
    pub fn picture(&self) -> Picture {
        let Self { document: Document { run, layout, .. }, share, .. } = *self;
        let theme = match (share.form().shows, share.theme) {
            // A picture of pixels can't follow anything.
            (Shows::Png, Theme::Either) => Theme::Light,
            (Shows::Png | Shows::Svg, theme) => theme,
            _ => Theme::Either,
        };
        let shows =
            if matches!(share.form().shows, Shows::Png | Shows::Svg) { share.shows } else { Content::default() };
        if let Some((_, layout)) = layout.as_ref().filter(|_| self.is_part()) {
            let part = share.sight.start..share.sight.end - layout.heads_height();
            return export::picture(run, layout, &Frame { theme, part: Some(part), shows });
        }
        let mut layout = Layout::new(run.model(), &narration::ENGLISH, shows.size());
        layout.append(run.model(), run.trace());
        let frame = Frame { theme, part: None, shows };
        if run.is_at_end() || self.is_here() {
            return export::picture(run, &layout, &frame);
        }
        let mut whole: Run = run.clone();
        whole.go_to_end();
        export::picture(&whole, &layout, &frame)
    }

    /// Whether the form ends where the reader is.
    fn is_here(&self) -> bool {
        match self.share.form().shows {
            Shows::Svg | Shows::Png => self.share.is_here,
            _ => self.share.form().id == HERE,
        }
    }

    fn link(&self) -> String {
        self.address(&self.named(link::write_at(&self.document.run, self.scenario, None)))
    }

    /// A link that takes along the model, where the site doesn't have it.
    fn named(&self, link: String) -> String {
        link::with_carried(&link, self.custom.and_then(|custom| custom.carried.as_deref()))
    }

    fn address(&self, fragment: &str) -> String {
        format!("{}#{fragment}", self.base)
    }
}

/// The beginning of a text that a field can hold without making the page slow.
pub fn beginning(text: &str) -> &str {
    &text[..text.floor_char_boundary(SHOWN)]
}

/// The address of a file that lies beside a page, in the form by which the element knows it for an address.
fn beside(file: &str) -> String {
    let address = file.replace('%', "%25").replace('#', "%23").replace('?', "%3F");
    if file.ends_with(".lifeline") { address } else { format!("./{address}") }
}

/// The hook of the form that is a frame.
const FRAME: &str = "frame";
/// The hook of the form that is a link to where the reader is.
const HERE: &str = "here";
/// Rows of a picture as a whole; of a longer run it shows the part in sight.
const ROWS: u32 = 1_000;
/// Bytes of a text in its field.
const SHOWN: usize = 100_000;
const SVG: (&str, &str) = ("svg", "image/svg+xml");
const MARKDOWN: (&str, &str) = ("md", "text/markdown");
const PLAIN: &str = "text/plain";
