//! Typical mistakes, each with what its writer reads: `core/tests/mistakes/NAME.lifeline` gives `NAME.txt`.
//!
//! `UPDATE_GOLDENS=1 cargo test -p lifeline-core --test model_mistakes` accepts what is said now.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fs;
use std::path::Path;

use lifeline_core::model::read;

#[test]
fn every_mistake_is_told_so_that_its_writer_can_mend_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes");
    let mut seen = 0;
    let mut differing = Vec::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "lifeline") {
            continue;
        }
        seen += 1;
        let said = said(&fs::read_to_string(&path).unwrap());
        let golden = path.with_extension("txt");
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            fs::write(&golden, &said).unwrap();
        } else if fs::read_to_string(&golden).unwrap_or_default().replace('\r', "") != said {
            differing.push(format!("{}:\n{said}", path.display()));
        }
    }
    assert!(seen >= 20, "only {seen} mistakes");
    assert!(differing.is_empty(), "these messages changed:\n\n{}", differing.join("\n"));
}

/// What the writer of this file reads.
fn said(source: &str) -> String {
    match read(source) {
        Err(problems) => format!("{problems}\n"),
        Ok(model) => {
            assert!(!model.warnings().is_empty(), "nothing is wrong with this:\n{source}");
            model.warnings().iter().map(|warning| format!("warning: {warning}\n")).collect()
        }
    }
}
