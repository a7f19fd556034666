//! A run as a picture of its own, with what happened in its description and what was assumed under it.

use std::collections::BTreeSet;

use super::harmless;
use crate::diagram::svg::{self, About, Frame, Picture, framed};
use crate::diagram::{Layout, View};
use crate::model::StateId;
use crate::narration::{Narrator, fill};
use crate::simulation::run::Run;
use crate::simulation::trace::{Event, EventKind, Provenance};
use crate::time::Instant;

/// The picture of a run up to its cursor, with what is due then. The layout is of this run's whole trace.
#[must_use]
pub fn picture(run: &Run, layout: &Layout, frame: &Frame) -> Picture {
    let model = &**run.model();
    let narrator = Narrator::english(model);
    let mut assumed = narrator.assumed(run.settings(), run.world().rests_on());
    if frame.part.is_some() {
        assumed += &fill(narrator.phrases.a_part, &[("count", &run.count())]);
    }
    let marks = marks(&narrator, run);
    let title = model.title().in_language(narrator.phrases.code);
    let description = description(&narrator, run);
    let about = About { title, description: &description, assumed: &assumed, marks: &marks };
    viewed(run, frame.shows.now, |view, states| framed(layout, view, states, &about, frame))
}

/// The same for paper, as far down as the height `end`: the heads, and below them strips that no page has to part.
#[must_use]
pub fn strips(run: &Run, layout: &Layout, end: i32) -> Vec<String> {
    viewed(run, true, |view, states| svg::strips(layout, view, states, end))
}

/// Draws a run up to its cursor, with what is due then where that is wanted.
fn viewed<T>(run: &Run, shows_now: bool, draw: impl FnOnce(&View<'_>, &[StateId]) -> T) -> T {
    let due = run.due();
    let view = View {
        model: run.model(),
        trace: run.trace(),
        events: run.shown().len(),
        now: run.now(),
        shows_now: shows_now && (run.now() > Instant::ZERO || !due.is_empty()),
        rest: None,
        ghosts: if shows_now { &due } else { &[] },
        selected: None,
        hits: false,
    };
    let states: Vec<_> = run.model().participants().map(|(id, _)| run.state(id)).collect();
    draw(&view, &states)
}

/// What the marks in the margin mean, those that are there.
fn marks(narrator: &Narrator<'_>, run: &Run) -> String {
    let phrases = narrator.phrases;
    let shown: BTreeSet<Provenance> = run
        .shown()
        .iter()
        .filter(|event| event.kind.is_numbered())
        .filter_map(|event| event.provenance(narrator.model))
        .collect();
    let words = shown.into_iter().filter_map(|provenance| match provenance {
        Provenance::Reference => None,
        Provenance::Inferred => Some(phrases.inferred_mark),
        Provenance::Own => Some(phrases.own_mark),
        Provenance::Assumed => Some(phrases.assumed_mark),
    });
    words.collect::<Vec<_>>().join("   ")
}

/// What happened, for who can't see the picture: what went from one to another and what ran out, sentence by sentence.
fn description(narrator: &Narrator<'_>, run: &Run) -> String {
    let told = |event: &&Event| {
        !matches!(
            event.kind,
            EventKind::State { .. } | EventKind::Delivered { .. } | EventKind::TimerSet { .. } | EventKind::Note { .. }
        )
    };
    let mut events = run.shown().iter().filter(told);
    let sentence = |event: &Event| {
        let sentence: String = harmless(&narrator.sentence(run.trace(), event)).collect();
        format!("{}: {sentence}", event.at)
    };
    let mut sentences: Vec<String> = events.by_ref().take(TOLD).map(sentence).collect();
    match events.count() {
        0 => {}
        more => sentences.push(fill(narrator.phrases.and_more, &[("count", &more)])),
    }
    sentences.join(" ")
}

/// Sentences in a description: more than these nobody listens to.
const TOLD: usize = 60;
