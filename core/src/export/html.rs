//! A run as HTML for other people's pages: every text is only a text, and no attribute can be left.

use super::harmless;
use crate::link;
use crate::narration::Narrator;
use crate::simulation::run::Run;
use crate::text::escape;

/// A frame with the run, of the site at this address; `link` is the run's link without `#`.
#[must_use]
pub fn frame(run: &Run, site: &str, link: &str) -> String {
    let (title, site, link) = (title(run, link), escaped(site), escaped(link));
    format!("<iframe src=\"{site}?embed#{link}\" title=\"{title}\" {FRAME}></iframe>\n")
}

/// The element with the run, and in it a picture that lies beside the page, as a link to the run.
///
/// Where the site doesn't have the model, `file` is the address of its file, and there is nothing to link to.
#[must_use]
pub fn element(run: &Run, site: &str, link: &str, picture: &str, file: Option<&str>) -> String {
    let address = link::address(link);
    let mut attributes = vec![("model", file.unwrap_or(&address.model))];
    attributes.extend(address.scenario.as_deref().map(|scenario| ("scenario", scenario)));
    attributes.extend(address.parameters.iter().map(|(name, value)| (&**name, &**value)));
    let attributes: String =
        attributes.into_iter().map(|(name, value)| format!(" {name}=\"{}\"", escaped(value))).collect();

    let assumed = Narrator::english(run.model()).assumed(run.settings(), run.last().rests_on());
    let (title, assumed, picture) = (title(run, link), escaped(&assumed), escaped(picture));
    let image = format!("<img src=\"{picture}\" alt=\"{title}; {assumed}\" />");
    let inside = match file {
        None => format!("<a href=\"{}#{}\">{image}</a>", escaped(site), escaped(link)),
        Some(_) => image,
    };
    let folder = escaped(site.rfind('/').map_or("", |last| &site[..=last]));
    format!(
        "<script src=\"{folder}embed.js\" async></script>\n\
         <lifeline-diagram{attributes}>\n  {inside}\n</lifeline-diagram>\n"
    )
}

/// The model's title, and the label of the scenario that the link names.
fn title(run: &Run, link: &str) -> String {
    let (model, language) = (run.model(), Narrator::english(run.model()).phrases.code);
    let title = escaped(model.title().in_language(language));
    let named = link::address(link).scenario;
    match model.scenarios().find(|(_, scenario)| named.as_deref() == Some(&*scenario.id)) {
        Some((_, scenario)) => format!("{title}: {}", escaped(scenario.label.in_language(language))),
        None => title,
    }
}

/// A text as it stands in an attribute between quotation marks.
fn escaped(text: &str) -> String {
    escape(harmless(text))
}

/// As wide as a column of text, as high as the element is at most.
const FRAME: &str = "width=\"800\" height=\"600\" loading=\"lazy\"";
