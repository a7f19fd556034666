//! The share dialogue: which form of the run is chosen, what of it is shown, and what came of copying or downloading it.

use std::ops::Range;

use lifeline_core::diagram::svg::{Shows as Content, Theme};

use super::State;
use super::action::ShareAction;
use super::clock::Clock;
use super::forms::{FORMS, Form};
use super::viewport::Viewport;
use super::zoom::drawn;

/// What the reader has chosen in the dialogue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Share {
    /// The position of the form in [`FORMS`].
    pub form: usize,
    /// Whether a picture ends where the reader is in the run, and not at the run's end.
    pub is_here: bool,
    /// The colours of a picture.
    pub theme: Theme,
    /// What a picture shows.
    pub shows: Content,
    /// How many pixels of a PNG stand for one of the diagram's.
    pub scale: i32,
    /// What came of copying or downloading.
    pub result: Option<ShareResult>,
    /// The heights of the diagram that are in sight, in px of its own.
    pub(super) sight: Range<i32>,
}

/// What came of copying or downloading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ShareResult {
    /// A picture of pixels is in the making.
    Drawing,
    /// It is in the clipboard.
    Copied,
    /// The clipboard is refused; the text is selected.
    ByHand,
    /// The clipboard is refused, and the field does not hold all of it, or it is no text.
    NotCopied,
    /// A file of this name was handed to the browser.
    Downloading(String),
    /// There is no picture that could be copied or downloaded.
    NoPicture(NoPicture),
}

/// Why there is no picture of pixels.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoPicture {
    /// The browser makes none this large.
    TooLarge,
    /// The browser changes what a page draws, so that nobody is recognised by it.
    Altered,
    /// The browser never says that it has written it.
    NeverWritten,
}

impl State {
    /// What is shared stands still while it is looked at.
    pub(super) fn change_share(&mut self, action: ShareAction) {
        let Some(session) = &mut self.session else { return };
        if session.clock.is_running() {
            session.clock = Clock::Paused(None);
        }
        if let ShareAction::Open(Viewport { top, height, .. }) = action {
            let percent = self.percent();
            self.share = Some(Share::new(drawn(top, percent)..drawn(top + height, percent)));
        } else if let Some(share) = &mut self.share {
            share.change(action);
        }
    }
}

impl Share {
    fn new(sight: Range<i32>) -> Self {
        Self { form: 0, is_here: false, theme: Theme::Either, shows: Content::default(), scale: 2, result: None, sight }
    }

    fn change(&mut self, action: ShareAction) {
        self.result = None;
        match action {
            ShareAction::Open(_) => {}
            ShareAction::Choose(form) => self.form = form.min(FORMS.len() - 1),
            ShareAction::SetHere(is_here) => self.is_here = is_here,
            ShareAction::SetTheme(theme) => self.theme = theme,
            ShareAction::SetShows(shows) => self.shows = shows,
            ShareAction::SetScale(scale) => self.scale = scale.clamp(1, 3),
            ShareAction::Done(result) => self.result = Some(result),
        }
    }

    /// The form that is chosen.
    pub fn form(&self) -> &'static Form {
        &FORMS[self.form]
    }
}
