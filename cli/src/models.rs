//! The models that links can name: those that come along with the program, those from files, and what a link itself carries.

use std::path::Path;
use std::rc::Rc;

use lifeline_core::link;
use lifeline_core::load::load;
use lifeline_core::model::Model;

use crate::error::{Error, Mistake};
use crate::files;

/// Models by their ids.
#[derive(Debug)]
pub struct Models(Vec<Rc<Model>>);

impl Models {
    /// Those that come along, the one for runs that name none first.
    pub fn shipped() -> Result<Self, Error> {
        SHIPPED.iter().map(|source| load(source)).collect::<Result<_, _>>().map(Self).map_err(Error::ShippedModel)
    }

    /// The model of a file alone.
    pub fn of_file(path: &Path) -> Result<Self, Mistake> {
        Ok(Self(vec![from_file(path)?]))
    }

    /// Adds the model of a file; it goes before another of the same id.
    pub fn add(&mut self, path: &Path) -> Result<(), Mistake> {
        self.0.insert(0, from_file(path)?);
        Ok(())
    }

    /// Whether a link begins so: with the id of one of them, or with a model that it carries.
    pub fn has(&self, named: &str) -> bool {
        named.starts_with(link::CARRIED) || self.0.iter().any(|model| model.id() == named)
    }

    /// The model that a link names by its id, or carries; where it does neither, the first.
    pub fn find(&self, named: &str) -> Result<Rc<Model>, Mistake> {
        if let Some(text) = link::carried(named) {
            return load(&text.map_err(Mistake::Uncarried)?).map_err(Mistake::WrongCarried);
        }
        let found = self.0.iter().find(|model| named.is_empty() || model.id() == named);
        found.cloned().ok_or_else(|| Mistake::UnknownModel {
            id: named.to_owned(),
            known: self.0.iter().map(|model| model.id().to_owned()).collect(),
        })
    }
}

/// Loads the model of a file that the caller named.
pub fn from_file(path: &Path) -> Result<Rc<Model>, Mistake> {
    from_text(path, &files::read(path, files::MODEL)?)
}

/// Loads the model of a file that a document names; of what is no model, nothing is told.
pub fn from_file_beside(path: &Path) -> Result<Rc<Model>, Mistake> {
    let text = files::read(path, files::MODEL)?;
    if begins_as_model(&text) { from_text(path, &text) } else { Err(Mistake::NoModel { path: path.to_owned() }) }
}

/// Loads the model that stands in a file.
pub fn from_text(path: &Path, text: &str) -> Result<Rc<Model>, Mistake> {
    load(text).map_err(|problems| Mistake::WrongModel { path: path.to_owned(), problems })
}

/// Whether the first line that is no comment declares a model.
fn begins_as_model(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
    first.and_then(|line| line.split_whitespace().next()) == Some("model")
}

/// The models of the site, the one for runs that name none first.
const SHIPPED: [&str; 9] = [
    include_str!("../../models/registration.lifeline"),
    include_str!("../../models/deliver.lifeline"),
    include_str!("../../models/pull.lifeline"),
    include_str!("../../models/mqtt-qos2.lifeline"),
    include_str!("../../models/coap.lifeline"),
    include_str!("../../models/tcp.lifeline"),
    include_str!("../../models/dhcp-lease.lifeline"),
    include_str!("../../models/device-grant.lifeline"),
    include_str!("../../models/raft.lifeline"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_of_the_site_comes_along() {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../models"));
        let shipped = Models::shipped().unwrap_or_else(|_| Models(Vec::new()));
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
            assert!(shipped.has(&name), "{name} does not come along");
        }
        assert_eq!(shipped.0.len(), SHIPPED.len());
    }
}
