//! The settings of a run: one value for each setting of its model, always inside what the model allows.

use crate::model::{Domain, Model, SettingId, SettingValue};
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
    /// It is shorter than the least or longer than the greatest.
    OutOfBounds {
        /// The shortest allowed.
        least: Millis,
        /// The longest allowed.
        greatest: Millis,
    },
}

impl Settings {
    /// What the model says where nobody changed anything.
    #[must_use]
    pub fn defaults(model: &Model) -> Self {
        Self { values: model.settings().map(|(id, _)| default(model, id)).collect() }
    }

    /// The value of a setting.
    #[must_use]
    pub fn get(&self, setting: SettingId) -> SettingValue {
        self.values[setting.index()]
    }

    /// The value of a duration setting; zero for a choice, which no checked model asks for.
    #[must_use]
    pub fn duration(&self, setting: SettingId) -> Millis {
        match self.get(setting) {
            SettingValue::Duration(length) => length,
            SettingValue::Choice(_) => Millis::ZERO,
        }
    }

    /// The value of a choice setting, by its position; nothing for a duration.
    #[must_use]
    pub fn choice(&self, setting: SettingId) -> Option<u8> {
        match self.get(setting) {
            SettingValue::Choice(choice) => Some(choice),
            SettingValue::Duration(_) => None,
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
        match (&model[setting].domain, value) {
            (Domain::Choice(choices), SettingValue::Choice(choice)) if usize::from(choice) < choices.len() => {}
            (Domain::Duration { least, greatest, .. }, SettingValue::Duration(length)) => {
                if length < *least || length > *greatest {
                    return Err(BadValue::OutOfBounds { least: *least, greatest: *greatest });
                }
            }
            _ => return Err(BadValue::NoChoice),
        }
        self.values[setting.index()] = value;
        Ok(())
    }
}

/// Reads a setting's value as links write it: a choice's id, or a duration.
///
/// # Errors
/// Says why the text is no value of this setting.
pub fn read_value(model: &Model, setting: SettingId, text: &str) -> Result<SettingValue, BadValue> {
    match &model[setting].domain {
        Domain::Choice(choices) => choices
            .iter()
            .position(|choice| &*choice.id == text)
            .map(|index| SettingValue::Choice(index as u8))
            .ok_or(BadValue::NoChoice),
        Domain::Duration { least, greatest, .. } => {
            let length = Millis::read(text).map_err(BadValue::NoDuration)?;
            if length < *least || length > *greatest {
                return Err(BadValue::OutOfBounds { least: *least, greatest: *greatest });
            }
            Ok(SettingValue::Duration(length))
        }
    }
}

/// Writes a setting's value as links write it.
#[must_use]
pub fn write_value(model: &Model, setting: SettingId, value: SettingValue) -> String {
    match (&model[setting].domain, value) {
        (Domain::Choice(choices), SettingValue::Choice(index)) => choices[usize::from(index)].id.to_string(),
        (_, SettingValue::Duration(length)) => length.written(),
        (Domain::Duration { default, .. }, SettingValue::Choice(_)) => default.written(),
    }
}

fn default(model: &Model, setting: SettingId) -> SettingValue {
    match model[setting].domain {
        Domain::Choice(_) => SettingValue::Choice(0),
        Domain::Duration { default, .. } => SettingValue::Duration(default),
    }
}
