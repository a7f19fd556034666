//! Files on the reader's disk that can be read again and written, in browsers that hand them over like this.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, FileSystemFileHandle, FileSystemWritableFileStream};

use super::{files, window};
use crate::state::custom_model::File;
use crate::state::disk_file::FileError;

/// A file that the reader has chosen.
#[derive(Clone, Debug)]
pub struct Handle(FileSystemFileHandle);

/// A file as it is at a time.
#[derive(Debug)]
pub struct Snapshot {
    /// When it was written last, in milliseconds since 1970.
    pub modified: f64,
    file: gloo_file::File,
}

/// Whether this browser can do it at all.
pub fn is_supported() -> bool {
    picker().is_some()
}

/// Has the reader choose a file; nothing where they choose none.
pub async fn choose() -> Option<Handle> {
    let chosen = picker()?.call0(window()?.as_ref()).ok()?.dyn_into::<Promise>().ok()?;
    let handles = Array::from(&JsFuture::from(chosen).await.ok()?);
    handles.get(0).dyn_into().ok().map(Handle)
}

/// web-sys counts it among what may still change.
fn picker() -> Option<Function> {
    Reflect::get(window()?.as_ref(), &"showOpenFilePicker".into()).ok()?.dyn_into().ok()
}

impl Handle {
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// The file as it is now.
    pub async fn look(&self) -> Result<Snapshot, FileError> {
        let file: web_sys::File = JsFuture::from(self.0.get_file()).await.map_err(error)?.unchecked_into();
        Ok(Snapshot { modified: file.last_modified(), file: file.into() })
    }

    /// Writes this text in the place of all that is in it.
    pub async fn write(&self, text: &str) -> Result<(), FileError> {
        let write = async {
            let stream = JsFuture::from(self.0.create_writable()).await?;
            let stream: FileSystemWritableFileStream = stream.unchecked_into();
            JsFuture::from(stream.write_with_str(text)?).await?;
            JsFuture::from(stream.close()).await
        };
        write.await.map(drop).map_err(error)
    }
}

impl Snapshot {
    pub async fn read(&self) -> File {
        files::read_file(&self.file).await
    }
}

fn error(thrown: JsValue) -> FileError {
    match thrown.dyn_ref::<DomException>().map(DomException::name).as_deref() {
        Some("NotAllowedError" | "SecurityError" | "NoModificationAllowedError") => FileError::Refused,
        Some("NotFoundError") => FileError::Gone,
        _ => FileError::Failed,
    }
}
