//! What the state asks of the browser is done, once, after what it has changed was drawn.

use yew::prelude::*;

use super::StateHandle;
use super::writing::keep_draft;
use crate::browser::{address, drafts, host, scroll, source, storage};
use crate::state::outcome::{FocusTarget, Outcome};

/// The elements that outcomes are about.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Targets {
    /// What scrolls the diagram.
    pub scroller: NodeRef,
    /// What has the room for the diagram until there is one.
    pub waiting: NodeRef,
    /// The list of a file's mistakes.
    pub mistakes: NodeRef,
    /// The list of sentences.
    pub sentences: NodeRef,
    /// The field of the draft.
    pub source: NodeRef,
    /// The field for what is looked for.
    pub find: NodeRef,
}

impl Targets {
    /// The element that has the room for the diagram.
    pub fn room(&self) -> &NodeRef {
        if self.scroller.get().is_some() { &self.scroller } else { &self.waiting }
    }
}

/// Carries out the state's outcomes.
#[hook]
pub fn use_outcomes(state: &StateHandle, targets: &Targets) {
    let (outcomes, targets, dispatcher) = (state.outcomes.clone(), targets.clone(), state.dispatcher());
    use_effect(move || {
        for outcome in outcomes.take() {
            match outcome {
                Outcome::Push { left, link } => {
                    if let Some(left) = left {
                        address::replace(&left);
                    }
                    address::push(&link);
                }
                Outcome::Replace(link) => address::replace(&link),
                Outcome::Focus(FocusTarget::Diagram) => scroll::focus(&targets.scroller),
                Outcome::Focus(FocusTarget::Mistakes) => scroll::focus(&targets.mistakes),
                Outcome::Focus(FocusTarget::Find) => scroll::focus(&targets.find),
                Outcome::Focus(FocusTarget::Source) => source::begin(&targets.source),
                Outcome::ScrollToTop => scroll::to_top(),
                Outcome::ScrollToNewestSentence => scroll::to_newest_sentence(&targets.sentences),
                Outcome::KeepModel(model) => storage::keep_model(model.as_ref()),
                Outcome::KeepDraft(draft) => keep_draft(draft, &dispatcher),
                Outcome::DeleteDraft(id) => drafts::delete(id),
                Outcome::KeepWriting(id) => drafts::keep_open(id),
                Outcome::Tell(message) => host::tell(&message),
            }
        }
    });
}
