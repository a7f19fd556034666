//! What the check says of the site's models, as text and as JSON, kept as files; `UPDATE_GOLDENS=1 cargo test -p lifeline-cli` accepts what it says now.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::process::Command;

/// So few that the check of all is quick: the verdicts on the larger models stay open with it.
const STATES: &str = "1000";

/// Small models that once were told wrongly, each with how its check ends.
const PROBES: [(&str, i32); 9] = [
    ("always-refused", 1),
    ("close-all", 0),
    ("door-code", 0),
    ("middle-of-a-range", 0),
    ("middle-of-a-wait", 0),
    ("send-all", 0),
    ("three-strikes", 0),
    ("two-choices", 0),
    ("unconnected", 1),
];

/// How the check of a model in a folder ended, and what it wrote and said.
fn checked(folder: &str, model: &str, more: &[&str]) -> (Option<i32>, String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut command = Command::new(env!("CARGO_BIN_EXE_lifeline"));
    command.args(["model", "check", "--strict", "--states", STATES]).args(more);
    let output = command.arg(format!("{folder}/{model}.lifeline")).current_dir(root).output().unwrap();
    let [out, said] = [output.stdout, output.stderr].map(|written| String::from_utf8(written).unwrap());
    (output.status.code(), if more.is_empty() { said + &out } else { out })
}

#[test]
fn the_verdicts_on_the_models_of_the_site_are_as_they_were() {
    let mut changed = Vec::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../models")).unwrap() {
        let path = entry.unwrap().path();
        let model = path.file_stem().unwrap().to_str().unwrap();
        for (more, extension) in [(&[][..], "txt"), (&["--json"][..], "json")] {
            let (code, said) = checked("models", model, more);
            assert_eq!(code, Some(0), "{model}: {said}");
            changed.extend(changes(&format!("{model}.{extension}"), said));
        }
    }
    assert!(changed.is_empty(), "the verdicts have changed:\n{}", changed.join("\n"));
}

#[test]
fn what_was_once_told_wrongly_is_told_truly() {
    let mut changed = Vec::new();
    for (model, expected) in PROBES {
        let (code, said) = checked("core/tests/models/probes", model, &[]);
        assert_eq!(code, Some(expected), "{model}: {said}");
        changed.extend(changes(&format!("probes/{model}.txt"), said));
    }
    assert!(changed.is_empty(), "the verdicts have changed:\n{}", changed.join("\n"));
}

/// What was said, where that is not what is kept of it.
fn changes(golden: &str, said: String) -> Option<String> {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/verdicts").join(golden);
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        fs::write(&golden, &said).unwrap();
        return None;
    }
    (fs::read_to_string(&golden).unwrap_or_default().replace('\r', "") != said).then_some(said)
}
