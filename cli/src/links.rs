//! Checks the links in documents: each is played, and what no longer plays, or comes out otherwise than was kept, is said with its place.

use std::path::Path;
use std::rc::Rc;

use lifeline_core::link::{open, outcome, quoted};
use lifeline_core::model::Model;

use crate::args::LinksCheck;
use crate::find::{Found, find};
use crate::lock::Lock;
use crate::models::{Models, from_file};
use crate::{Outcome, counted, print, read};

/// Checks the links of all documents.
///
/// # Errors
/// Says that a file can't be read or written, or what is wrong with a model.
pub fn check(check: &LinksCheck) -> Result<Outcome, String> {
    let mut models = Models::shipped()?;
    for path in &check.models {
        models.add(path)?;
    }
    let kept = match &check.lock {
        Some(path) if !check.update || path.exists() => Some(Lock::read(&read(path)?)),
        _ => None,
    };
    let (mut now, mut problems, mut links) = (Lock::default(), 0, 0);
    let mut say = |path: &Path, found: &Found, said: &str| {
        eprintln!("{}:{}: {}: {said}", path.display(), found.line, shortened(&found.text));
        problems += 1;
    };
    for path in &check.files {
        let document = read(path)?;
        for found in find(&document, &|id| models.find(id).is_some()) {
            links += 1;
            let model = match model(&models, path, &found) {
                Ok(model) => model,
                Err(said) => {
                    say(path, &found, &said);
                    continue;
                }
            };
            let opened = open(&model, &found.address);
            for notice in opened.notices() {
                say(path, &found, &notice);
            }
            if !opened.notices().is_empty() {
                continue;
            }
            let came = outcome(&opened.run);
            if let Some(kept) = kept.as_ref().filter(|_| !check.update)
                && let Some(said) = kept.differs(&found.text, &came)
            {
                say(path, &found, &said);
            }
            now.keep(&found.text, came);
        }
    }
    let [links, files, problems_said] =
        [(links, "link"), (check.files.len(), "file"), (problems, "problem")].map(|(count, one)| counted(count, one));
    let mut summary = format!("{links} in {files}, {problems_said}\n");
    if let (Some(path), true) = (&check.lock, check.update) {
        let changed = kept.map_or(0, |kept| now.changed_since(&kept));
        std::fs::write(path, now.written()).map_err(|failure| format!("{}: {failure}", path.display()))?;
        summary.push_str(&format!(
            "{} kept in {}, {changed} of them with another outcome\n",
            counted(now.len(), "link"),
            path.display()
        ));
    } else if let Some(kept) = &kept {
        for link in kept.without(&now) {
            eprintln!("lifeline: {} is kept, but in no document any more; `--update` drops it", shortened(link));
        }
    }
    print(&summary)?;
    Ok(if problems == 0 { Outcome::Fine } else { Outcome::Wrong })
}

/// The model that a link names: by its id, or by a file beside the document.
fn model(models: &Models, document: &Path, found: &Found) -> Result<Rc<Model>, String> {
    let name = found.address.model.as_str();
    if name.contains("://") {
        return Err(format!("the model {} is far away; give it with --model, and name it by its id", quoted(name)));
    }
    if name.contains(['.', '/']) {
        return from_file(&document.parent().unwrap_or(Path::new("")).join(name));
    }
    if name.is_empty() {
        return models.first().cloned().ok_or_else(|| models.missing(name));
    }
    models.find(name).cloned().ok_or_else(|| models.missing(name))
}

/// A link as it is told: a long one is cut.
fn shortened(link: &str) -> String {
    match link.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &link[..end]),
        None => link.to_owned(),
    }
}

/// Characters of a link that are shown.
const SHOWN: usize = 100;
