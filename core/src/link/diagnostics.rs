//! What is wrong with a link, in words, with its place; text from a link is quoted, cut, and made harmless.

use super::read::Reader;
use super::{Beyond, END, NEXT};
use crate::cut;
use crate::model::{Domain, Model, SettingId, SettingValue, Step, is_hidden, nearest};
use crate::narration::{Narrator, fill};
use crate::simulation::run::Unplayed;
use crate::simulation::settings::{BadValue, write_value};
use crate::time::BadMillis;

/// Something that is wrong with a link.
#[derive(Debug)]
pub enum Diagnostic<'t> {
    /// It is longer, or has more parameters, than is read.
    Beyond(Beyond),
    /// After it came this, which is no part of it.
    LeftOff(&'t str),
    /// A key is given twice.
    Twice(&'t str),
    /// It names a scenario and has a run as well.
    RunAndScenario,
    /// It has a run in both forms.
    TwoRuns,
    /// The model has no such scenario.
    UnknownScenario(&'t str),
    /// The model has no such setting.
    UnknownKey(&'t str),
    /// The setting can't have this value, and keeps the one it has.
    BadValue(SettingId, &'t str, BadValue, SettingValue),
    /// It does not say where in the run to stand.
    BadAt(&'t str),
    /// It says to stand after the end: by this place, in a run of so many events.
    AtBeyond(&'t str, u32),
    /// The step at this place is none.
    UnknownStep(usize, &'t str),
    /// The step at this place is repeated a number of times that is none.
    BadRepeat(usize, &'t str),
    /// The step at this place is no length of time.
    BadTime(usize, String, BadMillis),
    /// From this step on there are too many.
    TooManySteps(&'t str),
    /// These steps were not read, because of something said before.
    Unread(String),
    /// There is something after the end.
    AfterEnd(&'t str),
    /// There is no end.
    NoEnd,
    /// The action at this place of the short form has a letter that is none.
    UnknownLetter(u32, &'t str),
    /// The short form's check does not fit.
    Changed,
    /// Steps can't be played; the first of them stands at this place.
    Unplayed(usize, &'t Unplayed),
    /// The model no longer has the setting with this id.
    GoneSetting(&'t str),
    /// The model no longer has the first of these steps, which a former version had; it stands at this place.
    GoneStep(usize, &'t Model, &'t [Step]),
}

impl Reader<'_> {
    /// Says what is wrong.
    #[cold]
    #[inline(never)]
    pub fn say(&mut self, diagnostic: Diagnostic<'_>) {
        if self.notices.len() < NOTICES {
            self.notices.push(said(self.model, &diagnostic));
        }
    }
}

fn said(model: &Model, diagnostic: &Diagnostic<'_>) -> String {
    match diagnostic {
        Diagnostic::Beyond(Beyond::Length) => TOO_LONG.to_owned(),
        Diagnostic::Beyond(Beyond::Parameters) => TOO_MANY_PARAMETERS.to_owned(),
        Diagnostic::LeftOff(text) => fill(LEFT_OFF, &[&quoted(text)]),
        Diagnostic::Twice(key) => fill(TWICE, &[&quoted(key)]),
        Diagnostic::RunAndScenario => RUN_AND_SCENARIO.to_owned(),
        Diagnostic::TwoRuns => TWO_RUNS.to_owned(),
        Diagnostic::UnknownScenario(id) => {
            let names = model.scenarios().map(|(_, scenario)| &*scenario.id);
            unknown(UNKNOWN_SCENARIO, &[&quoted(id)], id, names)
        }
        Diagnostic::UnknownKey(key) => {
            let names = model.settings().map(|(_, setting)| &*setting.id).chain(["run", "at"]);
            unknown(UNKNOWN_KEY, &[&quoted(key)], key, names)
        }
        Diagnostic::BadValue(id, text, why, kept) => {
            let (label, why) = (model[*id].label.in_language(LANGUAGE), bad_value(model, *id, why));
            fill(BAD_VALUE, &[&quoted(text), label, &why, &write_value(model, *id, *kept)])
        }
        Diagnostic::BadAt(text) => fill(BAD_AT, &[&quoted(text)]),
        Diagnostic::AtBeyond(place, count) => fill(AT_BEYOND, &[&quoted(place), &count.to_string()]),
        Diagnostic::UnknownStep(place, text) => {
            let names = model.actions().map(|(_, action)| &*action.id).chain([NEXT, END]);
            // Of a repeat, what is repeated is what is unknown.
            let id = repeated(text).map_or(*text, |(_, id)| id);
            unknown(UNKNOWN_STEP, &[&place.to_string(), &quoted(id)], id, names)
        }
        Diagnostic::BadRepeat(place, text) => fill(BAD_REPEAT, &[&quoted(text), &place.to_string()]),
        Diagnostic::BadTime(place, text, why) => fill(BAD_TIME, &[&quoted(text), &place.to_string(), &why.to_string()]),
        Diagnostic::TooManySteps(text) => fill(TOO_MANY_STEPS, &[&quoted(text)]),
        Diagnostic::Unread(text) => fill(NOT_PLAYED_EITHER.trim_start(), &[&quoted(text)]),
        Diagnostic::AfterEnd(text) => fill(AFTER_END, &[&quoted(text)]),
        Diagnostic::NoEnd => NO_END.to_owned(),
        Diagnostic::UnknownLetter(place, text) => fill(UNKNOWN_LETTER, &[&place.to_string(), &quoted(text)]),
        Diagnostic::Changed => CHANGED.to_owned(),
        Diagnostic::Unplayed(place, unplayed) => unplayed_sentence(model, unplayed, place.saturating_sub(1)),
        Diagnostic::GoneSetting(id) => fill(GONE_SETTING, &[&quoted(id)]),
        Diagnostic::GoneStep(place, former, steps) => {
            let (first, rest) = listed(former, steps);
            [fill(GONE_STEP, &[&place.to_string(), &quoted(&first)]), rest].concat()
        }
    }
}

/// What is unknown, with what was probably meant.
fn unknown<'n>(template: &str, parts: &[&str], word: &'n str, names: impl Iterator<Item = &'n str>) -> String {
    let meant = nearest(word, names).map(|name| fill(DID_YOU_MEAN, &[name])).unwrap_or_default();
    [fill(template, parts), meant].concat()
}

/// Says which steps could not be played, and why; `played` is how many were.
#[cold]
#[inline(never)]
#[must_use]
pub fn unplayed_sentence(model: &Model, unplayed: &Unplayed, played: usize) -> String {
    let why = Narrator::english(model).refused(&unplayed.why);
    let (first, rest) = listed(model, &unplayed.steps);
    [fill(IMPOSSIBLE_STEP, &[&(played + 1).to_string(), &quoted(&first), &why]), rest].concat()
}

/// The first of these steps, and a sentence about the others, if there are any.
fn listed(model: &Model, steps: &[Step]) -> (String, String) {
    let mut steps = steps.iter().copied();
    let mut first = steps.by_ref().take(1).peekable();
    let first = super::write::next_part(model, &mut first).unwrap_or_default();
    let mut rest = steps.peekable();
    if rest.peek().is_none() {
        return (first, String::new());
    }
    let mut listed = String::new();
    for place in 0..LISTED {
        let Some(part) = super::write::next_part(model, &mut rest) else { break };
        listed.push_str(if place > 0 { ", " } else { "" });
        listed.push_str(&part);
    }
    if rest.peek().is_some() {
        listed.push_str(AND_MORE);
    }
    (first, fill(NOT_PLAYED_EITHER, &[&listed]))
}

/// Why a value does not fit its setting, with what would.
#[must_use]
pub fn bad_value(model: &Model, setting: SettingId, why: &BadValue) -> String {
    match why {
        BadValue::NoChoice => match &model[setting].domain {
            Domain::Choice(choices) => {
                let ids: Vec<&str> = choices.iter().map(|choice| &*choice.id).collect();
                fill(ONE_OF, &[&ids.join(", ")])
            }
            Domain::Duration { .. } => BadMillis::NoNumber.to_string(),
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

/// Whether a text is digits and nothing else.
pub(super) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A repeat as the text of its number and what is repeated: `3x-send`.
pub(super) fn repeated(text: &str) -> Option<(&str, &str)> {
    let (count, rest) = cut::once(text, b'x')?;
    rest.strip_prefix('-').filter(|_| is_number(count)).map(|id| (count, id))
}

/// Links speak English; their readers do, in the notices below.
const LANGUAGE: &str = "en";
/// Characters of a link's text that are quoted.
const QUOTED: usize = 40;
/// Steps that are listed where they could not be played.
const LISTED: usize = 8;
/// Notices of one link: more would hide the first.
const NOTICES: usize = 12;

const TOO_LONG: &str = "This link is longer than a million characters and was not read.";
const TOO_MANY_PARAMETERS: &str = "This link has more than 100 parts between “&”; the rest was not read.";
const LEFT_OFF: &str = "After the link came {0}, which is no part of it and was left off.";
const TWICE: &str = "The link gives {0} twice; the first one counts.";
const RUN_AND_SCENARIO: &str = "The link names both a figure and a run of its own; the run is shown.";
const TWO_RUNS: &str = "The link has two runs, “run” and “c”; the first one is shown.";
const UNKNOWN_SCENARIO: &str = "There is no figure called {0}.";
const UNKNOWN_KEY: &str = "The link sets {0}, which this protocol does not have.";
const DID_YOU_MEAN: &str = " Did you mean {0}?";
const BAD_VALUE: &str = "{0} does not fit “{1}”: {2}. It stays {3}.";
const ONE_OF: &str = "it is one of {0}";
const BETWEEN: &str = "it lies between {0} and {1}";
const BAD_AT: &str = "“at” in the link is followed by the number of an event, not by {0}. The end is shown.";
const AT_BEYOND: &str =
    "The link points to {0}, but this run ends before that, after {1} things have happened. The end is shown.";
const UNKNOWN_STEP: &str = "Step {0} of the link, {1}, is nothing that can be done here.";
const IMPOSSIBLE_STEP: &str = "Step {0}, {1}, can't be done there: {2}";
const NOT_PLAYED_EITHER: &str = " Not played either: {0}.";
const AND_MORE: &str = " and more";
const BAD_REPEAT: &str = "Step {1} of the link, {0}: a repeat is a number from 1 on.";
const BAD_TIME: &str = "Step {1} of the link, {0}: {2}.";
const TOO_MANY_STEPS: &str = "From {0} on nothing is played: a run has 200 000 steps at most.";
const AFTER_END: &str = "After the end of the run the link goes on with {0}, which is not played.";
const NO_END: &str = "The link does not say where its run ends, so it may have been cut off on its way.";
const UNKNOWN_LETTER: &str =
    "Part {0} of the run in the link’s short form can't be read, and nothing from there on is played: {1}.";
const GONE_SETTING: &str = "The model has no setting {0} any more.";
const GONE_STEP: &str = "Step {0}, {1}, is no longer in the model.";
const CHANGED: &str =
    "The link was changed on its way: the check at its end does not fit the run before it. What it says now is shown.";
