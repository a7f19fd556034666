//! A run as HTML for other people's pages: every text in it is only a text, and an attribute can't be left.

use super::harmless;
use crate::link;
use crate::narration::Narrator;
use crate::simulation::run::Run;

/// A frame with the run, of the site at this address; `link` is the run's link without `#`.
#[must_use]
pub fn frame(run: &Run, site: &str, link: &str) -> String {
    let (title, site, link) = (title(run, link), escaped(site), escaped(link));
    ["<iframe src=\"", &site, "?embed#", &link, "\" title=\"", &title, "\" ", FRAME, "></iframe>\n"].concat()
}

/// The element with the run, and in it a picture that lies beside the page, as a link to the run itself. Where the site doesn't have
/// the model, `file` is the address of its file, and there is nothing to link to.
#[must_use]
pub fn element(run: &Run, site: &str, link: &str, picture: &str, file: Option<&str>) -> String {
    let narrator = Narrator::english(run.model());
    let assumed = escaped(&narrator.assumed(run.settings(), run.last().rests_on()));
    let folder = &site[..site.rfind('/').map_or(0, |last| last + 1)];
    let mut text = ["<script src=\"", &escaped(folder), "embed.js\" async></script>\n<lifeline-diagram"].concat();
    let address = link::address(link);
    let mut attribute = |name: &str, value: &str| text.extend([" ", name, "=\"", &escaped(value), "\""]);
    attribute("model", file.unwrap_or(&address.model));
    if let Some(scenario) = &address.scenario {
        attribute("scenario", scenario);
    }
    for (name, value) in &address.parameters {
        attribute(name, value);
    }
    let (title, site, link) = (title(run, link), escaped(site), escaped(link));
    let image = ["<img src=\"", &escaped(picture), "\" alt=\"", &title, "; ", &assumed, "\">"].concat();
    match file {
        None => text.extend([">\n  <a href=\"", &site, "#", &link, "\">", &image, "</a>\n"]),
        Some(_) => text.extend([">\n  ", &image, "\n"]),
    }
    text.push_str("</lifeline-diagram>\n");
    text
}

/// The model's title, and the label of the scenario that the link names.
fn title(run: &Run, link: &str) -> String {
    let language = Narrator::english(run.model()).phrases.code;
    let mut title = escaped(run.model().title().in_language(language));
    let named = link::address(link).scenario;
    if let Some((_, scenario)) = run.model().scenarios().find(|(_, it)| named.as_deref() == Some(&*it.id)) {
        title.extend([": ", &escaped(scenario.label.in_language(language))]);
    }
    title
}

/// A text as it stands in an attribute between quotation marks.
fn escaped(text: &str) -> String {
    let mut said = String::with_capacity(text.len());
    for letter in harmless(text) {
        match letter {
            '&' => said.push_str("&amp;"),
            '<' => said.push_str("&lt;"),
            '>' => said.push_str("&gt;"),
            '"' => said.push_str("&quot;"),
            letter => said.push(letter),
        }
    }
    said
}

/// As wide as a column of text, as high as the element is at most.
const FRAME: &str = "width=\"800\" height=\"600\" loading=\"lazy\"";
