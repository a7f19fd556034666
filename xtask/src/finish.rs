//! Finishes a site that Trunk has built, before it takes the old one's place: packs the models, adds what reads others, puts apart what is loaded later, and lists what is kept for when there is no network.

use crate::failure::{Doing, Failure, Result};
use crate::{glue, hashed, minify, offline, pack, project, reader, rust, split, used};
use std::fs;
use std::path::{Path, PathBuf};

/// How the name of the app's first part ends, and how that of its later one; `static/boot.js` knows both.
pub const FIRST: &str = "_bg.wasm";
/// The same of the later part.
pub const LATER: &str = "_later.wasm";

/// Called by Trunk, with the folder of the site and the kind of build in variables.
pub fn site() -> Result<()> {
    let staging = std::env::var_os("TRUNK_STAGING_DIR")
        .ok_or_else(|| Failure::new("this is called by Trunk while it builds the site, and not by hand"))?;
    let staging = Path::new(&staging);
    pack::models(&staging.join("models"))?;
    styles(staging)?;
    loading(staging)?;
    let is_release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    reader::add(staging, is_release)?;
    if is_release {
        app(staging)?;
        scripts(staging)?;
        // The last of all, since it lists what is there.
        if std::env::var_os(offline::LEFT_OUT).is_none() {
            offline::add(staging)?;
        }
    }
    Ok(())
}

/// Puts the styles that are fetched later into the site, under a name that changes with them, as Trunk does with the others.
fn styles(staging: &Path) -> Result<()> {
    let from = project::root().join("static").join(format!("{}.{}", STYLES.0, STYLES.1));
    let styles = fs::read(&from).doing(|| format!("reading {}", from.display()))?;
    hashed::put_named(staging, STYLES, &styles)
}

/// Leaves it to `static/boot.js` to load the app.
fn loading(staging: &Path) -> Result<()> {
    let script = named(staging, |name| name.starts_with("lifeline-") && name.ends_with(".js"))?;
    let glue = fs::read_to_string(&script).doing(|| format!("reading {}", script.display()))?;
    fs::write(&script, glue::unloaded(&glue)?).doing(|| format!("writing {}", script.display()))
}

fn app(staging: &Path) -> Result<()> {
    let whole = named(staging, |name| name.ends_with(FIRST))?;
    let beside = |end: &str| PathBuf::from(whole.to_string_lossy().replace(FIRST, end));
    let (rest, script) = (beside(LATER), beside(".js"));
    let wasm = fs::read(&whole).doing(|| format!("reading {}", whole.display()))?;
    let glue = fs::read_to_string(&script).doing(|| format!("reading {}", script.display()))?;
    if std::env::var_os(NOTED).is_some() {
        return fs::write(&whole, used::noting(&wasm)?).doing(|| format!("writing {}", whole.display()));
    }
    let first_use = used::first_use();
    if !used::is_of(&wasm, &first_use)? {
        // `cargo xtask build` sees that there is no later part, and says so; what is printed here nobody sees.
        return Ok(());
    }
    let linked = project::target().join(rust::WASM).join("release/lifeline.wasm");
    let linked = fs::read(&linked).doing(|| format!("reading {}", linked.display()))?;
    let split::Split { first, later, glue } = split::split(&wasm, &linked, &glue, &first_use)?;
    for (path, content) in [(&whole, first), (&rest, later), (&script, glue.into_bytes())] {
        fs::write(path, content).doing(|| format!("writing {}", path.display()))?;
    }
    Ok(())
}

/// Makes the scripts that the page loads at first small.
fn scripts(staging: &Path) -> Result<()> {
    for begin in ["boot-", "lifeline-"] {
        let path = named(staging, |name| name.starts_with(begin) && name.ends_with(".js"))?;
        let script = fs::read_to_string(&path).doing(|| format!("reading {}", path.display()))?;
        let small = minify::module(&path.display().to_string(), &script)?;
        fs::write(&path, small).doing(|| format!("writing {}", path.display()))?;
    }
    Ok(())
}

/// The one file of the folder that has such a name.
fn named(folder: &Path, is_it: impl Fn(&str) -> bool) -> Result<PathBuf> {
    let entries = fs::read_dir(folder).doing(|| format!("reading {}", folder.display()))?;
    let mut entries = entries.flatten();
    let found = entries.find(|entry| is_it(&entry.file_name().to_string_lossy()));
    found.map(|entry| entry.path()).ok_or_else(|| Failure::new(format!("{} lacks a file of the app", folder.display())))
}

/// The variable with which the app is left whole and notes what of it is entered.
pub const NOTED: &str = "LIFELINE_NOTED";
/// The styles of what is not there at first, in `static/` and in the page's head.
const STYLES: (&str, &str) = ("later", "css");
