//! Reads a link to a run: any link at all, as far as it makes sense.

use std::rc::Rc;

use super::diagnostics::{Problem, Unknown};
use super::steps::{END, LOSE, NEXT, is_number, read_repeated};
use super::{Address, Beyond, compact};
use crate::model::{Model, ScenarioId, Step};
use crate::simulation::run::{Run, STEPS};
use crate::simulation::settings::{Settings, read_value};
use crate::simulation::trace::EventNumber;
use crate::time::{BadMillis, Millis};

/// A link that was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The run as far as it could be played, the cursor where the link puts it.
    pub run: Run,
    /// The scenario it was opened from.
    pub scenario: Option<ScenarioId>,
    /// The event that the link points to.
    pub selected: Option<EventNumber>,
    /// What was wrong with the link.
    pub problems: Vec<Problem>,
}

impl Opened {
    /// What was wrong with the link, in whole sentences.
    #[must_use]
    pub fn notices(&self) -> Vec<String> {
        self.problems.iter().map(|problem| problem.sentence(self.run.model())).collect()
    }
}

/// Opens a link to a run of this model.
#[must_use]
pub fn open(model: &Rc<Model>, address: &Address) -> Opened {
    let mut parser = Parser::new(model);
    match address.beyond {
        Some(Beyond::Length) => parser.report(Problem::TooLong),
        Some(Beyond::Parameters) => parser.report(Problem::TooManyParameters),
        None => {}
    }
    if !address.left_off.is_empty() {
        parser.report(Problem::LeftOff(address.left_off.clone()));
    }
    let scenario = address.scenario.as_ref().and_then(|id| parser.scenario(id));
    let mut steps = scenario.map(|id| model[id].steps.clone()).unwrap_or_default();
    // For each step, its place in the link; a repeat is many steps in one place.
    let mut places: Vec<u32> = (1..=steps.len() as u32).collect();
    if let Some(id) = scenario {
        parser.settings = Settings::of(model, &model[id]);
    }
    let (mut run_is_named, mut at) = (false, None);
    for (index, (key, value)) in address.parameters.iter().enumerate() {
        if address.parameters[..index].iter().any(|(earlier, _)| earlier == key) {
            parser.report(Problem::DuplicateKey(key.clone()));
            continue;
        }
        match key.as_str() {
            "run" | "c" => {
                if run_is_named {
                    parser.report(Problem::TwoRuns);
                    continue;
                }
                if scenario.is_some() {
                    parser.report(Problem::RunAndScenario);
                }
                run_is_named = true;
                (steps, places) = if key == "run" { parser.steps(value) } else { parser.compact(value) };
            }
            "at" => at = Some(value.as_str()),
            _ => parser.setting(key, value),
        }
    }
    let mut run = Run::with(Rc::clone(model), parser.settings.clone(), &steps);
    if let Some(unplayed) = run.unplayed() {
        let place = places.get(steps.len() - unplayed.steps.len()).map_or(0, |place| *place as usize);
        parser.report(Problem::unplayed(model, place, unplayed));
    }
    let selected = at.and_then(|at| parser.stand(&mut run, at));
    Opened { run, scenario: scenario.filter(|_| !run_is_named), selected, problems: parser.problems }
}

/// The settings and steps of a link that has nothing else and in which nothing is wrong.
pub fn whole(model: &Model, address: &Address) -> Option<(Settings, Vec<Step>)> {
    let mut parser = Parser::new(model);
    let mut steps = Vec::new();
    for (key, value) in &address.parameters {
        match key.as_str() {
            "run" => (steps, _) = parser.steps(value),
            "c" => (steps, _) = parser.compact(value),
            _ => parser.setting(key, value),
        }
    }
    parser.problems.is_empty().then_some((parser.settings, steps))
}

/// What is read so far, and what was wrong.
pub(super) struct Parser<'m> {
    pub model: &'m Model,
    pub settings: Settings,
    pub problems: Vec<Problem>,
}

impl<'m> Parser<'m> {
    pub fn new(model: &'m Model) -> Self {
        Self { model, settings: Settings::defaults(model), problems: Vec::new() }
    }

    pub fn report(&mut self, problem: Problem) {
        if self.problems.len() < PROBLEMS {
            self.problems.push(problem);
        }
    }

    fn scenario(&mut self, id: &str) -> Option<ScenarioId> {
        let found = self.model.scenarios().find(|(_, scenario)| &*scenario.id == id).map(|(found, _)| found);
        if found.is_none() {
            self.report(Problem::UnknownScenario(Unknown::scenario(self.model, id)));
        }
        found
    }

    fn setting(&mut self, key: &str, text: &str) {
        let model = self.model;
        let Some((id, _)) = model.settings().find(|(_, setting)| &*setting.id == key) else {
            return self.report(Problem::UnknownKey(Unknown::key(model, key)));
        };
        match read_value(model, id, text) {
            // What was read fits.
            Ok(value) => drop(self.settings.set(model, id, value)),
            Err(why) => {
                let (found, kept) = (text.to_owned(), self.settings.get(id));
                self.report(Problem::BadValue { setting: id, found, why, kept });
            }
        }
    }

