//! The clock and everything that moves it: a component of its own, so that a tick draws nothing else.

use std::rc::Rc;

use lifeline_core::model::TimerId;
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::{Cause, EventKind, EventNumber};
use lifeline_core::simulation::world::DueKind;
use lifeline_core::time::{Instant, Millis};
use yew::prelude::*;

use super::icon_button::IconButton;
use super::select::{onchoose, option};
use super::timeline::Timeline;
use super::wait::Wait;
use crate::state::action::{PageAction, RunAction, TimeAction};
use crate::state::document::SharedDocument;
use crate::state::session::{Clock, Jump, Pause, Speed};
use crate::words::WORDS;
use lifeline_core::narration::fill;

/// Properties of [`TimeBar`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub shared: SharedDocument,
    /// The time at its cursor.
    pub now: Instant,
    /// Whether time passes.
    pub clock: Clock,
    /// How fast.
    pub speed: Speed,
    /// What stands in the field for the amount to wait.
    pub wait: Rc<str>,
    /// What is said of the later things that were dropped; empty where none were.
    pub dropped: Rc<str>,
    /// The reader changes the run.
    pub onrun: Callback<RunAction>,
    /// The reader moves the cursor or the clock.
    pub ontime: Callback<TimeAction>,
    /// The reader types an amount to wait, or has read what was dropped.
    pub onpage: Callback<PageAction>,
}

/// The clock, its controls, the timeline and the running timers.
#[component]
pub fn TimeBar(props: &Props) -> Html {
    html! {
        <section class="clock" aria-label={WORDS.time}>
            { controls(props) }
            { passing(props) }
        </section>
    }
}

fn controls(props: &Props) -> Html {
    let run = &props.shared.read().run;
    let is_running = props.clock.is_running();
    let is_begun = run.now() > Instant::ZERO || run.cursor() > 0;
    let is_empty = run.moments().len() == 1 && run.end() == Instant::ZERO && run.unplayed().is_none();
    let (play, play_icon) = if is_running { (WORDS.pause, PAUSE) } else { (WORDS.play, PLAY) };
    let skip = skip(run);
    let change = |action: RunAction| props.onrun.reform(move |_| action.clone());
    let time = |action: TimeAction| props.ontime.reform(move |_| action);
    html! {
        <div class="controls">
            <IconButton
                control="reset"
                words={WORDS.start_over}
                icon={RESET}
                is_possible={!is_empty}
                onclick={change(RunAction::Reset)}
            />
            <IconButton
                control="back"
                words={WORDS.back}
                icon={BACK}
                is_possible={is_begun}
                onclick={time(TimeAction::Go(Jump::Back))}
            />
            <IconButton control="play" words={play} icon={play_icon} onclick={time(TimeAction::PlayOrPause)} />
            <IconButton
                control="forward"
                words={WORDS.forward}
                icon={FORWARD}
                is_possible={!run.is_at_end()}
                onclick={time(TimeAction::Go(Jump::Forward))}
            />
            <button
                type="button"
                class="skip"
                data-control="next"
                aria-disabled={skip.is_none().then_some("true")}
                onclick={change(RunAction::Next)}
            >
                { skip.unwrap_or_else(|| WORDS.skip_nothing.to_owned()) }
            </button>
            if run.is_at_end() && !is_empty && !is_running {
                <IconButton control="replay" words={WORDS.replay} icon={REPLAY} onclick={time(TimeAction::Replay)} />
            }
            <Wait text={&props.wait} onrun={&props.onrun} onpage={&props.onpage} />
            { speed(props) }
            <IconButton
                control="undo"
                words={WORDS.undo}
                icon={UNDO}
                is_possible={run.can_undo()}
                onclick={change(RunAction::Undo)}
            />
            <IconButton
                control="redo"
                words={WORDS.redo}
                icon={REDO}
                is_possible={run.can_redo()}
                onclick={change(RunAction::Redo)}
            />
        </div>
    }
}

fn speed(props: &Props) -> Html {
    let onchange = onchoose(Speed::ALL.map(|(speed, _)| TimeAction::SetSpeed(speed)), &props.ontime);
    let options =
        Speed::ALL.into_iter().map(|(speed, number)| option(number, format!("{number}×"), speed == props.speed));
    html! {
        <select data-control="speed" aria-label={WORDS.speed} title={WORDS.speed} {onchange}>{ for options }</select>
    }
}

/// The time, where in the run it is, and the running timers: what is left of each, in words and as a bar that drains.
fn passing(props: &Props) -> Html {
    let run = &props.shared.read().run;
    let timers = run.world().timers().iter().map(|timer| {
        let left = timer.due.since(props.now);
        let name = run.model()[timer.timer].label.in_language(WORDS.code);
        html! {
            <div>
                <span>{ fill(WORDS.timer_left, &[("timer", &name), ("time", &left)]) }</span>
                <progress
                    aria-hidden="true"
                    max={timer.due.since(timer.since).get().to_string()}
                    value={left.get().to_string()}
                />
            </div>
        }
    });
    let stopped = match props.clock {
        Clock::Paused(Some(Pause::NothingDue)) => WORDS.stopped_nothing_due,
        Clock::Paused(Some(Pause::Hidden)) => WORDS.stopped_hidden,
        Clock::Paused(None) | Clock::Running { .. } => "",
    };
    html! {
        <div class="passing">
            <span class="time" data-clock={props.now.as_millis().to_string()}>{ props.now.to_string() }</span>
            <Timeline shared={props.shared.clone()} now={props.now} ontime={&props.ontime} />
            <div class="timers">{ for timers }</div>
            <p>{ stopped }</p>
            if !props.dropped.is_empty() {
                { dropped(props) }
            }
        </div>
    }
}

/// What was dropped, with the way to have it back.
fn dropped(props: &Props) -> Html {
    let onundo = {
        let (onrun, onpage) = (props.onrun.clone(), props.onpage.clone());
        move |_| {
            onpage.emit(PageAction::DismissDropped);
            onrun.emit(RunAction::Undo);
        }
    };
    html! {
        <p class="dropped">
            <span>{ props.dropped.clone() }</span>
            <button type="button" data-dropped="undo" onclick={onundo}>{ WORDS.undo }</button>
            <button
                type="button"
                data-dropped="forget"
                aria-label={WORDS.dismiss}
                onclick={props.onpage.reform(|_| PageAction::DismissDropped)}
            >
                { "×" }
            </button>
        </p>
    }
}

/// What skipping does, with how much time it skips; nothing where nothing is due.
fn skip(run: &Run) -> Option<String> {
    let model = run.model();
    let timer = |timer: TimerId| fill(WORDS.the_timer, &[("timer", &model[timer].label.in_language(WORDS.code))]);
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
            Some((_, Cause::Action(action))) => format!("“{}”", model[action].label.in_language(WORDS.code)),
            Some((EventKind::TimerExpired { timer: id, .. }, _)) => timer(*id),
            Some(_) => WORDS.next_row.to_owned(),
            None => WORDS.the_end.to_owned(),
        };
        (run.moments().get(run.cursor() + 1).map_or(run.end(), |moment| moment.at), what)
    };
    Some(match at.since(run.now()) {
        Millis::ZERO => fill(WORDS.skip_now, &[("what", &what)]),
        length => fill(WORDS.skip, &[("time", &length), ("what", &what)]),
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
