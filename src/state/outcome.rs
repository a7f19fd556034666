//! What an action asks of the browser: data, carried out once by `hooks::use_outcomes`, so that the state knows no browser.

use std::cell::RefCell;
use std::rc::Rc;

use super::drafts::{Draft, DraftId};
use super::embed::ToHost;
use super::kept::KeptModel;

/// Something that the browser has to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Go to an address as a new step in the browser's history.
    Push {
        /// The link of what is left, where the address doesn't have it yet.
        left: Option<String>,
        /// The link that is gone to.
        link: String,
    },
    /// Put another link into the address.
    Replace(String),
    /// Put the focus somewhere.
    Focus(FocusTarget),
    /// Scroll the page to its top, where the diagram is.
    ScrollToTop,
    /// Scroll the sentences to the newest.
    ScrollToNewestSentence,
    /// Keep a model while the window is open, or none any more.
    KeepModel(Option<KeptModel>),
    /// Keep a draft for all visits.
    KeepDraft(Draft),
    /// Keep a draft no longer.
    DeleteDraft(DraftId),
    /// Keep in mind, while the window is open, which draft is open, or that none is.
    KeepWriting(Option<DraftId>),
    /// Send a message to the host page.
    Tell(ToHost),
}

/// What can be given the focus.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FocusTarget {
    /// The diagram.
    Diagram,
    /// The list of a file's mistakes.
    Mistakes,
    /// The field of the draft.
    Source,
    /// The field for what is looked for.
    Find,
}

/// The outcomes that are still to be carried out, in order. Every version of a state holds the same ones.
#[derive(Clone, Debug, Default)]
pub struct Outcomes(Rc<RefCell<Vec<Outcome>>>);

impl Outcomes {
    /// Adds one.
    pub fn push(&self, outcome: Outcome) {
        self.0.borrow_mut().push(outcome);
    }

    /// Takes all of them: whoever does so carries them out.
    pub fn take(&self) -> Vec<Outcome> {
        self.0.take()
    }
}
