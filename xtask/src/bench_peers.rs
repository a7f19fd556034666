//! Fetches what the page is measured beside, in pinned versions, from npm into the cache of tools; it is no part of the project.

use crate::failure::{Doing, Failure, Result};
use crate::run::{on_path, run_quietly};
use crate::{project, tools, versions};
use std::path::PathBuf;
use std::process::Command;

/// A folder with an empty page, and the peers' files beside it.
pub struct Peers {
    /// The folder.
    pub folder: PathBuf,
    /// The peers that are there.
    pub names: Vec<&'static str>,
}

/// Each peer, its version, and the one file of its package that a browser needs.
const PEERS: [(&str, &str, &str); 2] = [
    ("mermaid", versions::MERMAID, "package/dist/mermaid.min.js"),
    ("svg-sequence-diagram", versions::SVG_SEQUENCE_DIAGRAM, "package/lib/sequence-diagram-web.mjs"),
];

impl Peers {
    /// Makes the folder, with the peers where they are wanted and can be had.
    pub fn fetch(wanted: bool) -> Result<Peers> {
        let folder = project::target().join("bench");
        let page = "<!DOCTYPE html>\n<html lang=\"en\">\n<title>Nothing</title>\n<body></body>\n</html>\n";
        std::fs::create_dir_all(&folder).doing(|| format!("making {}", folder.display()))?;
        std::fs::write(folder.join("index.html"), page).doing(|| format!("writing to {}", folder.display()))?;
        let mut names = Vec::new();
        for (name, version, file) in PEERS.into_iter().filter(|_| wanted) {
            match fetched(name, version, file) {
                Ok(file) => {
                    let copy = folder.join(format!("{name}.js"));
                    std::fs::copy(&file, &copy).doing(|| format!("writing {}", copy.display()))?;
                    println!("Beside it: {name} {version}");
                    names.push(name);
                }
                Err(failure) => println!("SKIPPED {name} {version}: {failure}"),
            }
        }
        Ok(Peers { folder, names })
    }
}

/// The file, from the cache or else from npm, which checks what it downloads.
fn fetched(name: &str, version: &str, file: &str) -> Result<PathBuf> {
    let cached = tools::cache()?.join(format!("{name}-{version}"));
    let found = cached.join(file);
    if found.is_file() {
        return Ok(found);
    }
    let npm = on_path("npm").ok_or_else(|| Failure::new("there is no npm on the PATH to fetch it with"))?;
    std::fs::create_dir_all(&cached).doing(|| format!("making {}", cached.display()))?;
    println!("Fetching {name} {version} with npm, to measure it beside the page, into {}", cached.display());
    run_quietly(Command::new(npm).current_dir(&cached).args(["pack", "--silent", &format!("{name}@{version}")]))?;
    let package = cached.join(format!("{name}-{version}.tgz"));
    run_quietly(Command::new("tar").current_dir(&cached).arg("-xzf").arg(&package).arg(file))?;
    // Only the one file is needed.
    let _ = std::fs::remove_file(package);
    Ok(found)
}
