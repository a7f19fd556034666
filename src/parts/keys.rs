//! The list of keys, and the switch that turns them off.

use super::notices::button;
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
        let expanded = if self.open { "true" } else { "false" };
        let all = tag("footer").class("keys").add(button("keys", WORDS.keys).fixed("aria-expanded", expanded));
        if self.open { self.list(all) } else { all.maybe(None).maybe(None) }
    }
}

impl Keys {
    #[inline(never)]
    fn list(&self, all: Tag) -> Tag {
        let entry =
            |list: Tag, (shown, does)| list.add(tag("dt").add(tag("kbd").words(shown))).add(tag("dd").words(does));
        let list = KEYS.iter().map(|key| (key.shown, (key.does)(WORDS))).fold(entry(tag("dl"), DIGITS), entry);
        let switch =
            tag("input").fixed("type", "checkbox").fixed("data-control", "single-keys").property("checked", self.on);
        all.add(list).add(tag("label").add(switch).words(WORDS.keys_on))
    }
}
