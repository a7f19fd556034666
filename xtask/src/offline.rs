//! Lets the site be kept by the browser, to be opened without a network: every file of it is listed, under a version made of what is in them.

use crate::failure::{Doing, Failure, Result};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

/// The variable that leaves it out, whatever it says.
pub const LEFT_OUT: &str = "LIFELINE_NO_OFFLINE";

const INSTALL: &str = include_str!("../../static/install.js");
const WORKER: &str = include_str!("../../static/offline.js");
const MANIFEST: &str = include_str!("../../static/manifest.json");

/// What only pages of other people ask for, and what they must get from the network.
const FOR_OTHERS: &str = "embed.js";

/// Adds the worker, the manifest and what brings them to a site, and to its page the mark that has `static/boot.js` begin with it.
pub fn add(site: &Path) -> Result<()> {
    let page = site.join("index.html");
    let html = fs::read_to_string(&page).doing(|| format!("reading {}", page.display()))?;
    write(&page, &filled("the page", &html, "<script ", "<script data-offline ")?)?;

    write(&site.join("install.js"), INSTALL)?;
    let icon = names(site)?.into_iter().find(|name| name.starts_with("icon"));
    let icon = icon.ok_or_else(|| Failure::new(format!("{} has no icon", site.display())))?;
    write(&site.join("manifest.json"), &filled("static/manifest.json", MANIFEST, "ICON", &icon)?)?;

    let mut names = names(site)?;
    names.retain(|name| name != FOR_OTHERS);
    let version = version(site, &names)?;
    let worker = filled("static/offline.js", WORKER, "VERSION", &version)?;
    write(&site.join("offline.js"), &filled("static/offline.js", &worker, "FILES", &format!("{names:?}"))?)
}

/// The text with its one blank filled in.
fn filled(what: &str, text: &str, blank: &str, with: &str) -> Result<String> {
    match text.matches(blank).count() {
        1 => Ok(text.replacen(blank, with, 1)),
        n => Err(Failure::new(format!("{what} should say `{blank}` once, and says it {n} times"))),
    }
}

/// All files, as the page would ask for them, in order.
fn names(site: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let path = site.join(&folder);
        for entry in fs::read_dir(&path).doing(|| format!("reading {}", path.display()))? {
            let entry = entry.doing(|| format!("reading {}", path.display()))?;
            let name = folder.clone() + &entry.file_name().to_string_lossy();
            match entry.path().is_dir() {
                true => folders.push(name + "/"),
                false => names.push(name),
            }
        }
    }
    names.sort();
    Ok(names)
}

/// Another one for every change of any file.
fn version(site: &Path, names: &[String]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for name in names {
        let content = fs::read(site.join(name)).doing(|| format!("reading {name}"))?;
        (name, content).hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn write(path: &Path, content: &str) -> Result<()> {
    fs::write(path, content).doing(|| format!("writing {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{add, filled};
    use crate::failure::{Doing, Result};
    use crate::project;
    use std::fs;
    use std::path::PathBuf;

    /// A site as Trunk leaves it.
    fn site(name: &str) -> Result<PathBuf> {
        let site = project::target().join("offline-tests").join(name);
        let _ = fs::remove_dir_all(&site);
        fs::create_dir_all(site.join("models")).doing(|| "making a site".to_owned())?;
        let page = "<link href=./icon-0123456789abcdef.svg rel=icon><script src=./boot-0123456789abcdef.js></script>";
        let files = [
            ("index.html", page),
            ("icon-0123456789abcdef.svg", "<svg/>"),
            ("boot-0123456789abcdef.js", ""),
            ("embed.js", ""),
            ("lifeline-0123456789abcdef_later.wasm", "later"),
            ("models/a.model", "a model"),
        ];
        for (file, content) in files {
            fs::write(site.join(file), content).doing(|| format!("writing {file}"))?;
        }
        Ok(site)
    }

    fn read(site: &std::path::Path, file: &str) -> Result<String> {
        fs::read_to_string(site.join(file)).doing(|| format!("reading {file}"))
    }

    #[test]
    fn all_files_but_those_for_others_are_listed() -> Result<()> {
        let site = site("listed")?;
        add(&site)?;
        let listed = r#"const files = ["boot-0123456789abcdef.js", "icon-0123456789abcdef.svg", "index.html", "install.js", "lifeline-0123456789abcdef_later.wasm", "manifest.json", "models/a.model"];"#;
        let worker = read(&site, "offline.js")?;
        assert!(worker.contains(listed), "{worker}");
        assert!(read(&site, "manifest.json")?.contains(r#""src": "icon-0123456789abcdef.svg""#));
        assert!(read(&site, "index.html")?.contains("<script data-offline src="));
        Ok(())
    }

    #[test]
    fn the_version_is_that_of_what_is_in_the_files() -> Result<()> {
        let version = |name: &str, model: &str| -> Result<String> {
            let site = site(name)?;
            fs::write(site.join("models/a.model"), model).doing(|| "writing a model".to_owned())?;
            add(&site)?;
            let worker = read(&site, "offline.js")?;
            Ok(worker.lines().find(|line| line.starts_with("const version")).unwrap_or_default().to_owned())
        };
        let [one, same, other] = [version("one", "a")?, version("same", "a")?, version("other", "b")?];
        assert_eq!(one, same);
        assert_ne!(one, other);
        assert_eq!(one.len(), r#"const version = "0123456789abcdef";"#.len());
        Ok(())
    }

    #[test]
    fn a_blank_that_is_not_there_is_said() {
        let said = filled("it", "no blank", "FILES", "[]").err().map(|failure| failure.to_string());
        assert_eq!(said.as_deref(), Some("it should say `FILES` once, and says it 0 times"));
    }
}
