//! From a link's text and a model's file to a run, or to words that say what is wrong; pure.

use std::rc::Rc;

use lifeline_core::link::{self, Opened, quoted};
use lifeline_core::load::load;
use lifeline_core::model::Model;
use lifeline_core::simulation::run::Run;

use crate::browser::fetch::Missing;
use crate::words::{WORDS, fill};

/// The model of a page that is opened without naming one.
pub const DEFAULT: &str = "registration";

/// The id of the model that a link names.
pub fn model_of(fragment: &str) -> String {
    let named = link::address(fragment).model;
    if named.is_empty() { DEFAULT.to_owned() } else { named }
}

/// Where the model's file is, beside the page; nothing for what can be no model's id.
pub fn file_of(model: &str) -> Option<String> {
    let fits = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
    let is_id = !model.is_empty() && model.len() <= lifeline_core::model::limits::NAME && model.bytes().all(fits);
    is_id.then(|| ["models/", model, ".lifeline"].concat())
}

/// Reads a model's file.
///
/// # Errors
/// Says that it isn't there, or is of another version of the page.
pub fn model(id: &str, file: Result<Vec<u8>, Missing>) -> Result<Rc<Model>, String> {
    let read = |bytes: Vec<u8>| load(&String::from_utf8(bytes).ok()?).ok();
    let said = match file.map(read) {
        Ok(Some(model)) => return Ok(model),
        Ok(None) => WORDS.other_version,
        Err(Missing::NotThere) => WORDS.no_such_model,
        Err(Missing::NotReached) => WORDS.not_reached,
    };
    Err(fill(said, &[&quoted(id)]))
}

/// Opens a link to a run of this model.
pub fn run(model: &Rc<Model>, fragment: &str) -> Opened {
    link::open(model, &link::address(fragment))
}

/// What is kept of a run while its page is loaded again: the address that it is loaded by, the run's own link, and what could be
/// undone.
pub fn kept(run: &Run, given: &str, link: &str) -> String {
    [given, "\n", link, "\n", &link::write_undo_history(run, KEPT)].concat()
}

/// The link of the run that was kept, and what could be undone, where that was on the page that was loaded by this address.
pub fn recalled<'t>(kept: &'t str, fragment: &str) -> Option<(&'t str, &'t str)> {
    let (given, rest) = kept.split_once('\n')?;
    let (link, past) = rest.split_once('\n')?;
    // A reload takes the address as it was before the page was left, or as it was written then.
    (fragment == given || fragment == link).then_some((link, past))
}

/// Bytes: browsers keep a few million for a site.
pub const KEPT: usize = 500_000;
