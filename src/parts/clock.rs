//! The clock and everything that moves it: a part of its own, so that a tick touches nothing else.

use lifeline_core::run::Run;
use lifeline_core::time::{Instant, Millis};
use lifeline_core::trace::{Cause, EventNumber, What};
use lifeline_core::words::{Speaker, fill};
use lifeline_core::world::LONGEST;
use yew::prelude::*;

use super::Send;
use super::duration_field::DurationField;
use crate::browser::input;
use crate::document::Shared;
use crate::state::{Action, Clock as State, Pause, Place, Speed};
use crate::words::WORDS;

/// What the clock shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub shared: Shared,
    /// The time at its cursor.
    pub now: Instant,
    /// Whether time passes.
    pub clock: State,
    /// How fast.
    pub speed: Speed,
    /// What the reader does.
    pub on: Send,
}

/// The clock, its controls and the running timers.
#[component]
pub fn Clock(props: &Props) -> Html {
    let document = props.shared.read();
    let run = &document.run;
    let running = props.clock.is_running();
    let stopped = match props.clock {
        State::Paused(Some(Pause::NothingDue)) => WORDS.stopped_nothing_due,
        State::Paused(Some(Pause::Hidden)) => WORDS.stopped_hidden,
        _ => "",
    };
    let (at_start, at_end) = (run.now() == Instant::ZERO && run.cursor() == 0, run.is_at_end());
    let is_empty = run.moments().len() == 1 && run.end() == Instant::ZERO && run.unplayed().is_none();
    let skip = skip(run);
    let on = &props.on;
    html! {
        <section class="clock" aria-label={WORDS.transport}>
            <div class="controls">
                { control("reset", WORDS.start_over, RESET, !is_empty, on.reform(|_| Action::Reset)) }
                { control("back", WORDS.back, BACK, !at_start, on.reform(|_| Action::Go(Place::Back))) }
                if running {
                    { control("play", WORDS.pause, PAUSE, true, on.reform(|_| Action::PlayOrPause)) }
                } else {
                    { control("play", WORDS.play, PLAY, true, on.reform(|_| Action::PlayOrPause)) }
                }
                { control("forward", WORDS.forward, FORWARD, !at_end, on.reform(|_| Action::Go(Place::Forward))) }
                <button type="button" class="skip" data-control="next" aria-disabled={skip.is_none().then_some("true")}
                    onclick={on.reform(|_| Action::Next)}>
                    { skip.unwrap_or_else(|| WORDS.skip_nothing.to_owned()) }
                </button>
                if at_end && !is_empty && !running {
                    <button type="button" class="replay" onclick={on.reform(|_| Action::Replay)}>{ WORDS.replay }</button>
                }
                <span class="wait">
                    <DurationField id="wait" value={Millis::new(1_000)} on_length={on.reform(Action::Wait)}
                        bounds={(Millis::new(1), LONGEST.since(Instant::ZERO))} />
                </span>
                { speed(props) }
                { control("undo", WORDS.undo, UNDO, run.can_undo(), on.reform(|_| Action::Undo)) }
                { control("redo", WORDS.redo, REDO, run.can_redo(), on.reform(|_| Action::Redo)) }
            </div>
            <div class="passing">
                <output class="now" aria-live="off" aria-label={WORDS.time} data-clock={props.now.as_millis().to_string()}>{ props.now.to_string() }</output>
                { timeline(props, run) }
                <div class="timers">{ timers(run) }</div>
                <p class="stopped" hidden={stopped.is_empty()}>{ stopped }</p>
            </div>
        </section>
    }
}

fn control(
    id: &'static str,
    words: &'static str,
    icon: &'static str,
    can: bool,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! {
        <button type="button" data-control={id} title={words} aria-label={words} aria-disabled={(!can).then_some("true")} {onclick}>
            <svg viewBox="0 0 16 16" aria-hidden="true"><path d={icon} /></svg>
            <span aria-hidden="true">{ words }</span>
        </button>
    }
}

