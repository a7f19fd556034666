//! Links: the readable form of a run, written in one canonical way; whatever text is read, as much as makes sense is played, and the rest is said in words.
//!
//! `registration?timeout=30s&run=connect.register-invalid.2s.next.end`, or `registration/not-valid`.

use std::rc::Rc;

use crate::model::{Model, ScenarioId, SettingId, Step, is_hidden, nearest};
use crate::run::{Run, STEPS, Unplayed};
use crate::settings::{BadValue, Settings, read_value, write_value};
use crate::time::{BadMillis, Millis};
use crate::trace::EventNumber;
use crate::words::{Speaker, fill};

/// A link taken apart, before the model that it names is known.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Address<'t> {
    /// The model's id; empty where none is named.
    pub model: &'t str,
    /// The scenario's id.
    pub scenario: Option<&'t str>,
    /// The parameters: each key with its value, in the order of the link.
    pub parameters: Vec<(&'t str, &'t str)>,
    /// Whether the link is longer than [`LONGEST`], so that nothing of it was read.
    pub too_long: bool,
}

/// A link that was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The run as far as it could be played, the cursor where the link puts it.
    pub run: Run,
    /// The scenario it was opened from.
    pub scenario: Option<ScenarioId>,
    /// What was wrong with the link: whole sentences.
    pub notices: Vec<String>,
}

/// Bytes of the longest link that is read; browsers and chat programs cut far earlier.
pub const LONGEST: usize = 1_000_000;

/// Takes the text after `#` apart; any text at all.
#[must_use]
pub fn address(fragment: &str) -> Address<'_> {
    let text = fragment.strip_prefix('#').unwrap_or(fragment);
    if text.len() > LONGEST {
        return Address { too_long: true, ..Address::default() };
    }
    let (path, query) = text.split_once('?').unwrap_or((text, ""));
    let (model, scenario) = match path.split_once('/') {
        Some((model, scenario)) => (model, Some(scenario)),
        None => (path, None),
    };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let parameters = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).collect();
    Address { model, scenario, parameters, too_long: false }
}

/// Opens a link to a run of this model.
#[must_use]
pub fn open(model: &Rc<Model>, address: &Address<'_>) -> Opened {
    let mut reader = Reader { model, settings: Settings::defaults(model), notices: Vec::new() };
    if address.too_long {
        reader.say(TOO_LONG, &[]);
    }
    let scenario = address.scenario.and_then(|id| reader.scenario(id));
    let mut steps = scenario.map(|id| model[id].steps.clone()).unwrap_or_default();
    // For each step, its place in the link; a repeat is many steps in one place.
    let mut places: Vec<u32> = (1..=steps.len() as u32).collect();
    for (setting, value) in scenario.iter().flat_map(|id| &model[*id].settings) {
        // A checked model's scenarios have only values that fit.
        let _fits = reader.settings.set(model, *setting, *value);
    }
    let (mut run_is_named, mut at) = (false, None);
    for (index, (key, value)) in address.parameters.iter().enumerate() {
        if address.parameters[..index].iter().any(|(earlier, _)| earlier == key) {
            reader.say(TWICE, &[&quoted(key)]);
            continue;
        }
        match *key {
            "run" => {
                if scenario.is_some() {
                    reader.say(RUN_AND_SCENARIO, &[]);
                }
                run_is_named = true;
                (steps, places) = reader.steps(value);
            }
            "at" => at = reader.at(value),
            _ => reader.setting(key, value),
        }
    }
    let mut run = Run::with(Rc::clone(model), reader.settings.clone(), &steps);
    if let Some(unplayed) = run.unplayed() {
        let place = places.get(steps.len() - unplayed.steps.len()).map_or(0, |place| *place as usize);
        let said = unplayed_sentence(model, unplayed, place.saturating_sub(1));
        reader.notices.push(said);
    }
    match at {
        Some(event) if event > run.trace().count() => {
            let count = run.trace().count().to_string();
            reader.say(AT_BEYOND, &[&event.to_string(), &count]);
        }
        Some(event) => run.go_to_event(EventNumber(event)),
        None => {}
    }
    Opened { run, scenario: scenario.filter(|_| !run_is_named), notices: reader.notices }
}

