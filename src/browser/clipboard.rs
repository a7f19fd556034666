//! The clipboard: text and pictures are put there, or it is told that the browser refuses.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{Blob, Clipboard, HtmlDocument, HtmlTextAreaElement};
use yew::NodeRef;

use super::window;

/// Puts a text into the clipboard, at once; whether it is there is known later.
pub fn copy(text: &str) -> impl Future<Output = bool> + use<> {
    done(clipboard().map(|clipboard| clipboard.write_text(text)))
}

/// Puts a picture into the clipboard. It is still being made: a browser waits for it, but would not wait to be asked.
pub fn copy_picture(picture: impl Future<Output = Option<Blob>> + 'static) -> impl Future<Output = bool> {
    let made = future_to_promise(async { picture.await.map(JsValue::from).ok_or(JsValue::NULL) });
    done(clipboard().and_then(|clipboard| Some(clipboard.write(&Array::of1(&item(&made)?)))))
}

/// Selects the text in a field, so that the reader can copy it, and copies it where an old way still works; tells whether it did.
pub fn copy_selected(field: &NodeRef) -> bool {
    let Some(field) = field.cast::<HtmlTextAreaElement>() else { return false };
    let _refused = field.focus();
    field.select();
    let document = window().and_then(|window| window.document()?.dyn_into::<HtmlDocument>().ok());
    document.is_some_and(|document| document.exec_command("copy").unwrap_or(false))
}

async fn done(written: Option<Promise>) -> bool {
    match written {
        Some(written) => JsFuture::from(written).await.is_ok(),
        None => false,
    }
}

/// The clipboard. Browsers have none for pages that came over an unsafe connection.
fn clipboard() -> Option<Clipboard> {
    Reflect::get(&window()?.navigator(), &"clipboard".into()).ok().filter(JsValue::is_object)?.dyn_into().ok()
}

/// A picture in the making, as the clipboard takes it; none in browsers that take no pictures.
fn item(picture: &Promise) -> Option<JsValue> {
    let kind: js_sys::Function =
        Reflect::get(&JsValue::from(window()?), &"ClipboardItem".into()).ok()?.dyn_into().ok()?;
    let data = Object::new();
    Reflect::set(&data, &"image/png".into(), picture).ok()?;
    Reflect::construct(&kind, &Array::of1(&data)).ok()
}
