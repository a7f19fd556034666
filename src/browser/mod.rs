//! Everything the page asks of its browser: one small service a file.
//!
//! Of the page, only these and the hooks call web-sys or gloo; components name what their events carry, and the worker has gloo's frame
//! for one. `tests/layers.rs` holds that.

pub mod address;
pub mod clipboard;
pub mod clock;
pub mod dialogue;
pub mod disk;
pub mod document;
pub mod download;
pub mod drafts;
pub mod files;
pub mod gestures;
pub mod host;
pub mod keyboard;
pub mod models;
pub mod offline;
pub mod paper;
pub mod picture;
pub mod scroll;
pub mod source;
pub mod storage;

use lifeline_core::link::CARRIED;
use web_sys::{Element, Window};
use yew::NodeRef;

use crate::state::embed::{EmbedRequest, presents};
use crate::state::loading::Surroundings;

/// What the browser knows when the page is opened.
pub fn surroundings() -> Surroundings {
    let (link, writes) = (address::fragment(), drafts::open());
    // All of them are read only where one is open, or where the link may carry one.
    let drafts = if writes.is_some() || link.starts_with(CARRIED) { drafts::all() } else { Vec::new() };
    Surroundings {
        link,
        embed: EmbedRequest::read(&address::query()),
        presents: presents(&address::query()),
        is_framed: host::is_there(),
        reduces_motion: document::reduces_motion(),
        arrival: address::arrival(),
        kept_run: storage::run(),
        kept_model: storage::model(),
        drafts,
        writes,
        viewport: scroll::viewport(&NodeRef::default()),
    }
}

/// The element that the page is put into.
pub fn root() -> Option<Element> {
    window()?.document()?.get_element_by_id("app")
}

/// The window; a page always has one.
fn window() -> Option<Window> {
    web_sys::window()
}
