//! The panels beside the diagram, one at a time: the selected row, the rules, the messages, the log.

use std::rc::Rc;

use lifeline_core::simulation::trace::EventNumber;
use yew::prelude::*;

use super::changing::changing;
use super::find::Find;
use super::inspector::Inspector;
use super::messages::Messages;
use super::reference::Standing;
use super::rules::Rules;
use super::transcript::Transcript;
use crate::browser::scroll;
use crate::hooks::{StateHandle, Targets, use_dispatch};
use crate::state::action::{PageAction, RunAction, TimeAction, ViewAction};
use crate::state::panels::{Panel, Sheet};
use crate::state::sentences::{LINE, window};
use crate::state::session::{Hover, Session};
use crate::words::WORDS;
use lifeline_core::narration::fill;

/// Properties of [`Panels`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The page's state.
    pub state: StateHandle,
    /// What is open.
    pub session: Session,
    /// The elements that the browser is asked to do something with.
    pub targets: Targets,
}

/// The tabs and their panels. Those that are not shown are there all the same, for whoever looks for what is in them; but for the table of
/// messages, whose rows change with every message.
#[component]
pub fn Panels(props: &Props) -> Html {
    let Props { state, session, targets } = props;
    let sentences = &targets.sentences;
    let onview = use_dispatch::<ViewAction>(state);
    let ontime = use_dispatch::<TimeAction>(state);
    let onpage = use_dispatch::<PageAction>(state);
    let onrun = use_dispatch::<RunAction>(state);
    let onread = {
        let (state, list) = (state.clone(), sentences.clone());
        Callback::from(move |()| read_on(&state, &list))
    };

    session.shared.exercise();
    let (verdicts, model) = (session.shared.verdicts(), session.shared.model());
    let document = session.shared.read();
    let (run, count) = (&document.run, document.run.count());
    let (marked, looked_at) = match session.hover {
        Some(Hover::Clause(clause)) => (Some(clause), session.selected),
        Some(Hover::Row(number)) => (None, Some(number)),
        None => (None, session.selected),
    };
    let event = looked_at.and_then(|number| run.trace().get(number));
    let shown = event.map_or(&[][..], |event| event.clauses(&model));
    let standing = |id| Standing { lit: document.exercised.is_lit(id, count), marked: shown.contains(&id) };
    let has_row: Rc<[bool]> = model.rules().map(|(id, _)| document.exercised.has_row_of(id, count)).collect();
    let standings: Rc<[_]> = model.clauses().map(|(id, _)| standing(id)).collect();

    let stated = model.clauses().zip(standings.iter()).filter(|((_, clause), _)| !clause.is_inferred());
    let (lit, all) = stated.fold((0, 0), |(lit, all), (_, standing)| (lit + usize::from(standing.lit), all + 1));
    let title = |panel| match panel {
        Panel::Inspect => WORDS.inspect.to_owned(),
        Panel::Rules if all == 0 => WORDS.rules.to_owned(),
        Panel::Rules => fill(WORDS.rules_of, &[("shown", &lit), ("count", &all)]),
        Panel::Messages => WORDS.messages.to_owned(),
        Panel::Log => WORDS.log.to_owned(),
    };
    let content = |panel| match panel {
        Panel::Inspect => html! {
            <Inspector shared={session.shared.clone()} selected={session.selected} scenario={session.current_scenario()} onview={&onview} ontime={&ontime} onrun={&onrun} />
        },
        Panel::Rules => html! {
            <Rules
                model={model.clone()}
                verdicts={verdicts.clone()}
                has_row={has_row.clone()}
                standings={standings.clone()}
                selected={session.selected}
                carried={session.carried.clone()}
                onview={&onview}
            />
        },
        Panel::Messages if state.panel != panel => Html::default(),
        Panel::Messages => html! { <Messages shared={session.shared.clone()} /> },
        Panel::Log => html! {
            <>
            <Find finds_nothing={state.finds_nothing} field={targets.find.clone()} onpage={&onpage} />
            <Transcript
                shared={session.shared.clone()}
                selected={session.selected}
                {marked}
                window={window(count, state.reading, state.panel == panel)}
                is_seen={state.panel == panel}
                list={sentences.clone()}
                onview={&onview}
                onscroll={&onread}
            />
            </>
        },
    };
    let raise = match state.sheet {
        Sheet::Bar => Sheet::Half,
        Sheet::Half => Sheet::Full,
        Sheet::Full => Sheet::Bar,
    };
    html! {
        <div class="side end">
            <button
                type="button"
                class="grip"
                aria-label={WORDS.sheet}
                onclick={onview.reform(move |_| ViewAction::SetSheet(raise))}
            />
            <div class="tabs" role="tablist" aria-label={WORDS.panels}>
                for panel in Panel::ALL {
                    { tab(panel, state.panel, title(panel), &onview) }
                }
            </div>
            for panel in Panel::ALL {
                <div
                    role="tabpanel"
                    id={format!("panel-{}", panel.id())}
                    aria-labelledby={format!("tab-{}", panel.id())}
                    hidden={panel != state.panel}
                >
                    { content(panel) }
                </div>
            }
        </div>
    }
}

fn tab(panel: Panel, shown: Panel, title: String, onview: &Callback<ViewAction>) -> Html {
    let onkeydown = {
        let onview = onview.clone();
        move |event: KeyboardEvent| {
            let here = Panel::ALL.iter().position(|other| *other == panel).unwrap_or_default();
            let to = match event.key().as_str() {
                "ArrowLeft" => here.checked_sub(1),
                "ArrowRight" => Some(here + 1),
                _ => None,
            };
            if let Some(to) = to.and_then(|to| Panel::ALL.get(to)) {
                event.prevent_default();
                event.stop_propagation();
                onview.emit(ViewAction::ShowPanel(*to));
                scroll::focus_id(&format!("tab-{}", to.id()));
            }
        }
    };
    html! {
        <button
            type="button"
            role="tab"
            id={format!("tab-{}", panel.id())}
            data-tab={panel.id()}
            aria-selected={(panel == shown).to_string()}
            aria-controls={format!("panel-{}", panel.id())}
            tabindex={if panel == shown { "0" } else { "-1" }}
            onclick={onview.reform(move |_| ViewAction::ShowPanel(panel))}
            {onkeydown}
        >
            { changing(title) }
        </button>
    }
}

/// The list of sentences was scrolled: others may have to be there.
fn read_on(state: &StateHandle, list: &NodeRef) {
    let Some(session) = &state.session else { return };
    let count = session.shared.read().run.count();
    let here = window(count, state.reading, true);
    let Some(number) = scroll::middle_sentence(list, here, LINE).map(EventNumber) else { return };
    let near = (here.1 - here.0) / 4;
    let is_inside = number.0 > here.0 + near && number.0 < here.1 - near;
    if !is_inside && window(count, Some(number), true) != here {
        state.dispatch(ViewAction::ReadTo(number).into());
    }
}
