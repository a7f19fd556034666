//! The hooks that `docs/embedding.md` promises are there: each attribute, each control, each kind of event.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod source;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use lifeline_core::link::{address, open};
use lifeline_core::load::load;
use source::files;

/// The table, row by row: the hook, and the values that it names.
fn table() -> Vec<(String, Vec<String>)> {
    let text = fs::read_to_string(root().join("docs/embedding.md")).unwrap();
    let section = text.split("\n## Hooks\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let named = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let rows = section.lines().filter(|line| line.starts_with("| `data-"));
    rows.map(|row| (named(row)[0].clone(), named(row.split('|').nth(2).unwrap()))).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What the table names for a hook.
fn values(hook: &str) -> BTreeSet<String> {
    table().into_iter().find(|(name, _)| name == hook).unwrap().1.into_iter().collect()
}

/// Whether a component writes this.
fn is_written(code: &str) -> bool {
    files().iter().any(|file| file.path != "components/tests.rs" && file.code.contains(code))
}

#[test]
fn every_hook_is_an_attribute_of_something() {
    let table = table();
    assert_eq!(table.len(), 14);
    for (hook, _) in table {
        assert!(is_written(&format!(" {hook}=")), "nothing has {hook}");
    }
}

#[test]
fn every_control_is_there() {
    let controls = values("data-control");
    assert_eq!(controls.len(), 9);
    for control in controls {
        // A button with an icon is told which it is by a property.
        let ways = ["data-control", "control"].map(|name| format!(" {name}=\"{control}\""));
        assert!(ways.iter().any(|way| is_written(way)), "nothing is the control {control}");
    }
}

/// What no model of the site has: a message that nothing is done with.
const UNHEARD: &str = r#"model unheard "Unheard"
participant guest "Guest" played starts there
participant clerk "Clerk" starts awake
between guest and clerk no connection
states guest
  there
states clerk
  awake
message Ask
action ask of guest "Ask"
  send Ask to clerk
scenario asked "Asked"
  play ask
"#;

#[test]
fn every_kind_that_a_row_can_have_is_named_and_no_other() {
    let models = fs::read_dir(root().join("models")).unwrap();
    let models = models.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    let mut seen = BTreeSet::new();
    for text in models.chain([UNHEARD.to_owned()]) {
        let model = load(&text).unwrap();
        for (_, scenario) in model.scenarios() {
            let run = open(&model, &address(&format!("{}/{}", model.id(), scenario.id))).run;
            let events = run.trace().events().iter().filter(|event| event.kind.is_numbered());
            seen.extend(events.map(|event| event.kind.name().to_owned()));
        }
    }
    assert_eq!(values("data-kind"), seen);
}
