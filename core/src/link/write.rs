//! Writes links in the one canonical form: the settings that differ, then `at`, then the run.

use super::compact;
use super::steps::{END, NEXT, next_part, write_repeated};
use crate::model::{Model, Scenario, ScenarioId, Step};
use crate::simulation::run::Run;
use crate::simulation::settings::{Settings, write_value};
use crate::simulation::trace::EventNumber;
use crate::time::Millis;

/// Writes the run's link, without `#`: as its scenario's where it still is that, else step by step.
#[must_use]
pub fn write(run: &Run, scenario: Option<ScenarioId>) -> String {
    write_placed(run, scenario, (!run.is_at_end()).then(|| place(run)))
}

/// Writes the link of the whole run, step by step, wherever its cursor stands.
#[must_use]
pub fn write_whole(run: &Run) -> String {
    write_placed(run, None, None)
}

/// Writes the run's link with the cursor at this event of it, or else at the end, wherever it stands.
#[must_use]
pub fn write_at(run: &Run, scenario: Option<ScenarioId>, at: Option<u32>) -> String {
    write_placed(run, scenario, at.map(|event| event.to_string()))
}

/// Writes steps as links do, with `end` at the end: repeats of an action from two on as one.
#[must_use]
pub fn write_steps(model: &Model, steps: impl Iterator<Item = Step>) -> String {
    steps_within(model, steps, usize::MAX).unwrap_or_default()
}

fn write_placed(run: &Run, scenario: Option<ScenarioId>, at: Option<String>) -> String {
    let model = run.model();
    let scenario = scenario.map(|id| &model[id]).filter(|scenario| run.steps().eq(scenario.steps.iter().copied()));
    let mut link = model.id().to_owned();
    if let Some(scenario) = scenario {
        link.push('/');
        link.push_str(&scenario.id);
    }
    let mut separator = parameters(&mut link, model, scenario, run.settings());
    if let Some(at) = at {
        link.push_str(&format!("{separator}at={at}"));
        separator = '&';
    }
    if scenario.is_none() {
        let (key, steps) = steps(model, || run.steps());
        link.push_str(&format!("{separator}{key}={steps}"));
    }
    link
}

/// Writes the settings that are not as the model or the scenario has them, and gives what separates them from what follows.
pub(super) fn parameters(link: &mut String, model: &Model, scenario: Option<&Scenario>, settings: &Settings) -> char {
    let mut separator = '?';
    for (id, setting) in model.settings() {
        let value = settings.get(id);
        let theirs = scenario.and_then(|scenario| scenario.settings.iter().find(|(of, _)| *of == id));
        let left_out = match theirs {
            Some((_, theirs)) => *theirs == value,
            None => settings.is_default(model, id),
        };
        if !left_out {
            link.push_str(&format!("{separator}{}={}", setting.id, write_value(model, id, value)));
            separator = '&';
        }
    }
    separator
}

/// Writes steps in the form that suits their number: the key, and its value.
pub(super) fn steps<I: Iterator<Item = Step>>(model: &Model, steps: impl Fn() -> I) -> (&'static str, String) {
    if let Some(readable) = steps_within(model, steps(), READABLE) {
        return ("run", readable);
    }
    match compact::write(model, steps()) {
        Some(compact) => ("c", compact),
        None => ("run", write_steps(model, steps())),
    }
}

/// Where the cursor stands: the last event there is by then, how many moments after that one's, and how much time after that.
pub(super) fn standing(run: &Run) -> (EventNumber, usize, Millis) {
    let (moments, event) = (run.moments(), run.count());
    let moment = moments.partition_point(|moment| moment.count < event);
    (EventNumber(event), run.cursor() - moment, run.now().since(moments[run.cursor()].at))
}

fn place(run: &Run) -> String {
    let (event, on, later) = standing(run);
    let mut place = event.0.to_string();
    if on > 0 {
        place.push_str(&format!(".{}", write_repeated(on, NEXT)));
    }
    if later > Millis::ZERO {
        place.push_str(&format!(".{}", later.written()));
    }
    place
}

/// Writes steps with `end` at the end; nothing where that takes more than so many characters.
fn steps_within(model: &Model, steps: impl Iterator<Item = Step>, most: usize) -> Option<String> {
    let mut text = String::new();
    let mut steps = steps.peekable();
    while let Some(part) = next_part(model, &mut steps) {
        text.push_str(&part);
        text.push('.');
        if text.len() + END.len() > most {
            return None;
        }
    }
    text.push_str(END);
    Some(text)
}

/// Characters of a run that is written readably; a longer one is written in the short form. Chat programs cut links at some
/// thousands.
const READABLE: usize = 2_000;