/// Writes the run's link, without `#`: as its scenario's where it is still that scenario's run, else step by step.
#[must_use]
pub fn write(run: &Run, scenario: Option<ScenarioId>) -> String {
    write_at(run, scenario, (!run.is_at_end()).then(|| run.count()))
}

/// The same with the cursor at this event of it, or else at the end, wherever it stands.
#[must_use]
pub fn write_at(run: &Run, scenario: Option<ScenarioId>, at: Option<u32>) -> String {
    let model = run.model();
    let scenario = scenario.map(|id| &model[id]).filter(|scenario| run.steps().eq(scenario.steps.iter().copied()));
    let mut link = model.id().to_owned();
    if let Some(scenario) = scenario {
        link.push('/');
        link.push_str(&scenario.id);
    }
    let mut separator = '?';
    let mut parameter = |key: &str, value: &str| {
        link.push(separator);
        link.push_str(key);
        link.push('=');
        link.push_str(value);
        separator = '&';
    };
    for (id, setting) in model.settings() {
        let value = run.settings().get(id);
        let theirs = scenario.and_then(|scenario| scenario.settings.iter().find(|(of, _)| *of == id));
        let left_out = match theirs {
            Some((_, theirs)) => *theirs == value,
            None => run.settings().is_default(model, id),
        };
        if !left_out {
            parameter(&setting.id, &write_value(model, id, value));
        }
    }
    if let Some(at) = at {
        parameter("at", &at.to_string());
    }
    if scenario.is_none() {
        parameter("run", &write_steps(model, run.steps()));
    }
    link
}

/// Writes the link of the whole run, step by step, wherever its cursor stands.
#[must_use]
pub fn write_whole(run: &Run) -> String {
    write_at(run, None, None)
}

/// Writes steps as links do, with `end` at the end: repeats of an action from two on as one.
#[must_use]
pub fn write_steps(model: &Model, steps: impl Iterator<Item = Step>) -> String {
    let mut text = String::new();
    let mut steps = steps.peekable();
    while let Some(step) = steps.next() {
        let mut count = 1_usize;
        while matches!(step, Step::Act(_)) && steps.next_if_eq(&step).is_some() {
            count += 1;
        }
        if count > 1 {
            text.push_str(&count.to_string());
            text.push_str("x-");
        }
        text.push_str(&write_step(model, step));
        text.push('.');
    }
    text.push_str(END);
    text
}

/// Says which steps could not be played, and why; `played` is how many were.
#[must_use]
pub fn unplayed_sentence(model: &Model, unplayed: &Unplayed, played: usize) -> String {
    let why = Speaker::english(model).refused(&unplayed.why);
    let mut steps = unplayed.steps.iter();
    let first = steps.next().map(|step| write_step(model, *step)).unwrap_or_default();
    let mut said = fill(IMPOSSIBLE_STEP, &[&(played + 1).to_string(), &quoted(&first), &why]);
    if steps.len() > 0 {
        let rest = write_steps(model, steps.copied());
        let mut parts = rest.split('.').filter(|part| *part != END);
        let mut listed = parts.by_ref().take(LISTED).collect::<Vec<_>>().join(", ");
        if parts.next().is_some() {
            listed.push_str(AND_MORE);
        }
        said.push_str(&fill(NOT_PLAYED_EITHER, &[&listed]));
    }
    said
}

/// What is read so far, and what was wrong.
struct Reader<'m> {
    model: &'m Model,
    settings: Settings,
    notices: Vec<String>,
}

