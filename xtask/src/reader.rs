//! Puts into the site the program that reads models of the reader's own, under names that change with what is in it; nothing but those models makes a page load it.

use crate::failure::{Doing, Result};
use crate::run::{cargo, run, run_quietly};
use crate::tools::Tools;
use crate::{hashed, minify, project, rust, split};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Its package.
pub const PACKAGE: &str = "lifeline-reader";
/// How the names of its files begin.
pub const NAME: &str = "reader";

/// Builds it as the app was built, and adds it to the site.
pub fn add(staging: &Path, is_release: bool) -> Result<()> {
    let mut build = cargo();
    // With the app, for then both share all that they are made of.
    build.args(["build", "--quiet", "--package", "lifeline", "--package", PACKAGE, "--target", rust::WASM]);
    run(build.args(is_release.then_some("--release")))?;
    let profile = if is_release { "release" } else { "debug" };
    let linked = project::target().join(rust::WASM).join(profile).join("lifeline_reader.wasm");
    let bound = project::target().join(NAME);
    let mut bind = Command::new(Tools::ready()?.wasm_bindgen());
    bind.args(["--target", "web", "--no-typescript", "--out-name", NAME, "--out-dir"]).arg(&bound).arg(&linked);
    run_quietly(&mut bind)?;

    let program = bound.join(format!("{NAME}_bg.wasm"));
    let program = fs::read(&program).doing(|| format!("reading {}", program.display()))?;
    let script = bound.join(format!("{NAME}.js"));
    let script = fs::read_to_string(&script).doing(|| format!("reading {}", script.display()))?;
    let script = minify::module(NAME, &script)?;
    let program = hashed::put(staging, (NAME, "wasm"), &split::read(&program)?.emit_wasm())?;
    let script = hashed::replaced("the reader's script", &script, &format!("{NAME}_bg.wasm"), &program)?;
    hashed::put_named(staging, (NAME, "js"), script.as_bytes())
}