    fn compact(&mut self, text: &str) -> (Vec<Step>, Vec<u32>) {
        compact::read(self.model, text, &mut |problem| self.report(problem))
    }

    /// Reads the list of steps up to the first that can't be read, each with its place, from 1 on.
    fn steps(&mut self, text: &str) -> (Vec<Step>, Vec<u32>) {
        let (mut steps, mut places) = (Vec::new(), Vec::new());
        let mut rest = Some(text);
        for place in 1.. {
            let here = rest.unwrap_or_default();
            let (part, after) = match here.split_once('.') {
                Some((part, after)) => (part, Some(after)),
                None => (here, None),
            };
            if part == END {
                if let Some(after) = after {
                    self.report(Problem::AfterEnd(after.to_owned()));
                }
                break;
            }
            if part.is_empty() && after.is_none() {
                self.report(Problem::NoEnd);
                break;
            }
            let Some((step, count)) = self.step(part, after, place) else { break };
            if count > (STEPS - steps.len()) as u64 {
                self.report(Problem::TooManySteps(part.to_owned()));
                break;
            }
            steps.extend(std::iter::repeat_n(step, count as usize));
            places.extend(std::iter::repeat_n(place as u32, count as usize));
            rest = after;
        }
        (steps, places)
    }

    /// Reads one step, with how often it is done; `after` is what follows it.
    fn step(&mut self, part: &str, after: Option<&str>, place: usize) -> Option<(Step, u64)> {
        if part == NEXT {
            return Some((Step::Next, 1));
        }
        if let Some(step) = self.named_step(part) {
            return Some((step, 1));
        }
        if let Some((count, id)) = read_repeated(part)
            && let Some(step) = self.named_step(id)
            && let Ok(count) = count.parse::<u64>()
            && count > 0
        {
            return Some((step, count));
        }
        match Millis::read(part) {
            Ok(length) => Some((Step::Wait(length), 1)),
            Err(why) => {
                self.report_step(part, after, place, why);
                None
            }
        }
    }

    /// An action, or the loss of a message.
    fn named_step(&self, text: &str) -> Option<Step> {
        let action = self.model.actions().find(|(_, action)| &*action.id == text);
        let lost = || {
            let name = text.strip_prefix(LOSE)?;
            self.model.messages().find(|(_, message)| message.link_name() == name)
        };
        action.map(|(id, _)| Step::Act(id)).or_else(|| lost().map(|(id, _)| Step::Lose(id)))
    }

    /// Reports what is wrong with a step, and what is not read because of it.
    fn report_step(&mut self, part: &str, after: Option<&str>, place: usize, why: BadMillis) {
        let mut rest = after.unwrap_or_default();
        let next = rest.split('.').next().unwrap_or_default();
        if is_number(part) && Millis::read(next).is_ok() {
            // A time with a fraction falls into two parts at its dot.
            let found = format!("{part}.{next}");
            self.report(Problem::BadTime { place, found, why: BadMillis::NotWhole });
            rest = rest[next.len()..].trim_start_matches('.');
        } else if read_repeated(part).is_some_and(|(_, id)| self.named_step(id).is_some()) {
            self.report(Problem::BadRepeat { place, found: part.to_owned() });
        } else if read_repeated(part).is_some() || why == BadMillis::NoNumber {
            self.report(Problem::UnknownStep { place, step: Unknown::step(self.model, part) });
        } else {
            self.report(Problem::BadTime { place, found: part.to_owned(), why });
        }
        let unread: Vec<&str> = rest.split('.').filter(|part| !part.is_empty() && *part != END).collect();
        if !unread.is_empty() {
            self.report(Problem::Unread(unread.join(".")));
        }
        if !rest.split('.').any(|part| part == END) {
            self.report(Problem::NoEnd);
        }
    }

    /// Puts the cursor where the link says, and gives the event that it names.
    fn stand(&mut self, run: &mut Run, at: &str) -> Option<EventNumber> {
        let mut parts = at.split('.').peekable();
        let event = parts.next().filter(|number| is_number(number));
        // A number too large for any event is beyond the end, too.
        let event: Option<u32> = event.map(|number| number.parse().unwrap_or(u32::MAX));
        let many = |part: &str| part.strip_suffix("x-next").filter(|count| is_number(count)).map(str::to_owned);
        let on = match parts.next_if(|part| *part == NEXT || many(part).is_some()) {
            Some(part) => many(part).map_or(1, |count| count.parse().unwrap_or(usize::MAX)),
            None => 0,
        };
        let later = parts.next().map_or(Ok(Millis::ZERO), Millis::read);
        let (Some(event), Ok(later), None) = (event, later, parts.next()) else {
            self.report(Problem::BadPosition(at.to_owned()));
            return None;
        };
        let count = run.trace().count();
        if event > count || !run.stand(EventNumber(event), on, later) {
            run.go_to_end();
            self.report(Problem::PositionBeyondEnd { found: at.to_owned(), events: count });
            return None;
        }
        (event > 0 && on == 0 && later == Millis::ZERO).then_some(EventNumber(event))
    }
}

/// Problems of one link that are kept: more would hide the first.
const PROBLEMS: usize = 12;
