//! What the reader can do: a button for each action, with its effect, or why it can't be done now; and what can be lost on its way.

use std::rc::Rc;

use lifeline_core::model::{ActionId, Model, ParticipantId};
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::world::{LossOffer, Offer};
use yew::prelude::*;

use super::changing::changing;
use crate::browser::keyboard;
use crate::state::action::RunAction;
use crate::state::document::SharedModel;
use crate::words::WORDS;
use lifeline_core::narration::fill;

/// Properties of [`Actions`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub model: SharedModel,
    /// Its actions, and whether each can be done now.
    pub offers: Rc<[Offer]>,
    /// The messages that can be lost now.
    pub losses: Rc<[LossOffer]>,
    /// An action was pressed, possible or not, or a message is to be lost.
    pub onrun: Callback<RunAction>,
    /// An action is pointed at or has the focus, or none any more.
    pub onpreview: Callback<Option<ActionId>>,
}

/// The actions of each participant that the reader acts for.
#[component]
pub fn Actions(props: &Props) -> Html {
    let played: Vec<_> = props.model.participants().filter(|(_, participant)| participant.played).collect();
    let several = (played.len() > 1).then_some("several");
    let pointed_at = use_state_eq(|| None);
    let about = pointed_at.and_then(|action| props.offers.iter().find(|offer| offer.action == action));
    html! {
        <div class={classes!("actions", several)}>
            for (participant, _) in played {
                <section>
                    <h2>{ changing(you_are(&props.model, WORDS.you_are, participant, "")) }</h2>
                    { for buttons(props, participant, &pointed_at) }
                </section>
            }
            if !props.losses.is_empty() {
                <section class="losses">
                    <h2>{ WORDS.lose_title }</h2>
                    { for props.losses.iter().map(|offer| lose(props, *offer)) }
                </section>
            }
            // Each button says this by itself to who listens.
            <p class="about-action" aria-hidden="true">{ changing(about.map(|offer| about_of(&props.model, *offer)).unwrap_or_default()) }</p>
        </div>
    }
}

/// A sentence that begins with "You are the client" or "You are Server 1", and may name an action.
pub fn you_are(model: &Model, template: &str, participant: ParticipantId, action: &str) -> String {
    let name = model[participant].name.in_language(WORDS.code);
    fill(template, &[("participant", &with_article(name)), ("action", &action)])
}

fn with_article(name: &str) -> String {
    let is_one_of_several =
        |last: &str| last.parse::<u32>().is_ok() || last.len() == 1 && last.chars().all(char::is_uppercase);
    if name.rsplit_once(' ').is_some_and(|(_, last)| is_one_of_several(last)) {
        return name.to_owned();
    }
    let mut name = name.to_owned();
    // A name like "DHCP client" keeps its capitals.
    if name.as_bytes().get(1).is_some_and(u8::is_ascii_lowercase)
        && let Some(first) = name.get_mut(..1)
    {
        first.make_ascii_lowercase();
    }
    fill(WORDS.the, &[("name", &name)])
}

/// What an action will cause, or why it can't be done.
fn about_of(model: &Model, Offer { action, refused }: Offer) -> String {
    match refused {
        Some(reason) => Narrator::english(model).reason(reason),
        None => model[action].about.in_language(WORDS.code).to_owned(),
    }
}

/// The action that is pointed at or has the focus.
type PointedAt = UseStateHandle<Option<ActionId>>;

fn buttons(props: &Props, participant: ParticipantId, pointed_at: &PointedAt) -> impl Iterator<Item = Html> {
    let offers = props.offers.iter().enumerate();
    offers
        .filter(move |(_, offer)| props.model[offer.action].participant == participant)
        .map(|(position, offer)| button(props, position, *offer, pointed_at))
}

fn button(props: &Props, position: usize, offer: Offer, pointed_at: &PointedAt) -> Html {
    let Offer { action: id, refused } = offer;
    let action = &props.model[id];
    let point = |action: Option<ActionId>| {
        let (pointed_at, onpreview) = (pointed_at.setter(), props.onpreview.clone());
        move || {
            pointed_at.set(action);
            onpreview.emit(action);
        }
    };
    // A finger points for as long as it presses.
    let hover = |action: Option<ActionId>| {
        let point = point(action);
        move |_: PointerEvent| point()
    };
    let blur = point(None);
    // What was just pressed has happened, and need not be shown in advance.
    let focus = point(Some(id));
    let onfocus = move |event: FocusEvent| {
        if keyboard::has_led(&event) {
            focus();
        }
    };
    let about = about_of(&props.model, offer);
    html! {
        <button
            type="button"
            data-action={action.id.to_string()}
            aria-disabled={refused.map(|_| "true")}
            onclick={props.onrun.reform(move |_| RunAction::Act(id))}
            onpointerenter={hover(Some(id))}
            onpointerleave={hover(None)}
            {onfocus}
            onblur={move |_| blur()}
        >
            <b title={action.label.in_language(WORDS.code).to_owned()}>{ changing(action.label.in_language(WORDS.code)) }</b>
            <kbd aria-hidden="true">
                if position < DIGITS {
                    { position + 1 }
                }
            </kbd>
            { changing(about) }
        </button>
    }
}

fn lose(props: &Props, LossOffer { message, on_its_way, awaited }: LossOffer) -> Html {
    let (name, label) = (&props.model[message].name, Narrator::english(&props.model).message_name(message).to_owned());
    let about = match (on_its_way, awaited) {
        (Some(_), _) => WORDS.lose_on_its_way.to_owned(),
        (None, 0) => WORDS.lose_next.to_owned(),
        (None, _) => fill(WORDS.lose_awaited, &[("count", &awaited)]),
    };
    html! {
        <button
            type="button"
            data-lose={name.to_string()}
            data-awaited={(awaited > 0).then(|| awaited.to_string())}
            title={about.clone()}
            onclick={props.onrun.reform(move |_| RunAction::Lose(message))}
        >
            { WORDS.lose }
            { " " }
            <code translate="no">{ label }</code>
            { changing(about) }
        </button>
    }
}

/// Actions that a digit stands for: the first nine.
const DIGITS: usize = 9;

#[cfg(test)]
#[allow(clippy::panic, reason = "a failed test is a panic")]
mod tests {
    use lifeline_core::load::load;

    use super::{WORDS, you_are};

    #[test]
    fn who_the_reader_is_has_an_article_unless_it_is_one_of_several() {
        let said = |text: &str| {
            let model = load(text).unwrap_or_else(|problems| panic!("{problems:?}"));
            let played = model.participants().filter(|(_, participant)| participant.played);
            played.map(|(participant, _)| you_are(&model, WORDS.you_are, participant, "")).collect::<Vec<_>>()
        };
        let deliver = said(include_str!("../../models/deliver.lifeline"));
        assert_eq!(deliver, ["You are the URS", "You are the agent application"]);
        let dhcp = said(include_str!("../../models/dhcp-lease.lifeline"));
        assert_eq!(dhcp, ["You are the client", "You are Server A", "You are Server B"]);
        let raft = said(include_str!("../../models/raft.lifeline"));
        assert_eq!(raft, ["You are Server 1", "You are Server 2", "You are Server 3"]);
    }
}
