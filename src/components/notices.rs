//! What is said at the top of the page: about the link, about what can't be played, about what was refused.

use std::rc::Rc;

use crate::html::{Part, Tag, tag};
use crate::state::Notice;
use crate::words::WORDS;

/// The notices.
#[derive(PartialEq)]
pub struct Notices(pub Rc<[Notice]>);

impl Part for Notices {
    fn view(&self) -> Tag {
        let all = tag("section");
        if self.0.is_empty() {
            return all;
        }
        let said = self.0.iter().map(|notice| tag("p").fixed("data-notice", "").text(notice.text()));
        let can_undo = self.0.iter().any(|notice| matches!(notice, Notice::Unplayed(_)));
        all.class("notices")
            .fixed("aria-label", WORDS.notices)
            .add(tag("div").all(said))
            .maybe(can_undo.then(|| button("undo", WORDS.undo)))
            .add(button("dismiss", WORDS.dismiss))
    }
}

/// A button with words on it.
pub fn button(control: &'static str, words: &'static str) -> Tag {
    tag("button").fixed("type", "button").fixed("data-control", control).words(words)
}
