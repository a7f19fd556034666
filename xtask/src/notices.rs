//! Names every crate that is compiled into the site, with its licence and its notices.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

/// The crates that `package` is compiled from for `target`, then each licence text with its crates.
pub fn notices(folder: &Path, package: &str, target: &str) -> Result<String> {
    let metadata = metadata(folder, target)?;
    let packages = metadata["packages"].as_array().context("cargo metadata names no packages")?;
    let by_id: HashMap<&str, &Value> =
        packages.iter().filter_map(|package| Some((text(package, "id"), package))).collect();
    let root = packages
        .iter()
        .find(|candidate| candidate["source"].is_null() && text(candidate, "name") == package)
        .with_context(|| format!("there is no package {package} in the workspace"))?;

    let mut crates = BTreeSet::new();
    // Crates that have the same text, such as the licence of one author, share it.
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for id in compiled_in(&metadata, &by_id, text(root, "id")) {
        let Some(package) = by_id.get(id).filter(|package| !package["source"].is_null()) else { continue };
        let (name, version, licence) = (text(package, "name"), text(package, "version"), text(package, "license"));
        ensure!(!licence.is_empty(), "{name} {version} does not say under which licence it is");
        crates.insert(format!("{name} {version}, {licence}, {}", text(package, "repository")));
        let folder = Path::new(text(package, "manifest_path")).parent().context("a manifest lies in a folder")?;
        for notice in licence_texts(folder)? {
            texts.entry(notice).or_default().insert(format!("{name} {version}"));
        }
    }

    let mut notices = format!("{HEAD}\n");
    for line in crates {
        notices += &format!("  {}\n", line.trim_end_matches([',', ' ']));
    }
    for (text, names) in texts {
        let names: Vec<String> = names.into_iter().collect();
        notices += &format!("\n{}\n{}\n\n{text}\n", "-".repeat(80), names.join(", "));
    }
    Ok(notices)
}

fn metadata(folder: &Path, target: &str) -> Result<Value> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let arguments = ["metadata", "--format-version", "1", "--locked", "--filter-platform", target];
    let output = Command::new(cargo).args(arguments).current_dir(folder).output().context("could not start cargo")?;
    if !output.status.success() {
        bail!("cargo metadata ended with {}:\n{}", output.status, String::from_utf8_lossy(&output.stderr));
    }
    serde_json::from_slice(&output.stdout).context("cargo metadata gave no JSON")
}

/// The ids of all packages whose code is in what is built: no build scripts, no macros, nothing for tests.
fn compiled_in<'m>(metadata: &'m Value, packages: &HashMap<&str, &Value>, root: &'m str) -> HashSet<&'m str> {
    let nodes = metadata["resolve"]["nodes"].as_array().map_or(&[][..], Vec::as_slice);
    let nodes: HashMap<&str, &Value> = nodes.iter().map(|node| (text(node, "id"), node)).collect();
    let (mut seen, mut left) = (HashSet::new(), vec![root]);
    while let Some(id) = left.pop() {
        if packages.get(id).is_some_and(|package| is_macro(package)) || !seen.insert(id) {
            continue;
        }
        let needed = nodes.get(id).and_then(|node| node["deps"].as_array()).map_or(&[][..], Vec::as_slice);
        let ordinary = needed.iter().filter(|needed| list(needed, "dep_kinds").any(|kind| kind["kind"].is_null()));
        left.extend(ordinary.map(|needed| text(needed, "pkg")));
    }
    seen
}

fn is_macro(package: &Value) -> bool {
    list(package, "targets").any(|target| list(target, "kind").any(|kind| kind == "proc-macro"))
}

/// The licence texts and notices that lie in a crate's folder.
fn licence_texts(folder: &Path) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("could not read {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_uppercase();
        if path.is_file()
            && ["LICENSE", "LICENCE", "COPYING", "NOTICE", "COPYRIGHT"].iter().any(|start| name.starts_with(start))
        {
            let text = fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?;
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

const HEAD: &str = "\
What this site is compiled from, beside its own code and Rust's standard library (MIT or Apache-2.0, https://www.rust-lang.org),
and under which licences; the texts of the licences follow.
";
