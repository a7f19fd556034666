//! The real tools take what is exported: Mermaid and PlantUML draw the same messages in the same order, five readers of SVG the same colours. `cargo xtask test tools` runs it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed test is a panic")]

#[path = "../journeys/browsers.rs"]
mod browsers;
#[path = "../journeys/driver.rs"]
mod driver;
mod mermaid;
mod pictures;
mod pixels;
mod plantuml;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::rc::Rc;

use lifeline_core::load::load;
use lifeline_core::model::{Field, ValueType};
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::settings::Settings;
use lifeline_core::simulation::trace::{CloseCause, EventKind, Sent};

/// The models, and one whose every text would be more than text, were it let.
const MODELS: [&str; 4] = [
    include_str!("../../models/registration.lifeline"),
    include_str!("../../core/tests/models/dhcp.lifeline"),
    include_str!("../../core/tests/models/oauth-device.lifeline"),
    include_str!("../../core/tests/exports/hostile.lifeline"),
];

/// All scenarios of all models, each with a name.
fn runs() -> Vec<(String, Run)> {
    let mut runs = Vec::new();
    for source in MODELS {
        let model = load(source).unwrap_or_else(|problems| panic!("the model has mistakes:\n{problems}"));
        for (_, scenario) in model.scenarios() {
            let mut settings = Settings::defaults(&model);
            for (setting, value) in &scenario.settings {
                settings.set(&model, *setting, *value).unwrap();
            }
            let run = Run::with(Rc::clone(&model), settings, &scenario.steps);
            runs.push((format!("{}-{}", model.id(), scenario.id), run));
        }
    }
    assert!(runs.len() > 15, "only {} runs", runs.len());
    runs
}

/// What is drawn between the heads, from top to bottom.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Row {
    /// An arrow: the names at both ends, and what stands at it.
    Arrow([String; 3]),
    /// A note.
    Note(String),
}

impl Row {
    /// What it says.
    fn text(&self) -> &str {
        match self {
            Self::Arrow([_, _, text]) | Self::Note(text) => text,
        }
    }
}

/// The rows of a run, told from its trace and from nothing that is exported.
fn rows(run: &Run) -> Vec<Row> {
    let speaker = Narrator::english(run.model());
    let arrow = |from, to, label| Row::Arrow([speaker.name(from).to_owned(), speaker.name(to).to_owned(), label]);
    let rows = run.trace().events().iter().filter_map(|event| {
        Some(match &event.kind {
            EventKind::Opened { by, to, .. } => arrow(*by, *to, speaker.phrases.connect.to_owned()),
            EventKind::Closed { by, to, why: CloseCause::Timer(timer), .. } => {
                let cause = speaker.model[*timer].label.in_language(speaker.phrases.code);
                arrow(*by, *to, format!("{}: {cause}", speaker.phrases.disconnect))
            }
            EventKind::Closed { by, to, .. } => arrow(*by, *to, speaker.phrases.disconnect.to_owned()),
            EventKind::Message(sent) => arrow(sent.from, sent.to, label(run, sent)),
            EventKind::Note { .. } => Row::Note(speaker.note(event)),
            EventKind::State { .. } | EventKind::Delivered { .. } => return None,
            _ => Row::Note(speaker.sentence(run.trace(), event)),
        })
    });
    rows.collect()
}

/// A message's name with its reference, or with all that differs where that tells not all messages of this name apart.
fn label(run: &Run, sent: &Sent) -> String {
    let narrator = Narrator::english(run.model());
    let is_reference = |_, field: &Field| field.value_type == ValueType::Reference;
    let all: Vec<_> = run
        .trace()
        .events()
        .iter()
        .filter_map(|event| match &event.kind {
            EventKind::Message(other) if other.message == sent.message => Some(other),
            _ => None,
        })
        .collect();
    let labels: BTreeSet<String> = all.iter().map(|other| narrator.message_with(other, is_reference)).collect();
    let differs =
        |place: usize| labels.len() < all.len() && all.iter().any(|other| other.fields[place] != all[0].fields[place]);
    narrator.message_with(sent, |place, field| is_reference(place, field) || differs(place))
}

/// What was assumed, as every export says it.
fn assumed(run: &Run) -> String {
    Narrator::english(run.model()).assumed(run.settings(), run.last().rests_on())
}

/// An empty folder for what a tool makes.
fn folder(name: &str) -> PathBuf {
    let folder = driver::leavings().unwrap_or_else(|e| panic!("{e}")).join("tools").join(name);
    let _old = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap_or_else(|e| panic!("making {}: {e}", folder.display()));
    folder
}

/// The program or the file that a variable names.
fn tool(variable: &str) -> String {
    let found = std::env::var(variable).ok().filter(|path| !path.is_empty());
    found.unwrap_or_else(|| {
        panic!("{variable} is not set: type cargo xtask test tools, which looks for what is installed")
    })
}
