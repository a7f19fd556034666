//! Plays the links in documents, and says which don't play or come out otherwise than was kept.

mod find;
mod lock;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use lifeline_core::link::{open, outcome};
use lifeline_core::model::Model;

use self::find::{Found, find};
use self::lock::Lock;
use crate::error::{Error, Mistake};
use crate::models::{Models, from_file_beside};
use crate::{Outcome, counted, files, terminal};

/// Find links to runs in documents, and play them
///
/// Finds links to runs in Markdown, HTML or other text files, and plays them. What no longer plays is reported with file and
/// line. A model named by a file is read where that lies below the document's folder or the working directory.
#[derive(clap::Args, Debug)]
#[command(after_help = FORMS)]
pub struct Args {
    /// The documents
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// A model of your own that links name by its id; may be given several times
    #[arg(long, value_name = "FILE")]
    model: Vec<PathBuf>,
    /// Compare what comes of each link with what is kept in this file, and report what has changed
    #[arg(long, value_name = "FILE")]
    lock: Option<PathBuf>,
    /// Write the lock file anew
    #[arg(long, requires = "lock")]
    update: bool,
}

pub fn check(args: &Args) -> Result<Outcome, Error> {
    let mut models = Models::shipped()?;
    for path in &args.model {
        models.add(path)?;
    }
    let kept = match &args.lock {
        Some(path) if !args.update || path.exists() => Some(Lock::read(&files::read(path, files::DOCUMENT)?)),
        _ => None,
    };
    let expected = kept.as_ref().filter(|_| !args.update);
    let mut check = Check { models, expected, beside: HashMap::new(), now: Lock::default(), links: 0, problems: 0 };
    for path in &args.files {
        check.document(path)?;
    }
    let [links, files, problems] = [(check.links, "link"), (args.files.len(), "file"), (check.problems, "problem")]
        .map(|(count, one)| counted(count, one));
    let mut summary = vec![format!("{links} in {files}, {problems}")];
    match (&args.lock, &kept) {
        (Some(path), kept) if args.update => {
            let changed = kept.as_ref().map_or(0, |kept| check.now.changed_since(kept));
            files::write(path, &check.now.to_string())?;
            let links = counted(check.now.len(), "link");
            summary.push(format!("{links} kept in {}, {changed} of them with another outcome", path.display()));
        }
        (_, Some(kept)) => {
            for link in kept.without(&check.now) {
                let link = shortened(link);
                terminal::say(&format!("lifeline: {link} is kept, but in no document any more; `--update` drops it"));
            }
        }
        _ => {}
    }
    for line in summary {
        terminal::write_line(&line)?;
    }
    Ok(if check.problems == 0 { Outcome::Fine } else { Outcome::Wrong })
}

/// The links seen so far.
struct Check<'l> {
    models: Models,
    /// The models of files beside documents that were read so far.
    beside: HashMap<PathBuf, Result<Rc<Model>, Mistake>>,
    /// What should come of them.
    expected: Option<&'l Lock>,
    /// What came of them.
    now: Lock,
    links: usize,
    problems: usize,
}

impl Check<'_> {
    fn document(&mut self, path: &Path) -> Result<(), Mistake> {
        let document = files::read(path, files::DOCUMENT)?;
        for found in find(&document, &|id| self.models.has(id)) {
            self.links += 1;
            let link = format!("{}:{}: {}", path.display(), found.line, shortened(&found.text));
            match self.link(path, &found) {
                Ok(notices) => {
                    self.problems += notices.len();
                    notices.iter().for_each(|notice| terminal::say(&format!("{link}: {notice}")));
                }
                Err(mistake) => {
                    self.problems += 1;
                    terminal::say(&format!("{link}: {mistake}"));
                    mistake.lines_below().iter().for_each(|line| terminal::say(line));
                }
            }
        }
        Ok(())
    }

    /// Plays a link, and gives what is wrong with it.
    fn link(&mut self, document: &Path, found: &Found) -> Result<Vec<String>, Mistake> {
        let opened = open(&self.model(document, &found.address.model)?, &found.address);
        if !opened.problems.is_empty() {
            return Ok(opened.notices());
        }
        let came = outcome(&opened.run);
        let changed = self.expected.and_then(|expected| expected.differs(&found.address, &came));
        self.now.keep(&found.address, came);
        Ok(changed.into_iter().collect())
    }

    /// The model that a link names: by its id, or by a file beside the document.
    fn model(&mut self, document: &Path, name: &str) -> Result<Rc<Model>, Mistake> {
        if name.contains("://") {
            return Err(Mistake::RemoteModel { address: name.to_owned() });
        }
        if !name.contains(['.', '/']) {
            return self.models.find(name);
        }
        let path = files::beside(document, name)?;
        if let Some(known) = self.beside.get(&path) {
            return known.clone();
        }
        let loaded = from_file_beside(&path);
        // However many links name it, its mistakes are listed once.
        let known = loaded.clone().map_err(|mistake| match mistake {
            Mistake::WrongModel { path, .. } => Mistake::WrongModelAgain { path },
            mistake => mistake,
        });
        self.beside.insert(path, known);
        loaded
    }
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

const FORMS: &str = "\
Links are found alone or behind any address, as in the src of a frame, and in elements:
  #registration?run=connect.register.end
  <lifeline-diagram model=\"registration\" run=\"connect.register\">
Between `<!-- lifeline-links off -->` and `<!-- lifeline-links on -->` nothing is looked for.";
