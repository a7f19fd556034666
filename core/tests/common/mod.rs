//! Plays runs from short scripts and tells them as transcripts, so that a test reads like the diagram it is about.
#![allow(dead_code, missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::rc::Rc;

use lifeline_core::export::json;
use lifeline_core::load::load;
use lifeline_core::model::{ActionId, MessageId, Model, ParticipantId, SettingId, Step, TimerId};
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::settings::{Settings, read_value};
use lifeline_core::simulation::trace::{CloseCause, Event, EventKind, Loss};
use lifeline_core::time::{Instant, Millis};

pub const REGISTRATION: &str = include_str!("../../../models/registration.lifeline");

pub fn registration() -> Rc<Model> {
    loaded(REGISTRATION)
}

pub fn loaded(source: &str) -> Rc<Model> {
    load(source).unwrap_or_else(|problems| panic!("the model has mistakes:\n{problems}"))
}

pub fn setting(model: &Model, id: &str) -> SettingId {
    model.settings().find(|(_, setting)| &*setting.id == id).unwrap_or_else(|| panic!("no setting {id}")).0
}

pub fn action(model: &Model, id: &str) -> ActionId {
    model.actions().find(|(_, action)| &*action.id == id).unwrap_or_else(|| panic!("no action {id}")).0
}

pub fn message(model: &Model, name: &str) -> MessageId {
    model.messages().find(|(_, message)| &*message.name == name).unwrap_or_else(|| panic!("no message {name}")).0
}

pub fn participant(model: &Model, id: &str) -> ParticipantId {
    model.participants().find(|(_, participant)| &*participant.id == id).unwrap_or_else(|| panic!("no {id}")).0
}

/// Settings written as in a link: `timeout=30s timer-starts=connect`.
pub fn settings(model: &Model, text: &str) -> Settings {
    let mut settings = Settings::defaults(model);
    for pair in text.split_whitespace() {
        let (id, value) = pair.split_once('=').expect("id=value");
        let id = setting(model, id);
        settings.set(model, id, read_value(model, id, value).unwrap()).unwrap();
    }
    settings
}

/// A run with a short way to play and look at it.
pub struct Play {
    pub run: Run,
}

impl Play {
    pub fn new(model: &Rc<Model>, text: &str) -> Self {
        Self { run: Run::with(Rc::clone(model), settings(model, text), &[]) }
    }

    /// Plays steps written as in a link, without `end`; panics where one can't be played.
    pub fn play(&mut self, steps: &str) -> &mut Self {
        for text in steps.split_whitespace() {
            let played = match text {
                "next" => self.run.next(),
                _ if text.starts_with("lose-") => self.run.lose(message(self.run.model(), &text["lose-".len()..])),
                _ => match Millis::read(text) {
                    Ok(length) => self.run.wait(length),
                    Err(_) => self.run.act(action(self.run.model(), text)),
                },
            };
            played.unwrap_or_else(|why| panic!("{text} at {}: {why:?}", self.run.now()));
        }
        self
    }

    /// How many numbered events the text of steps adds.
    pub fn added(&mut self, steps: &str) -> Vec<String> {
        let before = self.run.trace().events().len();
        self.play(steps);
        let model = Rc::clone(self.run.model());
        let events = self.run.trace().events()[before..].iter();
        events.filter_map(|event| told(&model, &self.run, event)).collect()
    }

    pub fn state(&self, id: &str) -> String {
        let model = self.run.model();
        model[self.run.world().state(participant(model, id))].id.to_string()
    }

    /// The one timer that runs, by the time it expires at; nothing where none runs.
    pub fn due(&self) -> Option<Instant> {
        assert!(self.run.world().timers().len() <= 1, "more than one timer");
        self.run.world().timers().first().map(|timer| timer.due)
    }

    /// The whole run, one event a line.
    pub fn transcript(&self) -> String {
        let model = self.run.model();
        let lines = self.run.trace().events().iter().filter_map(|event| told(model, &self.run, event));
        lines.map(|line| line + "\n").collect()
    }

    /// Asserts that the run reads like this; indentation does not matter.
    #[track_caller]
    pub fn reads(&self, expected: &str) {
        let expected: String =
            expected.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect();
        assert_eq!(self.transcript(), expected, "\nThe run reads:\n{}", self.transcript());
    }
}

