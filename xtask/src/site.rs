//! Builds the release site into dist/: Trunk makes it, and what it is made of is listed for the offline worker.

use crate::clock::took;
use crate::flags;
use crate::run::{cargo, run, run_quietly};
use crate::tools::Tools;
use crate::{docs, models, notices, offline, preview, project, rust};
use anyhow::{Context, Result, anyhow};
use std::thread;
use std::time::Instant;

/// The page's package.
pub const PAGE: &str = "lifeline-page";

/// The programs of the site, each with its profile; as in index.html.
const PROGRAMS: [(&str, &str); 2] = [(PAGE, "page"), ("worker", "worker")];

/// `cargo xtask build`
pub fn command(flags: &flags::Build) -> Result<()> {
    build_with(!flags.no_offline, flags.at.as_deref())?;
    println!("Any web server can serve that folder, from any path; here: cargo xtask serve");
    Ok(())
}

/// Leaves the site in dist/, or the old one untouched where something is wrong with the new one.
pub fn build() -> Result<()> {
    build_with(true, None)
}

fn build_with(is_kept_offline: bool, address: Option<&str>) -> Result<()> {
    let begun = Instant::now();
    let picture = address.map(preview::whole).transpose()?;
    models::check()?;
    prepare()?;
    // On a fresh machine, building the tools takes longer than building the page; so the page is compiled meanwhile.
    // By itself, so that its progress and its errors are seen as cargo shows them; Trunk finds it done.
    let (tools, compiled) = thread::scope(|scope| {
        let tools = scope.spawn(Tools::ready);
        let compiled = PROGRAMS.into_iter().try_for_each(compile);
        (tools.join(), compiled)
    });
    compiled?;
    let tools = tools.map_err(|_| anyhow!("looking for the tools has panicked: a mistake in xtask"))??;
    run_quietly(rust::keep_folders_out(tools.trunk()?.args(["build", "--release"])))
        .context("the app compiles, but Trunk could not make the site of it")?;
    if let Some(picture) = picture {
        preview::name(&project::dist(), &picture)?;
    }
    docs::render(&project::dist())?;
    notices::write(&project::dist())?;
    if is_kept_offline {
        offline::list_files(&project::dist())?;
    }
    println!("The site is in {} (built in {})", project::dist().display(), took(begun.elapsed()));
    Ok(())
}

fn compile((program, profile): (&str, &str)) -> Result<()> {
    run(rust::keep_folders_out(cargo().args(["build", "--target", rust::WASM, "--bin", program, "--profile", profile])))
}

/// Provides what compiling the page needs.
pub fn prepare() -> Result<()> {
    rust::ensure_wasm_target()?;
    // Trunk keeps cargo off the network, so all packages have to be here before.
    run(cargo().args(["fetch", "--quiet"]))
}
