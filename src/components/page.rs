//! The whole page: what there is to know and to do around the diagram.

use std::rc::Rc;

use lifeline_core::model::{ActionId, ScenarioId, SettingId};
use web_sys::FileList;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::actions::Actions;
use super::drop_target::DropTarget;
use super::head::Head;
use super::inspector::Inspector;
use super::keys::Keys;
use super::messages::Messages;
use super::mistake_list::MistakeList;
use super::notices::Notices;
use super::open_button::OpenButton;
use super::reference::{Reference, Standing};
use super::scenarios::Scenarios;
use super::settings::Settings;
use super::share::ShareDialog;
use super::stage::Stage;
use super::time_bar::TimeBar;
use super::transcript::Transcript;
use crate::browser::{address, document, files, scroll};
use crate::hooks::{StateHandle, Targets, use_copy, use_dispatch, use_download, use_keys, use_preview};
use crate::state::action::{OpenAction, PageAction, RunAction, ShareAction, TimeAction, ViewAction};
use crate::state::loading::Loading;
use crate::state::preferences::Theme;
use crate::state::sentences::{LINE, window};
use crate::state::session::{Hover, Session};
use crate::words::WORDS;
use lifeline_core::simulation::trace::EventNumber;

/// What the page shows.
#[derive(Properties, PartialEq)]
pub struct PageProps {
    /// The page's state.
    pub state: StateHandle,
    /// The elements that the browser is asked to do something with.
    pub targets: Targets,
    /// Called when the diagram was scrolled.
    pub onscroll: Callback<()>,
}

/// Everything but what is said to those who listen.
#[component]
pub fn Page(props: &PageProps) -> Html {
    let PageProps { state, targets, onscroll } = props;
    let onpage = use_dispatch::<PageAction>(state);
    let onrun = use_dispatch::<RunAction>(state);
    let onopen = use_dispatch::<OpenAction>(state);
    let onshare = use_dispatch::<ShareAction>(state);
    let oncopy = use_copy(state);
    let ondownload = use_download(state);

    let ontheme = use_callback(onpage.clone(), |theme: Theme, onpage| onpage.emit(PageAction::SetTheme(theme)));
    let onundo = use_callback(onrun, |(), onrun| onrun.emit(RunAction::Undo));
    let openshare = use_callback((onshare.clone(), targets.scroller.clone()), |(), (onshare, scroller)| {
        onshare.emit(ShareAction::Open(scroll::viewport(scroller)));
    });
    let ondismiss = use_callback(onpage.clone(), |(), onpage| onpage.emit(PageAction::DismissNotices));
    let ondismiss_mistakes = use_callback(onpage.clone(), |(), onpage| onpage.emit(PageAction::DismissMistakes));
    let ondrag_gone = use_callback(onpage.clone(), |(), onpage| onpage.emit(PageAction::DragOver(false)));
    let onclose = use_callback(onpage.clone(), |(), onpage| onpage.emit(PageAction::CloseDialogue));
    let onfiles = use_callback(onopen.clone(), |chosen: FileList, onopen| {
        let (onopen, read) = (onopen.clone(), files::read(chosen));
        spawn_local(async move { onopen.emit(OpenAction::Files(read.await)) });
    });
    let onleave = use_callback(onopen, |(), onopen| onopen.emit(OpenAction::LeaveCustom));

    let opener = html! { <OpenButton custom={state.custom().cloned()} {onfiles} {onleave} /> };
    let custom = state.custom().map(|custom| custom.file.clone());
    let onkeydown = use_keys(state);
    html! {
        <>
            <Head
                model={state.model()}
                custom={custom.clone()}
                theme={state.preferences.theme}
                {ontheme}
                onshare={openshare}
            />
            <Notices notices={state.notices.clone()} {onundo} {ondismiss} />
            if let Some(mistakes) = state.custom.mistakes.clone() {
                <MistakeList
                    {mistakes}
                    stays={state.session.is_some()}
                    list={targets.mistakes.clone()}
                    ondismiss={ondismiss_mistakes}
                />
            }
            <main data-no-single-keys={(!state.preferences.single_keys).then_some("")} {onkeydown}>
                if let Some(session) = state.session.clone() {
                    <Workspace
                        state={state.clone()}
                        {session}
                        targets={targets.clone()}
                        onscroll={onscroll.clone()}
                        opener={opener.clone()}
                    />
                } else if state.loading == Loading::Done {
                    { opener.clone() }
                } else {
                    <p class="loading" data-loading="">{ WORDS.loading }</p>
                }
            </main>
            <Keys open={state.lists_keys} single_keys={state.preferences.single_keys} {onpage} />
            if let (Some(session), Some(share)) = (&state.session, &state.share) {
                <ShareDialog
                    shared={session.shared.clone()}
                    scenario={session.scenario}
                    base={address::base()}
                    share={share.clone()}
                    {custom}
                    {onshare}
                    {onclose}
                    {oncopy}
                    {ondownload}
                />
            }
            if state.custom.is_dragged_over {
                <DropTarget ondismiss={ondrag_gone} />
            }
        </>
    }
}

