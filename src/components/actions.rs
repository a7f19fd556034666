//! What the reader can do: a button for each action, with its effect, or why it can't be done now.

use std::rc::Rc;

use lifeline_core::model::{ActionId, Model, ParticipantId};
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::world::Offer;
use yew::prelude::*;

use crate::state::document::SharedModel;
use crate::words::WORDS;
use lifeline_core::narration::fill;

/// Properties of [`Actions`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The model.
    pub model: SharedModel,
    /// Its actions, and whether each can be done now.
    pub offers: Rc<[Offer]>,
    /// An action was pressed, possible or not.
    pub onact: Callback<ActionId>,
    /// An action is pointed at or has the focus, or none any more.
    pub onpreview: Callback<Option<ActionId>>,
}

/// The actions of each participant that the reader acts for.
#[component]
pub fn Actions(props: &Props) -> Html {
    let played = props.model.participants().filter(|(_, participant)| participant.played);
    html! {
        <div class="actions">
            for (participant, _) in played {
                <section>
                    <h2>{ you_are(&props.model, WORDS.you_are, participant, "") }</h2>
                    { for buttons(props, participant) }
                </section>
            }
        </div>
    }
}

/// A sentence that begins with "You are the client", and may name an action.
pub fn you_are(model: &Model, template: &str, participant: ParticipantId, action: &str) -> String {
    let mut name = model[participant].name.in_language(WORDS.code).to_owned();
    // A name like "DHCP client" keeps its capitals.
    if name.as_bytes().get(1).is_some_and(u8::is_ascii_lowercase)
        && let Some(first) = name.get_mut(..1)
    {
        first.make_ascii_lowercase();
    }
    fill(template, &[("participant", &name), ("action", &action)])
}

fn buttons(props: &Props, participant: ParticipantId) -> impl Iterator<Item = Html> {
    let offers = props.offers.iter().enumerate();
    offers
        .filter(move |(_, offer)| props.model[offer.action].participant == participant)
        .map(|(position, offer)| button(props, position, *offer))
}

fn button(props: &Props, position: usize, Offer { action: id, refused }: Offer) -> Html {
    let action = &props.model[id];
    let about = match refused {
        Some(reason) => Narrator::english(&props.model).reason(reason),
        None => action.about.in_language(WORDS.code).to_owned(),
    };
    html! {
        <button
            type="button"
            data-action={action.id.to_string()}
            aria-disabled={refused.map(|_| "true")}
            onclick={props.onact.reform(move |_| id)}
            onpointerenter={props.onpreview.reform(move |_| Some(id))}
            onpointerleave={props.onpreview.reform(|_| None)}
            onfocus={props.onpreview.reform(move |_| Some(id))}
            onblur={props.onpreview.reform(|_| None)}
        >
            <b>{ action.label.in_language(WORDS.code) }</b>
            <kbd aria-hidden="true">
                if position < DIGITS {
                    { position + 1 }
                }
            </kbd>
            <span>{ about }</span>
        </button>
    }
}

/// Actions that a digit stands for: the first nine.
const DIGITS: usize = 9;
