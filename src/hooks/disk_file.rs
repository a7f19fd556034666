//! The file that a draft came from is looked at again and again, and written when the reader says so.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Interval;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{StateHandle, use_latest};
use crate::browser::disk::{self, Handle};
use crate::browser::document;
use crate::state::State;
use crate::state::action::WriteAction;
use crate::state::custom_model::{Content, File};
use crate::state::disk_file::FileNumber;

/// What the reader can do with files on their disk.
#[derive(Clone, PartialEq)]
pub struct OnDisk {
    /// Opens one that the reader chooses.
    pub onopen: Callback<()>,
    /// Writes the draft into the one that it came from.
    pub onsave: Callback<()>,
}

/// The files that were opened in this window, by their numbers.
type Files = Rc<RefCell<Vec<Watched>>>;

struct Watched {
    handle: Handle,
    /// When it had been written last, as far as the state knows; nothing while it can't be read.
    modified: Option<f64>,
    is_saving: bool,
}

/// Follows the file of the draft that is open; nothing where the browser can't.
#[hook]
pub fn use_disk_file(state: &StateHandle) -> Option<OnDisk> {
    let files = use_mut_ref(Vec::<Watched>::new);
    let latest = use_latest(state);
    let number = state.writing.as_ref().and_then(|writing| Some(writing.file.as_ref()?.number));

    let dispatcher = state.dispatcher();
    use_effect_with(number, {
        let files = files.clone();
        move |number| {
            let looks = number.map(|number| {
                Interval::new(PAUSE, move || {
                    if !document::is_hidden() {
                        let files = files.clone();
                        dispatch(&dispatcher, async move { look(&files, number).await });
                    }
                })
            });
            move || drop(looks)
        }
    });

    let dispatcher = state.dispatcher();
    let onopen = use_callback((), {
        let files = files.clone();
        move |(), ()| {
            let files = files.clone();
            dispatch(&dispatcher, async move { Some(open(&files, disk::choose().await?).await) });
        }
    });
    let dispatcher = state.dispatcher();
    let onsave = use_callback((), move |(), ()| {
        let Some((number, written, text)) = latest.borrow().writing.as_ref().and_then(|writing| {
            let text = Rc::clone(&writing.draft.text);
            let file = writing.file.as_ref().filter(|file| file.text != text)?;
            Some((file.number, file.written(&text), text))
        }) else {
            return;
        };
        let files = files.clone();
        dispatch(&dispatcher, async move { save(&files, number, &written, text).await });
    });
    disk::is_supported().then_some(OnDisk { onopen, onsave })
}

fn dispatch(dispatcher: &UseReducerDispatcher<State>, news: impl Future<Output = Option<WriteAction>> + 'static) {
    let dispatcher = dispatcher.clone();
    spawn_local(async move { news.await.into_iter().for_each(|news| dispatcher.dispatch(news.into())) });
}

async fn open(files: &Files, handle: Handle) -> WriteAction {
    let snapshot = handle.look().await;
    let file = match &snapshot {
        Ok(snapshot) => snapshot.read().await,
        Err(_) => File { name: handle.name(), content: Content::Unreadable },
    };
    let mut files = files.borrow_mut();
    let modified = snapshot.ok().map(|snapshot| snapshot.modified);
    files.push(Watched { handle, modified, is_saving: false });
    WriteAction::OpenFile(FileNumber(files.len() - 1), file)
}

/// Says what has become of a file, where that is news.
async fn look(files: &Files, number: FileNumber) -> Option<WriteAction> {
    let known = |watched: &Watched| (!watched.is_saving).then_some(watched.modified);
    let handle = files.borrow().get(number.0)?.handle.clone();
    let before = known(files.borrow().get(number.0)?)?;
    let (modified, news) = match handle.look().await {
        Ok(snapshot) if Some(snapshot.modified) == before => return None,
        Ok(snapshot) => (Some(snapshot.modified), WriteAction::FileChanged(number, snapshot.read().await)),
        Err(_) if before.is_none() => return None,
        Err(error) => (None, WriteAction::FileFailed(number, error)),
    };
    let mut files = files.borrow_mut();
    let watched = files.get_mut(number.0)?;
    // What was saved meanwhile is no news.
    if known(watched) != Some(before) {
        return None;
    }
    watched.modified = modified;
    Some(news)
}

/// Writes a file, unless it has changed since: then it says that.
async fn save(files: &Files, number: FileNumber, written: &str, text: Rc<str>) -> Option<WriteAction> {
    if let Some(news) = look(files, number).await {
        return Some(news);
    }
    let handle = {
        let mut files = files.borrow_mut();
        let watched = files.get_mut(number.0).filter(|watched| !watched.is_saving)?;
        watched.is_saving = true;
        watched.handle.clone()
    };
    let outcome = handle.write(written).await;
    let seen = handle.look().await;
    let mut files = files.borrow_mut();
    let watched = files.get_mut(number.0)?;
    watched.is_saving = false;
    Some(match outcome {
        Ok(()) => {
            watched.modified = seen.ok().map(|snapshot| snapshot.modified);
            WriteAction::Saved(number, text)
        }
        Err(error) => WriteAction::FileFailed(number, error),
    })
}

/// Milliseconds between looks: soon enough for who has just saved elsewhere, and nothing to read where the time is the same.
const PAUSE: u32 = 1_000;
