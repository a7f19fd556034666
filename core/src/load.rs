//! Loads a model: what it gives back has been read, checked, and played in all its scenarios.

use std::rc::Rc;

use crate::language::read;
use crate::model::limits::SCENARIO_EVENTS;
use crate::model::{Model, Problem, Problems, Span, Trigger};
use crate::narration::Narrator;
use crate::simulation::run::Run;
use crate::simulation::settings::Settings;

/// Reads a model and plays its scenarios.
///
/// # Errors
/// Every independent mistake of the file; or, where it has none, that no run of it can begin.
pub fn load(source: &str) -> Result<Rc<Model>, Problems> {
    played(source, read(source)?)
}

/// Plays the scenarios of a model that has been read from this file.
///
/// # Errors
/// That no run of it can begin. Scenarios that can't be played to their end are problems that the model has, and keep nobody from the others.
pub fn played(source: &str, model: Model) -> Result<Rc<Model>, Problems> {
    let mut model = Rc::new(model);
    let mut problems = Vec::new();
    if let Some(unplayed) = Run::new(Rc::clone(&model)).unplayed() {
        let why = Narrator::english(&model).refused(&unplayed.why);
        let starting = model.rules().find(|(_, rule)| rule.trigger == Trigger::Start).map_or(1, |(_, rule)| rule.line);
        problems.push(Problem::new(source, Span::of_line(source, starting), "the run can't begin", &why));
        return Err(Problems::new(problems, 0));
    }
    let mut events = 0;
    for (_, scenario) in model.scenarios() {
        if events > SCENARIO_EVENTS
            && let Some(span) = scenario.spans.first()
        {
            let found = format!("from here on no scenario is played: those before it take {events} events");
            let expected = format!("the scenarios of a model take {SCENARIO_EVENTS} events together");
            problems.push(Problem::new(source, *span, &found, &expected));
            break;
        }
        let run = Run::with(Rc::clone(&model), Settings::of(&model, scenario), &scenario.steps);
        events += run.trace().events().len();
        if let Some(unplayed) = run.unplayed()
            && let Some(span) = scenario.spans.get(scenario.steps.len() - unplayed.steps.len())
        {
            let why = Narrator::english(&model).refused(&unplayed.why);
            let found = format!("this step can't be played here: {why}");
            let expected = "a scenario is played from its first step to its last";
            problems.push(Problem::new(source, *span, &found, expected));
        }
    }
    if !problems.is_empty() {
        Rc::make_mut(&mut model).scenario_problems = problems;
    }
    Ok(model)
}