/// One event as a line: `10000 server closes 1 on registration`.
fn told(model: &Model, run: &Run, event: &Event) -> Option<String> {
    let id = |participant: ParticipantId| &*model[participant].id;
    let timer = |timer: TimerId| &*model[timer].id;
    let later = |arrives: Instant| {
        if arrives > event.at { format!(", arrives {}", arrives.as_millis()) } else { String::new() }
    };
    let line = match &event.kind {
        EventKind::Opened { connection, by, to, arrives } => {
            format!("{} opens {} to {}{}", id(*by), connection.0, id(*to), later(*arrives))
        }
        EventKind::Closed { connection, by, arrives, why, .. } => {
            let why = match why {
                CloseCause::Timer(of) => format!(" on {}", timer(*of)),
                CloseCause::Action | CloseCause::Rule => String::new(),
            };
            format!("{} closes {}{why}{}", id(*by), connection.0, later(*arrives))
        }
        EventKind::Message(sent) => {
            let answers = sent.answers.map(|number| format!(" answering {}", number.0)).unwrap_or_default();
            let arrives = sent.arrives.map(later).unwrap_or_default();
            format!("{} -> {} {}{answers}{arrives}", id(sent.from), id(sent.to), model[sent.message].name)
        }
        EventKind::Delivered { .. } => return None,
        EventKind::Lost { of, at, why } => {
            let why = match why {
                Loss::ClosedThere(connection) => format!("{} is closed there", connection.0),
                Loss::ClosedHere(connection) => format!("{} is closed here", connection.0),
                Loss::NotConnected => "not connected".to_owned(),
                Loss::OnItsWay => "on its way".to_owned(),
            };
            format!("{} is lost at {}: {why}", of.0, id(*at))
        }
        EventKind::NotHandled { of, by, state } => {
            format!("{} does nothing with {} in {}", id(*by), of.0, model[*state].id)
        }
        EventKind::TimerSet { owner, timer: of, due } => {
            format!("{} sets {} to {}", id(*owner), timer(*of), due.as_millis())
        }
        EventKind::TimerRestarted { owner, timer: of, due } => {
            format!("{} restarts {} to {}", id(*owner), timer(*of), due.as_millis())
        }
        EventKind::TimerCancelled { owner, timer: of, left } => {
            format!("{} cancels {} with {} left", id(*owner), timer(*of), left.get())
        }
        EventKind::TimerExpired { owner, timer: of } => format!("{} expires {}", id(*owner), timer(*of)),
        EventKind::State { participant, from, to } => {
            format!("{}: {} to {}", id(*participant), model[*from].id, model[*to].id)
        }
        EventKind::Note { participant, .. } => {
            let narrator = Narrator::english(run.model());
            format!("{} notes {}", id(*participant), narrator.note(event))
        }
    };
    Some(format!("{} {line}", event.at.as_millis()))
}

/// Asserts that a text is as it was kept, and shows the first line that is not.
#[track_caller]
pub fn same(name: &str, text: &str, kept: &str) {
    let differs = text.lines().zip(kept.lines()).position(|(line, kept)| line != kept);
    if let Some(line) = differs {
        let show = |text: &str| text.lines().nth(line).unwrap_or_default().to_owned();
        panic!("{name} has changed in line {}:\n  now  {}\n  kept {}", line + 1, show(text), show(kept));
    }
    assert_eq!(text.len(), kept.len(), "{name} has become longer or shorter at its end");
}

/// Asserts that the run is what its own steps give when they are played anew, and gives that run.
#[track_caller]
pub fn agrees(run: &Run) -> Run {
    let steps: Vec<_> = run.steps().collect();
    let fresh = Run::with(Rc::clone(run.model()), run.settings().clone(), &steps);
    assert_eq!(fresh.unplayed(), None);
    assert_eq!(fresh.trace(), run.trace());
    assert_eq!(fresh.moments(), run.moments());
    assert_eq!(fresh.end(), run.end());
    fresh
}

/// All Rust files below a folder.
pub fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

pub fn millis(number: u64) -> Millis {
    Millis::new(number)
}

pub fn at(number: u64) -> Instant {
    Instant::from_millis(number)
}

pub fn steps(run: &Run) -> Vec<Step> {
    run.steps().collect()
}

/// A run's events as data, one JSON object a line: no sentence, so that better words are no other trace.
pub fn trace(run: &Run) -> String {
    let mut document: serde_json::Value = serde_json::from_str(&json(run)).unwrap();
    let events = document["events"].as_array_mut().unwrap();
    let line = |event: &mut serde_json::Value| {
        event.as_object_mut().unwrap().retain(|key, _| key != "sentence" && key != "text");
        format!("{event}\n")
    };
    events.iter_mut().map(line).collect()
}

/// A text with one piece of it changed, wherever it stands; panics where there is nothing to change.
#[track_caller]
pub fn changed(text: &str, piece: &str, to: &str) -> String {
    assert!(text.contains(piece), "there is no {piece:?}");
    text.replace(piece, to)
}

/// Compares with a kept trace; natively, `UPDATE_GOLDENS=1` keeps the new one instead.
#[allow(unused_macros)]
macro_rules! kept {
    ($name:literal, $trace:expr) => {
        let trace: String = $trace;
        #[cfg(not(target_arch = "wasm32"))]
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/traces/", $name, ".jsonl"), &trace).unwrap();
            return;
        }
        common::same($name, &trace, include_str!(concat!("traces/", $name, ".jsonl")));
    };
}
