//! The settings of a run: one value for each setting of its model, always inside what the model allows.

use crate::model::{Domain, Model, Scenario, SettingId, SettingValue};
use crate::time::{BadMillis, Millis};

/// One value for each setting of a model.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    values: Vec<SettingValue>,
}

/// Why a value does not fit a setting.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BadValue {
    /// It is none of the setting's choices.
    NoChoice,
    /// It is no duration.
    NoDuration(BadMillis),
    /// It is no whole number.
    NoNumber,
    /// It is less than the least or more than the greatest.
    OutOfBounds,
}

impl Settings {
    /// What the model says where nobody changed anything.
    #[must_use]
    pub fn defaults(model: &Model) -> Self {
        Self { values: model.settings().map(|(id, _)| default(model, id)).collect() }
    }

    /// What a scenario is played with.
    #[must_use]
    pub fn of(model: &Model, scenario: &Scenario) -> Self {
        let mut settings = Self::defaults(model);
        for (setting, value) in &scenario.settings {
            // A checked model's scenarios have only values that fit.
            let _fits = settings.set(model, *setting, *value);
        }
        settings
    }

    /// The value of a setting.
    #[must_use]
    pub fn get(&self, setting: SettingId) -> SettingValue {
        self.values[setting.index()]
    }

    /// The value of a duration setting; zero for any other, which no checked model asks for.
    #[must_use]
    pub fn duration(&self, setting: SettingId) -> Millis {
        match self.get(setting) {
            SettingValue::Duration(length) => length,
            SettingValue::Choice(_) | SettingValue::Number(_) => Millis::ZERO,
        }
    }

    /// The value of a choice setting, by its position; nothing for any other.
    #[must_use]
    pub fn choice(&self, setting: SettingId) -> Option<u8> {
        match self.get(setting) {
            SettingValue::Choice(choice) => Some(choice),
            SettingValue::Duration(_) | SettingValue::Number(_) => None,
        }
    }

    /// The value of a number setting; zero for any other, which no checked model asks for.
    #[must_use]
    pub fn number(&self, setting: SettingId) -> u64 {
        match self.get(setting) {
            SettingValue::Number(number) => number,
            SettingValue::Choice(_) | SettingValue::Duration(_) => 0,
        }
    }

    /// Whether the setting is as the model has it.
    #[must_use]
    pub fn is_default(&self, model: &Model, setting: SettingId) -> bool {
        self.get(setting) == default(model, setting)
    }

    /// Changes a setting.
    ///
    /// # Errors
    /// Refuses a value that the setting can't have; nothing is changed then.
    pub fn set(&mut self, model: &Model, setting: SettingId, value: SettingValue) -> Result<(), BadValue> {
        fits(model, setting, value)?;
        self.values[setting.index()] = value;
        Ok(())
    }
}

/// Reads a setting's value as links write it: a choice's id, a duration, or a number.
///
/// # Errors
/// Says why the text is no value of this setting.
pub fn read_value(model: &Model, setting: SettingId, text: &str) -> Result<SettingValue, BadValue> {
    let value = match &model[setting].domain {
        Domain::Choice(choices) => {
            let index = choices.iter().position(|choice| &*choice.id == text).ok_or(BadValue::NoChoice)?;
            SettingValue::Choice(index as u8)
        }
        Domain::Duration { .. } => SettingValue::Duration(Millis::read(text).map_err(BadValue::NoDuration)?),
        Domain::Number { .. } => {
            let digits = text.bytes().all(|byte| byte.is_ascii_digit());
            SettingValue::Number(text.parse().ok().filter(|_| digits).ok_or(BadValue::NoNumber)?)
        }
    };
    fits(model, setting, value).map(|()| value)
}

/// Whether the setting can have this value.
fn fits(model: &Model, setting: SettingId, value: SettingValue) -> Result<(), BadValue> {
    let is_within = match (&model[setting].domain, value) {
        (Domain::Choice(choices), SettingValue::Choice(choice)) if usize::from(choice) < choices.len() => true,
        (Domain::Duration { least, greatest, .. }, SettingValue::Duration(length)) => {
            (*least..=*greatest).contains(&length)
        }
        (Domain::Number { least, greatest, .. }, SettingValue::Number(number)) => {
            (*least..=*greatest).contains(&number)
        }
        _ => return Err(BadValue::NoChoice),
    };
    is_within.then_some(()).ok_or(BadValue::OutOfBounds)
}

/// Writes a setting's value as links write it.
#[must_use]
pub fn write_value(model: &Model, setting: SettingId, value: SettingValue) -> String {
    match (&model[setting].domain, value) {
        (Domain::Choice(choices), SettingValue::Choice(index)) => choices[usize::from(index)].id.to_string(),
        (_, SettingValue::Duration(length)) => length.written(),
        (_, SettingValue::Number(number)) => number.to_string(),
        // No setting has a value of another domain.
        (Domain::Duration { .. } | Domain::Number { .. }, SettingValue::Choice(_)) => String::new(),
    }
}

fn default(model: &Model, setting: SettingId) -> SettingValue {
    match model[setting].domain {
        Domain::Choice(_) => SettingValue::Choice(0),
        Domain::Duration { default, .. } => SettingValue::Duration(default),
        Domain::Number { default, .. } => SettingValue::Number(default),
    }
}