impl Reader<'_> {
    fn say(&mut self, template: &str, parts: &[&str]) {
        if self.notices.len() < NOTICES {
            self.notices.push(fill(template, parts));
        }
    }

    /// Says what is unknown, with what was probably meant.
    fn unknown<'n>(&mut self, template: &str, parts: &[&str], word: &'n str, names: impl Iterator<Item = &'n str>) {
        let meant = nearest(word, names).map(|name| fill(DID_YOU_MEAN, &[name])).unwrap_or_default();
        let said = [fill(template, parts), meant].concat();
        self.say("{0}", &[&said]);
    }

    fn scenario(&mut self, id: &str) -> Option<ScenarioId> {
        let model = self.model;
        let found = model.scenarios().find(|(_, scenario)| &*scenario.id == id).map(|(found, _)| found);
        if found.is_none() {
            let names = model.scenarios().map(|(_, scenario)| &*scenario.id);
            self.unknown(UNKNOWN_SCENARIO, &[&quoted(id)], id, names);
        }
        found
    }

    fn setting(&mut self, key: &str, text: &str) {
        let model = self.model;
        let Some((id, setting)) = model.settings().find(|(_, setting)| &*setting.id == key) else {
            let names = model.settings().map(|(_, setting)| &*setting.id).chain(["run", "at"]);
            return self.unknown(UNKNOWN_KEY, &[&quoted(key)], key, names);
        };
        match read_value(model, id, text) {
            // What was read fits.
            Ok(value) => drop(self.settings.set(model, id, value)),
            Err(why) => {
                let default = write_value(model, id, self.settings.get(id));
                let why = bad_value(model, id, &why);
                self.say(BAD_VALUE, &[&quoted(text), setting.label.in_language(LANGUAGE), &why, &default]);
            }
        }
    }

    fn at(&mut self, text: &str) -> Option<u32> {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // A number too large for any event is beyond the end, too.
        let at = is_number.then(|| text.parse().unwrap_or(u32::MAX));
        if at.is_none() {
            self.say(BAD_AT, &[&quoted(text)]);
        }
        at
    }

    /// Reads the list of steps up to the first that can't be read, each with its place, from 1 on.
    fn steps(&mut self, text: &str) -> (Vec<Step>, Vec<u32>) {
        let (mut steps, mut places) = (Vec::new(), Vec::new());
        let mut parts = text.split('.').enumerate().peekable();
        while let Some((index, part)) = parts.next() {
            if part == END {
                let rest: Vec<&str> = parts.map(|(_, part)| part).collect();
                if !rest.is_empty() {
                    self.say(AFTER_END, &[&quoted(&rest.join("."))]);
                }
                return (steps, places);
            }
            if part.is_empty() && parts.peek().is_none() {
                break;
            }
            // A time with a fraction falls into two parts at its dot.
            let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            if let Some((_, fraction)) = parts.next_if(|(_, next)| digits && Millis::read(next).is_ok()) {
                let time = [part, ".", fraction].concat();
                self.say(BAD_TIME, &[&quoted(&time), &(index + 1).to_string(), &BadMillis::NotWhole.to_string()]);
                return (steps, places);
            }
            let Some((step, count)) = self.step(part, index + 1) else {
                let rest: Vec<&str> = parts.map(|(_, part)| part).filter(|part| *part != END).collect();
                if !rest.is_empty() {
                    self.say(NOT_PLAYED_EITHER.trim_start(), &[&quoted(&rest.join("."))]);
                }
                return (steps, places);
            };
            if count > (STEPS - steps.len()) as u64 {
                self.say(TOO_MANY_STEPS, &[&quoted(part)]);
                return (steps, places);
            }
            steps.extend(std::iter::repeat_n(step, count as usize));
            places.extend(std::iter::repeat_n(index as u32 + 1, count as usize));
        }
        self.say(NO_END, &[]);
        (steps, places)
    }

    /// Reads one step, with how often it is done.
    fn step(&mut self, text: &str, place: usize) -> Option<(Step, u64)> {
        let model = self.model;
        let action = |id: &str| model.actions().find(|(_, action)| &*action.id == id).map(|(id, _)| Step::Act(id));
        if text == NEXT {
            return Some((Step::Next, 1));
        }
        if let Some(step) = action(text) {
            return Some((step, 1));
        }
        let place = place.to_string();
        let repeated = text.split_once("x-").filter(|(count, _)| count.bytes().all(|byte| byte.is_ascii_digit()));
        if let Some((count, id)) = repeated
            && !count.is_empty()
        {
            match (count.parse::<u64>(), action(id)) {
                (Ok(0) | Err(_), Some(_)) => self.say(BAD_REPEAT, &[&quoted(text), &place]),
                (Ok(count), Some(step)) => return Some((step, count)),
                (_, None) => self.unknown_step(id, &place),
            }
            return None;
        }
        match Millis::read(text) {
            Ok(length) => return Some((Step::Wait(length), 1)),
            Err(BadMillis::NoNumber) => self.unknown_step(text, &place),
            Err(why) => self.say(BAD_TIME, &[&quoted(text), &place, &why.to_string()]),
        }
        None
    }

    fn unknown_step(&mut self, text: &str, place: &str) {
        let names = self.model.actions().map(|(_, action)| &*action.id).chain([NEXT, END]);
        self.unknown(UNKNOWN_STEP, &[place, &quoted(text)], text, names);
    }
}

