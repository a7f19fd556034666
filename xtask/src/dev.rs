//! Serves a page that is rebuilt and reloaded on every change: Trunk's own server, with a looser policy in the page.
//!
//! Trunk's reloading is a script inside the page, which the release page's content security policy forbids.

use crate::run::become_it;
use crate::tools::Tools;
use crate::{models, project, site};
use anyhow::{Context, Result, ensure};
use std::net::TcpListener;
use std::path::{Path, PathBuf};

/// What the page's policy says of scripts.
const STRICT: &str = "script-src 'self'";
/// The same with scripts inside the page.
const LOOSE: &str = "script-src 'self' 'unsafe-inline'";

/// What is watched; the rest of the project is no part of the page.
const WATCHED: [&str; 7] = ["index.html", "Trunk.toml", "Cargo.toml", "src", "core", "models", "static"];

/// Runs until it is stopped.
pub fn serve(listener: TcpListener) -> Result<()> {
    let port = listener.local_addr()?.port();
    models::check()?;
    site::prepare()?;
    let tools = Tools::ready()?;
    // In a folder of its own, so that dist/ is always the release site.
    let folder = project::target().join("dev");
    let dist = folder.join("dist");
    std::fs::create_dir_all(&dist).with_context(|| format!("making {}", dist.display()))?;
    let config = folder.join("Trunk.toml");
    std::fs::write(&config, configuration()?).with_context(|| format!("writing {}", config.display()))?;

    let mut trunk = tools.trunk()?;
    trunk.arg("serve").arg(project::root().join("index.html")).arg("--config").arg(&config);
    trunk.arg("--dist").arg(&dist).args(["--public-url", "/", "--no-spa", "true"]);
    trunk.args(["--address", "127.0.0.1", "--disable-address-lookup", "true", "--port", &port.to_string()]);
    for watched in WATCHED {
        trunk.arg("--watch").arg(project::root().join(watched));
    }
    println!("Lifeline is at http://127.0.0.1:{port}/ once it is built, and again after each change (Ctrl-C stops it)");
    drop(listener);
    become_it(&mut trunk)
}

/// The project's Trunk.toml, and a step after each build that loosens the policy of the page just built.
fn configuration() -> Result<String> {
    let path = project::root().join("Trunk.toml");
    let release = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let this = std::env::current_exe()?.display().to_string();
    let hook = "stage = \"post_build\"\ncommand_arguments = [\"loosen-policy\"]";
    Ok(format!("{release}\n[[hooks]]\n{hook}\ncommand = {this:?}\n"))
}

/// The step itself, called by Trunk with the folder of the new site in a variable.
pub fn loosen_policy() -> Result<()> {
    let staging = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let page = staging.context("this is called by Trunk, from `cargo xtask serve --dev`, and not by hand")?;
    loosen(&page.join("index.html"))
}

fn loosen(page: &Path) -> Result<()> {
    let html = std::fs::read_to_string(page).with_context(|| format!("reading {}", page.display()))?;
    ensure!(html.matches(STRICT).count() == 1, "index.html should say `{STRICT}` once, in its policy");
    std::fs::write(page, html.replace(STRICT, LOOSE)).with_context(|| format!("writing {}", page.display()))
}
