//! The whole page: what there is to know and to do around the diagram.

use std::rc::Rc;

use lifeline_core::model::ScenarioId;
use web_sys::FileList;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::actions::Actions;
use super::drop_target::DropTarget;
use super::gallery::GalleryDialog;
use super::head::Head;
use super::keys::Keys;
use super::notices::Notices;
use super::open_button::OpenButton;
use super::panels::Panels;
use super::presentation::Presentation;
use super::scenarios::Scenarios;
use super::share::ShareDialog;
use super::stage::Stage;
use super::time_bar::TimeBar;
use super::writing::WritingPane;
use crate::browser::{address, document, drafts, files, scroll};
use crate::hooks::{
    StateHandle, Targets, use_all_keys, use_copy, use_dispatch, use_download, use_gallery, use_preview,
};
use crate::state::action::{OpenAction, PageAction, RunAction, ShareAction, TimeAction, WriteAction};
use crate::state::gallery::Entry;
use crate::state::loading::Loading;
use crate::state::preferences::{Column, Theme};
use crate::state::session::Session;
use crate::words::WORDS;

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
    let onopen = use_dispatch::<OpenAction>(state);
    let onshare = use_dispatch::<ShareAction>(state);
    let onwrite = use_dispatch::<WriteAction>(state);
    use_gallery(state);
    let oncopy = use_copy(state);
    let ondownload = use_download(state);

    let ontheme = use_callback(onpage.clone(), |theme: Theme, onpage| onpage.emit(PageAction::SetTheme(theme)));
    let onhelp = use_callback(onpage.clone(), |(), onpage| onpage.emit(PageAction::ShowKeys));
    let openshare = use_callback((onshare.clone(), targets.scroller.clone()), |(), (onshare, scroller)| {
        onshare.emit(ShareAction::Open(scroll::viewport(scroller)));
    });
    let ondrag_gone = use_callback(onpage.clone(), |(), onpage| onpage.emit(PageAction::DragOver(false)));
    let onclose = use_callback(onpage.clone(), |(), onpage| onpage.emit(PageAction::CloseDialogue));
    let onfiles = use_callback(onopen.clone(), |chosen: FileList, onopen| {
        let (onopen, read) = (onopen.clone(), files::read(chosen));
        spawn_local(async move { onopen.emit(OpenAction::Files(read.await)) });
    });
    let onleave = use_callback(onopen.clone(), |(), onopen| onopen.emit(OpenAction::LeaveCustom));

    let ongallery = use_callback(onopen.clone(), |(), onopen| onopen.emit(OpenAction::Gallery));
    let writes = state.writing.is_some();
    let openwrite = use_callback((onwrite.clone(), writes), |(), (onwrite, writes)| {
        onwrite.emit(if *writes { WriteAction::Close } else { WriteAction::Open(drafts::all()) });
    });
    let onchange = use_callback(onwrite, |entry: Rc<Entry>, onwrite| {
        let title = entry.model.title().in_language(WORDS.code);
        onwrite.emit(WriteAction::Change(drafts::all(), title.into(), Rc::clone(&entry.text)));
    });
    let custom = state.custom().cloned();
    let opener = html! { <OpenButton custom={custom.clone()} {onfiles} {onleave} /> };
    let scenario = state.session.as_ref().and_then(|session| {
        let label = session.shared.model()[session.scenario?].label.in_language(WORDS.code).to_owned();
        Some(AttrValue::from(label))
    });
    let onpresent = use_callback(onpage.clone(), |(), onpage| {
        document::set_full_screen(true);
        onpage.emit(PageAction::Present(true));
    });
    use_all_keys(state);
    if let Some(session) = state.session.clone().filter(|_| state.presents) {
        return html! {
            <Presentation state={state.clone()} {session} scroller={targets.scroller.clone()} {onscroll} />
        };
    }
    let model_id = state.model().map(|model| model.id().to_owned()).unwrap_or_default();
    let folds = [(Column::Actions, "actions"), (Column::Panels, "panels")]
        .map(|(column, name)| if state.preferences.folds(column) { name } else { "" })
        .join(" ");
    html! {
        <>
            if state.session.is_some() {
                <button type="button" class="past" data-control="skip" onclick={onpage.reform(|_| PageAction::SkipToDiagram)}>
                    { WORDS.skip_to_diagram }
                </button>
            }
            <Head
                model={state.model()}
                custom={custom.clone()}
                {scenario}
                theme={state.preferences.theme}
                {ontheme}
                onshare={openshare}
                {ongallery}
                {onhelp}
                {writes}
                onwrite={openwrite}
                {onpresent}
            />
            <Notices state={state.clone()} mistakes={targets.mistakes.clone()} />
            <main
                data-sheet={state.sheet.id()}
                data-folds={folds}
                data-writes={writes.then_some("")}
                data-no-single-keys={(!state.preferences.single_keys).then_some("")}
            >
                if let Some(session) = state.session.clone() {
                    // Another model is another workspace, in which no word is left of the one before, however it was translated.
                    <Workspace
                        key={model_id.clone()}
                        state={state.clone()}
                        {session}
                        targets={targets.clone()}
                        onscroll={onscroll.clone()}
                        opener={opener.clone()}
                    />
                } else if state.loading == Loading::Done {
                    { opener.clone() }
                } else {
                    <Waiting room={targets.waiting.clone()} />
                }
                if writes {
                    <WritingPane state={state.clone()} field={targets.source.clone()} />
                }
            </main>
            if state.lists_keys {
                <Keys single_keys={state.preferences.single_keys} {onpage} />
            }
            if let Some(gallery) = state.gallery.clone() {
                <GalleryDialog
                    {gallery}
                    open={state.model().filter(|_| state.custom().is_none())}
                    onclose={onclose.clone()}
                    {onchange}
                />
            }
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

/// Properties of [`Waiting`].
#[derive(Properties, PartialEq)]
struct WaitingProps {
    room: NodeRef,
}

/// The columns of the workspace before there is anything in them, so that the diagram's room is known before it is drawn.
#[component]
fn Waiting(props: &WaitingProps) -> Html {
    html! {
        <>
            <div class="side start" />
            <div class="middle">
                <div class="scroller" ref={&props.room}>
                    <p class="loading" data-loading="">{ WORDS.loading }</p>
                </div>
            </div>
            <div class="side end" />
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
    let onpreview = use_preview(state);
    let onscenario =
        use_callback(ontime, |scenario: ScenarioId, ontime| ontime.emit(TimeAction::PlayScenario(scenario)));

    let (run, model) = (&session.shared.read().run, session.shared.model());
    let offers: Rc<[_]> = run.offers().into();
    let losses: Rc<[_]> = run.losses().into();
    html! {
        <>
            <div class="side start">
                <Scenarios model={model.clone()} current={session.current_scenario()} onopen={onscenario} />
                <Actions {model} {offers} {losses} {onrun} {onpreview} />
                { opener.clone() }
            </div>
            <Stage state={state.clone()} session={session.clone()} scroller={targets.scroller.clone()} {onscroll} />
            <TimeBar state={state.clone()} session={session.clone()} />
            <Panels state={state.clone()} session={session.clone()} targets={targets.clone()} />
        </>
    }
}