/// Why a value does not fit its setting, with what would.
#[must_use]
pub fn bad_value(model: &Model, setting: SettingId, why: &BadValue) -> String {
    match why {
        BadValue::NoChoice => match &model[setting].domain {
            crate::model::Domain::Choice(choices) => {
                let ids: Vec<&str> = choices.iter().map(|choice| &*choice.id).collect();
                fill(ONE_OF, &[&ids.join(", ")])
            }
            crate::model::Domain::Duration { .. } => BadMillis::NoNumber.to_string(),
        },
        BadValue::NoDuration(why) => why.to_string(),
        BadValue::OutOfBounds { least, greatest } => fill(BETWEEN, &[&least.to_string(), &greatest.to_string()]),
    }
}

/// A text from a link, quoted and cut, with nothing in it that could change how the page reads.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut said = String::from("“");
    for (index, letter) in text.chars().enumerate() {
        if index == QUOTED {
            said.push('…');
            break;
        }
        said.push(if is_hidden(letter) { '·' } else { letter });
    }
    said.push('”');
    said
}

fn write_step(model: &Model, step: Step) -> String {
    match step {
        Step::Act(action) => model[action].id.to_string(),
        Step::Wait(length) => length.written(),
        Step::Next => NEXT.to_owned(),
    }
}

const END: &str = "end";
const NEXT: &str = "next";
/// Links speak English; their readers do, in the notices below.
const LANGUAGE: &str = "en";
/// Characters of a link's text that are quoted.
const QUOTED: usize = 40;
/// Steps that are listed where they could not be played.
const LISTED: usize = 8;
/// Notices of one link: more would hide the first.
const NOTICES: usize = 12;

const TOO_LONG: &str = "This link is longer than a million characters and was not read.";
const TWICE: &str = "The link gives {0} twice; the first one counts.";
const RUN_AND_SCENARIO: &str = "The link names both a figure and a run of its own; the run is shown.";
const UNKNOWN_SCENARIO: &str = "There is no figure called {0}.";
const UNKNOWN_KEY: &str = "The link sets {0}, which this protocol does not have.";
const DID_YOU_MEAN: &str = " Did you mean {0}?";
const BAD_VALUE: &str = "{0} does not fit “{1}”: {2}. It stays {3}.";
const ONE_OF: &str = "it is one of {0}";
const BETWEEN: &str = "it lies between {0} and {1}";
const BAD_AT: &str = "“at” in the link is followed by the number of an event, not by {0}. The end is shown.";
const AT_BEYOND: &str = "The link points to event {0}, but this run has {1}. The end is shown.";
const UNKNOWN_STEP: &str = "Step {0} of the link, {1}, is nothing that can be done here.";
const IMPOSSIBLE_STEP: &str = "Step {0}, {1}, can't be done there: {2}";
const NOT_PLAYED_EITHER: &str = " Not played either: {0}.";
const AND_MORE: &str = " and more";
const BAD_REPEAT: &str = "Step {1} of the link, {0}: a repeat is a number from 1 on.";
const BAD_TIME: &str = "Step {1} of the link, {0}: {2}.";
const TOO_MANY_STEPS: &str = "From {0} on nothing is played: a run has 200 000 steps at most.";
const AFTER_END: &str = "After the end of the run the link goes on with {0}, which is not played.";
const NO_END: &str = "The link does not say where its run ends, so it may have been cut off on its way.";
