//! Chooses the settings that a check tries, and says whether they are all that can make a difference.

use crate::model::{
    Condition, Domain, EffectKind, Fact, Model, Operand, PropertyKind, SettingId, SettingValue, Term, Within,
};
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
    /// Whether some values of number settings, the course of chance among them, are not among them.
    pub numbers_sampled: bool,
}

impl Tries {
    /// Whether something that can make a difference is not tried.
    #[must_use]
    pub fn is_sampled(&self) -> bool {
        self.choices_sampled || self.durations_sampled || self.numbers_sampled
    }
}

impl Tries {
    /// The defaults; the scenarios' settings; each combination of choices; and with each of these, each duration and number at its least,
    /// its greatest and every value that a scenario uses.
    ///
    /// A setting that nothing in the model asks for stays at its default.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        let asked = asked(model);
        let mut tries = Self {
            settings: vec![Settings::defaults(model)],
            choices_sampled: false,
            durations_sampled: false,
            numbers_sampled: false,
        };
        for (_, scenario) in model.scenarios() {
            tries.add(Settings::of(model, scenario));
        }
        let choices =
            model.settings().filter(|(id, _)| asked[id.index()]).filter_map(|(id, setting)| match &setting.domain {
                Domain::Choice(choices) => Some((id, choices.len())),
                Domain::Duration { .. } | Domain::Number { .. } => None,
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
            .filter_map(|(id, setting)| {
                let ends = match setting.domain {
                    Domain::Duration { least, greatest, .. } => {
                        tries.durations_sampled |= least < greatest;
                        [SettingValue::Duration(least), SettingValue::Duration(greatest)]
                    }
                    Domain::Number { least, greatest, .. } => {
                        tries.numbers_sampled |= greatest - least > 1;
                        [SettingValue::Number(least), SettingValue::Number(greatest)]
                    }
                    Domain::Choice(_) => return None,
                };
                let in_scenarios = model.scenarios().flat_map(|(_, scenario)| &scenario.settings);
                let used = in_scenarios.filter(|(of, _)| *of == id).map(|(_, value)| *value);
                Some((id, ends.into_iter().chain(used).collect()))
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

/// Every combination of the model's choice settings, the durations as they are by default.
#[must_use]
pub fn combinations(model: &Model) -> Vec<Settings> {
    let choices = model.settings().filter_map(|(id, setting)| match &setting.domain {
        Domain::Choice(choices) => Some((id, choices.len())),
        Domain::Duration { .. } | Domain::Number { .. } => None,
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
    let mut asked = Asked { model, settings: vec![false; model.settings().len()] };
    for (_, participant) in model.participants() {
        participant.values.iter().for_each(|(_, value)| asked.operand(value));
    }
    for (_, rule) in model.rules() {
        asked.conditions(&rule.conditions);
    }
    for (_, property) in model.properties() {
        asked.property(&property.kind);
    }
    for refusal in model.actions().flat_map(|(_, action)| &action.refusals) {
        asked.conditions(&refusal.conditions);
    }
    for (.., effect) in model.effects() {
        asked.conditions(&effect.conditions);
        asked.effect(&effect.kind);
    }
    asked.settings
}

struct Asked<'m> {
    model: &'m Model,
    settings: Vec<bool>,
}

impl Asked<'_> {
    fn property(&mut self, property: &PropertyKind) {
        if let PropertyKind::Answered { within: Within::Setting(setting), .. } = property {
            self.ask(*setting);
        }
        for fact in property.facts() {
            if let Fact::Chosen { setting, .. } = fact {
                self.ask(*setting);
            }
            for term in fact.compared() {
                if let Term::Setting(setting) = term {
                    self.ask(*setting);
                }
            }
        }
    }

    fn conditions(&mut self, conditions: &[Condition]) {
        for condition in conditions {
            match condition {
                Condition::Chosen { setting, .. } => self.ask(*setting),
                Condition::Any(lists) => lists.iter().for_each(|list| self.conditions(list)),
                Condition::Counted { of, .. } => self.conditions(std::slice::from_ref(of)),
                Condition::Equals { .. }
                | Condition::Compared { .. }
                | Condition::In { .. }
                | Condition::Running { .. } => {}
            }
            condition.compared().into_iter().for_each(|operand| self.operand(operand));
        }
    }

    fn effect(&mut self, kind: &EffectKind) {
        match kind {
            EffectKind::Send { with, .. } | EffectKind::Answer { with, .. } => {
                self.ask(self.model.latency());
                with.iter().for_each(|(_, value)| self.operand(value));
            }
            EffectKind::Connect(_) | EffectKind::Disconnect(_) => self.ask(self.model.latency()),
            EffectKind::Start(_, length) => {
                let operands = std::iter::once(&length.base).chain(&length.to).chain(&length.up_to);
                operands.for_each(|operand| self.operand(operand));
                if length.to.is_some() {
                    self.model.chance().into_iter().for_each(|chance| self.ask(chance));
                }
            }
            EffectKind::Set(_, value) | EffectKind::Add(_, value) | EffectKind::Take(_, value) => self.operand(value),
            EffectKind::Cancel(_) | EffectKind::Become(_) | EffectKind::Note(..) | EffectKind::Remember(_) => {}
        }
    }

    fn operand(&mut self, operand: &Operand) {
        match operand {
            Operand::Setting(setting) => self.ask(*setting),
            Operand::Sum(left, right) | Operand::Difference(left, right) => {
                self.operand(left);
                self.operand(right);
            }
            Operand::Literal(_)
            | Operand::Variable(_)
            | Operand::Of(..)
            | Operand::Each
            | Operand::Its(_)
            | Operand::Fresh
            | Operand::Itself
            | Operand::Sender => {}
        }
    }

    fn ask(&mut self, setting: SettingId) {
        self.settings[setting.index()] = true;
    }
}

/// Combinations of choices that are all tried; beyond, each choice by itself.
const COMBINATIONS: usize = 512;
