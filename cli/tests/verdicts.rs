//! What the check says of the site's models, as text and as JSON, kept as files; `UPDATE_GOLDENS=1 cargo test -p lifeline-cli` accepts what it says now.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::process::Command;

/// So few that the check of all is quick: the verdicts on the larger models stay open with it.
const STATES: &str = "1000";

const MODELS: [&str; 9] =
    ["coap", "deliver", "device-grant", "dhcp-lease", "mqtt-qos2", "pull", "raft", "registration", "tcp"];

/// How the check of a model ended, and what it wrote and said.
fn checked(model: &str, more: &[&str]) -> (Option<i32>, String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut command = Command::new(env!("CARGO_BIN_EXE_lifeline"));
    command.args(["model", "check", "--strict", "--states", STATES]).args(more);
    let output = command.arg(format!("models/{model}.lifeline")).current_dir(root).output().unwrap();
    let [out, said] = [output.stdout, output.stderr].map(|written| String::from_utf8(written).unwrap());
    (output.status.code(), if more.is_empty() { said + &out } else { out })
}

#[test]
fn the_verdicts_on_the_models_of_the_site_are_as_they_were() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/verdicts");
    let mut changed = Vec::new();
    for model in MODELS {
        for (more, extension) in [(&[][..], "txt"), (&["--json"][..], "json")] {
            let (code, said) = checked(model, more);
            assert_eq!(code, Some(0), "{model}: {said}");
            let golden = folder.join(format!("{model}.{extension}"));
            if std::env::var_os("UPDATE_GOLDENS").is_some() {
                fs::write(&golden, &said).unwrap();
            } else if fs::read_to_string(&golden).unwrap_or_default().replace('\r', "") != said {
                changed.push(said);
            }
        }
    }
    assert!(changed.is_empty(), "the verdicts have changed:\n{}", changed.join("\n"));
}
