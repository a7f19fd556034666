//! Names every crate that is compiled into the site, with its licence and its notices.

use crate::run::cargo;
use crate::{project, rust, site};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::Path;

/// Writes `notices.txt` into the site: the crates, then each licence text with those that it is for.
pub fn write(folder: &Path) -> Result<()> {
    let metadata = metadata()?;
    let packages: HashMap<&str, &Value> =
        list(&metadata, "packages").map(|package| (text(package, "id"), package)).collect();
    let is_page = |package: &&Value| package["source"].is_null() && text(package, "name") == site::PAGE;
    let page = list(&metadata, "packages").find(is_page).context("the page is no package of the workspace")?;

    let mut crates = BTreeSet::new();
    // Crates of one author share the text of their licence.
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for id in compiled_in(&metadata, &packages, text(page, "id")) {
        let Some(package) = packages.get(id).filter(|package| !package["source"].is_null()) else { continue };
        let (name, licence) =
            (format!("{} {}", text(package, "name"), text(package, "version")), text(package, "license"));
        ensure!(!licence.is_empty(), "{name} does not say under which licence it is");
        crates.insert(format!("  {name}, {licence}, {}", text(package, "repository")));
        let sources = Path::new(text(package, "manifest_path")).parent().context("a manifest lies in a folder")?;
        for notice in licence_texts(sources)? {
            texts.entry(notice).or_default().insert(name.clone());
        }
    }

    let crates: Vec<String> = crates.into_iter().collect();
    let mut notices = format!("{HEAD}\n{}\n", crates.join("\n"));
    for (text, names) in texts {
        let names: Vec<String> = names.into_iter().collect();
        notices += &format!("\n{}\n{}\n\n{text}\n", "-".repeat(80), names.join(", "));
    }
    let path = folder.join("notices.txt");
    fs::write(&path, notices).with_context(|| format!("writing {}", path.display()))
}

fn metadata() -> Result<Value> {
    let mut command = cargo();
    command.args(["metadata", "--format-version", "1", "--locked", "--filter-platform", rust::WASM]);
    let output = command.current_dir(project::root()).output().context("starting cargo")?;
    ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).context("cargo metadata gave no JSON")
}

/// The ids of all packages whose code is in what is built: no build scripts, no macros, nothing for tests.
fn compiled_in<'m>(metadata: &'m Value, packages: &HashMap<&str, &Value>, root: &'m str) -> HashSet<&'m str> {
    let nodes: HashMap<&str, &Value> =
        list(&metadata["resolve"], "nodes").map(|node| (text(node, "id"), node)).collect();
    let is_macro =
        |package: &&Value| list(package, "targets").any(|target| list(target, "kind").any(|kind| kind == "proc-macro"));
    let (mut seen, mut left) = (HashSet::new(), vec![root]);
    while let Some(id) = left.pop() {
        if packages.get(id).is_some_and(is_macro) || !seen.insert(id) {
            continue;
        }
        let needed = nodes.get(id).into_iter().flat_map(|node| list(node, "deps"));
        let ordinary = needed.filter(|needed| list(needed, "dep_kinds").any(|kind| kind["kind"].is_null()));
        left.extend(ordinary.map(|needed| text(needed, "pkg")));
    }
    seen
}

/// The licence texts and notices that lie in a crate's folder.
fn licence_texts(folder: &Path) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_uppercase();
        if path.is_file() && KINDS.iter().any(|kind| name.starts_with(kind)) {
            let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
            texts.push(text.replace("\r\n", "\n").trim().to_owned());
        }
    }
    Ok(texts)
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value[key].as_array().into_iter().flatten()
}

const KINDS: [&str; 5] = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "COPYRIGHT"];
const HEAD: &str = "\
What this site is compiled from, beside its own code and Rust's standard library (MIT or Apache-2.0), and under which
licences; the texts of the licences follow.
";
