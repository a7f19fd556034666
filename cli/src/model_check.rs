//! Checks model files: mistakes with their places, and what never comes about in any state.

use std::path::{Path, PathBuf};

use lifeline_core::check::{combinations, explore};
use lifeline_core::model::{Domain, Model, SettingValue};
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::settings::Settings;
use lifeline_core::simulation::world::{Refused, Setup};

use crate::error::{Error, Mistake, with_place};
use crate::models::from_file;
use crate::{Outcome, counted, terminal};

/// Read model files, play their scenarios and walk through their states
///
/// Reads model files as docs/language.md describes them and reports every mistake with its line and column. Then it plays the
/// scenarios, and walks through everything that can be done under every combination of choices, with each duration at its
/// default, its least and its greatest value: a state that is never entered, a rule or an action that never comes about is
/// reported as well.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The model files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// End with 1 for warnings, too
    #[arg(long)]
    strict: bool,
}

/// Checks the files, one after the other.
pub fn check(args: &Args) -> Result<Outcome, Error> {
    let (mut is_wrong, mut summary) = (false, Vec::new());
    for path in &args.files {
        let model = match from_file(path) {
            Ok(model) => model,
            Err(mistake) => {
                match mistake {
                    Mistake::WrongModel { .. } => mistake.lines_below().iter().for_each(|line| terminal::say(line)),
                    _ => terminal::say(&mistake.to_string()),
                }
                is_wrong = true;
                continue;
            }
        };
        for warning in model.warnings() {
            with_place(path, "warning: ", warning).iter().for_each(|line| terminal::say(line));
            is_wrong |= args.strict;
        }
        let walked = Walked::all(&model);
        for said in walked.never(&model, path) {
            terminal::say(&said);
            // What was not walked may still come about.
            is_wrong |= args.strict || walked.is_whole;
        }
        let sizes = [
            (model.rules().len(), "rule"),
            (model.states().len(), "state"),
            (model.actions().len(), "action"),
            (model.scenarios().len(), "scenario"),
        ];
        let sizes = sizes.map(|(count, one)| counted(count, one)).join(", ");
        let line = format!("{}: {}: {sizes}; walked {}", path.display(), model.id(), walked.told());
        summary.push(line);
    }
    for line in summary {
        terminal::write_line(&line)?;
    }
    Ok(if is_wrong { Outcome::Wrong } else { Outcome::Fine })
}

/// What has come about in the walks under all settings.
struct Walked {
    rules: Vec<bool>,
    actions: Vec<bool>,
    states: Vec<bool>,
    /// What passed a bound, each once, in words.
    refused: Vec<String>,
    /// How many settings were walked, and how many there were.
    settings: (usize, usize),
    /// Whether each of them was walked to its end.
    is_whole: bool,
}

impl Walked {
    /// Walks until everything has come about, or all settings are through.
    fn all(model: &Model) -> Self {
        let settings = settings(model);
        let mut walked = Self {
            rules: vec![false; model.rules().len()],
            actions: vec![false; model.actions().len()],
            states: vec![false; model.states().len()],
            refused: Vec::new(),
            settings: (0, settings.len()),
            is_whole: true,
        };
        let mut left = STEPS;
        for settings in &settings {
            if walked.has_all() {
                break;
            }
            if left == 0 {
                walked.is_whole = false;
                break;
            }
            let found = explore(Setup { model, settings }, WORLDS, &mut |_| {});
            walked.settings.0 += 1;
            left = left.saturating_sub(found.steps);
            walked.is_whole &= found.complete;
            let pairs = [
                (&mut walked.rules, found.rules),
                (&mut walked.actions, found.actions),
                (&mut walked.states, found.states),
            ];
            for (all, found) in pairs {
                all.iter_mut().zip(found).for_each(|(all, found)| *all |= found);
            }
            for (_, why) in found.refused {
                let said = Narrator::english(model).refused(&why);
                if matches!(why, Refused::GoesRound(_)) && !walked.refused.contains(&said) {
                    walked.refused.push(said);
                }
            }
        }
        walked
    }

    fn has_all(&self) -> bool {
        [&self.rules, &self.actions, &self.states].iter().all(|all| all.iter().all(|one| *one))
    }

    /// What never came about, with its place where it has one.
    fn never(&self, model: &Model, path: &Path) -> Vec<String> {
        let path = path.display();
        let (sort, under) =
            if self.is_whole { ("", "under any of the settings") } else { ("warning: ", "as far as was walked") };
        let mut said: Vec<String> = self.refused.iter().map(|why| format!("{path}: {sort}{why}")).collect();
        for (_, rule) in model.rules().filter(|(id, _)| !self.rules[id.index()]) {
            said.push(format!("{path}:{}:1: {sort}this rule is never taken, {under}", rule.line));
        }
        for (_, action) in model.actions().filter(|(id, _)| !self.actions[id.index()]) {
            said.push(format!("{path}:{}:1: {sort}the action `{}` is never possible, {under}", action.line, action.id));
        }
        for (_, state) in model.states().filter(|(id, _)| !self.states[id.index()]) {
            let role = &model[state.role].id;
            said.push(format!("{path}: {sort}the state `{}` of `{role}` is never entered, {under}", state.id));
        }
        said
    }

    fn told(&self) -> String {
        let (walked, all) = self.settings;
        let until = match (self.has_all(), self.is_whole) {
            (true, _) => "until everything had come about",
            (false, true) => "through all their states",
            (false, false) => "as far as was possible in good time",
        };
        format!("{walked} of {}, {until}", counted(all, "setting"))
    }
}

/// The settings to walk, the model's own first: every combination of choices, or where those are too many, each choice by itself; and
/// with each of them, each duration at its least and its greatest.
fn settings(model: &Model) -> Vec<Settings> {
    let choices = |domain: &Domain| match domain {
        Domain::Choice(choices) => choices.len(),
        Domain::Duration { .. } | Domain::Number { .. } => 1,
    };
    let many = model.settings().fold(1_usize, |many, (_, setting)| many.saturating_mul(choices(&setting.domain)));
    let mut bases = if many <= COMBINATIONS { combinations(model) } else { vec![Settings::defaults(model)] };
    let (mut by_choice, mut all) = (Vec::new(), bases.clone());
    let with = |base: &Settings, id, value, to: &mut Vec<Settings>| {
        let mut settings = base.clone();
        if settings.set(model, id, value).is_ok() && settings != *base {
            to.push(settings);
        }
    };
    if many > COMBINATIONS {
        for (id, setting) in model.settings() {
            for choice in 0..choices(&setting.domain) {
                with(&bases[0], id, SettingValue::Choice(choice as u8), &mut by_choice);
            }
        }
        all.extend(by_choice.iter().cloned());
        bases.append(&mut by_choice);
    }
    for base in &bases {
        for (id, setting) in model.settings() {
            if let Domain::Duration { least, greatest, .. } = setting.domain {
                with(base, id, SettingValue::Duration(least), &mut all);
                with(base, id, SettingValue::Duration(greatest), &mut all);
            }
            if let Domain::Number { least, greatest, .. } = setting.domain {
                with(base, id, SettingValue::Number(least), &mut all);
                with(base, id, SettingValue::Number(greatest), &mut all);
            }
        }
    }
    all
}

/// Combinations of choices that are all walked.
const COMBINATIONS: usize = 200;
/// Worlds told apart in one exploration.
const WORLDS: usize = 20_000;
/// Steps in all walks of a model: some seconds.
const STEPS: usize = 1_000_000;
