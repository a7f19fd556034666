//! Files of the reader's own, chosen in a field or dropped on the page: their content is read here, and goes nowhere else.

use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Element;

use super::fetch::bytes;
use super::sight::{Watch, find};
use super::window;

/// A file that the reader has handed over. What it has is asked for by name: each function that the page declared for one would be
/// loaded by every reader, and few have a model of their own.
#[derive(Debug)]
pub struct File(JsValue);

/// What happens to files over the page.
#[derive(Debug)]
pub enum Drag {
    /// The reader holds some over it.
    Over,
    /// No longer.
    Gone,
    /// The reader has let them go.
    Dropped(Vec<File>),
}

impl File {
    /// Its name.
    pub fn name(&self) -> String {
        get(&self.0, "name").as_string().unwrap_or_default()
    }

    /// How many bytes it has.
    pub fn size(&self) -> usize {
        get(&self.0, "size").as_f64().unwrap_or_default() as usize
    }

    /// Reads it, and calls back with its content, or with nothing where it can't be read.
    pub fn read(self, tell: impl FnOnce(Option<Vec<u8>>) + 'static) {
        spawn_local(async move { tell(content(self.0).await) });
    }
}

async fn content(file: JsValue) -> Option<Vec<u8>> {
    let read: Function = get(&file, "arrayBuffer").dyn_into().ok()?;
    let buffer = JsFuture::from(Promise::resolve(&read.call0(&file).ok()?)).await.ok()?;
    Some(bytes(&buffer))
}

/// What was chosen in a field, which is empty then: so the same file can be chosen again.
pub fn chosen(field: &str) -> Vec<File> {
    let Some(field) = find(field) else { return Vec::new() };
    let files = files(&field);
    let _emptied = Reflect::set(&field, &"value".into(), &"".into());
    files
}

/// Calls back when the reader holds files over the page, and lets them go; `over` finds what is shown above the whole page meanwhile.
/// What else can be dragged is left to the browser.
pub fn on_drag(over: &'static str, tell: impl Fn(Drag) + Clone + 'static) -> Option<[Watch; 4]> {
    let window = window()?;
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
    Some(["dragenter", "dragover", "dragleave", "drop"].map(|kind| {
        let tell = tell.clone();
        EventListener::new_with_options(&window, kind, options, move |event| {
            let data = get(event, "dataTransfer");
            if !items(&get(&data, "types")).any(|kind| kind == "Files") {
                return;
            }
            event.prevent_default();
            match kind {
                "dragenter" => tell(Drag::Over),
                // The browser asks again and again whether they can be let go here, and as what.
                "dragover" => drop(Reflect::set(&data, &"dropEffect".into(), &"copy".into())),
                "dragleave" => {
                    // From one element to another the page is not left; but from what covers it, it is.
                    let left = event.target().and_then(|target| target.dyn_into::<Element>().ok());
                    if left.is_some_and(|left| matches!(left.closest(over), Ok(Some(_)))) {
                        tell(Drag::Gone);
                    }
                }
                _ => tell(Drag::Dropped(files(&data))),
            }
        })
    }))
}

fn files(of: &JsValue) -> Vec<File> {
    items(&get(of, "files")).map(File).collect()
}

fn items(list: &JsValue) -> impl Iterator<Item = JsValue> {
    let count = get(list, "length").as_f64().unwrap_or_default() as u32;
    (0..count).map(|place| get(list, &place.to_string()))
}

fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}
