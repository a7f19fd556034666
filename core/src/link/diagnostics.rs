//! What is wrong with a link, as data; and at the end, what is said about it.

use super::steps::{END, LOSE, NEXT, next_part, read_repeated};
use crate::model::{Domain, Model, SettingId, SettingValue, Step};
use crate::narration::Narrator;
use crate::simulation::run::Unplayed;
use crate::simulation::settings::{BadValue, write_value};
use crate::simulation::world::Refused;
use crate::text::{is_hidden, nearest};
use crate::time::BadMillis;

/// One thing that is wrong with a link: what was found, where, what was expected. Places count from 1.
#[derive(Clone, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "a field without a sentence is what its name says")]
pub enum Problem {
    /// It is longer than [`LONGEST`](super::LONGEST), and was not read.
    TooLong,
    /// It has more parameters than [`PARAMETERS`](super::PARAMETERS), and the rest was not read.
    TooManyParameters,
    /// This came after it, and is no part of it.
    LeftOff(String),
    /// This key is given twice.
    DuplicateKey(String),
    /// It names a scenario and has a run as well.
    RunAndScenario,
    /// It has a run in both forms.
    TwoRuns,
    /// The model has no such scenario.
    UnknownScenario(Unknown),
    /// The model has no such setting.
    UnknownKey(Unknown),
    /// The setting can't have this value, and keeps the one it has.
    BadValue {
        setting: SettingId,
        /// What the link says.
        found: String,
        /// Why that is no value of it.
        why: BadValue,
        /// The value it keeps.
        kept: SettingValue,
    },
    /// This does not say where in the run to stand.
    BadPosition(String),
    /// It says to stand after the end.
    PositionBeyondEnd {
        /// What the link says.
        found: String,
        /// How many numbered events the run has.
        events: u32,
    },
    /// The step at this place is none.
    UnknownStep {
        place: usize,
        /// The step, or what a repeat repeats.
        step: Unknown,
    },
    /// The step at this place is repeated a number of times that is none.
    BadRepeat { place: usize, found: String },
    /// The step at this place is no length of time.
    BadTime {
        place: usize,
        found: String,
        /// Why it is none.
        why: BadMillis,
    },
    /// From this step on there are more than a run has.
    TooManySteps(String),
    /// These steps were not read, because of a problem before them.
    Unread(String),
    /// This stands after the end.
    AfterEnd(String),
    /// There is no end.
    NoEnd,
    /// The part at this place of the short form is none.
    UnknownPart {
        place: u32,
        /// The short form from there on.
        found: String,
    },
    /// The short form's check does not fit what stands before it.
    CheckFailed,
    /// Steps can't be played.
    Unplayed {
        /// The place of the first.
        place: usize,
        steps: StepList,
        /// Why the first can't be done.
        why: Refused,
    },
    /// The model no longer has the setting with this id.
    GoneSetting(String),
    /// The model no longer has an action that a former version had.
    GoneStep {
        /// The place of the first step that needs it.
        place: usize,
        /// That step, and those after it.
        steps: StepList,
    },
}

/// A word that names nothing, and the nearest one that does, if it was probably meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unknown {
    /// The word.
    pub found: String,
    /// The nearest name.
    pub nearest: Option<String>,
    /// Where no name is near, the only one that begins with the word, which may have been cut off.
    pub whole: Option<String>,
}

/// What mends a link: the word that was probably meant, and the link that has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remedy {
    /// The word.
    pub meant: String,
    /// The whole link.
    pub link: String,
}

