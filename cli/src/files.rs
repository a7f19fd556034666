//! Reads and writes files, and says which one could not be.

use std::fs;
use std::path::Path;

use crate::error::{Error, Mistake};

pub fn read(path: &Path) -> Result<String, Mistake> {
    let bytes =
        fs::read(path).map_err(|failure| Mistake::Unreadable { path: path.to_owned(), reason: failure.to_string() })?;
    String::from_utf8(bytes).map_err(|_| Mistake::NotText { path: path.to_owned() })
}

pub fn write(path: &Path, text: &str) -> Result<(), Error> {
    fs::write(path, text).map_err(|source| Error::Write { path: path.to_owned(), source })
}
