//! What the reader looks at: what they point at, where the newest row and the selected one are, and which sentences are there.

use lifeline_core::simulation::trace::EventNumber;
use yew::prelude::*;

use super::App;
use crate::browser::{clock, sight};
use crate::events::Message;
use crate::parts::transcript::{LINE, window};
use crate::presses::{action, regard};
use crate::state::Action;
use crate::zoom::shown;

impl App {
    /// The left and the right edge of the newest row of the diagram.
    pub(super) fn newest_sides(&self) -> (i32, i32) {
        let (left, right) = self.state.session.as_ref().map_or((0, 0), |session| session.shared.newest_sides());
        (shown(left, self.percent), shown(right, self.percent))
    }

    /// Shows what an action would do, once the reader has pointed at it for a while; rows and statements show each other at once.
    #[inline(never)]
    pub(super) fn point(&mut self, context: &Context<Self>, at: Option<(&'static str, String)>) -> Option<Action> {
        if at == self.pointed.0 {
            return None;
        }
        let (hook, id) = at.as_ref().map_or(("", ""), |(hook, id)| (*hook, id.as_str()));
        let action = if hook == "data-action" && self.state.is_complete { action(&self.state, id) } else { None };
        let delay = action.map(|action| {
            let link = context.link().clone();
            clock::after(LONG_ENOUGH, move || link.send_message(Message::Do(Action::Preview(Some(action)))))
        });
        let regarded = regard(&self.state, hook, id);
        self.pointed = (at, delay);
        Some(Action::Regard(regarded))
    }

    /// The list of sentences was scrolled: others may have to be there.
    #[inline(never)]
    pub(super) fn read(&mut self) -> Option<Action> {
        if self.focus.is_some() || !self.reveal.is_empty() {
            // Where it is scrolled is about to change again.
            return None;
        }
        let count = self.state.session.as_ref()?.shared.read().run.count();
        let there = window(count, self.state.reading, self.state.wishes.whole);
        let number = EventNumber(sight::reading(there, LINE)?);
        let near = (there.1 - there.0) / 4;
        let is_inside = number.0 > there.0 + near && number.0 < there.1 - near;
        (!is_inside && window(count, Some(number), self.state.wishes.whole) != there).then_some(Action::Read(number))
    }

    /// Brings the selected row into sight, wherever it is shown.
    #[inline(never)]
    pub(super) fn show_selected(&self) {
        let Some(session) = &self.state.session else { return };
        if let Some((place, heads)) = session.selected.and_then(|number| session.shared.place_of(number)) {
            let percent = self.state.percent();
            sight::show((shown(place.0, percent), shown(place.1, percent)), shown(heads, percent));
        }
    }
}

/// Milliseconds: a pointer that only passes by shows nothing.
const LONG_ENOUGH: u32 = 300;
