//! From a link's text and a model's file to a run, or to words that say what is wrong; pure.

use std::rc::Rc;

use lifeline_core::link::{self, Opened, quoted};
use lifeline_core::load::load;
use lifeline_core::model::{Model, Problem};
use lifeline_core::words::fill;

use crate::browser::fetch::Missing;
use crate::words::WORDS;

/// The model of a page that is opened without naming one.
pub const DEFAULT: &str = "registration";

/// The id of the model that a link names.
pub fn model_of(fragment: &str) -> &str {
    match link::address(fragment).model {
        "" => DEFAULT,
        named => named,
    }
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
/// Says what is wrong with it, or that it isn't there.
pub fn model(id: &str, file: Result<String, Missing>) -> Result<Rc<Model>, Vec<String>> {
    let name = quoted(id);
    let source = file.map_err(|missing| {
        let said = match missing {
            Missing::NotThere => WORDS.no_such_model,
            Missing::NotReached => WORDS.not_reached,
        };
        vec![fill(said, &[&name])]
    })?;
    load(&source).map_err(|problems| {
        let mut said = vec![fill(WORDS.model_is_wrong, &[&name])];
        said.extend(problems.listed().iter().take(LISTED).map(mistake));
        let more = problems.more() + problems.listed().len().saturating_sub(LISTED);
        if more > 0 {
            said.push(fill(WORDS.more_mistakes, &[&more.to_string()]));
        }
        said
    })
}

/// Opens a link to a run of this model.
pub fn run(model: &Rc<Model>, fragment: &str) -> Opened {
    link::open(model, &link::address(fragment))
}

/// One mistake in a model's file, in one line of words.
fn mistake(problem: &Problem) -> String {
    let said = fill(WORDS.mistake, &[&problem.place.to_string(), &problem.found, &problem.expected]);
    let meant = problem.nearest.as_ref().map(|nearest| fill(WORDS.did_you_mean, &[nearest]));
    [said.trim_end(), meant.as_deref().unwrap_or_default()].concat()
}

/// Mistakes that are listed at the top of the page; more would hide the first.
const LISTED: usize = 10;
