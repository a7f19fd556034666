//! Builds stateright's own example of a two-phase commit, as it was released, so that it is measured where we are.

use crate::run::{cargo, executable, output_of, run_quietly};
use crate::{project, versions};
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// The program: given how many resource managers there are, it says how many states and steps, nanoseconds and bytes that took.
///
/// It is built in a folder of its own, and no part of the workspace.
pub fn ready() -> Result<PathBuf> {
    let folder = project::target().join("bench").join("stateright");
    let source = folder.join("src");
    fs::create_dir_all(&source).with_context(|| format!("making {}", source.display()))?;
    let put = |file: &str, text: &str| {
        let file = folder.join(file);
        fs::write(&file, text).with_context(|| format!("writing {}", file.display()))
    };
    put("Cargo.toml", &MANIFEST.replace("VERSION", versions::STATERIGHT))?;
    put("src/main.rs", MAIN)?;
    println!("Building stateright {} and its two-phase commit, which ours is measured beside.", versions::STATERIGHT);
    let example = released(&folder)?.join("examples/2pc.rs");
    let text = fs::read_to_string(&example).with_context(|| format!("reading {}", example.display()))?;
    put("src/two_phase_commit.rs", &[&text, MEASURE].concat())?;
    run_quietly(cargo().args(["build", "--release", "--target-dir"]).arg(folder.join("target")).current_dir(&folder))?;
    Ok(folder.join("target/release").join(executable("beside-stateright")))
}

/// The folder that cargo has put stateright's released source into.
fn released(folder: &Path) -> Result<PathBuf> {
    let metadata = output_of(cargo().args(["metadata", "--format-version", "1"]).current_dir(folder));
    let metadata: Value = serde_json::from_str(&metadata.context("stateright could not be fetched")?)?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let manifest =
        packages.filter(|package| package["name"] == "stateright").find_map(|it| it["manifest_path"].as_str());
    let manifest = Path::new(manifest.context("cargo names no source of stateright")?);
    manifest.parent().map(Path::to_owned).context("cargo names no folder of stateright")
}

/// What the example needs, with a workspace of its own.
const MANIFEST: &str = r#"[package]
name = "beside-stateright"
edition = "2021"

[dependencies]
stateright = "=VERSION"
env_logger = "0.11"
num_cpus = "1.17"
pico-args = "0.5"

[workspace]
"#;

const MAIN: &str = "#[allow(dead_code)]
mod two_phase_commit;

fn main() {
    two_phase_commit::measure(std::env::args().nth(1).unwrap().parse().unwrap());
}
";

/// Put behind the example's text: what it defines, no other file sees.
const MEASURE: &str = r#"
pub fn measure(managers: usize) {
    let begin = std::time::Instant::now();
    let checker = TwoPhaseSys { rms: 0..managers }.checker().threads(num_cpus::get()).spawn_bfs().join();
    let time = begin.elapsed().as_nanos();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.strip_suffix(" kB"));
    let bytes = kilobytes.map_or(0, |kilobytes| kilobytes.trim().parse::<u64>().unwrap() * 1024);
    println!("{} {} {time} {bytes}", checker.unique_state_count(), checker.state_count());
}
"#;
