//! What was once a link stays one: each file of `tests/links/` is a link with what came of it, and that is what comes of it today.
//!
//! A new file holds a link and nothing else; `UPDATE_GOLDENS=1 cargo test -p lifeline-core --test links_kept` adds what comes of it. What
//! stands in a file already is never written over: people have kept such links.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use common::loaded;
use lifeline_core::link::{address, open, outcome};
use lifeline_core::model::{Domain, Model};

/// Stands between a link and what came of it.
const BETWEEN: &str = "\n--\n";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The models that links can name: those of the page, and those that are test data.
fn models() -> BTreeMap<String, Rc<Model>> {
    let mut models = BTreeMap::new();
    for folder in ["models", "core/tests/models"] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "lifeline") {
                let model = loaded(&fs::read_to_string(path).unwrap());
                models.insert(model.id().to_owned(), model);
            }
        }
    }
    models
}

/// Every kept link: its file, the link, and what came of it if that is known.
fn kept() -> Vec<(PathBuf, String, Option<String>)> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(root().join("tests/links")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            match text.split_once(BETWEEN) {
                Some((link, came)) => (path, link.to_owned(), Some(came.to_owned())),
                None => (path, text.trim_end().to_owned(), None),
            }
        })
        .collect()
}

/// What comes of a link: where it stands, what is said, and every event.
fn comes_of(models: &BTreeMap<String, Rc<Model>>, link: &str) -> String {
    let address = address(link);
    let Some(model) = models.get(&address.model) else {
        return format!("no model {}\n", address.model);
    };
    let opened = open(model, &address);
    let run = &opened.run;
    // Links that were kept before a cursor could stand within a moment say how many events there are once that has settled.
    let settled = run.trace().count() - run.later();
    let mut lines = vec![format!("stands at {}, after {settled} of {}", run.now().as_millis(), run.trace().count())];
    lines.extend(opened.selected.map(|event| format!("selects {}", event.0)));
    lines.push(format!("ends at {}", run.end().as_millis()));
    lines.extend(opened.notices().iter().map(|notice| format!("says {notice}")));
    lines.extend(outcome(run));
    lines.iter().map(|line| format!("{line}\n")).collect()
}

#[test]
fn every_kept_link_leads_to_what_it_led_to() {
    let models = models();
    let mut wrong = Vec::new();
    for (path, link, came) in kept() {
        let comes = comes_of(&models, &link);
        let name = path.file_name().unwrap().display();
        match came {
            Some(came) if came == comes => {}
            Some(came) => {
                let differs = comes.lines().zip(came.lines()).find(|(now, then)| now != then);
                wrong.push(format!("{name}: {link}\n  now and then, the first that differs: {differs:?}"));
            }
            None if std::env::var_os("UPDATE_GOLDENS").is_some() => {
                fs::write(&path, format!("{link}{BETWEEN}{comes}")).unwrap();
            }
            None => wrong.push(format!("{name} does not say yet what comes of {link}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_kind_of_link_is_kept() {
    let links: Vec<(String, String)> = kept()
        .into_iter()
        .map(|(path, link, came)| (link, came.unwrap_or_else(|| panic!("{} has no outcome", path.display()))))
        .collect();
    let has = |part: &str| assert!(links.iter().any(|(link, _)| link.contains(part)), "no link has {part}");
    for model in models().values() {
        for (_, scenario) in model.scenarios() {
            has(&format!("{}/{}", model.id(), scenario.id));
        }
        if model.id() != "registration" {
            continue;
        }
        for (_, setting) in model.settings() {
            match &setting.domain {
                Domain::Choice(choices) => {
                    choices.iter().for_each(|choice| has(&format!("{}={}", setting.id, choice.id)));
                }
                Domain::Duration { least, greatest, .. } => {
                    has(&format!("{}={}", setting.id, least.written()));
                    has(&format!("{}={}", setting.id, greatest.written()));
                }
                Domain::Number { least, greatest, .. } => {
                    has(&format!("{}={least}", setting.id));
                    has(&format!("{}={greatest}", setting.id));
                }
            }
        }
        for (_, action) in model.actions() {
            has(&action.id);
        }
    }
    for part in
        ["at=0", "at=1", ".next&", "c=", "x-send-other", ".next.", "ms.", "s.", "m.", "h.", "run=end", "%3F", "&amp;"]
    {
        has(part);
    }
    let says = |part: &str| assert!(links.iter().any(|(_, came)| came.contains(part)), "no link gives: {part}");
    for part in [
        "no model",
        "no figure",
        "does not have",
        "does not fit",
        "nothing that can be done",
        "can't be done there",
        "cut off",
        "1500ms",
        "twice",
        "at most",
        "whole number",
        "the number of an event",
        "ends before that",
        "a repeat is",
        "changed on its way",
        "short form",
        "goes on with",
        "two runs",
        "a figure and a run",
        "more than 100 parts",
        "ten years",
        "1 000 messages",
    ] {
        says(part);
    }
}
