//! Dependencies point one way: each module of the core uses only those below it, and what touches the machine stays at the edge.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use common::files;

/// The core's modules, each with those that it uses.
const LAYERS: [(&str, &[&str]); 11] = [
    ("text", &[]),
    ("time", &[]),
    ("model", &["text", "time"]),
    ("language", &["text", "time", "model"]),
    ("simulation", &["time", "model"]),
    ("narration", &["time", "model", "simulation"]),
    ("check", &["time", "model", "simulation"]),
    ("link", &["text", "time", "model", "simulation", "narration"]),
    ("diagram", &["text", "time", "model", "simulation", "narration"]),
    ("export", &["text", "time", "model", "simulation", "narration", "link", "diagram"]),
    ("load", &["model", "language", "simulation", "narration"]),
];

/// The same as it is drawn in `ARCHITECTURE.md` and in the library's documentation: what a module does not touch it uses by way of others.
const GRAPH: [&str; 4] = [
    "text, time ← model ← language, simulation",
    "simulation ← check, narration",
    "narration ← link, diagram ← export",
    "language, narration ← load",
];

/// What a pure core never names: clocks, machines and pages, and what differs from one machine to another.
const IMPURE: [&str; 15] = [
    "HashMap",
    "HashSet",
    "f32",
    "f64",
    "js_sys",
    "std::time",
    "std::fs",
    "std::net",
    "std::env",
    "std::thread",
    "std::process",
    "yew",
    "web_sys",
    "gloo",
    "wasm_bindgen",
];

/// The code of a file: without comments, and without the tests at its end.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Each module with another that it uses, straight or by way of others.
fn all_below<'a>(uses: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeSet<(&'a str, &'a str)> {
    let mut known: BTreeSet<_> = uses.collect();
    loop {
        let ways = known.iter().flat_map(|(user, used)| {
            known.iter().filter(move |(other, _)| other == used).map(move |(_, further)| (*user, *further))
        });
        let next: BTreeSet<_> = known.iter().copied().chain(ways).collect();
        if next.len() == known.len() {
            return known;
        }
        known = next;
    }
}

#[test]
fn the_modules_are_drawn_as_they_are() {
    let names = |list: &'static str| list.split(", ");
    let drawn = GRAPH.iter().flat_map(|line| {
        line.split(" ← ").zip(line.split(" ← ").skip(1)).flat_map(move |(below, above)| {
            names(above).flat_map(move |user| names(below).map(move |used| (user, used)))
        })
    });
    let held = LAYERS.iter().flat_map(|(user, below)| below.iter().map(|used| (*user, *used)));
    assert_eq!(all_below(drawn), all_below(held));
    for document in ["ARCHITECTURE.md", "core/src/lib.rs"] {
        let text = fs::read_to_string(root().join(document)).unwrap();
        for line in GRAPH {
            assert!(text.contains(line), "{document} has not: {line}");
        }
    }
}

#[test]
fn each_module_of_the_core_uses_only_those_below_it() {
    let source = root().join("core/src");
    let mut seen = BTreeSet::new();
    for path in files(&source) {
        let inside = path.strip_prefix(&source).unwrap();
        let module = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
        if module == "lib" {
            continue;
        }
        let layer = LAYERS.iter().find(|(layer, _)| *layer == module);
        let (_, below) = layer.unwrap_or_else(|| panic!("{module} has no place among the layers"));
        for used in code(&path).split("crate::").skip(1) {
            let used: String =
                used.chars().take_while(|letter| letter.is_ascii_lowercase() || *letter == '_').collect();
            let may = used == module || below.contains(&&*used);
            assert!(may, "{} uses crate::{used}, which is not below {module}", inside.display());
            seen.insert((module.to_owned(), used));
        }
    }
    for (module, below) in LAYERS {
        for used in below {
            assert!(seen.contains(&(module.to_owned(), (*used).to_owned())), "{module} does not need {used} any more");
        }
    }
}

#[test]
fn the_core_names_no_clock_no_machine_and_no_page() {
    for path in files(&root().join("core/src")) {
        let code = code(&path);
        for name in IMPURE {
            assert!(!code.contains(name), "{} names {name}", path.display());
        }
    }
}

#[test]
fn every_file_opens_with_a_sentence() {
    for folder in
        ["core/src", "core/tests", "core/benches", "src", "cli/src", "cli/tests", "fuzz/targets", "xtask/src", "tests"]
    {
        for path in files(&root().join(folder)) {
            let text = fs::read_to_string(&path).unwrap();
            let first = text.lines().next().unwrap_or_default();
            assert!(first.starts_with("//! ") && first.contains('.'), "{} opens with {first:?}", path.display());
        }
    }
}
