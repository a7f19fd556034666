//! What the reference leaves open: each setting beside what is not said, marked as assumed.

use std::rc::Rc;

use lifeline_core::model::{Domain, SettingId, SettingValue};
use lifeline_core::simulation::settings::Settings as Values;

use super::head::option;
use crate::document::SharedModel;
use crate::html::{Part, Tag, tag};
use crate::state::value_of;
use crate::words::WORDS;

/// The settings, each with its control.
#[derive(PartialEq)]
pub struct Settings {
    /// The model.
    pub model: SharedModel,
    /// The settings as they are.
    pub values: Values,
    /// What stands in a field without being a value.
    pub typed: Option<(SettingId, Rc<str>)>,
    /// Whether they are shown from the beginning.
    pub open: bool,
}

impl Part for Settings {
    fn view(&self) -> Tag {
        let title = tag("summary").add(tag("h2").words(WORDS.open_questions));
        let all = tag("details").class("panel settings").when(self.open, "open", "").add(title);
        all.all(self.model.settings().map(|(id, _)| self.setting(id)))
    }
}

impl Settings {
    fn setting(&self, id: SettingId) -> Tag {
        let setting = &self.model[id];
        let (element, open) = (["set-", &setting.id].concat(), ["open-", &setting.id].concat());
        let label = tag("label").set("for", &element).text(setting.label.in_language(WORDS.code));
        let is_choice = matches!(setting.domain, Domain::Choice(_));
        let all = tag("div").class(if is_choice { "setting choice" } else { "setting" }).add(label);
        let all = match (&setting.domain, self.values.get(id)) {
            (Domain::Choice(choices), SettingValue::Choice(chosen)) => {
                let select =
                    tag("select").set("id", &element).set("data-setting", &setting.id).set("aria-describedby", &open);
                let options = choices.iter().zip(0..).map(|(choice, place): (_, u8)| {
                    option(&choice.id, place == chosen).text(choice.label.in_language(WORDS.code))
                });
                all.add(select.all(options))
            }
            (_, SettingValue::Duration(value)) => {
                let typed = self.typed.as_ref().filter(|(of, _)| *of == id).map(|(_, text)| &**text);
                let wrong = typed.and_then(|text| value_of(&self.model, id, text).err());
                let value = value.to_string();
                let input = field(&element, typed.unwrap_or(&value), &wrong, &open).set("data-setting", &setting.id);
                with_error(all.add(input), &element, wrong)
            }
            _ => all,
        };
        all.maybe(setting.assumed.as_ref().map(|assumed| {
            let said = tag("p").set("id", &open).add(tag("em").words(WORDS.assumed));
            said.text(assumed.in_language(WORDS.code))
        }))
    }
}

/// A field for a length of time.
pub fn field(element: &str, text: &str, wrong: &Option<String>, described: &str) -> Tag {
    let error = [element, "-error"].concat();
    tag("input")
        .fixed("type", "text")
        .class("duration")
        .fixed("autocomplete", "off")
        .fixed("spellcheck", "false")
        .set("id", element)
        .set("aria-describedby", if wrong.is_some() { &error } else { described })
        .when(wrong.is_some(), "aria-invalid", "true")
        .value(text)
}

/// Says beside a field what is wrong with what stands in it.
pub fn with_error(around: Tag, element: &str, wrong: Option<String>) -> Tag {
    let error = |wrong: String| tag("span").class("error").set("id", &[element, "-error"].concat()).text(&wrong);
    around.maybe(wrong.map(error))
}
