//! The page's own code as text, for tests that hold what no compiler does.
#![allow(dead_code)]

use std::fs;
use std::path::{Path, PathBuf};

/// A file of the page, such as `state/session.rs`, and its code without comments.
pub struct File {
    pub path: String,
    pub code: String,
}

impl File {
    /// Every name that its code takes from a place, such as `browser` and `hooks` from `crate::`.
    pub fn names_from(&self, place: &str) -> Vec<&str> {
        let mut names = Vec::new();
        for (at, _) in self.code.match_indices(place) {
            let after = &self.code[at + place.len()..];
            match after.strip_prefix('{').and_then(|group| group.split_once('}')) {
                Some((group, _)) => names.extend(group.split(',').map(|name| word(name.trim()))),
                None => names.push(word(after)),
            }
        }
        names.retain(|name| !name.is_empty());
        names
    }
}

/// All files of the page, in the order of their paths.
pub fn files() -> Vec<File> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&folder, &mut paths);
    paths.sort();
    let read = |path: &PathBuf| {
        let lines = fs::read_to_string(path).unwrap();
        let code: Vec<_> = lines.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let inside = path.strip_prefix(&folder).unwrap().to_str().unwrap().replace('\\', "/");
        File { path: inside, code: code.join("\n") }
    };
    paths.iter().map(read).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            paths.push(path);
        }
    }
}

/// The name that a text begins with.
fn word(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    &text[..end.unwrap_or(text.len())]
}