impl Unknown {
    /// The word, and which of these names may have been meant.
    #[must_use]
    pub fn among<'n>(found: &str, names: impl IntoIterator<Item = &'n str>) -> Self {
        let names: Vec<&str> = names.into_iter().collect();
        let nearest = nearest(found, names.iter().copied());
        let mut wholes = names.iter().filter(|name| found.len() >= CUT && name.starts_with(found));
        let whole = wholes.next().filter(|_| nearest.is_none() && wholes.next().is_none());
        Self {
            found: found.to_owned(),
            nearest: nearest.map(str::to_owned),
            whole: whole.map(|name| (*name).to_owned()),
        }
    }

    /// What was probably meant, and `link` with it in the place of the word; nothing where the link has the word nowhere by itself.
    #[must_use]
    pub fn remedy(&self, link: &str) -> Option<Remedy> {
        let meant = self.nearest.clone().or_else(|| self.whole.clone())?;
        let is_word = |letter: char| letter.is_alphanumeric() || "-_~".contains(letter);
        // The hyphen of a repeat is not its word's own: `3x-send`.
        let is_alone = |before: &str, after: &str| {
            (!before.ends_with(is_word) || before.ends_with("x-")) && !after.starts_with(is_word)
        };
        let mut places = link.match_indices(&*self.found).map(|(at, found)| (&link[..at], &link[at + found.len()..]));
        let (before, after) = places.find(|(before, after)| is_alone(before, after))?;
        Some(Remedy { link: [before, &meant, after].concat(), meant })
    }

    pub(super) fn scenario(model: &Model, found: &str) -> Self {
        Self::among(found, model.scenarios().map(|(_, scenario)| &*scenario.id))
    }

    pub(super) fn key(model: &Model, found: &str) -> Self {
        Self::among(found, model.settings().map(|(_, setting)| &*setting.id).chain(["run", "at"]))
    }

    /// Of a repeat, what is repeated is what is unknown.
    pub(super) fn step(model: &Model, found: &str) -> Self {
        let found = read_repeated(found).map_or(found, |(_, id)| id);
        let lossy = model.messages().filter(|(_, message)| message.can_be_lost);
        let losses: Vec<String> = lossy.map(|(_, message)| format!("{LOSE}{}", message.link_name())).collect();
        let actions = model.actions().map(|(_, action)| &*action.id);
        Self::among(found, actions.chain([NEXT, END]).chain(losses.iter().map(String::as_str)))
    }
}

/// Steps as links write them: the first, and some of those after it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StepList {
    first: String,
    others: Vec<String>,
    has_more: bool,
}

impl StepList {
    pub(super) fn new(model: &Model, steps: &[Step]) -> Self {
        // The first stands alone, also where those after it are the same.
        let (first, others) = steps.split_at(steps.len().min(1));
        let first = next_part(model, &mut first.iter().copied().peekable()).unwrap_or_default();
        let mut others = others.iter().copied().peekable();
        let listed = std::iter::from_fn(|| next_part(model, &mut others)).take(LISTED).collect();
        Self { first, others: listed, has_more: others.peek().is_some() }
    }
}

impl Problem {
    pub(super) fn unplayed(model: &Model, place: usize, unplayed: &Unplayed) -> Self {
        Self::Unplayed { place, steps: StepList::new(model, &unplayed.steps), why: unplayed.why.clone() }
    }

    /// What mends the link, where one word in the place of another does.
    #[must_use]
    pub fn remedy(&self, link: &str) -> Option<Remedy> {
        match self {
            Self::UnknownScenario(word) | Self::UnknownKey(word) | Self::UnknownStep { step: word, .. } => {
                word.remedy(link)
            }
            _ => None,
        }
    }

