//! What a press means: from the hook on the element that was pressed to what is done; one table for buttons, rows and links.

use lifeline_core::model::{ActionId, ScenarioId};
use lifeline_core::trace::EventNumber;

use crate::session::Place;
use crate::state::{Action, State, Wishes};

/// What was pressed.
#[derive(Debug)]
pub enum Press {
    /// Something that changes the page's state.
    Do(Action),
    /// A scenario.
    Open(ScenarioId),
    /// The button beside the amount to wait.
    Wait,
}

/// The hooks of what can be pressed; an element has one of them.
pub const HOOKS: [&str; 4] = ["data-action", "data-control", "data-scenario", "data-event"];

/// What a press on the element with this hook means.
pub fn press(state: &State, hook: &str, value: &str) -> Option<Press> {
    match hook {
        "data-action" => action(state, value).map(Action::Act).map(Press::Do),
        "data-scenario" => {
            let model = state.session.as_ref()?.shared.model();
            let found = model.scenarios().find(|(_, scenario)| &*scenario.id == value);
            found.map(|(id, _)| Press::Open(id))
        }
        "data-event" => value.parse().ok().map(|number| Press::Do(Action::Select(Some(EventNumber(number))))),
        _ => control(state.wishes, value),
    }
}

/// The action with this id.
pub fn action(state: &State, id: &str) -> Option<ActionId> {
    let model = state.session.as_ref()?.shared.model();
    model.actions().find(|(_, action)| &*action.id == id).map(|(found, _)| found)
}

fn control(wishes: Wishes, id: &str) -> Option<Press> {
    Some(Press::Do(match id {
        "wait" => return Some(Press::Wait),
        "reset" => Action::Reset,
        "back" => Action::Go(Place::Back),
        "play" => Action::PlayOrPause,
        "start" => Action::Go(Place::Start),
        "end" => Action::Go(Place::End),
        "forward" => Action::Go(Place::Forward),
        "next" => Action::Next,
        "replay" => Action::Replay,
        "undo" => Action::Undo,
        "redo" => Action::Redo,
        "dismiss" => Action::Dismiss,
        "newest" => Action::Newest,
        "unselect" => Action::Select(None),
        "whole" => Action::Wish(Wishes { whole: !wishes.whole, ..wishes }),
        "keys" => Action::Wish(Wishes { lists_keys: !wishes.lists_keys, ..wishes }),
        "single-keys" => Action::Wish(Wishes { single_keys: !wishes.single_keys, ..wishes }),
        _ => return None,
    }))
}
