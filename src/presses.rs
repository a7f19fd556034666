//! What a press means: from the hook on the element that was pressed to what is done; one table for buttons, rows and links.

use lifeline_core::model::{ActionId, ClauseId};
use lifeline_core::simulation::trace::EventNumber;

use crate::own;
use crate::parts::head::theme;
use crate::session::{Place, Regard, Speed};
use crate::share::{Change, Deed};
use crate::state::{Action, State, Wishes};
use crate::zoom::Zoom;

/// What was pressed.
#[derive(Debug)]
pub enum Press {
    /// Something that changes the page's state.
    Do(Action),
    /// A link to a scenario.
    Open(String),
    /// The button beside the amount to wait.
    Wait,
    /// The way back to what a page inside another one was given to show.
    Return,
    /// Something of the share dialogue.
    Share(Deed),
    /// Away from the reader's own model.
    Leave,
}

/// The hooks of what can be pressed; an element has one of them.
pub const HOOKS: [&str; 9] = [
    "data-action",
    "data-control",
    "data-scenario",
    "data-event",
    "data-statement",
    "data-moment",
    "data-dropped",
    "data-copy",
    "data-download",
];

/// What a press on the element with this hook means.
pub fn press(state: &State, hook: &str, value: &str) -> Option<Press> {
    Some(Press::Do(match hook {
        "data-action" => Action::Act(action(state, value)?),
        "data-digit" => {
            let place: usize = value.parse().ok()?;
            Action::Act(state.model()?.actions().nth(place)?.0)
        }
        "data-scenario" => return Some(Press::Open([state.model()?.id(), "/", value].concat())),
        "data-event" => Action::Select(value.parse().ok().map(EventNumber)),
        "data-statement" => Action::Select(Some(next_showing(state, value)?)),
        "data-moment" => Action::Go(Place::Moment(value.parse().ok()?)),
        "data-dropped" => {
            if value == "undo" {
                Action::Undo
            } else {
                Action::Forget
            }
        }
        "data-copy" => return Some(Press::Share(Deed::Copy)),
        "data-download" => return Some(Press::Share(Deed::Download)),
        _ => return control(state, value),
    }))
}

/// What pointing at the element with this hook means: actions are for [`action`].
pub fn regard(state: &State, hook: &str, value: &str) -> Option<Regard> {
    match hook {
        "data-event" => Some(Regard::Row(EventNumber(value.parse().ok()?))),
        "data-statement" => Some(Regard::Statement(statement(state, value)?)),
        _ => None,
    }
}

/// What it means that the field with this hook, of this id, has another value.
#[inline(never)]
pub fn changed(state: &State, hook: &'static str, id: &str, value: String) -> Option<Action> {
    Some(match hook {
        "data-setting" => {
            let model = state.model()?;
            Action::Set(model.settings().find(|(_, setting)| &*setting.id == id)?.0, value)
        }
        "data-wait" => Action::Wait(value, false),
        "data-timeline" => Action::Go(Place::Moment(value.parse().ok()?)),
        "data-theme-choice" => Action::Wish(Wishes { theme: theme(&value), ..state.wishes }),
        hook if hook.starts_with("data-share") => Action::Share(Change::Choose(hook, value)),
        _ => Action::Speed(Speed::ALL.into_iter().find(|(_, word)| *word == value)?.0),
    })
}

/// The action with this id.
pub fn action(state: &State, id: &str) -> Option<ActionId> {
    let model = state.model()?;
    model.actions().find(|(_, action)| &*action.id == id).map(|(found, _)| found)
}

/// The statement in this position.
fn statement(state: &State, place: &str) -> Option<ClauseId> {
    Some(state.model()?.clauses().nth(place.parse().ok()?)?.0)
}

/// The next row after the selected one that shows the statement in this position; after the last, the first again.
#[inline(never)]
fn next_showing(state: &State, place: &str) -> Option<EventNumber> {
    let (session, statement) = (state.session.as_ref()?, statement(state, place)?);
    let run = &session.shared.read().run;
    let after = session.selected.map_or(0, |number| number.0.min(run.count()));
    let shows = |number: &u32| {
        let event = run.trace().get(EventNumber(*number));
        event.is_some_and(|event| event.clauses(run.model()).contains(&statement))
    };
    (after + 1..=run.count()).chain(1..=after).find(shows).map(EventNumber)
}

fn control(state: &State, id: &str) -> Option<Press> {
    let wishes = state.wishes;
    Some(Press::Do(match id {
        "wait" => return Some(Press::Wait),
        "figure" => return Some(Press::Return),
        "share" => return Some(Press::Share(Deed::Open)),
        "close" => return Some(Press::Share(Deed::Close)),
        "leave" => return Some(Press::Leave),
        "over" => Action::Own(own::Change::Over(false)),
        "mended" => Action::Own(own::Change::Mended),
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
        "keys" => Action::Wish(Wishes { lists_keys: true, ..wishes }),
        "single-keys" => Action::Wish(Wishes { single_keys: !wishes.single_keys, ..wishes }),
        _ => Action::Wish(Wishes { zoom: zoom(state, id)?, ..wishes }),
    }))
}

/// How large the diagram is to be.
#[inline(never)]
fn zoom(state: &State, id: &str) -> Option<Zoom> {
    Some(match id {
        "larger" => Zoom::larger(state.percent()),
        "smaller" => Zoom::smaller(state.percent()),
        "fit" => Zoom::Fit,
        _ => return None,
    })
}
