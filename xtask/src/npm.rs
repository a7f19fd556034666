//! Fetches single packages from npm's registry, in a pinned version that is checked, into the cache that all clones share.

use crate::checksum;
use crate::project::cache;
use crate::run::{on_path, run_quietly};
use crate::versions::Archive;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder with the files of a package, without its dependencies: from the cache, or fetched by npm or by curl.
pub fn package(archive: &Archive, why: &str) -> Result<PathBuf> {
    let Archive { name, version, sha512 } = archive;
    let folder = folder(archive)?;
    // All that a package's archive holds is in one folder of this name.
    let package = folder.join("package");
    if package.is_dir() {
        return Ok(package);
    }
    println!("Fetching {name} {version} from npm's registry: {why}. Once, for all clones; some seconds.");
    std::fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    let file = folder.join(format!("{name}-{version}.tgz"));
    download(archive, &file)?;
    checksum::check(&file, sha512).with_context(|| format!("{name} {version} is not the one that was tried"))?;
    // Put into its place at the end, so that what is there is whole.
    let part = folder.join(format!("part-{}", std::process::id()));
    std::fs::create_dir_all(&part).with_context(|| format!("making {}", part.display()))?;
    run_quietly(Command::new("tar").arg("-xzf").arg(&file).arg("-C").arg(&part))?;
    std::fs::rename(part.join("package"), &package)
        .with_context(|| format!("moving {name} to {}", package.display()))?;
    let _ = std::fs::remove_dir(part);
    let _ = std::fs::remove_file(file);
    Ok(package)
}

/// Where the files of a package are, if it was fetched.
pub fn folder(Archive { name, version, .. }: &Archive) -> Result<PathBuf> {
    Ok(cache()?.join(format!("{name}-{version}")))
}

/// With npm, which knows the registry that this machine uses, or without it by curl from the public one.
fn download(Archive { name, version, .. }: &Archive, file: &Path) -> Result<()> {
    let folder = file.parent().unwrap_or(file);
    run_quietly(&mut match on_path("npm") {
        Some(npm) => {
            let mut npm = Command::new(npm);
            npm.args(["pack", "--silent", &format!("{name}@{version}")]).current_dir(folder);
            npm
        }
        None => {
            let mut curl = Command::new("curl");
            curl.args(["--fail", "--silent", "--show-error", "--output"]).arg(file);
            curl.arg(format!("https://registry.npmjs.org/{name}/-/{name}-{version}.tgz"));
            curl
        }
    })
}
