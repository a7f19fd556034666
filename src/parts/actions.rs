//! What the reader can do as a participant: one button each, with what it will cause, or why it can't be done.

use std::rc::Rc;

use lifeline_core::model::{Model, ParticipantId};
use lifeline_core::words::{Speaker, fill};
use lifeline_core::world::Offer;
use yew::prelude::*;

use super::Send;
use crate::state::Action;
use crate::words::WORDS;

/// What can be done.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The model.
    pub model: Rc<Model>,
    /// Its actions, and whether each can be done now.
    pub offers: Vec<Offer>,
    /// What the reader does.
    pub on: Send,
}

/// The buttons of each participant that the reader acts for.
#[component]
pub fn Actions(props: &Props) -> Html {
    let played = props.model.participants().filter(|(_, participant)| participant.played);
    html! {
        <div class="actions">
            { for played.map(|(id, _)| group(props, id)) }
        </div>
    }
}

/// "You are the client".
pub fn you_are(model: &Model, template: &str, participant: ParticipantId, rest: &str) -> String {
    let name = model[participant].name.in_language(WORDS.code);
    let mut letters = name.chars();
    // A name like "DHCP client" keeps its capitals.
    let name = match (letters.next(), letters.as_str()) {
        (Some(first), rest) if rest.starts_with(char::is_lowercase) => {
            first.to_lowercase().chain(rest.chars()).collect()
        }
        _ => name.to_owned(),
    };
    fill(template, &[&name, rest])
}

fn group(props: &Props, participant: ParticipantId) -> Html {
    let theirs = |(_, offer): &(usize, &Offer)| props.model[offer.action].participant == participant;
    html! {
        <section>
            <h2>{ you_are(&props.model, WORDS.you_are, participant, "") }</h2>
            { for props.offers.iter().enumerate().filter(theirs).map(|(place, offer)| button(props, place, *offer)) }
        </section>
    }
}

fn button(props: &Props, place: usize, offer: Offer) -> Html {
    let action = &props.model[offer.action];
    let why = match offer.refused {
        Some(reason) => Speaker::english(&props.model).reason(reason),
        None => action.about.in_language(WORDS.code).to_owned(),
    };
    let id = action.id.to_string();
    let (named, described) = (["do-", &id].concat(), ["why-", &id].concat());
    let onclick = props.on.reform(move |_| Action::Act(offer.action));
    html! {
        <button type="button" data-action={id} aria-disabled={offer.refused.map(|_| "true")}
            aria-labelledby={named.clone()} aria-describedby={described.clone()} {onclick}>
            <b id={named}>{ action.label.in_language(WORDS.code) }</b>
            if place < 9 {
                <kbd aria-hidden="true">{ place + 1 }</kbd>
            }
            <span id={described}>{ why }</span>
        </button>
    }
}
