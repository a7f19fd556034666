//! A few words that the browser keeps for this site; where it keeps none, nothing is lost but the memory of them.

use web_sys::Storage;

use super::window;

/// What is kept under this name.
pub fn get(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Keeps a word under this name; the empty word keeps nothing.
pub fn set(name: &str, word: &str) {
    if let Some(storage) = storage() {
        // A full or forbidden storage keeps nothing; the page works all the same.
        let _refused = if word.is_empty() { storage.remove_item(name) } else { storage.set_item(name, word) };
    }
}

/// What is kept under this name while this window is open.
pub fn held(name: &str) -> Option<String> {
    window()?.session_storage().ok()??.get_item(name).ok()?
}

/// Keeps a text under this name while this window is open, also over a reload.
pub fn hold(name: &str, text: &str) {
    if let Some(Ok(Some(storage))) = window().map(|window| window.session_storage()) {
        let _refused = storage.set_item(name, text);
    }
}

fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}