/// What the workspace shows.
#[derive(Properties, PartialEq)]
struct WorkspaceProps {
    state: StateHandle,
    session: Session,
    targets: Targets,
    onscroll: Callback<()>,
    opener: Html,
}

/// The diagram of what is open, with what can be done and what there is to know beside it.
#[component]
fn Workspace(props: &WorkspaceProps) -> Html {
    let WorkspaceProps { state, session, targets, onscroll, opener } = props;
    let onrun = use_dispatch::<RunAction>(state);
    let ontime = use_dispatch::<TimeAction>(state);
    let onview = use_dispatch::<ViewAction>(state);
    let onpage = use_dispatch::<PageAction>(state);
    let onopen = use_dispatch::<OpenAction>(state);
    let onpreview = use_preview(state);
    let onact = use_callback(onrun.clone(), |action: ActionId, onrun| onrun.emit(RunAction::Act(action)));
    let onset = use_callback(onrun.clone(), |(setting, text): (SettingId, String), onrun| {
        onrun.emit(RunAction::Set(setting, text));
    });
    let onscenario = use_callback(onopen, |scenario: ScenarioId, onopen| onopen.emit(OpenAction::Scenario(scenario)));
    let onread = {
        let (state, list) = (state.clone(), targets.sentences.clone());
        Callback::from(move |()| read_on(&state, &list))
    };
    let is_wide = *use_memo((), |()| document::is_wide());

    session.shared.exercise();
    let (document, model) = (session.shared.read(), session.shared.model());
    let (run, count) = (&document.run, document.run.count());
    let offers: Rc<[_]> = run.offers().into();
    let current = session.scenario.filter(|id| run.steps().eq(model[*id].steps.iter().copied()));
    let (marked, looked_at) = match session.hover {
        Some(Hover::Clause(clause)) => (Some(clause), session.selected),
        Some(Hover::Row(number)) => (None, Some(number)),
        None => (None, session.selected),
    };
    let event = looked_at.and_then(|number| run.trace().get(number));
    let shown = event.map_or(&[][..], |event| event.clauses(&model));
    let standing = |id| Standing { lit: document.exercised.is_lit(id, count), marked: shown.contains(&id) };
    let standings: Rc<[_]> = model.clauses().map(|(id, _)| standing(id)).collect();
    html! {
        <>
            <div class="side start">
                <div class="panels">
                    <Actions model={model.clone()} {offers} {onact} {onpreview} />
                    <Scenarios model={model.clone()} {current} onopen={onscenario} />
                </div>
                { opener.clone() }
            </div>
            <Stage state={state.clone()} session={session.clone()} scroller={targets.scroller.clone()} {onscroll} />
            <TimeBar
                shared={session.shared.clone()}
                now={session.now}
                clock={session.clock}
                speed={session.speed}
                wait={state.wait.clone()}
                dropped={state.dropped.clone()}
                {onrun}
                {ontime}
                {onpage}
            />
            <Transcript
                shared={session.shared.clone()}
                selected={session.selected}
                {marked}
                window={window(count, state.reading, state.expands_sentences)}
                expanded={state.expands_sentences}
                list={targets.sentences.clone()}
                onview={onview.clone()}
                onscroll={onread}
            />
            <div class="side end">
                <div class="panels">
                    <Reference
                        model={model.clone()}
                        {standings}
                        selected={session.selected}
                        open={is_wide}
                        onview={onview.clone()}
                    />
                    <Settings
                        {model}
                        values={run.settings().clone()}
                        typed={state.typed.clone()}
                        open={is_wide}
                        {onset}
                    />
                    <Messages shared={session.shared.clone()} open={is_wide} />
                </div>
                <Inspector shared={session.shared.clone()} selected={session.selected} {onview} />
            </div>
        </>
    }
}

/// The list of sentences was scrolled: others may have to be there.
fn read_on(state: &StateHandle, list: &NodeRef) {
    let Some(session) = &state.session else { return };
    let count = session.shared.read().run.count();
    let here = window(count, state.reading, state.expands_sentences);
    let Some(number) = scroll::middle_sentence(list, here, LINE).map(EventNumber) else { return };
    let near = (here.1 - here.0) / 4;
    let is_inside = number.0 > here.0 + near && number.0 < here.1 - near;
    if !is_inside && window(count, Some(number), state.expands_sentences) != here {
        state.dispatch(ViewAction::ReadTo(number).into());
    }
}
