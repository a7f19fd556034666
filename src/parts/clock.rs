//! The clock and everything that moves it: a part of its own, so that a tick touches nothing else.

use std::rc::Rc;

use lifeline_core::model::TimerId;
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::{Cause, EventKind, EventNumber};
use lifeline_core::simulation::world::DueKind;
use lifeline_core::time::{Instant, Millis};
use yew::Html;

use super::head::option;
use super::marks::{self, Marks};
use super::notices::button;
use super::settings::{field, with_error};
use crate::document::Shared;
use crate::duration;
use crate::html::{Part, Tag, part, tag};
use crate::session::{Clock as State, Pause, Speed};
use crate::words::{WORDS, fill};

/// The clock, its controls and the running timers.
#[derive(PartialEq)]
pub struct Clock {
    /// The run.
    pub shared: Shared,
    /// The time at its cursor.
    pub now: Instant,
    /// Whether time passes.
    pub clock: State,
    /// How fast.
    pub speed: Speed,
    /// What stands in the field for the amount to wait.
    pub wait: Rc<str>,
    /// What is said of the later things that were dropped; empty where none were.
    pub dropped: Rc<str>,
    /// Whether what stands out is marked on the timeline.
    pub is_marked: bool,
}

impl Part for Clock {
    fn view(&self) -> Tag {
        let run = &self.shared.read().run;
        let runs = self.clock.is_running();
        let is_begun = run.now() > Instant::ZERO || run.cursor() > 0;
        let is_empty = run.moments().len() == 1 && run.end() == Instant::ZERO && run.unplayed().is_none();
        let (play, icon) = if runs { (WORDS.pause, PAUSE) } else { (WORDS.play, PLAY) };
        let what = skip(run);
        let next = tag("button").fixed("type", "button").class("skip").fixed("data-control", "next");
        let next = next.when(what.is_none(), "aria-disabled", "true");
        let next = next.text(what.as_deref().unwrap_or(WORDS.skip_nothing));
        let can_replay = run.is_at_end() && !is_empty && !runs;
        let controls = tag("div")
            .class("controls")
            .add(control("reset", WORDS.start_over, RESET, !is_empty))
            .add(control("back", WORDS.back, BACK, is_begun))
            .add(control("play", play, icon, true))
            .add(control("forward", WORDS.forward, FORWARD, !run.is_at_end()))
            .add(next)
            .maybe(can_replay.then(|| control("replay", WORDS.replay, REPLAY, true)))
            .add(self.wait())
            .add(self.speed())
            .add(control("undo", WORDS.undo, UNDO, run.can_undo()))
            .add(control("redo", WORDS.redo, REDO, run.can_redo()));
        tag("section").class("clock").fixed("aria-label", WORDS.time).add(controls).add(self.passing(run))
    }
}

impl Clock {
    /// The amount to wait, and the button that lets it pass.
    fn wait(&self) -> Tag {
        let wrong = duration::read(&self.wait, duration::WAIT).err();
        let input =
            field("wait", &self.wait, &wrong, "").fixed("data-wait", "").fixed("aria-label", WORDS.wait_how_long);
        with_error(tag("span").class("wait").add(button("wait", WORDS.wait)).add(input), "wait", wrong)
    }

    fn speed(&self) -> Tag {
        let select =
            tag("select").fixed("data-control", "speed").fixed("aria-label", WORDS.speed).fixed("title", WORDS.speed);
        select.all(
            Speed::ALL.into_iter().map(|(speed, value)| option(value, speed == self.speed).words(value).words("×")),
        )
    }

