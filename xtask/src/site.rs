//! Builds the release site into dist/.

use crate::args::Args;
use crate::clock::took;
use crate::failure::{Failure, Result};
use crate::project;
use crate::run::{cargo, run, run_quietly};
use crate::rust;
use crate::tools::Tools;
use std::time::Instant;

/// `cargo xtask build`
pub fn command(_: &Args) -> Result<()> {
    build()?;
    println!("Any web server can serve that folder, from any path; here: cargo xtask serve");
    Ok(())
}

/// Leaves the site in dist/, or the old one untouched where something is wrong with the new one.
pub fn build() -> Result<()> {
    let tools = prepare()?;
    let begun = Instant::now();
    // First by itself, so that its progress and its errors are seen as cargo shows them; Trunk finds it done.
    run(cargo().args(["build", "--release", "--package", "lifeline", "--target", rust::WASM]))?;
    run_quietly(tools.trunk()?.args(["build", "--release"])).map_err(|failure| {
        Failure::new(format!("{failure}\nThe app compiles, but Trunk could not make the site of it: see above."))
    })?;
    println!("The site is in {} (built in {})", project::dist().display(), took(begun.elapsed()));
    Ok(())
}

/// Provides what building the site needs.
pub fn prepare() -> Result<Tools> {
    rust::ensure_wasm_target()?;
    let tools = Tools::ready()?;
    // Trunk keeps cargo off the network, so all packages have to be here before.
    run(cargo().args(["fetch", "--quiet"]))?;
    Ok(tools)
}
