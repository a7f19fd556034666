//! The middle of the page: the diagram, and under it what was assumed for it.

use lifeline_core::model::Model;
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::world::Offer;
use yew::prelude::*;

use super::actions::you_are;
use super::diagram::Diagram;
use crate::hooks::{StateHandle, use_dispatch};
use crate::state::action::ViewAction;
use crate::state::session::{Hover, Session};
use crate::words::WORDS;

/// What the stage shows.
#[derive(Properties, PartialEq)]
pub struct StageProps {
    /// The page's state.
    pub state: StateHandle,
    /// What is open.
    pub session: Session,
    /// What scrolls the diagram.
    pub scroller: NodeRef,
    /// Called when it was scrolled.
    pub onscroll: Callback<()>,
}

/// The diagram and its assumptions.
#[component]
pub fn Stage(props: &StageProps) -> Html {
    let StageProps { state, session, scroller, onscroll } = props;
    let onview = use_dispatch::<ViewAction>(state);
    let (run, model) = (&session.shared.read().run, session.shared.model());
    let assumed = Narrator::english(&model).assumed(run.settings(), run.world().rests_on());
    let hint = (run.trace().count() == 0).then(|| hint(&model, &run.offers())).flatten();
    let marked = match session.hover {
        Some(Hover::Clause(clause)) if state.embed.is_none() => Some(clause),
        _ => None,
    };
    html! {
        <div class="middle">
            <Diagram
                shared={session.shared.clone()}
                now={session.now}
                preview={session.preview}
                selected={session.selected}
                {marked}
                {hint}
                viewport={state.drawn}
                is_away={state.is_away}
                fresh={session.fresh}
                zoom={state.zoom}
                {scroller}
                {onview}
                {onscroll}
            />
            <p class="line">{ assumed }</p>
        </div>
    }
}

/// What to press first.
fn hint(model: &Model, offers: &[Offer]) -> Option<AttrValue> {
    let offer = offers.iter().find(|offer| offer.refused.is_none())?;
    let action = &model[offer.action];
    let words = if model.scenarios().len() == 0 { WORDS.hint_alone } else { WORDS.hint };
    Some(you_are(model, words, action.participant, action.label.in_language(WORDS.code)).into())
}