    /// The time, where in the run it is, and the running timers: what is left of each, in words and as a bar that drains.
    fn passing(&self, run: &Run) -> Tag {
        let last = run.moments().len() - 1;
        let (cursor, count) = (run.cursor().to_string(), last.to_string());
        let now = self.now.to_string();
        let is_marked = self.is_marked && last > 0;
        let at_cursor = if is_marked { marks::at_cursor(&self.shared) } else { String::new() };
        let timeline = tag("input")
            .fixed("type", "range")
            .fixed("data-timeline", "")
            .fixed("aria-label", WORDS.timeline)
            .set("aria-valuetext", &[&*fill(WORDS.timeline_value, &[&now, &cursor, &count]), &*at_cursor].concat())
            .set("max", &count)
            .when(last == 0, "disabled", "")
            .value(&cursor);
        let marks = if is_marked { part(Marks(self.shared.clone())) } else { Html::default() };
        let timeline = tag("div").class("timeline").add(timeline).html(marks);
        let clock = tag("span").class("time").set("data-clock", &self.now.as_millis().to_string()).text(&now);
        let mut timers = tag("div").class("timers");
        for timer in run.world().timers() {
            let left = timer.due.since(self.now);
            let name = run.model()[timer.timer].label.in_language(WORDS.code);
            let bar = tag("progress")
                .fixed("aria-hidden", "true")
                .set("max", &timer.due.since(timer.since).get().to_string())
                .set("value", &left.get().to_string());
            let words = tag("span").text(&fill(WORDS.timer_left, &[name, &left.to_string()]));
            timers = timers.add(tag("div").add(words).add(bar));
        }
        let stopped = match self.clock {
            State::Paused(Some(Pause::NothingDue)) => WORDS.stopped_nothing_due,
            State::Paused(Some(Pause::Hidden)) => WORDS.stopped_hidden,
            _ => "",
        };
        tag("div")
            .class("passing")
            .add(clock)
            .add(timeline)
            .add(timers)
            .add(tag("p").words(stopped))
            .maybe((!self.dropped.is_empty()).then(|| dropped(&self.dropped)))
    }
}

/// What was dropped, with the way to have it back.
#[inline(never)]
fn dropped(words: &str) -> Tag {
    let press = |what, words| tag("button").fixed("type", "button").fixed("data-dropped", what).words(words);
    let forget = press("forget", "×").fixed("aria-label", WORDS.dismiss);
    tag("p").class("dropped").add(tag("span").text(words)).add(press("undo", WORDS.undo)).add(forget)
}

fn control(id: &'static str, words: &'static str, icon: &'static str, can: bool) -> Tag {
    let icon = tag("svg").fixed("viewBox", "0 0 16 16").fixed("aria-hidden", "true").add(tag("path").fixed("d", icon));
    tag("button")
        .fixed("type", "button")
        .class("icon")
        .fixed("data-control", id)
        .fixed("title", words)
        .when(!can, "aria-disabled", "true")
        .add(icon)
        .add(tag("span").words(words))
}

/// What skipping does, with how much time it skips; nothing where nothing is due.
fn skip(run: &Run) -> Option<String> {
    let model = run.model();
    let timer = |timer: TimerId| fill(WORDS.the_timer, &[model[timer].label.in_language(WORDS.code)]);
    let (at, what) = if run.is_at_end() {
        let due = run.world().due()?;
        let what = match due.kind {
            DueKind::Expiry(_, id) => timer(id),
            DueKind::Arrival(_) => Narrator::english(model).due(run.trace(), due),
        };
        (due.at, what)
    } else {
        let next = run.trace().get(EventNumber(run.count() + 1));
        let what = match next.map(|event| (&event.kind, event.cause)) {
            Some((_, Cause::Action(action))) => ["“", model[action].label.in_language(WORDS.code), "”"].concat(),
            Some((EventKind::TimerExpired { timer: id, .. }, _)) => timer(*id),
            Some(_) => WORDS.next_row.to_owned(),
            None => WORDS.the_end.to_owned(),
        };
        (run.moments().get(run.cursor() + 1).map_or(run.end(), |moment| moment.at), what)
    };
    Some(match at.since(run.now()) {
        Millis::ZERO => fill(WORDS.skip_now, &[&what]),
        length => fill(WORDS.skip, &[&length.to_string(), &what]),
    })
}

// Icons of 16 by 16, drawn as filled paths.
const RESET: &str = "M3 3h2v10H3zM13 3v10L6 8z";
const BACK: &str = "M11 3v10L4 8z";
const PLAY: &str = "M4 2l10 6-10 6z";
const PAUSE: &str = "M3 2h4v12H3zM9 2h4v12H9z";
const FORWARD: &str = "M5 3v10l7-5z";
const REPLAY: &str = "M8 3V0L3.5 4 8 8V5a4 4 0 1 1-4 4H2a6 6 0 1 0 6-6z";
const UNDO: &str = "M6 2v3h3.5a4.5 4.5 0 0 1 0 9H5v-2h4.5a2.5 2.5 0 0 0 0-5H6v3L1.5 6z";
const REDO: &str = "M10 2v3H6.5a4.5 4.5 0 0 0 0 9H11v-2H6.5a2.5 2.5 0 0 1 0-5H10v3l4.5-4z";
