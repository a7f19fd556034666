//! Files beside the page, as text.

use gloo_events::EventListener;
use web_sys::XmlHttpRequest;

/// Why there is no text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Missing {
    /// The server has no such file.
    NotThere,
    /// The server could not be asked, or gave no text.
    NotReached,
}

/// A request under way; dropping it gives it up.
#[derive(Debug)]
pub struct Request {
    _listener: EventListener,
}

/// Asks for the text of a file, and calls back when it has come or can't be had.
///
/// # Errors
/// Says that the server could not even be asked.
pub fn text(path: &str, tell: impl FnOnce(Result<String, Missing>) + 'static) -> Result<Request, Missing> {
    let request = XmlHttpRequest::new().map_err(|_| Missing::NotReached)?;
    request.open("GET", path).map_err(|_| Missing::NotReached)?;
    let asked = request.clone();
    let listener = EventListener::once(&request, "loadend", move |_| {
        tell(match (asked.status(), asked.response_text()) {
            (Ok(200..300), Ok(Some(text))) => Ok(text),
            (Ok(404), _) => Err(Missing::NotThere),
            _ => Err(Missing::NotReached),
        });
    });
    request.send().map_err(|_| Missing::NotReached)?;
    Ok(Request { _listener: listener })
}
