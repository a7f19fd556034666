//! Fetches what the tests need of npm's registry, in a pinned version, into the cache that all clones share.

use crate::failure::{Doing, Failure, Result};
use crate::run::{on_path, run_quietly};
use crate::tools::cache;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of a package without dependencies: from the cache, or fetched by npm, or without npm by curl and tar.
pub fn package(name: &str, version: &str, why: &str) -> Result<PathBuf> {
    let folder = cache()?.join(format!("{name}-{version}"));
    let package = folder.join("node_modules").join(name);
    if package.join("package.json").is_file() {
        return Ok(package);
    }
    println!("Fetching {name} {version} from npm's registry: {why}. Once, for all clones; some seconds.");
    println!("  into {}", folder.display());
    // Put into its place at the end, so that what is there is whole.
    let part = cache()?.join(format!("{name}-{version}-{}", std::process::id()));
    let inside = part.join("node_modules").join(name);
    std::fs::create_dir_all(&inside).doing(|| format!("making {}", inside.display()))?;
    let fetched = match on_path("npm") {
        Some(npm) => with_npm(&npm, &part, name, version),
        None => with_curl(&inside, name, version),
    };
    let placed = fetched.map(|()| std::fs::rename(&part, &folder));
    if !package.join("package.json").is_file() {
        // What is left of it is of no use; if it can't be removed, it is only in the way of nobody.
        let _ = std::fs::remove_dir_all(&part);
        placed?.doing(|| format!("moving {name} to {}", folder.display()))?;
        return Err(Failure::new(format!("{name} {version} was fetched, but has no package.json: is the cache full?")));
    }
    Ok(package)
}

fn with_npm(npm: &Path, part: &Path, name: &str, version: &str) -> Result<()> {
    let mut npm = Command::new(npm);
    npm.args(["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix"]).arg(part);
    run_quietly(npm.arg(format!("{name}@{version}")))
}

fn with_curl(inside: &Path, name: &str, version: &str) -> Result<()> {
    let archive = inside.with_extension("tgz");
    let address = format!("https://registry.npmjs.org/{name}/-/{name}-{version}.tgz");
    run_quietly(
        Command::new("curl").args(["--fail", "--silent", "--show-error", "--output"]).arg(&archive).arg(address),
    )?;
    // All that a package holds is in one folder.
    run_quietly(Command::new("tar").args(["--strip-components=1", "-xzf"]).arg(&archive).arg("-C").arg(inside))
}
