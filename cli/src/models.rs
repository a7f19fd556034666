//! The models that links can name: those that come along with the program, and those from files.

use std::path::Path;
use std::rc::Rc;

use lifeline_core::link::quoted;
use lifeline_core::load::load;
use lifeline_core::model::{Model, Problem};

use crate::read;

/// Models by their ids.
#[derive(Debug, Default)]
pub struct Models(Vec<Rc<Model>>);

impl Models {
    /// Those that come along, the one for runs that name none first.
    ///
    /// # Errors
    /// Says what is wrong with one of them, which the program's own tests rule out.
    pub fn shipped() -> Result<Self, String> {
        let loaded = SHIPPED.iter().map(|source| load(source).map_err(|problems| problems.to_string()));
        loaded.collect::<Result<_, _>>().map(Self)
    }

    /// Adds the model of a file; it goes before another of the same id.
    ///
    /// # Errors
    /// Says that the file can't be read, or what is wrong with it.
    pub fn add(&mut self, path: &Path) -> Result<(), String> {
        self.0.insert(0, from_file(path)?);
        Ok(())
    }

    /// The model of this id.
    pub fn find(&self, id: &str) -> Option<&Rc<Model>> {
        self.0.iter().find(|model| model.id() == id)
    }

    /// The model of a run that names none.
    pub fn first(&self) -> Option<&Rc<Model>> {
        self.0.first()
    }

    /// Says that there is no such model, and which there are.
    pub fn missing(&self, id: &str) -> String {
        let ids: Vec<&str> = self.0.iter().map(|model| model.id()).collect();
        format!("there is no model {}; there is {}", quoted(id), ids.join(", "))
    }
}

/// Loads a model from a file.
///
/// # Errors
/// Says that it can't be read, or what is wrong with it, each with its place as editors understand it.
pub fn from_file(path: &Path) -> Result<Rc<Model>, String> {
    from_source(path, &read(path)?)
}

/// Loads a model from what stands in a file.
///
/// # Errors
/// Says what is wrong with it, each with its place as editors understand it.
pub fn from_source(path: &Path, source: &str) -> Result<Rc<Model>, String> {
    load(source).map_err(|problems| {
        let mut said: Vec<String> = problems.listed().iter().map(|problem| at(path, "", problem)).collect();
        if problems.more() > 0 {
            said.push(format!("{}: and {} more", path.display(), problems.more()));
        }
        said.join("\n")
    })
}

/// A problem with its place: `file:line:column: what is wrong`, and the line itself below it.
pub fn at(path: &Path, sort: &str, problem: &Problem) -> String {
    let (place, whole) = (problem.place, problem.to_string());
    let said = whole.strip_prefix(&format!("{place}: ")).unwrap_or(&whole);
    format!("{}:{}:{}: {sort}{said}", path.display(), place.line, place.column)
}

/// The models of the site.
const SHIPPED: [&str; 1] = [include_str!("../../models/registration.lifeline")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_of_the_site_comes_along() {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../models"));
        let shipped = Models::shipped().unwrap_or_default();
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
            assert!(shipped.find(&name).is_some(), "{name} does not come along");
        }
        assert_eq!(shipped.0.len(), SHIPPED.len());
    }
}
