//! The gallery: the site's models in their groups, each with a picture of the scenario that tells most.

use std::collections::BTreeMap;
use std::rc::Rc;

use lifeline_core::diagram::svg::{Frame, Picture};
use lifeline_core::diagram::{Layout, Size};
use lifeline_core::load::load;
use lifeline_core::model::Model;
use lifeline_core::{export, narration};

use super::action::Missing;
use super::document::SharedModel;
use super::loading::play;
use crate::words::WORDS;

/// Models that have something in common.
#[derive(Debug)]
pub struct Group {
    /// What that is.
    pub name: &'static str,
    /// Their ids.
    pub models: &'static [&'static str],
}

/// All models of the site.
pub const GROUPS: [Group; 4] = [
    Group { name: WORDS.gallery_reference, models: &["registration", "deliver", "pull"] },
    Group { name: WORDS.gallery_transport, models: &["tcp", "coap", "mqtt-qos2"] },
    Group { name: WORDS.gallery_joining, models: &["dhcp-lease", "device-grant"] },
    Group { name: WORDS.gallery_agreement, models: &["raft"] },
];

/// The link that opens the gallery; no model of the site is called so.
pub const GALLERY: &str = "gallery";

/// What has come of the models so far, by their ids.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Gallery(BTreeMap<&'static str, Result<Rc<Entry>, Missing>>);

/// A model in the gallery.
#[derive(PartialEq, Debug)]
pub struct Entry {
    pub model: SharedModel,
    /// The model's text.
    pub text: Rc<str>,
    /// The link that shows it: to the scenario that plays on arrival, where there is one.
    pub link: String,
    /// The picture of that.
    pub picture: Picture,
}

impl Gallery {
    /// The model with this id, once it has come, or why it has not.
    pub fn get(&self, id: &str) -> Option<&Result<Rc<Entry>, Missing>> {
        self.0.get(id)
    }

    /// Takes a model's text, or why there is none.
    pub fn take(&mut self, id: &'static str, text: Result<Rc<str>, Missing>) {
        // A model of another version than this page can't be shown, as one that is not there.
        let entry = text.and_then(|text| match load(&text) {
            Ok(model) => Ok(Entry::new(model, text)),
            Err(_) => Err(Missing::NotThere),
        });
        self.0.insert(id, entry.map(Rc::new));
    }
}

impl Entry {
    fn new(model: Rc<Model>, text: Rc<str>) -> Self {
        let scenario = model.arrival().map(|id| &*model[id].id);
        let link = scenario.map_or_else(|| model.id().to_owned(), |scenario| format!("{}/{scenario}", model.id()));
        let run = play(&model, &link).run;
        let mut layout = Layout::new(&model, &narration::ENGLISH, Size::Compact);
        layout.append(&model, run.trace());
        let picture = export::picture(&run, &layout, &Frame::default());
        Self { model: SharedModel(model), text, link, picture }
    }
}
