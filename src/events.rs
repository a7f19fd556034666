//! From the browser's events to what they mean, decided at once, so that what the browser would do by itself can still be prevented.

use lifeline_core::simulation::trace::EventNumber;

use crate::browser::fetch::Missing;
use crate::browser::files::Drag;
use crate::browser::input::Event;
use crate::browser::sight::{SCROLLER, SENTENCES};
use crate::keys;
use crate::presses::HOOKS;
use crate::state::Action;

/// What happens to the page.
#[derive(Debug)]
pub enum Message {
    /// Something that needs nothing of the browser.
    Do(Action),
    /// The address has changed.
    Follow,
    /// The file of the model with this id has come, or can't be had.
    Come(String, Result<Vec<u8>, Missing>),
    /// The page around this one says something: its kind, and its value.
    Heard(String, String),
    /// The address is to be written.
    Write,
    /// The diagram was scrolled, or the window has another size.
    Look,
    /// Something with this hook was pressed.
    Press(&'static str, String),
    /// The reader walks to a sentence with the keyboard.
    Walk(EventNumber),
    /// The reader points at what has this hook, or at nothing that has one.
    Point(Option<(&'static str, String)>),
    /// The list of sentences was scrolled.
    Read,
    /// The field with this hook, of this id, has another value.
    Changed(&'static str, String, String),
    /// A model of the reader's own is on its way.
    Given(Box<Given>),
}

/// How far a model of the reader's own has come.
#[derive(Debug)]
pub enum Given {
    /// Files are held over the page, or were let go there.
    Drag(Drag),
    /// The file of this name was read, where it could be.
    Content(String, Option<Vec<u8>>),
    /// The file of this name, with this text, was taken for a model.
    Reading(String, String),
}

/// The kinds of events that mean something.
pub const KINDS: [&str; 8] = ["click", "change", "input", "pointerover", "focusin", "keydown", "scroll", "close"];

/// The hooks of fields that can be changed.
const FIELDS: [&str; 9] = [
    "data-setting",
    "data-wait",
    "data-theme-choice",
    "data-control",
    "data-share",
    "data-share-extent",
    "data-share-theme",
    "data-share-scale",
    "data-own",
];

/// What an event means.
pub fn meaning(event: &Event<'_>) -> Option<Message> {
    match &*event.kind() {
        "click" => {
            let (hook, value) = event.hook(&HOOKS)?;
            if hook == "data-scenario" {
                if event.goes_elsewhere() {
                    return None;
                }
                event.take();
            }
            Some(Message::Press(hook, value))
        }
        "change" => changed(event, &FIELDS),
        // The dialogue says this once it is closed, however that came about.
        "close" => event.is_in("[data-dialogue]").then_some(Message::Do(Action::Close)),
        // The timeline is followed while it is moved.
        "input" => changed(event, &["data-timeline"]),
        "keydown" => {
            let message = pressed(event, &event.key())?;
            event.take();
            Some(message)
        }
        "scroll" if event.is_in(SCROLLER) => Some(Message::Look),
        "scroll" => event.is_in(SENTENCES).then_some(Message::Read),
        _ => Some(Message::Point(event.hook(&["data-action", "data-event", "data-statement"]))),
    }
}

fn changed(event: &Event<'_>, hooks: &[&'static str]) -> Option<Message> {
    let (hook, id) = event.hook(hooks)?;
    Some(Message::Changed(hook, id, event.value()))
}

/// A key: none while typing, and single ones only as long as the reader wants them.
fn pressed(event: &Event<'_>, name: &str) -> Option<Message> {
    if name == "Enter" && event.is_in("[data-wait]") {
        return Some(Message::Press("data-control", "wait".to_owned()));
    }
    if event.is_in("input, select") || (name == " " && event.is_in("button, a, summary")) || !event.is_in("main") {
        return None;
    }
    if event.is_in("[data-transcript]")
        && let Some(walk) = walked(event, name)
    {
        return Some(walk);
    }
    if name.len() == 1 && event.is_in("[data-no-single-keys]") {
        return None;
    }
    match keys::digit(name) {
        Some(place) => Some(Message::Press("data-digit", place.to_string())),
        None => Some(Message::Press("data-control", keys::control(name)?.to_owned())),
    }
}

/// From one sentence to another, or to the one that has the focus.
fn walked(event: &Event<'_>, name: &str) -> Option<Message> {
    let here: u32 = event.hook(&["data-event"])?.1.parse().ok()?;
    let there = match name {
        "ArrowUp" => here.saturating_sub(1),
        "ArrowDown" => here + 1,
        "PageUp" => here.saturating_sub(PAGE),
        "PageDown" => here + PAGE,
        "Home" => 1,
        "End" => u32::MAX,
        "Enter" | " " => here,
        _ => return None,
    };
    Some(Message::Walk(EventNumber(there)))
}

/// Sentences that are walked at once.
const PAGE: u32 = 10;
