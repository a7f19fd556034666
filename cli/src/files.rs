//! Reads regular files up to a size, and what a document names only from where it may.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use lifeline_core::model::limits;

use crate::error::{Error, Mistake};

/// The most that is read of a file, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limit(pub u64);

/// A model; the same bound holds wherever models are read.
pub const MODEL: Limit = Limit(limits::FILE_BYTES as u64);
/// A document or a lock file: far more than anybody writes, and little enough to be kept in memory.
pub const DOCUMENT: Limit = Limit(64 * 1024 * 1024);

/// Reads a text, and keeps no more of it than its limit.
pub fn read(path: &Path, limit: Limit) -> Result<String, Mistake> {
    let unreadable =
        |failure: std::io::Error| Mistake::Unreadable { path: path.to_owned(), reason: failure.to_string() };
    // Looked at before it is opened: opening a pipe waits for whoever writes to it.
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(Mistake::NoRegularFile { path: path.to_owned() });
    }
    let too_large = Mistake::TooLarge { path: path.to_owned(), limit };
    if metadata.len() > limit.0 {
        return Err(too_large);
    }
    // Some files tell no length, and some grow.
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(limit.0 + 1).read_to_end(&mut bytes)).map_err(unreadable)?;
    if bytes.len() as u64 > limit.0 {
        return Err(too_large);
    }
    String::from_utf8(bytes).map_err(|_| Mistake::NotText { path: path.to_owned() })
}

pub fn write(path: &Path, text: &str) -> Result<(), Error> {
    fs::write(path, text).map_err(|source| Error::Write { path: path.to_owned(), source })
}

/// The file that a document names, if it lies below the document's folder or the working directory.
pub fn beside(document: &Path, name: &str) -> Result<PathBuf, Mistake> {
    let folder = document.parent().unwrap_or(Path::new(""));
    let path = folder.join(name);
    let real = path
        .canonicalize()
        .map_err(|failure| Mistake::Unreadable { path: path.clone(), reason: failure.to_string() })?;
    let is_below = |folder: &Path| folder.canonicalize().is_ok_and(|folder| real.starts_with(folder));
    let is_allowed = is_below(&Path::new(".").join(folder)) || is_below(Path::new("."));
    if is_allowed { Ok(path) } else { Err(Mistake::Outside { path }) }
}

impl std::fmt::Display for Limit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.0 / 1024, self.0 / 1024 / 1024) {
            (kib, 0) => write!(f, "{kib} KiB"),
            (_, mib) => write!(f, "{mib} MiB"),
        }
    }
}
