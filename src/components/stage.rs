//! The middle of the page: what is assumed, the diagram, and what is said over it.

use lifeline_core::model::{Model, SettingId};
use lifeline_core::simulation::world::Offer;
use yew::prelude::*;

use super::actions::you_are;
use super::assumptions::Assumptions;
use super::diagram::Diagram;
use super::fold::Fold;
use super::toast::Toast;
use super::zoom::Zoom;
use crate::hooks::{StateHandle, use_dispatch};
use crate::state::action::{PageAction, RunAction, TimeAction, ViewAction};
use crate::state::clock::{Clock, Mode};
use crate::state::preferences::Column;
use crate::state::session::{Hover, Session};
use crate::words::WORDS;

/// Properties of what shows the diagram: the [`Stage`], and the presentation around it.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The page's state.
    pub state: StateHandle,
    /// What is open.
    pub session: Session,
    /// Receives what scrolls the diagram.
    pub scroller: NodeRef,
    /// It was scrolled.
    pub onscroll: Callback<()>,
}

/// The assumptions and the diagram.
#[component]
pub fn Stage(props: &Props) -> Html {
    let Props { state, session, scroller, onscroll } = props;
    let onview = use_dispatch::<ViewAction>(state);
    let onrun = use_dispatch::<RunAction>(state);
    let ontime = use_dispatch::<TimeAction>(state);
    let onpage = use_dispatch::<PageAction>(state);
    let onset = use_callback(onrun.clone(), |(setting, text): (SettingId, String), onrun| {
        onrun.emit(RunAction::Set(setting, text));
    });
    let (run, model) = (&session.shared.read().run, session.shared.model());
    let offers = run.offers();
    let hint = (run.trace().count() == 0).then(|| hint(&model, &offers)).flatten();
    let marked = match session.hover {
        Some(Hover::Clause(clause)) if state.embed.is_none() => Some(clause),
        _ => None,
    };
    let first = offers
        .iter()
        .find(|offer| offer.refused.is_none())
        .map(|offer| (offer.action, run.model()[offer.action].label.in_language(WORDS.code).to_owned().into()));
    let taken = state.custom().map(|_| state.custom.taken.clone()).unwrap_or_default();
    let shows_rest = !matches!(session.clock, Clock::Running { mode: Mode::Show, .. });
    html! {
        <div class="middle">
            if state.embed.is_none() {
                <div class="lead-line">
                    <Fold column={Column::Actions} onpage={&onpage} />
                    <Assumptions
                        {model}
                        values={run.settings().clone()}
                        typed={state.typed.clone()}
                        open={state.open_setting}
                        {onset}
                        onview={&onview}
                    />
                    <Zoom zoom={state.zoom} percent={state.percent()} onview={&onview} />
                    <Fold column={Column::Panels} onpage={&onpage} />
                </div>
            }
            <Diagram
                shared={session.shared.clone()}
                now={session.now}
                preview={session.preview}
                selected={session.selected}
                {marked}
                changed={session.changed.clone()}
                {shows_rest}
                {hint}
                viewport={state.drawn}
                is_away={state.is_away}
                fresh={session.fresh}
                zoom={state.zoom}
                {scroller}
                {onview}
                {onscroll}
            />
            <Toast clock={session.clock} dropped={state.dropped.clone()} {taken} {first} {onrun} {ontime} {onpage} />
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
