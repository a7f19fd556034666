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

fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}
