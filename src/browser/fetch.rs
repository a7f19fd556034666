//! Files beside the page.

use gloo_events::EventListener;
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use web_sys::{XmlHttpRequest, XmlHttpRequestResponseType};

/// Why there is no file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Missing {
    /// The server has no such file.
    NotThere,
    /// The server could not be asked, or gave none.
    NotReached,
}

/// A request under way; dropping it gives it up.
#[derive(Debug)]
pub struct Request {
    _listener: EventListener,
}

/// Asks for a file, and calls back when it has come or can't be had.
///
/// # Errors
/// Says that the server could not even be asked.
pub fn file(path: &str, tell: impl FnOnce(Result<Vec<u8>, Missing>) + 'static) -> Result<Request, Missing> {
    let request = XmlHttpRequest::new().map_err(|_| Missing::NotReached)?;
    request.open("GET", path).map_err(|_| Missing::NotReached)?;
    request.set_response_type(XmlHttpRequestResponseType::Arraybuffer);
    let asked = request.clone();
    let listener = EventListener::once(&request, "loadend", move |_| {
        tell(match (asked.status(), asked.response()) {
            (Ok(200..300), Ok(buffer)) => Ok(bytes(&buffer)),
            (Ok(404), _) => Err(Missing::NotThere),
            _ => Err(Missing::NotReached),
        });
    });
    request.send().map_err(|_| Missing::NotReached)?;
    Ok(Request { _listener: listener })
}

/// What is in a buffer of the browser's. All ask this one function, since the first use of the page does.
#[inline(never)]
pub fn bytes(buffer: &JsValue) -> Vec<u8> {
    Uint8Array::new(buffer).to_vec()
}
