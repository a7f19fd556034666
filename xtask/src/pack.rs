//! Packs the models for the page: a model with mistakes stops the build, with every mistake said at its place.

use crate::failure::{Doing, Failure, Result};
use crate::project;
use lifeline_core::load::load;
use std::fmt::Write;
use std::path::Path;

/// Puts every model of `models/` into that folder of the new site, beside its source.
pub fn models(to: &Path) -> Result<()> {
    let from = project::root().join("models");
    std::fs::create_dir_all(to).doing(|| format!("making {}", to.display()))?;
    let mut mistakes = String::new();
    for entry in std::fs::read_dir(&from).doing(|| format!("reading {}", from.display()))? {
        let path = entry.doing(|| format!("reading {}", from.display()))?.path();
        if path.extension().is_none_or(|extension| extension != "lifeline") {
            continue;
        }
        let source = std::fs::read_to_string(&path).doing(|| format!("reading {}", path.display()))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let said = match load(&source) {
            Ok(model) if model.id() == name => {
                for warning in model.warnings() {
                    println!("models/{name}.lifeline: warning: {warning}");
                }
                let packed = to.join(format!("{name}.model"));
                std::fs::write(&packed, &source).doing(|| format!("writing {}", packed.display()))?;
                continue;
            }
            Ok(model) => {
                format!("the file says `model {}`; a model is found by its file's name, so both are one", model.id())
            }
            Err(problems) => problems.to_string(),
        };
        // A String takes whatever is written to it.
        let _always_fits = write!(mistakes, "\n\nmodels/{name}.lifeline: {said}");
    }
    if mistakes.is_empty() { Ok(()) } else { Err(Failure::new(format!("a model has mistakes{mistakes}"))) }
}
