//! The architecture's table of files is complete, and says of each file what the file says of itself.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::path::Path;

use common::files;

/// The first sentence of a file.
fn sentence(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim_start_matches("//! ");
    let end = line.find(". ").map_or(line.len(), |end| end + 1);
    format!("{}.", line[..end].trim_end_matches('.'))
}

#[test]
fn every_file_is_in_the_table_with_its_own_first_sentence() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let table = std::fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    let mut wrong = String::new();
    let mut count = 0;
    for folder in [
        "core/src",
        "core/tests",
        "core/benches",
        "src",
        "tests",
        "cli/src",
        "cli/tests",
        "reader/src",
        "fuzz/targets",
        "xtask/src",
    ] {
        for path in files(&root.join(folder)) {
            let name = path.strip_prefix(&root).unwrap().display().to_string();
            let row =
                format!("| `{name}` | {} |", sentence(&std::fs::read_to_string(&path).unwrap()).replace('|', "\\|"));
            count += 1;
            if !table.contains(&row) {
                wrong.push_str(&row);
                wrong.push('\n');
            }
        }
    }
    assert!(wrong.is_empty(), "ARCHITECTURE.md should have these rows:\n{wrong}");
    assert_eq!(table.matches(".rs` | ").count(), count, "ARCHITECTURE.md has rows for files that are gone");
}
