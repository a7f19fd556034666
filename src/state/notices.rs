//! What is said: at the top of the page, and to those who listen.

use std::rc::Rc;

use lifeline_core::link::{Remedy, unplayed_sentence};

use super::State;
use crate::words::WORDS;

/// Something that is said at the top of the page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Notice {
    /// About the link, or the model that it names; and what mends the link, where one word does.
    Link(Rc<str>, Option<Remedy>),
    /// The model came with the link, which is no fault of it.
    FromLink,
    /// About steps that can't be played under the settings as they are; what was there before can be had back.
    Unplayed(Rc<str>),
    /// About something that was refused.
    Refused(Rc<str>),
}

/// What was said last to those who listen, and how many times something was said: the same words twice are said twice.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Announcement {
    /// The words.
    pub words: Rc<str>,
    /// How many times something has been said.
    pub times: u32,
}

impl State {
    /// Says something to those who listen.
    pub(super) fn announce(&mut self, words: &str) {
        if !words.is_empty() {
            self.announcement = Announcement { words: words.into(), times: self.announcement.times + 1 };
        }
    }

    /// Says at the top what was refused and what can't be played; what was said about the link stays until it is dismissed.
    pub(super) fn note(&mut self, refused: Option<Notice>) {
        let unplayed = self.session.as_ref().and_then(|session| {
            let run = &session.shared.read().run;
            run.unplayed().map(|unplayed| unplayed_sentence(run.model(), unplayed, run.steps().len()))
        });
        let is_about_link = |notice: &&Notice| matches!(notice, Notice::Link(..) | Notice::FromLink);
        let mut notices: Vec<Notice> = self.notices.iter().filter(is_about_link).cloned().collect();
        // A link's own notices list what of it could not be played.
        if let Some(unplayed) = unplayed.filter(|said| !notices.iter().any(|notice| notice.text() == said)) {
            notices.push(Notice::Unplayed(unplayed.into()));
        }
        notices.extend(refused);
        if *notices != *self.notices {
            self.notices = notices.into();
        }
    }
}

impl Notice {
    /// About the link.
    pub(super) fn link(words: impl Into<Rc<str>>) -> Self {
        Self::Link(words.into(), None)
    }

    /// What mends it.
    pub fn remedy(&self) -> Option<&Remedy> {
        match self {
            Self::Link(_, remedy) => remedy.as_ref(),
            _ => None,
        }
    }

    /// What it says.
    pub fn text(&self) -> &str {
        match self {
            Self::Link(text, _) | Self::Unplayed(text) | Self::Refused(text) => text,
            Self::FromLink => WORDS.link_mark_more,
        }
    }
}
