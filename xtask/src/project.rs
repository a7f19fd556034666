//! Knows where the project's folders are, whichever folder the command was typed in.

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
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// Whether this runs on a build server, where whatever is missing is a failure and not something to skip.
pub fn ci() -> bool {
    std::env::var("CI").is_ok_and(|v| !matches!(v.as_str(), "" | "0" | "false"))
}
