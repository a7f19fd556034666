//! Knows where the project's folders are, whichever folder the command was typed in.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// The folder with the workspace's Cargo.toml.
pub fn root() -> PathBuf {
    // Cargo sets it when it runs this program; the value from compile time serves a program started by itself.
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let xtask = xtask.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    xtask.parent().map(Path::to_path_buf).unwrap_or(xtask)
}

/// The built site.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Where cargo puts what it builds; also the place for files of ours that nobody needs to keep.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The folder in the user's cache for what is installed, shared by all clones.
pub fn cache() -> Result<PathBuf> {
    let cache =
        dirs::cache_dir().context("there is no home folder to keep tools in; set XDG_CACHE_HOME to a folder")?;
    let folder = cache.join("lifeline").join("tools");
    std::fs::create_dir_all(&folder).with_context(|| {
        format!("making {} (XDG_CACHE_HOME can name another folder to keep tools in)", folder.display())
    })?;
    Ok(folder)
}

/// Whether this runs on a build server, where whatever is missing is a failure and not something to skip.
pub fn ci() -> bool {
    is_set("CI")
}

/// Whether the variable is there and says yes.
pub fn is_set(variable: &str) -> bool {
    std::env::var(variable).is_ok_and(|v| !matches!(v.as_str(), "" | "0" | "false"))
}
