//! Loads a model: what it gives back has been read, checked, and played in all its scenarios.

use std::rc::Rc;

use crate::model::{Model, Problems, read};
use crate::narration::Narrator;
use crate::simulation::run::Run;
use crate::simulation::settings::Settings;

/// Reads a model and plays its scenarios.
///
/// # Errors
/// Every independent mistake of the file; or, where it has none, every scenario that can't be played to its end.
pub fn load(source: &str) -> Result<Rc<Model>, Problems> {
    played(source, read(source)?)
}

/// Plays the scenarios of a model that has been read from this file.
///
/// # Errors
/// Every scenario that can't be played to its end.
#[inline(never)]
pub fn played(source: &str, model: Model) -> Result<Rc<Model>, Problems> {
    let model = Rc::new(model);
    let mut problems = Problems::default();
    for (_, scenario) in model.scenarios() {
        let mut settings = Settings::defaults(&model);
        for (setting, value) in &scenario.settings {
            // The reader has checked that they fit.
            let _fits = settings.set(&model, *setting, *value);
        }
        let run = Run::with(Rc::clone(&model), settings, &scenario.steps);
        if let Some(unplayed) = run.unplayed()
            && let Some(place) = scenario.places.get(scenario.steps.len() - unplayed.steps.len())
        {
            let why = Narrator::english(&model).refused(&unplayed.why);
            problems.at(
                source,
                *place,
                "this step can't be played here: {}",
                "a scenario is played from its first step to its last",
                &[&why],
            );
        }
    }
    if problems.is_empty() { Ok(model) } else { Err(problems) }
}
