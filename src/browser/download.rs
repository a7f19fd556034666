//! Files for the reader: made here, handed to the browser, kept by it where the reader keeps downloads.

use gloo_timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::window;

/// A file of this type, such as `text/plain`, that holds this text.
pub fn file(text: &str, kind: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options).ok()
}

/// Hands a file to the browser under a name.
pub fn download(file: &Blob, name: &str) {
    let Ok(address) = Url::create_object_url_with_blob(file) else { return };
    let link = window().and_then(|window| window.document()?.create_element("a").ok());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    // Some browsers read the file only after a while.
    Timeout::new(LONG_ENOUGH, move || drop(Url::revoke_object_url(&address))).forget();
}

/// Milliseconds until a file has surely been read.
const LONG_ENOUGH: u32 = 60_000;
