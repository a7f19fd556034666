//! The page in another page: a figure with one thin bar; once it is played, what is needed for that, and the way back.

use std::rc::Rc;

use lifeline_core::narration::Narrator;
use yew::prelude::*;

use super::actions::Actions;
use super::foot::Foot;
use super::inspector::Inspector;
use super::notices::Notices;
use super::page::PageProps;
use super::stage::Stage;
use super::time_bar::TimeBar;
use crate::browser::address;
use crate::hooks::{use_dispatch, use_keys, use_preview};
use crate::state::action::{OpenAction, PageAction, RunAction, TimeAction, ViewAction};
use crate::state::loading::Loading;
use crate::words::WORDS;

/// The frame.
#[component]
pub fn Frame(props: &PageProps) -> Html {
    let PageProps { state, targets, onscroll } = props;
    let onrun = use_dispatch::<RunAction>(state);
    let onpage = use_dispatch::<PageAction>(state);
    let onopen = use_dispatch::<OpenAction>(state);
    let onpreview = use_preview(state);
    let onview = use_dispatch::<ViewAction>(state);
    let ontime = use_dispatch::<TimeAction>(state);
    let onreturn = use_callback(onopen, |(), onopen| onopen.emit(OpenAction::ReturnToFigure));
    let onkeydown = use_keys(state);

    let open = state.session.as_ref().zip(state.embed.as_ref()).map(|(session, embed)| {
        let (shared, model, link) = (&session.shared, session.shared.model(), session.link());
        let run = &shared.read().run;
        let offers: Rc<[_]> = run.offers().into();
        let losses: Rc<[_]> = run.losses().into();
        let assumed = Narrator::english(&model).assumed(run.settings(), run.world().rests_on());
        html! {
            <>
                <div class="figure" onclick={onpage.reform(|_| PageAction::Enter)}>
                    <Stage
                        state={state.clone()}
                        session={session.clone()}
                        scroller={targets.scroller.clone()}
                        {onscroll}
                    />
                    if embed.is_entered && session.selected.is_some() {
                        <div class="told">
                            <Inspector
                                shared={shared.clone()}
                                selected={session.selected}
                                {onview}
                                ontime={&ontime}
                                onrun={&onrun}
                            />
                        </div>
                    }
                </div>
                if embed.is_entered {
                    <Actions model={model.clone()} {offers} {losses} {onrun} {onpreview} />
                    <TimeBar state={state.clone()} session={session.clone()} />
                }
                <Foot
                    {model}
                    {assumed}
                    is_entered={embed.is_entered}
                    onplay={ontime.reform(|()| TimeAction::PlayOrPause)}
                    is_handed_over={state.is_handed_over()}
                    address={format!("{}#{link}", address::base())}
                    {onreturn}
                />
            </>
        }
    });
    html! {
        <>
            <Notices state={state.clone()} mistakes={targets.mistakes.clone()} />
            <main data-no-single-keys={(!state.preferences.single_keys).then_some("")} {onkeydown}>
                if let Some(open) = open {
                    { open }
                } else if state.loading != Loading::Done && state.custom.mistakes.is_none() && state.notices.is_empty() {
                    <p class="loading" data-loading="">{ WORDS.loading }</p>
                }
            </main>
        </>
    }
}
