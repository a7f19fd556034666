//! The program that reads models, which is loaded when it is first needed: it takes a text, and gives what came of reading it.

use std::rc::{Rc, Weak};

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::fetch::bytes;

#[wasm_bindgen]
extern "C" {
    /// Of `static/boot.js`: loads its script.
    #[wasm_bindgen(js_name = lifelineReader)]
    fn load() -> Promise;
}

/// A reading under way; dropping it gives it up.
#[derive(Debug)]
pub struct Request {
    _wanted: Rc<()>,
}

/// Has a text read, and calls back with what came of it, packed; with nothing where the program can't be had.
#[inline(never)]
pub fn read(text: &str, tell: impl FnOnce(Option<Vec<u8>>) + 'static) -> Request {
    let (wanted, text) = (Rc::new(()), JsValue::from(text));
    let still: Weak<()> = Rc::downgrade(&wanted);
    spawn_local(async move {
        let answer = answer(text).await;
        if still.strong_count() > 0 {
            tell(answer);
        }
    });
    Request { _wanted: wanted }
}

async fn answer(text: JsValue) -> Option<Vec<u8>> {
    let script = JsFuture::from(load()).await.ok()?;
    let function = |name: &str| Reflect::get(&script, &name.into()).ok()?.dyn_into::<Function>().ok();
    // Once it has started, it says so at once.
    let started = function("default")?.call0(&JsValue::UNDEFINED).ok()?;
    JsFuture::from(Promise::resolve(&started)).await.ok()?;
    Some(bytes(&function("read")?.call1(&JsValue::UNDEFINED, &text).ok()?))
}
