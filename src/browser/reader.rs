//! Reads the text of a model.

use lifeline_core::model::Reading;

/// A reading under way; dropping it gives it up.
#[derive(Debug)]
pub struct Request;

/// Has a text read, and calls back with what came of it, packed.
pub fn read(text: &str, tell: impl FnOnce(Option<Vec<u8>>) + 'static) -> Request {
    let packed = Reading::of(text).pack();
    gloo_timers::callback::Timeout::new(0, move || tell(Some(packed))).forget();
    Request
}
