//! Chooses the settings that a check tries, and says whether they are all that can make a difference.

use crate::model::{Condition, Domain, Effect, EffectKind, Model, Operand, Scenario, SettingId, SettingValue};
use crate::simulation::settings::Settings;

/// The settings to try, the model's own first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tries {
    /// Each once.
    pub settings: Vec<Settings>,
    /// Whether some combinations of choices are not among them.
    pub choices_sampled: bool,
    /// Whether some lengths of time, the travel time among them, are not among them.
    pub durations_sampled: bool,
}

impl Tries {
    /// The defaults; the scenarios' settings; each combination of choices; and with each of these, each duration at its least, its greatest
    /// and every value that a scenario uses.
    ///
    /// A setting that nothing in the model asks for stays at its default.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        let asked = asked(model);
        let mut tries =
            Self { settings: vec![Settings::defaults(model)], choices_sampled: false, durations_sampled: false };
        for (_, scenario) in model.scenarios() {
            tries.add(scenario_settings(model, scenario));
        }
        let choices =
            model.settings().filter(|(id, _)| asked[id.index()]).filter_map(|(id, setting)| match &setting.domain {
                Domain::Choice(choices) => Some((id, choices.len())),
                Domain::Duration { .. } => None,
            });
        let choices: Vec<(SettingId, usize)> = choices.collect();
        let many = choices.iter().fold(1_usize, |many, (_, choices)| many.saturating_mul(*choices));
        tries.choices_sampled = many > COMBINATIONS;
        let bases = if tries.choices_sampled { one_by_one(model, &choices) } else { combinations_of(model, &choices) };
        for base in &bases {
            tries.add(base.clone());
        }
        let durations: Vec<(SettingId, Vec<SettingValue>)> = model
            .settings()
            .filter(|(id, _)| asked[id.index()])
            .filter_map(|(id, setting)| match setting.domain {
                Domain::Duration { least, greatest, .. } => {
                    tries.durations_sampled |= least < greatest;
                    let in_scenarios = model.scenarios().flat_map(|(_, scenario)| &scenario.settings);
                    let used = in_scenarios.filter(|(of, _)| *of == id).map(|(_, value)| *value);
                    let ends = [SettingValue::Duration(least), SettingValue::Duration(greatest)];
                    Some((id, ends.into_iter().chain(used).collect()))
                }
                Domain::Choice(_) => None,
            })
            .collect();
        for base in &bases {
            for (id, values) in &durations {
                for value in values {
                    tries.add(with(model, base, *id, *value));
                }
            }
        }
        tries
    }

    fn add(&mut self, settings: Settings) {
        if !self.settings.contains(&settings) {
            self.settings.push(settings);
        }
    }
}

/// The settings that a scenario is played with.
#[must_use]
pub fn scenario_settings(model: &Model, scenario: &Scenario) -> Settings {
    let defaults = Settings::defaults(model);
    scenario.settings.iter().fold(defaults, |settings, (id, value)| with(model, &settings, *id, *value))
}

/// Every combination of the model's choice settings, the durations as they are by default.
#[must_use]
pub fn combinations(model: &Model) -> Vec<Settings> {
    let choices = model.settings().filter_map(|(id, setting)| match &setting.domain {
        Domain::Choice(choices) => Some((id, choices.len())),
        Domain::Duration { .. } => None,
    });
    combinations_of(model, &choices.collect::<Vec<_>>())
}

fn combinations_of(model: &Model, choices: &[(SettingId, usize)]) -> Vec<Settings> {
    choices.iter().fold(vec![Settings::defaults(model)], |all, (id, many)| {
        let each = |settings: &Settings| choices_of(model, settings, *id, *many);
        all.iter().flat_map(each).collect()
    })
}

fn one_by_one(model: &Model, choices: &[(SettingId, usize)]) -> Vec<Settings> {
    let defaults = Settings::defaults(model);
    choices.iter().flat_map(|(id, many)| choices_of(model, &defaults, *id, *many)).collect()
}

fn choices_of(model: &Model, base: &Settings, id: SettingId, many: usize) -> Vec<Settings> {
    (0..many).map(|choice| with(model, base, id, SettingValue::Choice(choice as u8))).collect()
}

fn with(model: &Model, base: &Settings, id: SettingId, value: SettingValue) -> Settings {
    let mut settings = base.clone();
    // A value from the setting's own bounds, or from a scenario that has been read, fits.
    let _fits = settings.set(model, id, value);
    settings
}

/// For each setting, whether anything in the model asks for it.
fn asked(model: &Model) -> Vec<bool> {
    let rules = model.rules().flat_map(|(_, rule)| &rule.effects);
    let effects: Vec<&Effect> = rules.chain(model.actions().flat_map(|(_, action)| &action.effects)).collect();
    let refusals = model.actions().flat_map(|(_, action)| &action.refusals);
    let conditions = (model.rules().flat_map(|(_, rule)| &rule.conditions))
        .chain(refusals.flat_map(|refusal| &refusal.conditions))
        .chain(effects.iter().flat_map(|effect| &effect.conditions));
    let mut asked = vec![false; model.settings().len()];
    let mut ask = |operand: &Operand| {
        if let Operand::Setting(setting) = operand {
            asked[setting.index()] = true;
        }
    };
    let mut chosen = Vec::new();
    for condition in conditions {
        match condition {
            Condition::Chosen { setting, .. } => chosen.push(*setting),
            Condition::Equals { left, among, .. } => std::iter::once(left).chain(among).for_each(&mut ask),
            Condition::AtLeast(left, right) | Condition::AtMost(left, right) => {
                [left, right].into_iter().for_each(&mut ask)
            }
            Condition::Running { .. } => {}
        }
    }
    for effect in effects {
        match &effect.kind {
            EffectKind::Send { with, .. } | EffectKind::Answer { with, .. } => {
                chosen.push(model.latency());
                with.iter().for_each(|(_, value)| ask(value));
            }
            EffectKind::Connect(_) | EffectKind::Disconnect(_) => chosen.push(model.latency()),
            EffectKind::Start(_, length) => std::iter::once(&length.base).chain(&length.up_to).for_each(&mut ask),
            EffectKind::Set(_, value) | EffectKind::Add(_, value) => ask(value),
            EffectKind::Cancel(_) | EffectKind::Become(_) | EffectKind::Note(_) | EffectKind::Remember(_) => {}
        }
    }
    for setting in chosen {
        asked[setting.index()] = true;
    }
    asked
}

/// Combinations of choices that are all tried; beyond, each choice by itself.
const COMBINATIONS: usize = 512;
