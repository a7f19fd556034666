//! Texts that the fuzzer has found to lead the two readers somewhere else than any other: each is read without harm.
//!
//! `tests/fuzz/` keeps them; `fuzz/README.md` tells how more are found.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fuzzed;

use std::fs;
use std::path::Path;

fn each(folder: &str, least: usize, read: fn(&str)) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fuzz").join(folder);
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // The fuzzer's own texts are any bytes; a text is what a browser or a program would make of them.
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        // Where it panics, the last one said is the one.
        println!("{}", path.display());
        read(&text);
        count += 1;
    }
    assert!(count >= least, "{count} texts");
}

#[test]
fn every_text_found_is_read_as_a_link_without_harm() {
    each("link", 500, fuzzed::link);
}

#[test]
fn every_text_found_is_read_as_a_model_without_harm() {
    each("model", 250, fuzzed::model);
}
