//! Plays a run under another version of its model, as far as it still can be; the rest is reported.

use std::rc::Rc;

use super::diagnostics::{Problem, StepList};
use super::read::{Opened, Parser};
use super::write::standing;
use super::{read_undo_history, write_undo_history};
use crate::model::{ActionId, Model, ScenarioId, Step};
use crate::simulation::run::Run;
use crate::simulation::settings::{Settings, read_value, write_value};
use crate::simulation::trace::EventNumber;
use crate::time::Millis;

/// A run under a former version of its model.
#[derive(Clone, Debug)]
pub struct Migration {
    model: Rc<Model>,
    settings: Settings,
    /// The scenario that it is, if it is one.
    scenario: Option<ScenarioId>,
    /// What was played, and what could not be.
    steps: Vec<Step>,
    /// Where the cursor stood, if not at the end.
    place: Option<(EventNumber, usize, Millis)>,
    selected: bool,
    undo_history: String,
}

impl Migration {
    /// Keeps a run, with the scenario it was opened from and the event that is selected in it.
    ///
    /// Of what can be undone, as much is kept as goes into `most` bytes.
    #[must_use]
    pub fn of(run: &Run, scenario: Option<ScenarioId>, selected: Option<EventNumber>, most: usize) -> Self {
        let (model, steps) = (Rc::clone(run.model()), run.all_steps());
        let place = (!run.is_at_end()).then(|| standing(run));
        Self {
            settings: run.settings().clone(),
            scenario: scenario.filter(|id| model[*id].steps == steps),
            steps,
            selected: selected.is_some() && selected == place.map(|(event, ..)| event),
            place,
            undo_history: write_undo_history(run, most),
            model,
        }
    }

    /// Plays it under another version of the model.
    ///
    /// A scenario is played as that version has it; so are settings that were left alone.
    #[must_use]
    pub fn play(&self, model: &Rc<Model>) -> Opened {
        let mut parser = Parser::new(model);
        let id = self.scenario.map(|id| &*self.model[id].id);
        let scenario = model.scenarios().find(|(_, scenario)| id == Some(&*scenario.id)).map(|(id, _)| id);
        if let Some(id) = scenario {
            parser.settings = Settings::of(model, &model[id]);
        }
        self.set(&mut parser, scenario.is_some());
        let steps = match scenario {
            Some(id) => model[id].steps.clone(),
            None => self.steps(&mut parser),
        };
        let mut run = Run::with(Rc::clone(model), parser.settings.clone(), &steps);
        if let Some(unplayed) = run.unplayed() {
            parser.report(Problem::unplayed(model, run.steps().len() + 1, unplayed));
        }
        let mut selected = None;
        if let Some((event, on, later)) = self.place {
            if event.0 <= run.trace().count() && run.stand(event, on, later) {
                selected = Some(event).filter(|_| self.selected && on == 0 && later == Millis::ZERO);
            } else {
                run.go_to_end();
            }
        }
        // What can be undone counts the steps; where some are gone, it would bring back what never was.
        if run.all_steps().len() == self.steps.len() {
            read_undo_history(&mut run, &self.undo_history);
        }
        Opened { run, scenario, selected, problems: parser.problems }
    }

    /// Sets what differs from the model's own settings, or from the scenario's.
    fn set(&self, parser: &mut Parser<'_>, as_scenario: bool) {
        let theirs = self.scenario.filter(|_| as_scenario).map_or(&[][..], |id| &self.model[id].settings);
        for (id, setting) in self.model.settings() {
            let value = self.settings.get(id);
            let base = theirs.iter().find(|(of, _)| *of == id);
            if base.map_or(self.settings.is_default(&self.model, id), |(_, base)| *base == value) {
                continue;
            }
            let text = write_value(&self.model, id, value);
            match parser.model.settings().find(|(_, now)| now.id == setting.id) {
                Some((now, _)) => match read_value(parser.model, now, &text) {
                    // What was read fits.
                    Ok(value) => drop(parser.settings.set(parser.model, now, value)),
                    Err(why) => {
                        let kept = parser.settings.get(now);
                        parser.report(Problem::BadValue { setting: now, found: text, why, kept });
                    }
                },
                None => parser.report(Problem::GoneSetting(setting.id.to_string())),
            }
        }
    }

    /// The steps up to the first that is gone from the model.
    fn steps(&self, parser: &mut Parser<'_>) -> Vec<Step> {
        let find = |id: ActionId| parser.model.actions().find(|(_, now)| now.id == self.model[id].id);
        let there: Vec<Option<Step>> =
            self.model.actions().map(|(id, _)| find(id).map(|(now, _)| Step::Act(now))).collect();
        let mut steps = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            let now = match step {
                Step::Act(action) => there[action.index()],
                Step::Lose(message) => {
                    let name = &self.model[*message].name;
                    let now = parser.model.messages().find(|(_, now)| now.name == *name && now.can_be_lost);
                    now.map(|(now, _)| Step::Lose(now))
                }
                step => Some(*step),
            };
            let Some(now) = now else {
                let gone = StepList::new(&self.model, &self.steps[steps.len()..]);
                parser.report(Problem::GoneStep { place: steps.len() + 1, steps: gone });
                break;
            };
            steps.push(now);
        }
        steps
    }
}
