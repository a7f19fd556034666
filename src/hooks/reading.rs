//! The worker reads what is written, one text after the other: what is typed while it reads is read when it is done.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use lifeline_page::worker::{Request, Response};
use yew::prelude::*;

use super::{StateHandle, use_latest, use_worker};
use crate::state::action::WriteAction;
use crate::state::writing::Reading;

/// A callback that has the worker read what is written, where it hasn't yet.
#[hook]
pub fn use_reading(state: &StateHandle) -> Callback<()> {
    let latest = use_latest(state);
    let dispatcher = state.dispatcher();
    let asked = use_mut_ref(Asked::default);
    let update = use_force_update();
    let onresponse = use_callback((), {
        let (asked, update) = (asked.clone(), update.clone());
        move |response, ()| {
            let Response::Read(outcome) = response else { return };
            let text = asked.borrow_mut().end();
            if let Some(text) = text {
                dispatcher.dispatch(WriteAction::Read(Reading { text, outcome }.into()).into());
            }
            update.force_update();
        }
    });
    let (onrequest, onend) = use_worker(onresponse);
    let onread = use_callback((onrequest, onend), {
        let asked = asked.clone();
        move |(), (onrequest, onend)| {
            let state = latest.borrow();
            let unread = state.writing.as_ref().filter(|writing| writing.current().is_none());
            let Some(writing) = unread.filter(|_| asked.borrow().text.is_none()) else { return };
            onrequest.emit(Request::Read(writing.draft.text.to_string()));
            let (again, onend, update) = (asked.clone(), onend.clone(), update.clone());
            asked.borrow_mut().begin(&writing.draft.text, move || {
                again.borrow_mut().give_up();
                onend.emit(());
                update.force_update();
            });
        }
    });
    let turn = asked.borrow().turn;
    use_effect_with((turn, onread.clone()), |(_, onread)| onread.emit(()));
    onread
}

/// What the worker was asked.
#[derive(Default)]
struct Asked {
    /// The text that it reads.
    text: Option<Rc<str>>,
    /// How many it has read.
    turn: u32,
    /// Runs out where it doesn't answer.
    patience: Option<Timeout>,
    /// How many times it did not.
    failures: u32,
}

impl Asked {
    /// A worker that could not be loaded never answers, and nothing says so: after a while another one is asked.
    fn begin(&mut self, text: &Rc<str>, ongone: impl FnOnce() + 'static) {
        self.text = Some(Rc::clone(text));
        // Each time twice as long: it may only be slow.
        self.patience = Some(Timeout::new(PATIENCE << self.failures.min(MOST_FAILURES), ongone));
    }

    fn end(&mut self) -> Option<Rc<str>> {
        (self.turn, self.patience) = (self.turn + 1, None);
        self.text.take()
    }

    fn give_up(&mut self) {
        self.failures += 1;
        self.end();
    }
}

/// Milliseconds until another worker is asked.
const PATIENCE: u32 = 10_000;
/// After so many failures, the patience grows no more: it is some hours then.
const MOST_FAILURES: u32 = 10;
