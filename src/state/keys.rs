//! The keyboard: one table that the handler and the list of keys are both made from.

use super::State;
use super::action::{Action, PageAction, RunAction, TimeAction, ViewAction};
use super::panels::Sheet;
use super::preferences::Column;
use super::session::Jump;
use super::zoom::Zoom;
use crate::words::{WORDS, Words};

/// A key that was pressed, as the browser tells of it.
#[derive(Clone, Copy, Debug)]
pub struct Press<'a> {
    /// What it writes, or its name: `KeyboardEvent.key`.
    pub key: &'a str,
    /// Its place on the keyboard: `KeyboardEvent.code`.
    pub code: &'a str,
    /// Whether Ctrl or ⌘ is held.
    pub has_command: bool,
    /// Whether Shift is held.
    pub has_shift: bool,
}

/// A key, and what it does.
#[derive(Debug)]
pub struct Key {
    /// The key by its [`Press::name`].
    pub name: &'static str,
    /// Other keys that do the same.
    pub also: &'static [&'static str],
    /// The key as it is shown.
    pub shown: &'static str,
    /// What it does, in words.
    pub does: fn(&Words) -> &'static str,
    action: fn(&State) -> Action,
}

/// All keys but the digits.
pub const KEYS: [Key; 17] = [
    key(" ", &[], "Space", |words| words.play_or_pause, |_| TimeAction::PlayOrPause.into()),
    key("ArrowLeft", &[], "←", |words| words.row_back, |_| TimeAction::Go(Jump::Back).into()),
    key("ArrowRight", &[], "→", |words| words.row_forward, |_| TimeAction::Go(Jump::Forward).into()),
    key("Shift+ArrowLeft", &[], "Shift ←", |words| words.step_back, |_| TimeAction::Go(Jump::BackByStep).into()),
    key("Shift+ArrowRight", &[], "Shift →", |words| words.step_forward, |_| TimeAction::Go(Jump::ForwardByStep).into()),
    key("Home", &[], "Home", |words| words.to_start, |_| TimeAction::Go(Jump::Start).into()),
    key("End", &[], "End", |words| words.to_end, |_| TimeAction::Go(Jump::End).into()),
    key("n", &[], "N", |words| words.to_due, |_| RunAction::Next.into()),
    key("u", &["Ctrl+z"], "U", |words| words.undo_key, |_| RunAction::Undo.into()),
    key("r", &["Ctrl+Shift+z", "Ctrl+y"], "R", |words| words.redo_key, |_| RunAction::Redo.into()),
    // Many keyboards have the plus above another sign.
    key("+", &["="], "+", |words| words.larger, |state| zoomed(Zoom::larger(state.percent()))),
    key("-", &[], "−", |words| words.smaller, |state| zoomed(Zoom::smaller(state.percent()))),
    key("0", &[], "0", |words| words.fit, |_| zoomed(Zoom::Fit)),
    key("[", &[], "[", |words| words.fold_actions, |_| PageAction::Fold(Column::Actions).into()),
    key("]", &[], "]", |words| words.fold_panels, |_| PageAction::Fold(Column::Panels).into()),
    key("/", &[], "/", |words| words.find_key, |_| PageAction::ShowFind.into()),
    key("?", &[], "?", |words| words.keys, |_| PageAction::ShowKeys.into()),
];

const fn key(
    name: &'static str,
    also: &'static [&'static str],
    shown: &'static str,
    does: fn(&Words) -> &'static str,
    action: fn(&State) -> Action,
) -> Key {
    Key { name, also, shown, does, action }
}

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
        // What is held in the hand while presenting sends these.
        "PageDown" if state.presents => "ArrowRight",
        "PageUp" if state.presents => "ArrowLeft",
        name => name,
    };
    find(name).map(|key| (key.action)(state))
}

fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name || key.also.contains(&name))
}

impl Press<'_> {
    /// The name of the key with what is held, whatever the keyboard's layout, and whether Caps Lock is on: `n`, `Ctrl+z`,
    /// `Shift+ArrowLeft`.
    pub fn name(&self) -> String {
        let mut signs = self.key.chars();
        let sign = signs.next().filter(|_| signs.next().is_none());
        let key = sign.map_or_else(|| self.key.to_owned(), |sign| self.sign(sign));
        match (self.has_command, self.has_shift) {
            (true, true) => format!("Ctrl+Shift+{key}"),
            (true, false) => format!("Ctrl+{key}"),
            (false, true) if sign.is_none() => format!("Shift+{key}"),
            _ => key,
        }
    }

    /// A sign as Latin keyboards have it: where another alphabet is written, or a digit needs Shift, the key's place counts.
    fn sign(&self, sign: char) -> String {
        let at_place = self.code.strip_prefix("Key").or_else(|| self.code.strip_prefix("Digit"));
        let is_known =
            sign.is_ascii_alphanumeric() || find(&sign.to_string()).is_some() || self.has_shift && sign.is_ascii();
        match at_place {
            Some(place) if !is_known => place.to_ascii_lowercase(),
            _ => sign.to_ascii_lowercase().to_string(),
        }
    }
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
