//! The list of keys in a dialogue of its own, and the switch that turns single ones off.

use super::notices::button;
use super::share::dialogue;
use crate::html::{Part, Tag, tag};
use crate::keys::{DIGITS, KEYS};
use crate::words::WORDS;

/// The list.
#[derive(PartialEq)]
pub struct Keys {
    /// Whether it is shown.
    pub open: bool,
    /// Whether single keys do anything.
    pub on: bool,
}

impl Part for Keys {
    fn view(&self) -> Tag {
        let all = tag("footer").class("keys").add(button("keys", WORDS.keys).fixed("aria-haspopup", "dialog"));
        all.maybe(self.open.then(|| self.list()))
    }
}

impl Keys {
    #[inline(never)]
    fn list(&self) -> Tag {
        let entry =
            |list: Tag, (shown, does)| list.add(tag("dt").add(tag("kbd").words(shown))).add(tag("dd").words(does));
        let list = KEYS.iter().map(|key| (key.shown, (key.does)(WORDS))).fold(entry(tag("dl"), DIGITS), entry);
        let switch =
            tag("input").fixed("type", "checkbox").fixed("data-control", "single-keys").property("checked", self.on);
        let switch = tag("label").add(switch).words(WORDS.keys_on);
        dialogue("help", WORDS.keys).add(list).add(switch)
    }
}
