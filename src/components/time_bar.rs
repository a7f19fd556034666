//! The clock and everything that moves it.

use lifeline_core::model::TimerId;
use lifeline_core::narration::{Narrator, fill};
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::{Cause, EventKind, EventNumber};
use lifeline_core::simulation::world::DueKind;
use lifeline_core::time::{Instant, Millis};
use yew::prelude::*;

use super::changing::changing;
use super::icon_button::IconButton;
use super::select::{onchoose, option};
use super::timeline::{Timeline, length};
use super::wait::Wait;
use crate::hooks::{StateHandle, use_delayed, use_dispatch};
use crate::state::action::{PageAction, RunAction, TimeAction};
use crate::state::clock::Speed;
use crate::state::session::{Jump, Session};
use crate::words::WORDS;

/// Properties of [`TimeBar`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The page's state.
    pub state: StateHandle,
    /// What is open.
    pub session: Session,
}

/// The timeline in a row of its own, and below it the clock and its controls: each has its place, whatever is said in it.
#[component]
pub fn TimeBar(Props { state, session }: &Props) -> Html {
    let onrun = use_dispatch::<RunAction>(state);
    let ontime = use_dispatch::<TimeAction>(state);
    let onpage = use_dispatch::<PageAction>(state);
    let run = &session.shared.read().run;
    let delayed = use_delayed(&(session.shared.clone(), length(run)));
    let is_begun = run.now() > Instant::ZERO || run.cursor() > 0 || run.is_within_moment();
    let (play, play_icon) = if session.clock.is_running() {
        (WORDS.pause, PAUSE)
    } else if run.is_at_end() && run.world().due().is_none() && !run.is_empty() {
        (WORDS.replay, REPLAY)
    } else {
        (WORDS.play, PLAY)
    };
    let skip = skip(run);
    let skip_words = skip.clone().unwrap_or_else(|| WORDS.skip_nothing.to_owned());
    let change = |action: RunAction| onrun.reform(move |_| action.clone());
    let time = |action: TimeAction| ontime.reform(move |_| action);
    html! {
        <section class="time-bar" aria-label={WORDS.time}>
            <Timeline shared={session.shared.clone()} now={session.now} {delayed} ontime={&ontime} />
            <div class="controls">
                <span class="time" translate="no" data-clock={session.now.as_millis().to_string()}>
                    { session.now.to_string() }
                </span>
                <IconButton
                    control="reset"
                    words={WORDS.start_over}
                    icon={RESET}
                    is_possible={!run.is_empty()}
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
                    title={skip_words.clone()}
                    aria-disabled={skip.is_none().then_some("true")}
                    onclick={change(RunAction::Next)}
                >
                    { changing(skip_words) }
                </button>
                <Wait text={state.wait.clone()} onrun={&onrun} onpage={&onpage} />
                { speed(session.speed, &ontime) }
                <span class="space" />
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
        </section>
    }
}

fn speed(chosen: Speed, ontime: &Callback<TimeAction>) -> Html {
    let onchange = onchoose(Speed::ALL.map(|(speed, _)| TimeAction::SetSpeed(speed)), ontime);
    let options = Speed::ALL.into_iter().map(|(speed, number)| option(number, format!("{number}×"), speed == chosen));
    html! {
        <select data-control="speed" aria-label={WORDS.speed} title={WORDS.speed} {onchange}>{ for options }</select>
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
        let next = if run.is_within_moment() { run.cursor() } else { run.cursor() + 1 };
        (run.moments().get(next).map_or(run.end(), |moment| moment.at), what)
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
