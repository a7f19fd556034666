//! Lets browsers keep the site for when there is no network: lists its files in the worker, under a version made of them.

use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use walkdir::WalkDir;

/// The worker; as it is in the sources, it keeps nothing.
const WORKER: &str = "offline.js";
/// The line of it that the list takes the place of.
const NOTHING: &str = r#"const site = { version: "", files: [] };"#;
/// What only pages of other people ask for, and what they must get from the network.
const FOR_OTHERS: &str = "embed.js";

/// Writes version and files of a built site into its worker.
pub fn list_files(site: &Path) -> Result<()> {
    let path = site.join(WORKER);
    let worker = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    ensure!(worker.matches(NOTHING).count() == 1, "static/{WORKER} should say `{NOTHING}` once");
    let (files, mut version) = (files(site)?, DefaultHasher::new());
    for name in &files {
        let content = fs::read(site.join(name)).with_context(|| format!("reading {name}"))?;
        (name, content).hash(&mut version);
    }
    let list = json!({ "version": format!("{:016x}", version.finish()), "files": files });
    fs::write(&path, worker.replace(NOTHING, &format!("const site = {list};")))
        .with_context(|| format!("writing {}", path.display()))
}

/// All files, as the page would ask for them, in order.
fn files(site: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(site).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(site)?;
            files.push(path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/"));
        }
    }
    files.retain(|name| name != FOR_OTHERS && name != WORKER);
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::list_files;
    use crate::project;
    use anyhow::{Context, Result};
    use serde_json::{Value, json};
    use std::fs;
    use std::path::PathBuf;

    /// A site as Trunk leaves it, with the worker of the sources.
    fn site(name: &str, model: &str) -> Result<PathBuf> {
        let site = project::target().join("offline-tests").join(name);
        let _ = fs::remove_dir_all(&site);
        fs::create_dir_all(site.join("models"))?;
        fs::write(site.join("models/a.lifeline"), model)?;
        fs::write(site.join("offline.js"), include_str!("../../static/offline.js"))?;
        for file in ["index.html", "icon.svg", "boot-0123456789abcdef.js", "embed.js"] {
            fs::write(site.join(file), file)?;
        }
        Ok(site)
    }

    fn listed(site: &std::path::Path) -> Result<Value> {
        list_files(site)?;
        let worker = fs::read_to_string(site.join("offline.js"))?;
        let list = worker.lines().find_map(|line| line.strip_prefix("const site = ")?.strip_suffix(';'));
        Ok(serde_json::from_str(list.context("the worker lists nothing")?)?)
    }

    #[test]
    fn all_files_but_those_for_others_are_listed() -> Result<()> {
        let list = listed(&site("listed", "a model")?)?;
        let files = ["boot-0123456789abcdef.js", "icon.svg", "index.html", "models/a.lifeline"];
        assert_eq!(list["files"], json!(files));
        Ok(())
    }

    #[test]
    fn the_version_is_that_of_what_is_in_the_files() -> Result<()> {
        let version = |name, model| Ok::<_, anyhow::Error>(listed(&site(name, model)?)?["version"].take());
        let [one, same, other] = [version("one", "a")?, version("same", "a")?, version("other", "b")?];
        assert_eq!(one, same);
        assert_ne!(one, other);
        Ok(())
    }

    #[test]
    fn a_worker_without_a_place_for_the_list_is_refused() -> Result<()> {
        let site = site("without", "a")?;
        fs::write(site.join("offline.js"), "const files = [];")?;
        assert!(list_files(&site).is_err());
        Ok(())
    }
}
