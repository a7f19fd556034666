//! Typical mistakes, each with what its writer reads: `core/tests/mistakes/NAME.lifeline` gives `NAME.txt`.
//!
//! `UPDATE_GOLDENS=1 cargo test -p lifeline-core --test model_mistakes` accepts what is said now.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fs;
use std::path::Path;

use lifeline_core::language::read;

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

#[test]
fn a_word_that_is_suggested_mends_the_mistake() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes");
    let mut mended = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "lifeline") {
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        let Err(problems) = read(&source) else { continue };
        for problem in problems.listed() {
            let Some(replacement) = &problem.replacement else { continue };
            let (start, end) = (replacement.span.start as usize, replacement.span.end as usize);
            let mut better = source.clone();
            better.replace_range(start..end, &replacement.text);
            let left = read(&better).err().unwrap_or_default();
            let is_gone = left.listed().iter().all(|other| other.place != problem.place);
            assert!(is_gone, "{}: {problem}\nbecomes\n{left}", path.display());
            mended += 1;
        }
    }
    assert!(mended >= 8, "only {mended} words are suggested");
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
