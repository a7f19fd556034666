//! Checks the models of the site: each is read with the core's own parser, and every mistake is said at its place.

use crate::project;
use anyhow::{Context, Result, bail};
use lifeline_core::load::load;

/// Refuses a folder `models/` in which one has mistakes, or another id than its file's name.
pub fn check() -> Result<()> {
    let folder = project::root().join("models");
    let mut mistakes = Vec::new();
    for entry in std::fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "lifeline") {
            continue;
        }
        let source = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        let id = path.file_stem().unwrap_or_default().to_string_lossy();
        match load(&source) {
            Ok(model) if model.id() == id => {
                for warning in model.warnings() {
                    println!("models/{id}.lifeline: warning: {warning}");
                }
            }
            Ok(model) => mistakes.push(format!(
                "models/{id}.lifeline: the file says `model {}`; a model is found by its file's name, so both are one",
                model.id()
            )),
            Err(problems) => mistakes.push(format!("models/{id}.lifeline: {problems}")),
        }
    }
    if !mistakes.is_empty() {
        bail!("a model has mistakes\n\n{}", mistakes.join("\n\n"));
    }
    Ok(())
}
