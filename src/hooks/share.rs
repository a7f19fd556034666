//! What is chosen in the share dialogue is copied and downloaded.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::prelude::*;

use super::{StateHandle, use_latest};
use crate::browser::{address, clipboard, download, picture};
use crate::state::State;
use crate::state::action::ShareAction;
use crate::state::forms::{Shows, Source, beginning};
use crate::state::share::{NoPicture, ShareResult};

/// A callback that copies what is chosen; it takes the field that shows the text.
#[hook]
pub fn use_copy(state: &StateHandle) -> Callback<NodeRef> {
    let latest = use_latest(state);
    let dispatcher = state.dispatcher();
    use_callback((), move |field: NodeRef, ()| {
        let dispatcher = dispatcher.clone();
        let done = move |result| dispatcher.dispatch(ShareAction::Done(result).into());
        let state = latest.borrow();
        if let Some(picture) = with_source(&state, png).flatten() {
            done(ShareResult::Drawing);
            // The clipboard's own refusal does not tell why there was no picture.
            let missing = Rc::new(Cell::new(None));
            let told = Rc::clone(&missing);
            let copied =
                clipboard::copy_picture(async move { picture.await.inspect_err(|why| told.set(Some(*why))).ok() });
            return spawn_local(async move {
                done(match (copied.await, missing.get()) {
                    (true, _) => ShareResult::Copied,
                    (false, Some(why)) => ShareResult::NoPicture(why),
                    (false, None) => ShareResult::NotCopied,
                });
            });
        }
        let Some(text) = with_source(&state, |source| source.text()) else { return };
        let is_whole = beginning(&text).len() == text.len();
        let copied = clipboard::copy(&text);
        spawn_local(async move {
            done(match copied.await {
                true => ShareResult::Copied,
                false if !is_whole => ShareResult::NotCopied,
                // Copying as browsers did it before they had a clipboard for pages, or else by the reader's hand.
                false if clipboard::copy_selected(&field) => ShareResult::Copied,
                false => ShareResult::ByHand,
            });
        });
    })
}

/// A callback that downloads what is chosen as a file.
#[hook]
pub fn use_download(state: &StateHandle) -> Callback<()> {
    let latest = use_latest(state);
    let dispatcher = state.dispatcher();
    use_callback((), move |(), ()| {
        let dispatcher = dispatcher.clone();
        let done = move |result| dispatcher.dispatch(ShareAction::Done(result).into());
        let state = latest.borrow();
        let Some(name) = with_source(&state, |source| source.file_name()).flatten() else { return };
        if let Some(picture) = with_source(&state, png).flatten() {
            done(ShareResult::Drawing);
            return spawn_local(async move {
                done(match picture.await {
                    Ok(file) => {
                        download::download(&file, &name);
                        ShareResult::Downloading(name)
                    }
                    Err(why) => ShareResult::NoPicture(why),
                });
            });
        }
        let file = with_source(&state, |source| {
            let (_, kind) = source.share.form().file?;
            download::file(&source.file(), kind)
        });
        if let Some(file) = file.flatten() {
            download::download(&file, &name);
            done(ShareResult::Downloading(name));
        }
    })
}

/// The picture in the making, where one of pixels is chosen.
fn png(source: &Source<'_>) -> Option<impl Future<Output = Result<Blob, NoPicture>> + use<>> {
    let share = source.share;
    (share.form().shows == Shows::Png).then(|| {
        let drawn = source.picture();
        picture::png(drawn.svg, drawn.width * share.scale, drawn.height * share.scale)
    })
}

fn with_source<R>(state: &State, make: impl FnOnce(&Source<'_>) -> R) -> Option<R> {
    let (session, share) = (state.session.as_ref()?, state.share.as_ref()?);
    let (document, base) = (session.shared.read(), address::base());
    let custom = state.custom();
    let source = Source { document: &document, scenario: session.scenario, base: &base, share, custom };
    Some(make(&source))
}
