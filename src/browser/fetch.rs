//! Files beside the page, as text.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::window;

/// Why there is no text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Missing {
    /// The server has no such file.
    NotThere,
    /// The server could not be asked, or gave no text.
    NotReached,
}

/// The text of a file.
///
/// # Errors
/// Says whether it is not there or could not be reached.
pub async fn text(path: &str) -> Result<String, Missing> {
    let window = window().ok_or(Missing::NotReached)?;
    let response = JsFuture::from(window.fetch_with_str(path)).await.map_err(|_| Missing::NotReached)?;
    let response: Response = response.dyn_into().map_err(|_| Missing::NotReached)?;
    if response.status() == NOT_FOUND {
        return Err(Missing::NotThere);
    }
    if !response.ok() {
        return Err(Missing::NotReached);
    }
    let text = response.text().map_err(|_| Missing::NotReached)?;
    let text = JsFuture::from(text).await.map_err(|_| Missing::NotReached)?;
    text.as_string().ok_or(Missing::NotReached)
}

/// The status of a file that isn't there.
const NOT_FOUND: u16 = 404;
