//! Everything the page asks of its browser: one small service per file, and no other file knows web-sys or gloo.

pub mod address;
pub mod clipboard;
pub mod clock;
pub mod dialogue;
pub mod download;
pub mod fetch;
pub mod files;
pub mod host;
pub mod input;
pub mod keep;
pub mod later;
pub mod look;
pub mod picture;
pub mod sight;
pub mod visibility;

use web_sys::{Element, Window};

/// The element that the page is put into.
pub fn root() -> Option<Element> {
    window()?.document()?.get_element_by_id("app")
}

/// The window; a page always has one.
fn window() -> Option<Window> {
    web_sys::window()
}
