//! The keyboard: one table that the handler and the list of keys are both made from.

use super::State;
use super::action::{Action, PageAction, RunAction, TimeAction, ViewAction};
use super::panels::Sheet;
use super::session::Jump;
use super::zoom::Zoom;
use crate::words::{WORDS, Words};

/// A key, and what it does.
#[derive(Debug)]
pub struct Key {
    /// The key as the browser names it.
    pub name: &'static str,
    /// The key as it is shown.
    pub shown: &'static str,
    /// What it does, in words.
    pub does: fn(&Words) -> &'static str,
    action: fn(&State) -> Action,
}

/// All keys but the digits.
pub const KEYS: [Key; 12] = [
    Key { name: " ", shown: "Space", does: |words| words.play_or_pause, action: |_| TimeAction::PlayOrPause.into() },
    Key { name: "ArrowLeft", shown: "←", does: |words| words.back, action: |_| TimeAction::Go(Jump::Back).into() },
    Key {
        name: "ArrowRight",
        shown: "→",
        does: |words| words.forward,
        action: |_| TimeAction::Go(Jump::Forward).into(),
    },
    Key { name: "Home", shown: "Home", does: |words| words.to_start, action: |_| TimeAction::Go(Jump::Start).into() },
    Key { name: "End", shown: "End", does: |words| words.to_end, action: |_| TimeAction::Go(Jump::End).into() },
    Key { name: "n", shown: "N", does: |words| words.to_due, action: |_| RunAction::Next.into() },
    Key { name: "u", shown: "U", does: |words| words.undo, action: |_| RunAction::Undo.into() },
    Key { name: "r", shown: "R", does: |words| words.redo, action: |_| RunAction::Redo.into() },
    Key { name: "+", shown: "+", does: |words| words.larger, action: |state| zoomed(Zoom::larger(state.percent())) },
    Key {
        name: "-", shown: "−", does: |words| words.smaller, action: |state| zoomed(Zoom::smaller(state.percent()))
    },
    Key { name: "0", shown: "0", does: |words| words.fit, action: |_| zoomed(Zoom::Fit) },
    Key { name: "?", shown: "?", does: |words| words.keys, action: |_| PageAction::ShowKeys.into() },
];

/// The digits, as the list of keys shows them, and what they do.
pub const DIGITS: (&str, &str) = ("1 – 9", WORDS.do_action);

/// What a key does, by its name: 1 is the first action of the model.
pub fn action(state: &State, name: &str) -> Option<Action> {
    if let Ok(digit @ 1..=9) = name.parse::<usize>() {
        let (action, _) = state.model()?.actions().nth(digit - 1)?;
        return Some(RunAction::Act(action).into());
    }
    if name == "Escape" {
        return escape(state);
    }
    let name = match name {
        // Many keyboards have the plus above it.
        "=" => "+",
        // What is held in the hand while presenting sends these.
        "PageDown" if state.presents => "ArrowRight",
        "PageUp" if state.presents => "ArrowLeft",
        name => name,
    };
    KEYS.iter().find(|key| key.name == name).map(|key| (key.action)(state))
}

/// Closes what lies on top, if anything does.
fn escape(state: &State) -> Option<Action> {
    let is_selected = state.session.as_ref().is_some_and(|session| session.selected.is_some());
    if state.presents {
        Some(PageAction::Present(false).into())
    } else if is_selected {
        Some(ViewAction::Select(None).into())
    } else if state.sheet != Sheet::Bar {
        Some(ViewAction::SetSheet(Sheet::Bar).into())
    } else if !state.notices.is_empty() {
        Some(PageAction::DismissNotices.into())
    } else {
        None
    }
}

fn zoomed(zoom: Zoom) -> Action {
    ViewAction::Zoom(zoom).into()
}
