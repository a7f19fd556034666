//! The pictures of all scenarios, kept as files to be looked at; `UPDATE_GOLDENS=1 cargo test -p lifeline-core` accepts what is drawn now.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
mod pictured;

use std::fs;
use std::path::Path;
use std::rc::Rc;

use common::{REGISTRATION, loaded};
use lifeline_core::diagram::Size;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::settings::Settings;

/// The models, with the scenario whose narrow picture is kept too.
const MODELS: [(&str, &str); 4] = [
    (REGISTRATION, "too-late"),
    (include_str!("models/dhcp.lifeline"), "renewal"),
    (include_str!("models/oauth-device.lifeline"), "slow-down"),
    (include_str!("pictured/crowd.lifeline"), "all"),
];

#[test]
fn every_scenario_looks_as_it_did_when_it_was_looked_at() {
    let mut changed = Vec::new();
    for (source, narrow) in MODELS {
        let model = loaded(source);
        for (_, scenario) in model.scenarios() {
            let mut settings = Settings::defaults(&model);
            for (setting, value) in &scenario.settings {
                settings.set(&model, *setting, *value).unwrap();
            }
            let run = Run::with(Rc::clone(&model), settings, &scenario.steps);
            let sizes: &[_] = if &*scenario.id == narrow { &[Size::Roomy, Size::Compact] } else { &[Size::Roomy] };
            for size in sizes {
                let drawn = pictured::svg(&run, *size, &scenario.label.plain);
                pictured::inert(&drawn);
                let suffix = if *size == Size::Compact { "-compact" } else { "" };
                let name = format!("{}-{}{suffix}.svg", model.id(), scenario.id);
                let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures").join(&name);
                if std::env::var_os("UPDATE_GOLDENS").is_some() {
                    fs::write(path, drawn).unwrap();
                } else if fs::read_to_string(path).ok().as_deref() != Some(&*drawn) {
                    changed.push(name);
                }
            }
        }
    }
    assert!(changed.is_empty(), "these pictures have changed: {changed:?}");
}
