//! The reader's drafts in this browser's storage, each under a key of its own, so that windows side by side don't write over each other.

use gloo_events::EventListener;
use gloo_storage::{LocalStorage, SessionStorage, Storage};
use js_sys::Date;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use web_sys::StorageEvent;

use super::window;
use crate::state::drafts::{Draft, DraftId};

/// A draft as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    name: String,
    text: String,
    /// When it was written last, in milliseconds since 1970.
    written: f64,
}

/// All drafts, the one written last first.
pub fn all() -> Vec<Draft> {
    let storage = LocalStorage::raw();
    let count = LocalStorage::length();
    let ids = (0..count).filter_map(|index| id(&storage.key(index).ok()??));
    let mut drafts: Vec<_> = ids.filter_map(|id| Some((LocalStorage::get::<Kept>(key(id)).ok()?, id))).collect();
    drafts.sort_by(|(one, _), (other, _)| other.written.total_cmp(&one.written));
    let draft = |(kept, id): (Kept, DraftId)| Draft { id, name: kept.name.into(), text: kept.text.into() };
    drafts.into_iter().map(draft).collect()
}

/// Keeps a draft; says whether there was room for it.
pub fn keep(draft: &Draft) -> bool {
    let kept = Kept { name: draft.name.to_string(), text: draft.text.to_string(), written: Date::now() };
    LocalStorage::set(key(draft.id), kept).is_ok()
}

/// Keeps a draft no longer.
pub fn delete(id: DraftId) {
    LocalStorage::delete(key(id));
}

/// The draft that is open in this window.
pub fn open() -> Option<DraftId> {
    SessionStorage::get(OPEN).ok().map(DraftId)
}

/// Keeps in mind, while this window is open, which draft is open in it, or that none is.
pub fn keep_open(id: Option<DraftId>) {
    match id {
        // Without room for it, the draft is found in the list.
        Some(DraftId(id)) => drop(SessionStorage::set(OPEN, id)),
        None => SessionStorage::delete(OPEN),
    }
}

/// Calls back when another window has changed the drafts.
pub fn on_change(onchange: impl Fn(Vec<Draft>) + 'static) -> Option<EventListener> {
    let window = window()?;
    Some(EventListener::new(&window, "storage", move |event| {
        let changed = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
        if changed.is_some_and(|key| id(&key).is_some()) {
            onchange(all());
        }
    }))
}

fn key(DraftId(id): DraftId) -> String {
    format!("{PREFIX}{id}")
}

fn id(key: &str) -> Option<DraftId> {
    key.strip_prefix(PREFIX)?.parse().ok().map(DraftId)
}

const PREFIX: &str = "lifeline-draft-";
const OPEN: &str = "lifeline-writing";
