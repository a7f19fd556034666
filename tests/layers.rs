//! The page's modules use only those below them, and only some know the browser or the hooks.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod source;

use source::{File, files};

/// The page's modules, the lowest first.
const LAYERS: [&str; 10] = ["worker", "lib", "words", "state", "browser", "hooks", "components", "app", "main", "bin"];

/// Crates that speak to the browser, and the modules that may name them.
const BROWSER_CRATES: [(&str, &[&str]); 4] = [
    ("js_sys", &["browser"]),
    ("gloo", &["browser", "hooks", "worker", "bin"]),
    ("wasm_bindgen", &["browser", "hooks", "worker"]),
    ("web_sys", &["browser", "hooks", "components"]),
];

/// What a component may name of web-sys: what its events carry, and the fields that they come from.
const CARRIED: [&str; 4] = ["FileList", "HtmlInputElement", "HtmlSelectElement", "HtmlTextAreaElement"];

/// The components that hold the state, or what was explored; all others are given properties.
const HOLDERS: [&str; 9] = [
    "components/frame.rs",
    "components/notices.rs",
    "components/page.rs",
    "components/panels.rs",
    "components/presentation.rs",
    "components/rules.rs",
    "components/stage.rs",
    "components/time_bar.rs",
    "components/writing.rs",
];

/// The module that a file belongs to, such as `state`.
fn module(file: &File) -> &str {
    file.path.split('/').next().unwrap().trim_end_matches(".rs")
}

#[test]
fn each_module_uses_only_those_below_it() {
    let rank = |module: &str| LAYERS.iter().position(|layer| *layer == module);
    let mut seen = 0;
    for file in files() {
        let own = rank(module(&file)).unwrap_or_else(|| panic!("{} has no place among the layers", file.path));
        for used in file.names_from("crate::") {
            let below = rank(used).is_some_and(|other| other <= own);
            assert!(below, "{} uses crate::{used}, which is not below {}", file.path, module(&file));
            seen += 1;
        }
    }
    assert!(seen > 100, "only {seen} uses were found");
}

#[test]
fn the_layers_are_drawn_as_they_are() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/ARCHITECTURE.md")).unwrap();
    // The roots of the library and of the worker have nothing but the worker.
    let layers: Vec<&str> = LAYERS.into_iter().filter(|layer| !["lib", "bin"].contains(layer)).collect();
    assert!(text.lines().any(|line| line.trim() == layers.join(" ← ")), "ARCHITECTURE.md has not {layers:?}");
}

#[test]
fn the_browser_is_known_at_the_edge_only() {
    for file in files() {
        for (name, modules) in BROWSER_CRATES {
            let may = modules.contains(&module(&file));
            assert!(may || !file.code.contains(name), "{} names {name}, which is for {modules:?}", file.path);
        }
    }
}

#[test]
fn components_know_of_the_browser_what_their_events_carry() {
    let files = files();
    let components = || files.iter().filter(|file| module(file) == "components");
    for file in components() {
        for name in file.names_from("web_sys::") {
            assert!(CARRIED.contains(&name), "{} names web_sys::{name}", file.path);
        }
    }
    for carried in CARRIED {
        assert!(components().any(|file| file.code.contains(carried)), "no component needs {carried} any more");
    }
}

#[test]
fn hooks_are_for_the_components_that_hold_the_state() {
    for file in files() {
        let may = ["app", "hooks"].contains(&module(&file)) || HOLDERS.contains(&&*file.path);
        assert!(may || !file.names_from("crate::").contains(&"hooks"), "{} uses hooks", file.path);
    }
}
