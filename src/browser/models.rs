//! The site's models: their text is asked for by id.

use std::rc::Rc;

use gloo_net::http::Request;

use crate::state::action::Missing;
use crate::state::loading::file_of;

/// The text of the model with this id.
///
/// # Errors
/// Says whether the site has none, or could not be asked.
pub async fn text(id: &str) -> Result<Rc<str>, Missing> {
    let file = file_of(id).ok_or(Missing::NotThere)?;
    let response = Request::get(&file).send().await.map_err(|_| Missing::NotReached)?;
    match response.status() {
        200..300 => response.text().await.map(Rc::from).map_err(|_| Missing::NotReached),
        404 => Err(Missing::NotThere),
        _ => Err(Missing::NotReached),
    }
}