/// What skipping does, with how much time it skips; nothing where nothing is due.
fn skip(run: &Run) -> Option<String> {
    let speaker = Speaker::english(run.model());
    let (at, what) = if run.is_at_end() {
        let due = run.world().due()?;
        (due.at, speaker.due(run.trace(), due))
    } else {
        let Some(next) = run.moments().get(run.cursor() + 1) else {
            return Some(WORDS.key_end.to_owned());
        };
        let event = run.trace().get(EventNumber(run.count() + 1))?;
        let what = match (&event.what, event.cause) {
            (_, Cause::Action(action)) => ["“", run.model()[action].label.in_language(WORDS.code), "”"].concat(),
            (What::TimerExpired { timer, .. }, _) => run.model()[*timer].label.in_language(WORDS.code).to_owned(),
            _ => WORDS.what_happened.to_lowercase(),
        };
        (next.at, what)
    };
    let length = at.since(run.now());
    Some(if length == Millis::ZERO {
        fill(WORDS.skip_now, &[&what])
    } else {
        fill(WORDS.skip, &[&length.to_string(), &what])
    })
}

fn speed(props: &Props) -> Html {
    let on = props.on.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(speed) = Speed::ALL.into_iter().find(|speed| value(*speed) == input::value(&event)) {
            on.emit(Action::Speed(speed));
        }
    });
    html! {
        <select class="speed" data-control="speed" aria-label={WORDS.speed} title={WORDS.speed} {onchange}>
            { for Speed::ALL.into_iter().map(|speed| html! {
                <option value={value(speed)} selected={speed == props.speed}>{ value(speed) }{ "×" }</option>
            }) }
        </select>
    }
}

fn value(Speed(halves): Speed) -> String {
    if halves == 1 { "0.5".to_owned() } else { (halves / 2).to_string() }
}

fn timeline(props: &Props, run: &Run) -> Html {
    let last = run.moments().len() - 1;
    let (cursor, count) = (run.cursor().to_string(), last.to_string());
    let said = fill(WORDS.timeline_value, &[&props.now.to_string(), &cursor, &count]);
    let oninput = props
        .on
        .reform(|event: InputEvent| Action::Go(Place::Moment(input::value(&event).parse().unwrap_or_default())));
    html! {
        <input type="range" class="timeline" min="0" max={count} step="1" value={cursor} disabled={last == 0}
            aria-label={WORDS.timeline} aria-valuetext={said} {oninput} />
    }
}

/// The running timers: what is left of each, in words and as a bar that drains.
fn timers(run: &Run) -> Html {
    let now = run.now();
    run.world()
        .timers()
        .iter()
        .map(|timer| {
            let (left, whole) = (timer.due.since(now), timer.due.since(timer.since));
            let words =
                fill(WORDS.timer_left, &[run.model()[timer.timer].label.in_language(WORDS.code), &left.to_string()]);
            html! {
                <div class="timer">
                    <span>{ words }</span>
                    <progress aria-hidden="true" max={whole.get().to_string()} value={left.get().to_string()} />
                </div>
            }
        })
        .collect()
}

// Icons of 16 by 16, drawn as filled paths.
const RESET: &str = "M3 3h2v10H3zM13 3v10L6 8z";
const BACK: &str = "M11 3v10L4 8z";
const PLAY: &str = "M4 2l10 6-10 6z";
const PAUSE: &str = "M3 2h4v12H3zM9 2h4v12H9z";
const FORWARD: &str = "M5 3v10l7-5z";
const UNDO: &str = "M6 2v3h3.5a4.5 4.5 0 0 1 0 9H5v-2h4.5a2.5 2.5 0 0 0 0-5H6v3L1.500 6z";
const REDO: &str = "M10 2v3H6.500a4.500 4.500 0 0 0 0 9H11v-2H6.500a2.500 2.500 0 0 1 0-5H10v3l4.500-4z";