    /// What is wrong, in one or two sentences; what the link says is quoted and made harmless.
    #[must_use]
    pub fn sentence(&self, model: &Model) -> String {
        match self {
            Self::TooLong => "This link is longer than a million characters and was not read.".to_owned(),
            Self::TooManyParameters => {
                "This link has more than 100 parts between “&”; the rest was not read.".to_owned()
            }
            Self::LeftOff(text) => {
                format!("After the link came {}, which is no part of it and was left off.", quoted(text))
            }
            Self::DuplicateKey(key) => format!("The link gives {} twice; the first one counts.", quoted(key)),
            Self::RunAndScenario => {
                format!("The link names both a {} and a run of its own; the run is shown.", scenario_word(model))
            }
            Self::TwoRuns => "The link has two runs, “run” and “c”; the first one is shown.".to_owned(),
            Self::UnknownScenario(id) => {
                format!("There is no {} called {}.{}", scenario_word(model), quoted(&id.found), did_you_mean(id))
            }
            Self::UnknownKey(key) => {
                let found = quoted(&key.found);
                format!("The link sets {found}, which this protocol does not have.{}", did_you_mean(key))
            }
            Self::BadValue { setting, found, why, kept } => {
                let label = model[*setting].label.in_language(LANGUAGE);
                let (why, kept) = (bad_value(model, *setting, why), write_value(model, *setting, *kept));
                format!("{} does not fit “{label}”: {why}. It stays {kept}.", quoted(found))
            }
            Self::BadPosition(found) => format!(
                "“at” in the link is followed by the number of an event, not by {}. The end is shown.",
                quoted(found)
            ),
            Self::PositionBeyondEnd { found, events } => format!(
                "The link points to {}, but this run ends before that, after {events} things have happened. \
                 The end is shown.",
                quoted(found)
            ),
            Self::UnknownStep { place, step } => {
                let found = quoted(&step.found);
                format!("Step {place} of the link, {found}, is nothing that can be done here.{}", did_you_mean(step))
            }
            Self::BadRepeat { place, found } => {
                format!("Step {place} of the link, {}: a repeat is a number from 1 on.", quoted(found))
            }
            Self::BadTime { place, found, why } => format!("Step {place} of the link, {}: {why}.", quoted(found)),
            Self::TooManySteps(found) => {
                format!("From {} on nothing is played: a run has 200 000 steps at most.", quoted(found))
            }
            Self::Unread(steps) => format!("Not played either: {}.", quoted(steps)),
            Self::AfterEnd(found) => {
                format!("After the end of the run the link goes on with {}, which is not played.", quoted(found))
            }
            Self::NoEnd => {
                "The link does not say where its run ends, so it may have been cut off on its way.".to_owned()
            }
            Self::UnknownPart { place, found } => format!(
                "Part {place} of the run in the link’s short form can't be read, \
                 and nothing from there on is played: {}.",
                quoted(found)
            ),
            Self::CheckFailed => "The link was changed on its way: the check at its end does not fit the run \
                                  before it. What it says now is shown."
                .to_owned(),
            Self::Unplayed { place, steps, why } => {
                let why = Narrator::english(model).refused(why);
                format!("Step {place}, {}, can't be done there: {why}{}", quoted(&steps.first), not_played(steps))
            }
            Self::GoneSetting(id) => format!("The model has no setting {} any more.", quoted(id)),
            Self::GoneStep { place, steps } => {
                let first = quoted(&steps.first);
                format!("Step {place}, {first}, is no longer in the model.{}", not_played(steps))
            }
        }
    }
}

/// Bytes: of a shorter word nobody can say what it was before it was cut off.
const CUT: usize = 3;

/// What a model's scenarios are called: some have the figures of a reference among them.
fn scenario_word(model: &Model) -> &'static str {
    if model.scenarios().any(|(_, scenario)| scenario.figure) { "figure" } else { "scenario" }
}

fn did_you_mean(unknown: &Unknown) -> String {
    unknown.nearest.as_ref().map_or(String::new(), |name| format!(" Did you mean {name}?"))
}

/// A sentence about the steps after the first, if there are any.
fn not_played(steps: &StepList) -> String {
    let more = if steps.has_more { " and more" } else { "" };
    match &*steps.others.join(", ") {
        "" => String::new(),
        others => format!(" Not played either: {others}{more}."),
    }
}

/// Says which steps could not be played, and why; `played` is how many were.
#[must_use]
pub fn unplayed_sentence(model: &Model, unplayed: &Unplayed, played: usize) -> String {
    Problem::unplayed(model, played + 1, unplayed).sentence(model)
}

/// Why a value does not fit its setting, with what would.
#[must_use]
pub fn bad_value(model: &Model, setting: SettingId, why: &BadValue) -> String {
    match (why, &model[setting].domain) {
        (BadValue::NoDuration(why), _) => why.to_string(),
        (BadValue::OutOfBounds, Domain::Duration { least, greatest, .. }) => {
            format!("it lies between {least} and {greatest}")
        }
        (BadValue::OutOfBounds, Domain::Number { least, greatest, .. }) => {
            format!("it lies between {least} and {greatest}")
        }
        (_, Domain::Choice(choices)) => {
            let ids: Vec<&str> = choices.iter().map(|choice| &*choice.id).collect();
            format!("it is one of {}", ids.join(", "))
        }
        (_, Domain::Duration { .. }) => BadMillis::NoNumber.to_string(),
        (_, Domain::Number { .. }) => "it is a whole number".to_owned(),
    }
}

/// A text from outside, in quotation marks and cut, with nothing in it that changes how others read.
#[must_use]
pub fn quoted(text: &str) -> String {
    let harmless = text.chars().map(|letter| if is_hidden(letter) { '·' } else { letter });
    let beginning: String = harmless.take(QUOTED).collect();
    let ellipsis = if text.chars().nth(QUOTED).is_some() { "…" } else { "" };
    format!("“{beginning}{ellipsis}”")
}

/// Links speak English; so do the sentences about them.
const LANGUAGE: &str = "en";
/// Characters of a text that are quoted.
const QUOTED: usize = 40;
/// Steps after the first that are listed where they could not be played.
const LISTED: usize = 8;
