//! Files of the reader's own, chosen in a field or dropped on the page: their content is read here, and goes nowhere else.

use gloo_events::{EventListener, EventListenerOptions};
use gloo_file::futures::read_as_bytes;
use lifeline_core::model::limits;
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, DragEvent, FileList};

use super::window;
use crate::state::custom_model::{Content, File};

/// What happens to files over the page.
#[derive(Debug)]
pub enum Drag {
    /// The reader holds some over it.
    Over,
    /// The reader has let them go.
    Dropped(FileList),
}

/// Reads files, each up to what a model can have. The list may be emptied meanwhile.
pub fn read(files: FileList) -> impl Future<Output = Vec<File>> {
    read_all(gloo_file::FileList::from(files).to_vec())
}

async fn read_all(files: Vec<gloo_file::File>) -> Vec<File> {
    let mut read = Vec::new();
    for file in &files {
        read.push(read_file(file).await);
    }
    read
}

/// Reads one file, up to what a model can have.
pub(super) async fn read_file(file: &gloo_file::File) -> File {
    let content = if file.size() > limits::FILE_BYTES as u64 {
        Content::TooLarge
    } else {
        read_as_bytes(file).await.map_or(Content::Unreadable, |bytes| Content::Bytes(bytes.into()))
    };
    File { name: file.name(), content }
}

/// Calls back when the reader holds files over the page, and lets them go. What else can be dragged is left to the browser.
pub fn on_drag(ondrag: impl Fn(Drag) + Clone + 'static) -> Vec<EventListener> {
    let Some(window) = window() else { return Vec::new() };
    let options = EventListenerOptions::enable_prevent_default();
    let listen = |kind: &'static str, heard: fn(DataTransfer) -> Option<Drag>| {
        let ondrag = ondrag.clone();
        EventListener::new_with_options(&window, kind, options, move |event| {
            let Some(data) = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer) else { return };
            if data.types().includes(&"Files".into(), 0) {
                event.prevent_default();
                heard(data).into_iter().for_each(&ondrag);
            }
        })
    };
    vec![
        listen("dragenter", |_| Some(Drag::Over)),
        // The browser asks again and again whether they can be let go here, and as what.
        listen("dragover", |data| {
            data.set_drop_effect("copy");
            None
        }),
        listen("drop", |data| data.files().map(Drag::Dropped)),
    ]
}
