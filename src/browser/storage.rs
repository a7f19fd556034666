//! What the browser keeps for this site; where it keeps nothing, nothing is lost but the memory of it.

use gloo_storage::{LocalStorage, SessionStorage, Storage};

use crate::state::kept::{KeptModel, KeptRun};
use crate::state::preferences::Preferences;

/// The reader's preferences.
pub fn preferences() -> Preferences {
    LocalStorage::get(PREFERENCES).unwrap_or_default()
}

/// Keeps the reader's preferences for all visits.
pub fn keep_preferences(preferences: Preferences) {
    // A full or forbidden storage keeps nothing; the page works all the same.
    let _refused = LocalStorage::set(PREFERENCES, preferences);
}

/// The run that this window keeps.
pub fn run() -> Option<KeptRun> {
    SessionStorage::get(RUN).ok()
}

/// Keeps a run while this window is open, also while its page is loaded again.
pub fn keep_run(run: &KeptRun) {
    let _refused = SessionStorage::set(RUN, run);
}

/// The model of the reader's own that this window keeps.
pub fn model() -> Option<KeptModel> {
    SessionStorage::get(MODEL).ok()
}

/// Keeps a model of the reader's own while this window is open, or none any more.
pub fn keep_model(model: Option<&KeptModel>) {
    match model {
        Some(model) => drop(SessionStorage::set(MODEL, model)),
        None => SessionStorage::delete(MODEL),
    }
}

const PREFERENCES: &str = "lifeline-preferences";
const RUN: &str = "lifeline-run";
const MODEL: &str = "lifeline-model";
