//! What the reader can do as a participant: one button each, with what it will cause, or why it can't be done.

use lifeline_core::model::{Model, ParticipantId};
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::world::Offer;

use crate::document::SharedModel;
use crate::html::{Part, Tag, tag};
use crate::words::{WORDS, fill};

/// The buttons of each participant that the reader acts for.
#[derive(PartialEq)]
pub struct Actions {
    /// The model.
    pub model: SharedModel,
    /// Its actions, and whether each can be done now.
    pub offers: Vec<Offer>,
}

impl Part for Actions {
    fn view(&self) -> Tag {
        let mut all = tag("div").class("actions");
        for (id, _) in self.model.participants().filter(|(_, participant)| participant.played) {
            let mut group = tag("section").add(tag("h2").text(&you_are(&self.model, WORDS.you_are, id, "")));
            for (place, offer) in self.offers.iter().enumerate() {
                if self.model[offer.action].participant == id {
                    group = group.add(self.button(place, *offer));
                }
            }
            all = all.add(group);
        }
        all
    }
}

impl Actions {
    fn button(&self, place: usize, offer: Offer) -> Tag {
        let action = &self.model[offer.action];
        let mut digit = tag("kbd").fixed("aria-hidden", "true");
        if place < 9 {
            digit = digit.text(&(place + 1).to_string());
        }
        let button = tag("button")
            .fixed("type", "button")
            .set("data-action", &action.id)
            .when(offer.refused.is_some(), "aria-disabled", "true")
            .add(tag("b").text(action.label.in_language(WORDS.code)))
            .add(digit);
        let why = tag("span");
        button.add(match offer.refused {
            Some(reason) => why.text(&Narrator::english(&self.model).reason(reason)),
            None => why.text(action.about.in_language(WORDS.code)),
        })
    }
}

/// "You are the client", and perhaps more.
pub fn you_are(model: &Model, template: &str, participant: ParticipantId, rest: &str) -> String {
    let mut name = model[participant].name.in_language(WORDS.code).to_owned();
    // A name like "DHCP client" keeps its capitals.
    if name.as_bytes().get(1).is_some_and(u8::is_ascii_lowercase)
        && let Some(first) = name.get_mut(..1)
    {
        first.make_ascii_lowercase();
    }
    fill(template, &[&name, rest])
}
