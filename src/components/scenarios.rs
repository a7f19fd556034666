//! The runs that ship with the model: the reference's own figures, and those beyond them.

use lifeline_core::model::ScenarioId;

use crate::document::SharedModel;
use crate::html::{Part, Tag, tag};
use crate::words::WORDS;

/// The list of figures.
#[derive(PartialEq)]
pub struct Figures {
    /// The model.
    pub model: SharedModel,
    /// The one that is shown.
    pub current: Option<ScenarioId>,
}

impl Part for Figures {
    fn view(&self) -> Tag {
        let (mut figures, mut beyond) = (tag("ul"), tag("ul"));
        for (place, (id, scenario)) in self.model.scenarios().enumerate() {
            let link = tag("a")
                .set("href", &["#", self.model.id(), "/", &scenario.id].concat())
                .set("data-scenario", &scenario.id)
                .when(self.current == Some(id), "aria-current", "true")
                .add(tag("i").text(&(place + 1).to_string()))
                .add(tag("b").text(scenario.label.in_language(WORDS.code)))
                .add(tag("span").text(scenario.about.in_language(WORDS.code)));
            let entry = tag("li").add(link);
            if scenario.figure {
                figures = figures.add(entry);
            } else {
                beyond = beyond.add(entry);
            }
        }
        // Not every model has both kinds.
        let has = |figure| self.model.scenarios().any(|(_, scenario)| scenario.figure == figure);
        let group = |title, list, is_any: bool| is_any.then(|| tag("section").add(tag("h2").words(title)).add(list));
        tag("nav").class("figures").maybe(group(WORDS.figures, figures, has(true))).maybe(group(
            WORDS.beyond,
            beyond,
            has(false),
        ))
    }
}
