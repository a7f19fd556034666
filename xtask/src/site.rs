//! Builds the release site into dist/: Trunk makes it, and what it is made of is listed for the offline worker.

use crate::clock::took;
use crate::flags;
use crate::run::{cargo, run, run_quietly};
use crate::tools::Tools;
use crate::{docs, models, notices, offline, preview, project, rust};
use anyhow::{Context, Result, anyhow};
use std::process::Command;
use std::thread;
use std::time::Instant;

/// The page's package.
pub const PAGE: &str = "lifeline-page";

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
    // All at once: much of each is a single thread's work. Only the page's progress and errors are seen as cargo shows
    // them, since its worker is made of the same. Trunk finds both done; their profiles are as in index.html.
    let (page, worker, tools) = thread::scope(|scope| {
        let tools = scope.spawn(Tools::ready);
        let worker = scope.spawn(|| compile("worker", "worker", run_quietly));
        let page = compile(PAGE, "page", run);
        if page.is_ok() && !worker.is_finished() {
            println!("The page is compiled; its worker soon will be.");
        }
        (page, worker.join(), tools.join())
    });
    page?;
    joined(worker)?;
    let tools = joined(tools)?;
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

fn compile(program: &str, profile: &str, run: fn(&mut Command) -> Result<()>) -> Result<()> {
    run(rust::keep_folders_out(cargo().args(["build", "--target", rust::WASM, "--bin", program, "--profile", profile])))
}

fn joined<T>(thread: thread::Result<Result<T>>) -> Result<T> {
    thread.map_err(|_| anyhow!("a part of the build has panicked: a mistake in xtask"))?
}

/// Provides what compiling the page needs.
pub fn prepare() -> Result<()> {
    rust::ensure_wasm_target()?;
    // Trunk keeps cargo off the network, so all packages have to be here before.
    run(cargo().args(["fetch", "--quiet"]))
}
